"""What others have done, in a sentence or two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.review.history import VERBS
from tui.text import one_line, shown

if TYPE_CHECKING:
    from assistant.domain import Decision
    from assistant.review.desk import Desk

_TOLD_SINGLY = 3


def told(entries: Sequence[Decision], desk: Desk) -> str:
    """A line for each decision, or how many there were where there are too many for that."""
    if len(entries) > _TOLD_SINGLY:
        people = Counter(entry.who for entry in entries)
        return "\n".join(f"{shown(who)} took {number} decisions." for who, number in people.items())
    return "\n".join(_told(entry, desk) for entry in entries)


def _told(entry: Decision, desk: Desk) -> str:
    claim = desk.claim(entry.target_id)
    text = one_line(claim.text, 60) if claim else f"a {entry.target_type}"
    subject = text if claim is None or text.startswith("“") else f"“{text}”"
    why = f": {one_line(entry.why, 80)}" if entry.why else "."
    return shown(f"{entry.who} {VERBS.get(entry.action, entry.action)} {subject}{why}")
