"""Moments of truth: where a telling changes sign, with both sides, and where it does not."""

from __future__ import annotations

import pytest

from assistant.analysis.moments import Moments, feeling, sides, topic_of
from assistant.domain import Finding
from assistant.engines.protocol import Point
from tests.analysis.telling import Said, felt, hurt, material

MET: tuple[str, str, dict[str, object]] = ("touchpoint", "hub", {"channel": "physical"})

FEARED: Said = ("I was scared of the whole yard.", [felt("fear", -0.8)])
HUB: Said = ("Then they took me round at the hub.", [MET])  # type: ignore[list-item]
GLAD: Said = ("I was so happy that I sang.", [felt("joy", 0.9)])
PLAIN: Said = ("It was a Tuesday in the end.", [])


def points(*told: list[Said], stage: str = "use") -> list[Point]:
    study = material({f"p{number}": said for number, said in enumerate(told)})
    return Moments(study).points(frozenset(study.by_participant), stage)


def test_a_turn_shows_both_its_sides() -> None:
    """From bad to good at the hub, by two of three; the quotes on both sides, before and after."""
    (turn,) = points([FEARED, HUB, GLAD], [FEARED, HUB, GLAD], [GLAD, PLAIN, GLAD])

    assert turn.topic == "from bad to good, at the hub"
    assert [(before.text, after.text) for before, after in sides(turn.quotes)] == [(FEARED[0], GLAD[0])] * 2
    assert {quote.participant_id for quote in turn.quotes} == {"p0", "p1"}


def test_a_turn_the_other_way_is_another_moment() -> None:
    """From good to bad; a touchpoint named elsewhere is not where it turned."""
    (turn,) = points([GLAD, FEARED, HUB])

    assert turn.topic == "from good to bad"


@pytest.mark.parametrize(
    "told",
    [
        [FEARED, FEARED],
        [GLAD],
        [FEARED, PLAIN, PLAIN, PLAIN, PLAIN, PLAIN, GLAD],
        [FEARED, ("Perhaps it was all right.", [felt("joy", 0.9, confidence=0.2)])],
        [FEARED, ("I was glad and sad at once.", [felt("joy", 0.9), felt("sadness", -0.9)])],
        [FEARED, ("Happy now?", [felt("joy", 0.9)])],
    ],
    ids=["the same feeling", "alone", "far apart", "hardly sure", "both at once", "a question"],
)
def test_where_nothing_turns(told: list[Said]) -> None:
    """One feeling, feelings far apart or unsure, and questions."""
    assert points(told) == []


def test_a_turn_belongs_to_the_stage_it_leads_into() -> None:
    """And is not told of in another."""
    later: Said = ("I was so happy that I sang.", [felt("joy", 0.9, stage="loyalty")])

    assert points([FEARED, later]) == []
    assert len(points([FEARED, later], stage="loyalty")) == 1


def test_a_decision_hangs_in_words_of_those_who_face_it() -> None:
    """Two who set a condition, counted as two; near what was coded, so of its stage."""
    condition: Said = ("I shall stay as long as there is somebody to ring.", [hurt()])
    other: Said = ("If it breaks again I'm gone.", [hurt()])
    (hinge,) = points([condition], [other], [PLAIN, FEARED])

    assert hinge.topic == "staying or leaving hung on a condition"
    assert {quote.participant_id for quote in hinge.quotes} == {"p0", "p1"}


def test_a_moment_that_lost_one_side_has_no_sides() -> None:
    """A reviewer may withdraw a quote; the other then shows no turn."""
    (turn,) = points([FEARED, GLAD])

    assert sides(turn.quotes[:1]) == []
    assert topic_of(turn.key) == turn.topic
    assert topic_of("t-123") == ""


@pytest.mark.parametrize(
    ("kind", "attributes", "confidence", "expected"),
    [
        ("emotion", {"valence": -0.5}, 0.8, -0.4),
        ("pain", {"severity": 0.5}, 0.8, -0.4),
        ("gain", {"sentiment": 0.5}, 0.8, 0.4),
        ("gain", {"sentiment": -0.5}, 0.8, 0.0),
        ("pain", {}, 1.0, -0.5),
        ("pain", {"severity": 0.9}, 0.3, 0.0),
        ("touchpoint", {}, 0.8, 0.0),
    ],
)
def test_what_a_finding_says_of_feeling(
    kind: str, attributes: dict[str, float], confidence: float, expected: float
) -> None:
    """Weighed by how sure the coder is; doubtful pains and gains say nothing."""
    item = Finding("f", "s", 0, 5, kind, "x", None, "x", "p", confidence, attributes)  # type: ignore[arg-type]

    assert feeling(item) == pytest.approx(expected)
