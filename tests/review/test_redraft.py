"""A field worded anew: from the evidence that a claim has now, as a decision that can be undone."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.domain import Claim
from assistant.errors import DecisionError, EngineError
from assistant.review.decisions import Review
from assistant.review.redraft import redraft, take_redrafts
from assistant.study import Study
from assistant.testing import KeywordEngine
from assistant.verify import verify_study
from tests.studies import locker_study


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return locker_study(tmp_path / "lockers")


def _pains(study: Study) -> list[Claim]:
    return [claim for claim in study.store.claims("p-night") if claim.field == "pains"]


def _persona(study: Study):  # type: ignore[no-untyped-def]
    return next(item for item in study.store.personas() if item.id == "p-night")


def test_a_field_is_worded_anew_and_comes_back(study: Study) -> None:
    """New words, undecided, on record; one undo brings all of the field back."""
    review, before = Review(study.store, "Mia"), _pains(study)
    review.approve(before[0])
    before = _pains(study)
    fresh = redraft(study.store, KeywordEngine(), _persona(study), before, ())
    assert [item.claim.id for item in fresh] == [claim.id for claim in before]
    take_redrafts(review, fresh)
    now = _pains(study)
    assert {claim.text for claim in now} == {"About late code.", "About I had to go twice.."}
    assert {claim.status for claim in now} == {"draft"}
    assert not [fault for fault in verify_study(study) if fault.about in ("claim", "ledger")]

    review.undo()

    assert [(claim.text, claim.status) for claim in _pains(study)] == [(claim.text, claim.status) for claim in before]


def test_a_stage_is_worded_anew(study: Study) -> None:
    """Narratives of stages too."""
    stage = next(item for item in study.store.narratives() if item.id == "n-use")
    fresh = redraft(study.store, KeywordEngine(), stage, study.store.claims("n-use"), ())

    assert [item.claim.field for item in fresh] == ["narrative", "opportunities"]


def test_what_the_engine_cannot_draft_is_said(study: Study) -> None:
    """The engine's failure is told; claims without evidence are not drafted from nothing."""
    with pytest.raises(EngineError):
        redraft(study.store, KeywordEngine(fails=["late"]), _persona(study), _pains(study), ())
    guessed = [claim for claim in study.store.claims("p-night") if not claim.support]
    with pytest.raises(DecisionError):
        redraft(study.store, KeywordEngine(), _persona(study), guessed, ())
