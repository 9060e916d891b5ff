"""What reviewers did not agree on: claims that somebody approved and somebody, perhaps the same person, rejected."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.domain import Claim, Decision

_VERDICTS = ("approved", "rejected")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What somebody decided on a claim."""

    who: str
    status: str
    why: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """A claim with its verdicts, the earliest first."""

    claim: Claim
    verdicts: tuple[Verdict, ...]


def disputes(claims: Iterable[Claim], decisions: Sequence[Decision]) -> list[Dispute]:
    """Claims with verdicts of both kinds; what was taken back by an undo is none."""
    undone = {entry.undoes for entry in decisions if entry.undoes is not None}
    verdicts: dict[str, list[Verdict]] = defaultdict(list)
    for entry in decisions:
        status = str(entry.after.get("status", ""))
        decided = entry.undoes is None and entry.seq not in undone and entry.target_type == "claim"
        if decided and status in _VERDICTS:
            verdicts[entry.target_id].append(Verdict(entry.who, status, entry.why))
    known = {claim.id: claim for claim in claims}
    return [
        Dispute(known[name], tuple(found))
        for name, found in verdicts.items()
        if name in known and len({verdict.status for verdict in found}) > 1
    ]
