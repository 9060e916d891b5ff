"""Evidence of a claim, attached and detached by a reviewer. Runs leave the evidence of such a claim alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.domain import Claim, Decision, Evidence, Polarity
from assistant.errors import DecisionError
from assistant.review.decisions import Review
from assistant.store import Change, CodedRow

Item = Mapping[str, Any]


class Attaching:
    """One reviewer's changes to what claims rest on; an approved claim becomes stale by them."""

    def __init__(self, review: Review) -> None:
        self._store, self._who = review.store, review.reviewer

    def attach(self, claim: Claim, rows: Sequence[CodedRow], polarity: Polarity = "for") -> list[Decision]:
        """Put findings behind a claim, or against it."""
        items = self._items(claim)
        known = {(item["source_id"], item["start"], item["end"]) for item in items}
        fresh = [row for row in rows if (row.source_id, row.start, row.end) not in known]
        if not fresh:
            raise DecisionError("These words are evidence of this claim already.")
        items += [
            {"source_id": row.source_id, "start": row.start, "end": row.end, "finding_id": row.id, "polarity": polarity}
            for row in fresh
        ]
        return self._set("attach", claim, items)

    def detach(self, claim: Claim, evidence: Evidence, why: str = "") -> list[Decision]:
        """Take a quote away from a claim; the last one behind it stays."""
        if evidence.polarity == "for" and len(claim.support) == 1:
            raise DecisionError(
                "This is the last quote behind the claim.", hint="Reject the claim if it does not hold."
            )
        rest = [item for item in self._items(claim) if not _is(item, evidence)]
        return self._set("detach", claim, rest, why)

    def _items(self, claim: Claim) -> list[Item]:
        """All evidence as it is stored, also what is withdrawn for now."""
        return list(self._store.standing("claim", claim.id, ["evidence"])["evidence"])

    def _set(self, action: str, claim: Claim, items: Sequence[Item], why: str = "") -> list[Decision]:
        ordered = [dict(item) for polarity in ("for", "against") for item in items if item["polarity"] == polarity]
        after: dict[str, Any] = {"evidence": ordered, "curated": True}
        if claim.assumption and any(item["polarity"] == "for" for item in ordered):
            after["assumption"] = False
        change = Change("claim", claim.id, after, claim.revision)
        return self._store.decide(self._who, action, [change], why=why.strip())


def _is(item: Item, evidence: Evidence) -> bool:
    span = evidence.span
    here = (item["source_id"], item["start"], item["end"], item["polarity"])
    return here == (span.source_id, span.start, span.end, evidence.polarity)
