"""What a reviewer may decide, and what has to be true for it. Every decision is an entry of the ledger.

A decision is about the claim as it was shown: where somebody else has decided in the meantime, it is refused
with a ClashError and nothing changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from uuid import uuid4

from assistant.domain import Claim, Decision, Evidence, Persona, StageNarrative
from assistant.errors import DecisionError, GroundingError
from assistant.review.acceptable import Refusal, refusal, refusal_in_any_words
from assistant.review.edits import check_edit
from assistant.review.undo import Ledger, refuse_counted_twice, reverse
from assistant.store import Change, Store
from assistant.store.drafts import evidence_hash
from assistant.told_counts import counted_now

Owner = Persona | StageNarrative
Target = Claim | Owner
Decided = tuple[Claim, dict[str, Any]]


def settled(claim: Claim) -> bool:
    """Whether a claim waits for nobody: decided, not stale, not flagged; assumptions never wait."""
    decided = claim.status != "draft" and not claim.stale
    return (decided or (claim.assumption and not claim.evidence)) and not claim.flagged


class Review:
    """One reviewer's decisions on a study."""

    def __init__(self, store: Store, reviewer: str) -> None:
        self.store = store
        """What is decided on."""
        self.reviewer = reviewer
        self._texts: dict[str, str] = {}

    def approve(self, claim: Claim, why: str = "") -> Decision:
        """Accept a claim for the evidence that it has now."""
        return self._decide("approve", claim, _approval(claim), why)

    def reject(self, claim: Claim, why: str) -> Decision:
        """Refuse a claim; the reason stays on record."""
        return self._decide("reject", claim, _rejection(claim, why), why)

    def edit(self, claim: Claim, text: str, why: str = "") -> Decision:
        """Put a claim into the reviewer's words, which accepts it; its evidence stays attached."""
        text = text.strip()
        if not text:
            raise DecisionError("A claim needs words.", hint="Reject it if it should go.")
        if text == claim.text:
            raise DecisionError("The words are the same as before.")
        check_edit(text, claim.text, [self.quote(item) for item in claim.evidence], claim.prevalence)
        # An assumption can be put better, but words alone make no evidence: it stays one.
        approval: dict[str, Any] = {}
        if claim.support:
            _refuse(refusal_in_any_words(claim))
            approval = _standing(claim) | _counts(claim)
        return self._decide("edit", claim, {"text": text, "edited": True} | approval, why)

    def flag(self, claim: Claim, why: str = "") -> Decision:
        """Mark a claim for another look, or take the mark off."""
        return self._decide("unflag" if claim.flagged else "flag", claim, {"flagged": not claim.flagged}, why)

    def comment(self, target: Target, words: str) -> Decision:
        """Note something about a claim, a persona or a narrative; it changes nothing and never clashes."""
        if not words.strip():
            raise DecisionError("The comment is empty.")
        change = Change(_type_of(target), target.id, {})
        return self.store.decide(self.reviewer, "comment", [change], why=words.strip())[0]

    def reset(self, claim: Claim, why: str = "") -> Decision:
        """Put a claim back to the draft, undecided."""
        after = {"status": "draft", "text": claim.draft, "edited": False, "flagged": False}
        return self._decide("reset", claim, after | {"approved_evidence": None}, why)

    def approve_all(self, claims: Sequence[Claim], why: str = "") -> list[Decision]:
        """Accept many claims in one go, which one undo takes back."""
        return self._decide_all("approve", [(claim, _approval(claim)) for claim in claims], why)

    def reject_all(self, claims: Sequence[Claim], why: str) -> list[Decision]:
        """Refuse many claims for one reason, in one go."""
        return self._decide_all("reject", [(claim, _rejection(claim, why)) for claim in claims], why)

    def approve_owner(self, owner: Owner, why: str = "") -> Decision:
        """Accept a persona or a stage narrative as a whole, once all its claims are settled."""
        if owner.status == "approved":
            raise DecisionError(f"This {_type_of(owner)} is approved already.")
        claims = self.store.claims(owner.id)
        open_claims = sum(not settled(claim) for claim in claims)
        if open_claims:
            count = "1 claim still waits" if open_claims == 1 else f"{open_claims} claims still wait"
            raise DecisionError(f"{count} for a decision.", hint="Decide on all claims first.")
        if not any(claim.status == "approved" for claim in claims):
            raise DecisionError(f"No claim of this {_type_of(owner)} was approved.")
        return self._decide("approve", owner, {"status": "approved"}, why)

    def undo(self, seq: int | None = None, why: str = "") -> list[Decision]:
        """Take back a decision, or the reviewer's last one, with all that was made in one go with it."""
        ledger = Ledger(self.store.decisions())
        entry = ledger.next_undo(self.reviewer) if seq is None else ledger.entry(seq)
        if entry is None:
            raise DecisionError(f"{self.reviewer} has nothing to undo.")
        return self._take_back(ledger, entry, why)

    def redo(self, why: str = "") -> list[Decision]:
        """Make the reviewer's last undo good again."""
        ledger = Ledger(self.store.decisions())
        entry = ledger.next_redo(self.reviewer)
        if entry is None:
            raise DecisionError(f"{self.reviewer} has nothing to redo.")
        return self._take_back(ledger, entry, why)

    def history(self, target: Target) -> list[Decision]:
        """All that was decided on a target, oldest first."""
        entries = self.store.decisions(target_id=target.id)
        return [entry for entry in entries if entry.target_type == _type_of(target)]

    def _take_back(self, ledger: Ledger, entry: Decision, why: str) -> list[Decision]:
        entries = ledger.made_with(entry)
        changes = [reverse(self.store, ledger, item) for item in entries]
        refuse_counted_twice(self.store, changes)
        action = "redo" if ledger.depth(entry) % 2 else "undo"
        undoes = [item.seq for item in entries]
        batch = new_batch() if len(entries) > 1 else ""
        return self.store.decide(self.reviewer, action, changes, why=why, undoes=undoes, batch=batch)

    def _decide(self, action: str, target: Target, after: dict[str, Any], why: str) -> Decision:
        change = Change(_type_of(target), target.id, after, target.revision)
        return self.store.decide(self.reviewer, action, [change], why=why.strip())[0]

    def _decide_all(self, action: str, decided: Sequence[Decided], why: str) -> list[Decision]:
        changes = [Change("claim", claim.id, after, claim.revision) for claim, after in decided]
        return self.store.decide(self.reviewer, action, changes, why=why.strip(), batch=new_batch())

    def quote(self, item: Evidence) -> str:
        """The words of a piece of evidence."""
        source_id = item.span.source_id
        if source_id not in self._texts:
            self._texts[source_id] = self.store.source(source_id).text
        return self._texts[source_id][item.span.start : item.span.end]


def _approval(claim: Claim) -> dict[str, Any]:
    """What accepting a claim in its words sets: an engine's take the counts of now."""
    _refuse(refusal(claim))
    text = counted_now(claim)
    words = {} if text == claim.text else {"text": text, "draft": text}
    return _standing(claim) | words | (_counts(claim) if claim.edited else {})


def _standing(claim: Claim) -> dict[str, Any]:
    """What an acceptance sets, whatever the words are."""
    return {"status": "approved", "approved_evidence": evidence_hash(claim.evidence)} | _flag_off(claim)


def _counts(claim: Claim) -> dict[str, Any]:
    """The counts of a moment: what a person writes may tell of them."""
    return {"approved_counts": asdict(claim.prevalence)}


def _refuse(why: Refusal | None) -> None:
    if why is not None:
        raise GroundingError(why.why, hint=why.hint)


def _rejection(claim: Claim, why: str) -> dict[str, Any]:
    if not why.strip():
        raise DecisionError("A rejection needs a reason.", hint="One or two words will do.")
    return {"status": "rejected", "approved_evidence": None} | _flag_off(claim)


def _flag_off(claim: Claim) -> dict[str, Any]:
    """A decision answers the flag."""
    return {"flagged": False} if claim.flagged else {}


def _type_of(target: Target) -> str:
    if isinstance(target, Claim):
        return "claim"
    return "persona" if isinstance(target, Persona) else "narrative"


def new_batch() -> str:
    """A name for entries that are made, and undone, in one go."""
    return uuid4().hex[:12]
