"""Words of an engine that tell another count than their evidence has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from assistant.domain import COUNTS_CHANGED, Claim
from assistant.errors import GroundingError
from assistant.faults import Fault
from assistant.store import Store
from assistant.told_counts import counted_now, counts_briefly, told_in


def miscounted(store: Store) -> Iterator[Fault]:
    """A fault for each claim whose words tell a wrong count; what the next run is due to count anew is none."""
    if not _is_counted(store):
        return
    behind = Counter(row.claim_id for row in store.evidence_rows() if row.polarity == "for")
    failed = {item for _, item, _ in store.failures()}
    for claim in _claims(store):
        told = told_in(claim.text, brief=counts_briefly(claim.engine, claim.field))
        if told is None or told.is_that_of(claim.prevalence) or claim.owner_id in failed:
            continue
        if not _waits(claim, behind[claim.id]):
            said = f"{told.participants}{f' of {told.of}' if told.of else ''}"
            counted = claim.prevalence.in_words()
            yield Fault("claim", claim.id, f"{called(claim)} tells of {said}, but counted are {counted}.")


def called(claim: Claim, start: str = "The claim") -> str:
    """A claim as a message names it: by its first words."""
    words = claim.text if len(claim.text) <= 60 else claim.text[:57] + "…"
    return f"{start} {words!r}"


def _is_counted(store: Store) -> bool:
    """Whether the last run is finished and saw all that is there now."""
    last = next(reversed(store.runs()), None)
    if last is None or last.status != "finished":
        return False
    added = [document.added_at for document in store.documents()]
    moved = [entry.at for entry in store.decisions() if entry.target_type == "turn"]
    return max([*added, *moved], default="") <= last.started


def _claims(store: Store) -> list[Claim]:
    """Claims with their evidence; none where a place of it is broken, which is told with its quote."""
    try:
        return store.claims()
    except GroundingError:
        return []


def _waits(claim: Claim, quotes: int) -> bool:
    """Whether the words of a claim are not the engine's last, or somebody is asked to look at them anyway."""
    seen = claim.edited or claim.status == "rejected" or (claim.status == "draft" and claim.revision > 0)
    withdrawn = len(claim.support) < quotes
    asked = claim.stale and not (claim.why_stale == COUNTS_CHANGED and counted_now(claim))
    return seen or withdrawn or asked
