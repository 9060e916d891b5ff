"""The ledger in words: what each decision was about, and whether it still holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from assistant.domain import Decision

if TYPE_CHECKING:
    from assistant.store import Store

VERBS: Mapping[str, str] = {
    "approve": "accepted",
    "reject": "rejected",
    "edit": "edited",
    "flag": "flagged",
    "unflag": "took the flag off",
    "comment": "commented on",
    "reset": "reset",
    "undo": "took back",
    "redo": "redid",
    "code": "coded",
    "recode": "recoded",
    "remove": "removed",
    "rename": "renamed",
    "merge": "merged",
    "split": "split",
    "move": "moved findings of",
    "take in": "counted more quotes in",
    "take out": "counted fewer quotes in",
    "attach": "attached evidence to",
    "detach": "detached evidence from",
    "recount": "counted anew",
    "redraft": "took a new draft of",
    "set role": "set the role of",
}
"""Actions as they are told; one that is not among them is told by its own name."""


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A decision with what it was about."""

    decision: Decision
    subject: str
    """The claim's words as they are now, a persona's name, a stage."""
    owner_id: str
    """Where a claim belongs; the target itself where it is none."""
    in_force: bool

    @property
    def verb(self) -> str:
        return VERBS.get(self.decision.action, self.decision.action)

    @property
    def when(self) -> str:
        """Local date and time."""
        return local_time(self.decision.at)


def read_ledger(store: Store) -> list[LedgerLine]:
    """All decisions, the newest first."""
    # Imported here, so that the app can tell decisions before it has opened a database.
    from assistant.review.undo import Ledger

    entries = store.decisions()
    ledger = Ledger(entries)
    types = {entry.target_type for entry in entries}
    subjects = {name: subject for kind in types & _SUBJECTS.keys() for name, subject in _SUBJECTS[kind](store)}
    # Only those that were decided on: a study may hold many thousands.
    coded = sorted({entry.target_id for entry in entries if entry.target_type == "finding"})
    subjects |= {row.id: (f"{row.kind} {row.label}", row.id) for row in store.coded_by_id(coded, retired=True)}
    lines = []
    for entry in reversed(entries):
        subject, owner = subjects.get(entry.target_id, (f"{entry.target_type} {entry.target_id}", entry.target_id))
        lines.append(LedgerLine(entry, subject, owner, ledger.in_force(entry)))
    return lines


def local_time(at: str) -> str:
    """A stored time as the reader's clock shows it."""
    return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")


Named = list[tuple[str, tuple[str, str]]]


def _claims(store: Store) -> Named:
    return [(claim.id, (claim.text, claim.owner_id)) for claim in store.claims(retired=True)]


def _personas(store: Store) -> Named:
    return [(persona.id, (persona.name, persona.id)) for persona in store.personas(retired=True)]


def _narratives(store: Store) -> Named:
    return [(item.id, (f"stage {item.stage}", item.id)) for item in store.narratives(retired=True)]


def _themes(store: Store) -> Named:
    return [(theme.id, (f"theme {theme.name}", theme.id)) for theme in store.themes(retired=True)]


def _topics(store: Store) -> Named:
    return [(topic.id, (f"broader topic {topic.name}", topic.id)) for topic in store.topics()]


_SUBJECTS: Mapping[str, Callable[[Store], Named]] = {
    "claim": _claims,
    "persona": _personas,
    "narrative": _narratives,
    "theme": _themes,
    "topic": _topics,
}
