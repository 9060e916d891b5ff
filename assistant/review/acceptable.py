"""What may be accepted as it stands, and why something may not."""

from __future__ import annotations

from typing import NamedTuple

from assistant.domain import NOBODY_LEFT, Claim
from assistant.told_counts import counted_now


class Refusal(NamedTuple):
    """Why something cannot be accepted, and what can be done instead."""

    why: str
    hint: str


def refusal(claim: Claim) -> Refusal | None:
    """Why a claim cannot be accepted in its words; None where it can."""
    if unfounded := refusal_in_any_words(claim):
        return unfounded
    if counted_now(claim) is None:
        counts = claim.prevalence.in_words()
        hint = "Put it into your own words, or have it worded anew."
        return Refusal(f"The counts in these words are not those of now ({counts}).", hint)
    return None


def refusal_in_any_words(claim: Claim) -> Refusal | None:
    """Why a claim cannot be accepted, however it is worded; None where it can."""
    if not claim.support:
        return Refusal("A claim without evidence cannot be accepted.", "Reject it, or leave it as an assumption.")
    if claim.outside and not claim.prevalence.participants:
        hint = "Reject it, or attach a quote of somebody who does."
        return Refusal(f"It cannot be accepted here: {NOBODY_LEFT}.", hint)
    return None
