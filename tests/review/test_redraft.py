"""A field worded anew: from the evidence that a claim has now, as a decision that can be undone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from assistant.domain import Claim, Outcome
from assistant.engines.ondevice.engine import OnDeviceEngine
from assistant.engines.protocol import PersonaTask, PersonaWords, Written
from assistant.errors import DecisionError, EngineError
from assistant.review.decisions import Review
from assistant.review.redraft import Redraft, redraft, take_redrafts
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


def test_words_are_never_offered_twice(study: Study) -> None:
    """Taken or left, the next words are others, each quoting what stands behind the claim, until there are none."""
    review, claim = Review(study.store, "Mia"), next(item for item in _pains(study) if item.key == "late code")
    said = [claim.text]
    while fresh := redraft(study.store, KeywordEngine(), _persona(study), [claim], ()):
        said.append(fresh[0].text)
        take_redrafts(review, fresh)
        claim = next(item for item in _pains(study) if item.key == "late code")
        assert len(said) < 10

    quotes = [review.quote(item) for item in claim.support]
    assert len(said) == len(set(said)) == 2 + len(quotes)
    assert all(any(quote.rstrip(".") in text for text in said) for quote in quotes)
    assert not [fault for fault in verify_study(study) if fault.about in ("claim", "ledger")]


def test_another_quote_speaks_and_the_count_stays(study: Study) -> None:
    """A narrative told anew without a model says the same number of people, in somebody else's words."""
    stage = next(item for item in study.store.narratives() if item.id == "n-use")
    told = next(item for item in study.store.claims("n-use") if item.field == "narrative" and len(item.support) > 1)
    engine, offered = OnDeviceEngine(study.settings), list[Redraft]()
    while fresh := redraft(study.store, engine, stage, [told], (), offered):
        offered += fresh
        assert len(offered) < 10
    quotes = [Review(study.store, "Mia").quote(item).rstrip(".") for item in told.support]

    assert all("two of the three participants" in item.text.casefold() for item in offered)
    assert all(any(quote in item.text for item in offered) for quote in quotes)
    assert len(offered) == len({item.text for item in offered})


def test_left_words_are_not_offered_again(study: Study) -> None:
    """What the reviewer has seen and not taken counts as said."""
    claim = next(item for item in _pains(study) if item.key == "late code")
    first = redraft(study.store, KeywordEngine(), _persona(study), [claim], ())
    second = redraft(study.store, KeywordEngine(), _persona(study), [claim], (), first)

    assert second
    assert second[0].text != first[0].text


class FirstQuoteEngine(KeywordEngine):
    """Words a claim by the quote it is shown first, as a model is led by it; the same prompt gives the same words."""

    def write_personas(self, tasks: Sequence[PersonaTask]) -> Iterator[Outcome[PersonaTask, PersonaWords]]:
        for task in tasks:
            led = [(point, f"Led by {point.quotes[0].participant_id}") for point in task.points]
            claims = tuple(Written(point.field, point.key, text, ()) for point, text in led)
            yield Outcome(task, PersonaWords("", "", claims))


def test_a_model_is_asked_with_other_evidence_first(study: Study) -> None:
    """Asked the same again a model says the same, so the quotes that have not spoken yet come first."""
    claim = next(item for item in _pains(study) if item.key == "late code")
    engine, persona = FirstQuoteEngine(), _persona(study)
    first = redraft(study.store, engine, persona, [claim], ())
    second = redraft(study.store, engine, persona, [claim], (), first)

    assert (first[0].text, second[0].text) == ("Led by bo", "Led by chidi")
