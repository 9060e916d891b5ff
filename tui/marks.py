"""How a claim's standing is shown: a mark and a word, and a colour that says the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from assistant.domain import Claim


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign, its word and its colour."""

    sign: str
    word: str
    style: str

    def content(self, *, with_word: bool = True) -> Content:
        """The mark as it stands in a row."""
        return Content.styled(f"{self.sign} {self.word}" if with_word else self.sign, self.style)


WAITING = Mark("◌", "waiting", "$foreground-muted")
ACCEPTED = Mark("✓", "accepted", "$text-success")
EDITED = Mark("✎", "edited", "$text-success")
REJECTED = Mark("✗", "rejected", "$text-error")
FLAGGED = Mark("⚑", "flagged", "$text-warning")
STALE = Mark("↻", "stale", "$text-warning")
ASSUMED = Mark("?", "assumed", "$foreground-muted italic")

KIND_SIGNS = {"pain": "▼", "gain": "▲", "need": "◆", "emotion": "♥", "touchpoint": "●", "suggestion": "✦", "code": "§"}
KIND_STYLES = {
    "pain": "$text-error",
    "gain": "$text-success",
    "need": "$text-primary",
    "emotion": "$text-secondary",
    "touchpoint": "$text-accent",
    "suggestion": "$text-warning",
    "code": "$foreground",
}
"""A sign and a colour for each kind of finding; the word stands beside them wherever there is room."""

MARKS = (WAITING, ACCEPTED, EDITED, REJECTED, FLAGGED, STALE, ASSUMED)
WIDEST = max(len(mark.word) for mark in MARKS) + 2


def mark_of(claim: Claim) -> Mark:
    """The mark of a claim: what needs a look comes before what was decided."""
    if claim.flagged:
        return FLAGGED
    if claim.stale:
        return STALE
    if claim.status == "rejected":
        return REJECTED
    if claim.status == "approved":
        return EDITED if claim.edited else ACCEPTED
    return WAITING if claim.support else ASSUMED


def kind_mark(kind: str) -> Content:
    """The sign of a kind of finding in its colour."""
    return Content.styled(KIND_SIGNS.get(kind, "·"), KIND_STYLES.get(kind, ""))


def standing_mark(status: str, *, flagged: bool = False) -> Mark:
    """The mark of a finding or a theme: a flag comes before what was decided."""
    if flagged:
        return FLAGGED
    return {"approved": ACCEPTED, "rejected": REJECTED}.get(status, WAITING)


def tally(claims: Sequence[Claim]) -> Content:
    """How many claims bear each mark: `✓3 ✗1 ◌2`."""
    marks = [mark_of(claim) for claim in claims]
    parts = [Content.styled(f"{mark.sign}{marks.count(mark)}", mark.style) for mark in MARKS if mark in marks]
    return Content(" ").join(parts)
