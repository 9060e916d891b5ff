"""Where words against claims were looked for, told once for all claims that have none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.domain import PERSONA_FIELDS, STAGE_FIELDS
from assistant.export.escaping import escape
from assistant.export.markdown_parts import table
from assistant.export.printed import by_field

if TYPE_CHECKING:
    from assistant.export.work import ExportedClaim

_LEAD = (
    "Words against the statements were looked for among the quotes of the same people from the other side. For so many "
    "statements none was found there:"
)
_HEADER = ("Statements", "None found for", "Quotes looked at for each", "From participants")


def where_searched(items: Sequence[ExportedClaim]) -> list[str]:
    """A table of the claims that have another side, by their headings; none where something stands against each.

    What was found and withdrawn since is told with its claim.
    """
    headings = {**PERSONA_FIELDS, **STAGE_FIELDS}
    searched = [item for item in items if item.claim.searched]
    rows = [
        (escape(headings.get(field, field)), *row)
        for field, own in by_field(searched, headings).items()
        if (row := _row(own))
    ]
    return [_LEAD, table(_HEADER, rows)] if rows else []


def _row(own: Sequence[ExportedClaim]) -> tuple[str, ...]:
    """How many of some claims have nothing against them, and how much was read for each; empty where none has."""
    unopposed = [item for item in own if not item.counter]
    read = [one for item in unopposed if (one := item.claim.searched) and not one.found]
    if not read:
        return ()
    quotes, people = _range([one.quotes for one in read]), _range([one.participants for one in read])
    return f"{len(read):,} of {len(own):,}", quotes, people


def _range(values: Sequence[int]) -> str:
    """`11 to 57`."""
    least, most = min(values), max(values)
    return f"{most:,}" if least == most else f"{least:,} to {most:,}"
