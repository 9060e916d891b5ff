"""The claims of a persona or a stage, by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets.option_list import Option

from assistant.domain import PERSONA_FIELDS, STAGE_FIELDS, Claim
from tui.marks import WIDEST, mark_of
from tui.text import content, one_line
from tui.widgets.listing import Listing
from tui.widgets.row import Row

_LONGEST = 600
"""Claims are sentences; something longer is cut in the list and stands in full in the editor."""

HEADINGS: Mapping[str, str] = {**PERSONA_FIELDS, **STAGE_FIELDS}


class ClaimList(Listing):
    """Claims under the headings of their fields; the cursor stands on one claim."""

    HELP = (
        "The claims of what is chosen above, each with its standing (mark and word) and how many participants "
        "it rests on. Move with the arrows or j and k; the quotes behind the claim under the cursor are shown beside."
    )

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Open", key_display="⏎", tooltip="Open the claim's quote in its transcript"),
        Binding("right,l", "screen.focus_pane('EvidencePane')", "To the quotes", show=False),
    ]

    def show_claims(self, claims: Sequence[Claim]) -> None:
        """Show claims; the cursor stays where it was."""
        self.show(list(_rows(claims)))

    @property
    def claim_id(self) -> str | None:
        """The claim under the cursor."""
        return self.row_id


def in_order(claims: Sequence[Claim]) -> list[Claim]:
    """Claims as they are listed: by field, then as they were drafted."""
    # Personas and stages share some fields, but not their order.
    of_a_stage = all(claim.field in STAGE_FIELDS for claim in claims)
    order = list(STAGE_FIELDS if of_a_stage else HEADINGS)
    return sorted(claims, key=lambda claim: (order.index(claim.field) if claim.field in order else 99, claim.seq))


def _rows(claims: Sequence[Claim]) -> Iterator[Option]:
    for field, group in groupby(in_order(claims), key=lambda claim: claim.field):
        yield Option(Content(HEADINGS.get(field, field)), disabled=True)
        for claim in group:
            yield Option(claim_row(claim), id=claim.id)


def claim_row(claim: Claim) -> Row:
    """A claim with its mark and its count."""
    mark = mark_of(claim)
    words = content(one_line(claim.text, _LONGEST), "$foreground-muted" if claim.status == "rejected" else "")
    if is_quote(claim.text):
        words += content("  one participant's words", "$foreground-muted italic")
    count = f"{claim.prevalence.participants} of {claim.prevalence.of}" if claim.support else ""
    wide = mark.content()
    return Row(wide.pad_right(WIDEST - wide.cell_length), words, count, short_mark=mark.content(with_word=False))


def is_quote(text: str) -> bool:
    """Whether a claim has no statement of its own, only the words of one participant."""
    return text.startswith("“") and text.endswith("”") and text.count("“") == 1
