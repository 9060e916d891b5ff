"""Suites over a study that was run: grounding, themes, personas, review."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.engines import open_embedding, open_engine
from assistant.review.coding import Code, Coding
from assistant.review.decisions import Review
from assistant.settings import Settings
from assistant.study import Study
from evals.benches import planted_personas
from evals.corpora import corpora
from evals.data import Data
from evals.gold.placing import place
from evals.measuring import stored_coding
from evals.results import SuiteResult
from evals.suites import grounding, personas, review, themes
from evals.texts import texts_of
from tests.studies import locker_study

ENGINE = open_engine("ondevice", Settings())


def values(result: SuiteResult) -> dict[str, float | None]:
    return {figure.key: figure.value for figure in result.figures}


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """A small study with drafts."""
    study = locker_study(tmp_path / "study")
    yield study
    study.close()


def bare(study: Study) -> Data:
    return Data("d", tuple(texts_of(study)), {})


def test_a_sound_study_is_grounded(study: Study) -> None:
    """Every rate is 1, and none was measured on nothing; that this study's originals are missing is noticed."""
    result = grounding.run(bare(study), stored_coding(study, ENGINE), study)
    found = values(result)

    assert found.pop("study verified") == 0.0
    assert "is missing from the study" in result.items[-1].quote
    assert {"exported quotes verbatim", "claims evidenced", "counts right"} <= found.keys()
    assert set(found.values()) == {1.0}
    assert all(figure.n for figure in result.figures)


def test_a_moved_quote_is_noticed(study: Study) -> None:
    """A finding's place is changed behind the program's back so that it begins inside a word."""
    with sqlite3.connect(study.folder / "verbatim.db") as connection:
        connection.execute("UPDATE findings SET start = start + 1 WHERE id = (SELECT min(id) FROM findings)")
    result = grounding.run(bare(study), stored_coding(study, ENGINE), study)

    assert (values(result)["quotes cut no word"] or 0) < 1


def test_review_rates_by_hand(study: Study) -> None:
    """Of four pains decided on: two accepted, one corrected, one refused; what waits is not judged."""
    coding = Coding(Review(study.store, "Mia"))
    rows = [row for source in study.store.sources() for row in study.store.coded(source_id=source.id)]
    first, second, third, fourth, *_ = [row for row in rows if row.kind == "pain"]
    coding.approve([first, second])
    coding.change(third, Code("pain", "another name", third.stage))
    coding.reject([fourth], "No.")
    result = review.run(study)
    found = {figure.key: figure for figure in result.figures}

    assert [found[f"findings: pain: {verdict}"].value for verdict in ("accepted", "corrected", "refused")] == [
        0.5,
        0.25,
        0.25,
    ]
    assert found["findings: pain: accepted"].n == 4
    assert found["findings: pain: accepted"].unjudged == sum(row.kind == "pain" for row in rows) - 4


def test_nothing_decided_is_said(study: Study) -> None:
    """Not a table of zeros."""
    result = review.run(study)

    assert "Nobody has decided" in result.notes[0]
    assert all(figure.value is None for figure in result.figures)


@pytest.mark.slow
def test_themes_and_personas_of_the_sample(sample_study: Study) -> None:
    """Themes do not depend on the order of findings; every persona's claims are its members'."""
    corpus = corpora()["loopwheel"]
    texts = tuple(texts_of(sample_study))
    data = Data("loopwheel", texts, place(corpus.rows(), texts))
    found = values(themes.run(data, sample_study, ENGINE, open_embedding()))
    planted = planted_personas(corpus, sample_study)
    drawn = values(personas.run(data, sample_study, open_embedding(), planted=planted))

    assert found["stable in another order"] == 1.0
    assert 0 < (found["gold themes found"] or 0) <= 1
    assert 0 < (found["stable without a tenth of the people"] or 0) <= 1
    assert planted is not None
    assert len(planted) == 14  # fifteen participants, one of whom fits no persona
    assert drawn["claims supported by members"] == 1.0
    assert drawn["like the authors' personas"] is not None


def test_gold_themes_need_two_people(interviews: Study) -> None:
    """A topic that only one participant speaks of is no theme."""
    texts = tuple(texts_of(interviews))
    gold = themes.gold_themes(Data("loopwheel", texts, place(corpora()["loopwheel"].rows(), texts)))

    assert "pain: battery" in gold
    assert "need: data" not in gold  # Kit alone wants the data
