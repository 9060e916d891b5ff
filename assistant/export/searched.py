"""Where words against claims were looked for, said once for all claims of a persona or a stage that have none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from assistant.domain import Searched
from assistant.export.escaping import escape
from assistant.export.printed import by_field
from assistant.export.wording import counted, looked_for, number

if TYPE_CHECKING:
    from assistant.export.work import ExportedClaim

_LEAD = "Where no quote stands against a statement, none was found among those from the other side"


def searched_in(items: Sequence[ExportedClaim], headings: Mapping[str, str]) -> list[str]:
    """A sentence on all claims with no words against them; none where there is no such claim.

    It says for the claims of each heading among how many quotes of how many participants was looked; what was found
    and withdrawn since is told with its claim.
    """
    unopposed = [item for item in items if not item.counter and item.claim.searched and not item.claim.searched.found]
    every = [item.claim.searched for item in unopposed if item.claim.searched]
    if not every:
        return []
    if len(items) == 1:
        return [f"*{looked_for(every[0])}*"]
    rows = [
        f"{headings.get(field, field)}, {_read([item.claim.searched for item in own if item.claim.searched])}"
        for field, own in by_field(unopposed, headings).items()
    ]
    return [f"*{_LEAD}: {'; '.join(map(escape, rows))}.*"]


def _read(every: Sequence[Searched]) -> str:
    """`40 to 41 quotes of three participants`."""
    read = [one for one in every if one.quotes]
    if not read:
        return "where none of those it speaks of tell of the other side"
    quotes = _range([one.quotes for one in read], "quote")
    people = _range([one.participants for one in read], "participant")
    return f"{quotes} of {people}{'' if len(read) == len(every) else ', or none where nobody tells of it'}"


def _range(values: Sequence[int], noun: str) -> str:
    least, most = min(values), max(values)
    return counted(most, noun) if least == most else f"{number(least)} to {counted(most, noun)}"
