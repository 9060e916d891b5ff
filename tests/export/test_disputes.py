"""Claims that reviewers did not agree on."""

from __future__ import annotations

from assistant.domain import Claim, Decision, Prevalence
from assistant.export.disputes import disputes

CLAIM = Claim("c", "p", "pains", "k", 0, "Waits.", "Waits.", (), Prevalence(0, 0, 0))


def decision(seq: int, who: str, status: str, undoes: int | None = None) -> Decision:
    return Decision(seq, "2026-01-05", who, "x", "claim", "c", {}, {"status": status}, "because", undoes, "", "", "")


def test_a_claim_with_two_verdicts_is_disputed() -> None:
    """With who decided what, in their order."""
    (found,) = disputes([CLAIM], [decision(1, "Ana", "approved"), decision(2, "Bo", "rejected")])

    assert found.claim == CLAIM
    assert [(verdict.who, verdict.status) for verdict in found.verdicts] == [("Ana", "approved"), ("Bo", "rejected")]


def test_agreement_and_what_was_taken_back_are_no_dispute() -> None:
    """Two who approve agree; an undo takes its verdict back and gives none."""
    agreed = [decision(1, "Ana", "approved"), decision(2, "Bo", "approved")]
    undone = [decision(1, "Ana", "approved"), decision(2, "Bo", "rejected"), decision(3, "Bo", "approved", undoes=2)]

    assert disputes([CLAIM], agreed) == []
    assert disputes([CLAIM], undone) == []
    assert disputes([], agreed) == []
