"""Planted regressions are caught by the gates, and a planted improvement is reported with its interval."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.testing import HashingEmbedder
from evals.benches import Bench
from evals.comparing import compare
from evals.corpora import corpora
from evals.data import Data
from evals.gates import Gate, failures
from evals.gold.placing import place
from evals.measuring import measure
from evals.runs import Run
from evals.texts import texts_of
from tests.evals.engines import Fault, GoldEngine, every_second_pain, shifted, without_touchpoints

GATES = [
    Gate(suite="grounding", data="loopwheel", figure="quotes in participants' words", floor=1.0),
    Gate(suite="grounding", data="loopwheel", figure="quotes cut no word", floor=1.0),
    Gate(suite="extraction", data="loopwheel", figure="touchpoint f1 overlap", floor=0.9),
    Gate(suite="extraction", data="loopwheel", figure="pain f1 exact", floor=0.9),
]

Measure = Callable[[Fault], Run]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Data:
    """The interviews with their gold."""
    from evals.corpora import study_of

    corpus = corpora()["loopwheel"]
    study = study_of(corpus, tmp_path_factory.mktemp("planted") / "study")
    texts = tuple(texts_of(study))
    study.close()
    gold = place(corpus.rows(), texts)
    return Data("loopwheel", texts, gold, suites=("grounding", "extraction", "stages", "emotion"))


@pytest.fixture(scope="module")
def measured(data: Data) -> Measure:
    """A run of the engine that says what the gold says, with a fault in it."""

    def run(fault: Fault) -> Run:
        engine = GoldEngine(data.gold, fault)
        return measure(engine, HashingEmbedder, [Bench(data)], (), limit=None, seed=7)

    return run


def test_an_engine_that_says_what_gold_says_holds_every_gate(measured: Measure) -> None:
    """And every figure of it is 100 %: the suites themselves lose nothing."""
    run = measured(tuple)

    assert list(failures(run, GATES)) == []
    f1 = [f.value for result in run.results for f in result.figures if " f1 " in f"{f.key} " and f.value is not None]
    assert f1
    assert set(f1) == {1.0}


def test_spans_shifted_by_one_are_caught(measured: Measure) -> None:
    """Half-overlap forgives one character; the exact figures and the cut words do not."""
    caught = "\n".join(failures(measured(shifted), GATES))

    assert "quotes cut no word" in caught
    assert "pain f1 exact is 0.0" in caught


def test_dropped_touchpoints_are_caught(measured: Measure) -> None:
    """Nothing else falls."""
    caught = list(failures(measured(without_touchpoints), GATES))

    assert caught == ["extraction on loopwheel: touchpoint f1 overlap is 0.000, under its floor of 0.900."]


def test_a_figure_that_is_missing_fails_its_gate(measured: Measure) -> None:
    """A gate on something that was not measured must not pass in silence."""
    gate = Gate(suite="personas", data="loopwheel", figure="distinct from siblings", floor=0.0)

    assert list(failures(measured(tuple), [gate])) == [
        "personas on loopwheel: distinct from siblings was not measured."
    ]


def test_an_improvement_is_reported_with_its_interval(measured: Measure, data: Data) -> None:
    """From every second pain to all of them: recall by about a half, the interval over participants leaves zero out."""
    comparison = compare(measured(every_second_pain), measured(tuple))
    change = next(c for c in comparison.changes if (c.suite, c.key) == ("extraction", "pain recall overlap"))

    assert change.by == pytest.approx(0.5, abs=0.03)
    assert change.sure
    assert change.low is not None
    assert change.high is not None
    assert change.low < change.by < change.high
    better = [flip for flip in comparison.flips if flip.better and flip.suite == "extraction"]
    pains = sum(mark.kind == "pain" for marks in data.gold.values() for mark in marks)
    assert len(better) == round(change.by * pains)
    assert not any(flip for flip in comparison.flips if not flip.better and flip.suite == "extraction")


def test_a_regression_is_the_same_the_other_way_round(measured: Measure) -> None:
    """Flips to the worse are listed as such."""
    comparison = compare(measured(tuple), measured(every_second_pain))
    change = next(c for c in comparison.changes if (c.suite, c.key) == ("extraction", "pain recall overlap"))

    assert change.high is not None
    assert change.high < 0
    assert all(not flip.better for flip in comparison.flips if flip.suite == "extraction")


def test_what_fails_is_not_judged_and_not_wrong(data: Data, tmp_path: Path) -> None:
    """An engine that stumbles over one interview: its marks are in no count, and the text is named."""
    fails_on = data.texts[0]

    class Stumbling(GoldEngine):
        def code(self, passages):  # type: ignore[no-untyped-def]
            from assistant.domain import Outcome

            for outcome in super().code(passages):
                failed = outcome.item.source_id == fails_on.id
                yield Outcome(outcome.item, error="It stumbled.") if failed else outcome

    run = measure(Stumbling(data.gold), HashingEmbedder, [Bench(data)], ("extraction",), limit=None, seed=7)
    figure = run.figure("extraction", "loopwheel", "pain f1 overlap")

    assert figure is not None
    assert (figure.value, figure.unjudged) == (1.0, 1)
    assert figure.n < 337
    assert run.unjudged == {"loopwheel": {fails_on.id: "It stumbled."}}
