"""Counts in the words of claims, brought to those of now: more people may have been asked since they were written."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.domain import COUNTS_CHANGED, Claim, Decision
from assistant.errors import ClashError
from assistant.review.decisions import new_batch
from assistant.store import Change, Store
from assistant.told_counts import counted_now

COUNTER = "Verbatim"
"""Who stands in the ledger: nobody decided this."""
_WHY = "the same quotes, counted among the participants of now"


def recount(store: Store) -> list[Decision]:
    """Bring what people decided on to the counts of now where its evidence is the same, on record; it stays approved.

    What a person has put into words is theirs: it stays as it is, and stale.
    """
    changes = list(_changes(store)) if store.last_decision() else []
    try:
        return store.decide(COUNTER, "recount", changes, why=_WHY, batch=new_batch()) if changes else []
    except ClashError:
        # Somebody is deciding on one of them right now: they are counted by the next run.
        return []


def _changes(store: Store) -> Iterator[Change]:
    for claim in store.claims():
        text = counted_now(claim) if _is_an_engines(claim) else None
        if text not in (None, claim.text):
            yield Change("claim", claim.id, {"text": text, "draft": text}, claim.revision)


def _is_an_engines(claim: Claim) -> bool:
    """Whether its words are an engine's, and runs leave them alone since somebody decided on it."""
    stands = claim.status == "draft" or claim.why_stale == COUNTS_CHANGED
    return stands and not claim.edited and claim.revision > 0
