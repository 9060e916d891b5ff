"""Suites over codings, worked out by hand on texts of a few sentences."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.domain import Kind
from evals.coding import Coding
from evals.data import Data
from evals.marks import Mark
from evals.results import Figure, SuiteResult
from evals.suites import agreement, emotion, extraction, grounding, stages
from evals.texts import Said, plain_text

SENTENCES = ("It broke.", "I was sad.", "Then it worked.", "I was glad.")
ANA = plain_text("ana", " ".join(SENTENCES), "Ana")


def at(number: int, kind: Kind, label: str = "", stage: str | None = None, probability: float = 0.9) -> Mark:
    """A mark over one of the sentences."""
    start = ANA.text.index(SENTENCES[number])
    return Mark("ana", start, start + len(SENTENCES[number]), kind, label, stage, "c", probability)


def coding(*marks: Mark) -> Coding:
    return Coding("e", "f", {"ana": marks}, {})


def data(*gold: Mark, **more: object) -> Data:
    return Data("d", (ANA,), {"ana": gold}, **more)  # type: ignore[arg-type]


def value(result: SuiteResult, key: str) -> float | None:
    return find(result.figures, key).value


def find(figures: Sequence[Figure], key: str) -> Figure:
    return next(figure for figure in figures if figure.key == key)


def test_extraction_counts_found_missed_and_made_up() -> None:
    """Two pains are gold, one of them is said, and one that is none: p = r = F1 = 1/2; items say which is which."""
    result = extraction.run(data(at(0, "pain", "broke"), at(1, "pain")), coding(at(0, "pain"), at(2, "pain")))

    assert [value(result, f"pain {name} overlap") for name in ("f1", "precision", "recall")] == [0.5, 0.5, 0.5]
    assert value(result, "pain f1 sentences") == 0.5
    assert value(result, "pain f1 turns") == 1.0  # both hold their pain in Ana's one turn
    assert [(item.quote, item.ok, item.said != "") for item in result.items] == [
        ("It broke.", True, False),
        ("I was sad.", False, False),
        ("Then it worked.", False, True),
    ]


def test_extraction_ignores_kinds_that_gold_does_not_judge() -> None:
    """Gold that speaks of pains only: said gains are neither right nor wrong."""
    result = extraction.run(data(at(0, "pain"), kinds=("pain",)), coding(at(0, "pain"), at(2, "gain")))

    assert {figure.key.split()[0] for figure in result.figures} == {"pain"}
    assert value(result, "pain f1 overlap") == 1.0


def test_extraction_says_how_far_probabilities_can_be_believed() -> None:
    """Said with .9 and right, said with .9 and wrong: the gap is .4."""
    result = extraction.run(data(at(0, "pain")), coding(at(0, "pain"), at(2, "pain")))

    assert value(result, "pain calibration error") == pytest.approx(0.4)
    assert {"pain: threshold", "pain: precision and recall"} <= {curve.title for curve in result.curves}


def test_emotions_by_name_and_by_tone() -> None:
    """Sadness found, joy called relief: sadness F1 1, joy and relief 0; the tone is right in all four sentences."""
    gold = data(at(1, "emotion", "sadness"), at(3, "emotion", "joy"))
    result = emotion.run(gold, coding(at(1, "emotion", "sadness"), at(3, "emotion", "relief")))

    assert [value(result, f"{name} f1") for name in ("joy", "relief", "sadness")] == [0.0, 0.0, 1.0]
    assert value(result, "emotion macro-f1") == pytest.approx(1 / 3)
    assert value(result, "emotion micro-f1") == pytest.approx(1 / 2)
    assert value(result, "tone agreement") == 1.0
    assert result.confusions[0].table == ((1, 0, 0), (0, 2, 0), (0, 0, 1))


def test_stages_are_judged_where_the_mark_was_found() -> None:
    """Three gold stages: one right, one wrong, one mark not found and so not judged."""
    gold = data(at(0, "pain", stage="purchase"), at(2, "gain", stage="loyalty"), at(1, "pain", stage="loyalty"))
    said = coding(at(0, "pain", stage="purchase"), at(2, "gain", stage=None), at(1, "gain", stage="loyalty"))
    result = stages.run(gold, said)
    right = find(result.figures, "stage right")

    assert (right.value, right.n, right.unjudged) == (0.5, 2, 1)
    assert {item.said for item in result.items} == {"purchase", "(none)"}


def test_agreement_sets_people_beside_the_machine_in_two_frames() -> None:
    """a: pain, –, –, –. b: pain, –, pain, –. Over all four: po = 3/4, pe = (1·2 + 3·2)/16 = 1/2, kappa 1/2.

    Over the two that either coded: po = 1/2, pe = (2·1 + 0)/4 = 1/2, kappa 0. Silence is what made the difference.
    """
    passes = {"a": {"ana": (at(0, "pain"),)}, "b": {"ana": (at(0, "pain"), at(2, "pain"))}}
    result = agreement.run(data(passes=passes, kinds=("pain",)), coding(at(0, "pain")))

    assert value(result, "pain kappa a/b, all") == pytest.approx(1 / 2)
    assert value(result, "pain kappa a/b, coded") == pytest.approx(0.0)
    assert find(result.figures, "pain kappa a/b, all").prevalence == pytest.approx(3 / 8)
    assert value(result, "pain f1 a/b") == pytest.approx(2 / 3)
    assert value(result, "pain kappa a/machine, all") == pytest.approx(1.0)
    assert value(result, "pain alpha coders, all") is not None


def test_a_text_that_a_coder_did_not_read_is_missing_and_not_silent() -> None:
    """Bo's text was read by a and c alone: the pair of a and b has Ana's four sentences, alpha those of both texts."""
    bo = plain_text("bo", "It broke.", "Bo")
    pain = Mark("bo", 0, 9, "pain")
    passes = {"a": {"ana": (at(0, "pain"),), "bo": (pain,)}, "b": {"ana": (at(0, "pain"),)}, "c": {"bo": (pain,)}}
    read = Data("d", (ANA, bo), {"ana": (), "bo": ()}, ("pain",), passes=passes, complete=False)
    result = agreement.run(read, Coding("e", "f", {"ana": (at(0, "pain"),), "bo": ()}, {}))

    assert find(result.figures, "pain kappa a/b, all").n == 4
    assert find(result.figures, "pain kappa a/c, all").n == 1
    assert find(result.figures, "pain kappa b/c, all").n == 0
    assert value(result, "pain alpha coders, all") == 1.0


def test_grounding_sees_cut_words_and_other_peoples_words() -> None:
    """A quote that begins inside a word, and one of the interviewer's."""
    text = plain_text("bo", "Why? It broke.", "Bo", speech=[Said(0, 4, "interviewer"), Said(5, 14)])
    marks = (Mark("bo", 5, 14, "pain"), Mark("bo", 6, 14, "pain"), Mark("bo", 0, 4, "need"))
    result = grounding.run(Data("d", (text,), {}), Coding("e", "f", {"bo": marks}, {}), None)

    assert value(result, "quotes in participants' words") == pytest.approx(2 / 3)
    assert value(result, "quotes cut no word") == pytest.approx(2 / 3)
    assert {item.kind for item in result.items} == {"quotes in participants' words", "quotes cut no word"}
    assert "claims and counts were not looked at" in result.notes[-1]
