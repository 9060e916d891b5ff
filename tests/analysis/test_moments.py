"""Moments of truth: where a telling changes sign, with both sides, and where it does not."""

from __future__ import annotations

import pytest

from assistant.analysis.material import Material
from assistant.analysis.moments import Moments, feeling, sides, topic_of
from assistant.domain import Finding, Participant, Role, Sentence, Source, SourceKind, Turn
from assistant.engines.protocol import Point
from assistant.identity import text_sha256
from tests.analysis.telling import Said, felt, hurt, material

MET: tuple[str, str, dict[str, object]] = ("touchpoint", "hub", {"channel": "physical"})

FEARED: Said = ("I was scared of the whole yard.", [felt("fear", -0.8)])
GLAD: Said = ("And then I was so happy that I sang.", [felt("joy", 0.9)])
GLAD_THERE: Said = ("And then I was so happy at the hub that I sang.", [felt("joy", 0.9), MET])  # type: ignore[list-item]
PLAIN: Said = ("It was a Tuesday in the morning.", [])


def found(study: Material, stage: str = "use") -> list[Point]:
    return Moments(study).points(frozenset(study.by_participant), stage)


def points(*told: list[Said], stage: str = "use") -> list[Point]:
    return found(material({f"p{number}": said for number, said in enumerate(told)}), stage)


def test_a_turn_shows_both_its_sides() -> None:
    """From bad to good at the hub, by two of three; the quotes on both sides, before and after."""
    (turn,) = points([FEARED, PLAIN, GLAD_THERE], [FEARED, GLAD_THERE], [GLAD, PLAIN, GLAD])

    assert turn.topic == "from bad to good, around the hub"
    assert [(before.text, after.text) for before, after in sides(turn.quotes)] == [(FEARED[0], GLAD_THERE[0])] * 2
    assert {quote.participant_id for quote in turn.quotes} == {"p0", "p1"}


def test_what_one_met_alone_is_in_their_words() -> None:
    """A touchpoint of one participant does not name the turn, nor part it from those of others."""
    (turn,) = points([FEARED, GLAD_THERE], [FEARED, GLAD])

    assert turn.topic == "from bad to good"
    assert {quote.participant_id for quote in turn.quotes} == {"p0", "p1"}


def test_a_touchpoint_is_called_what_it_was_called() -> None:
    """One that stands between the sides, or that is only known for one by other words, names no turn."""
    there: Said = ("I rang the hub about it.", [MET])  # type: ignore[list-item]
    place = ("touchpoint", "dashboard", {"channel": "digital"})
    other: Said = ("And then I was happy with the overview.", [felt("joy", 0.9), place])  # type: ignore[list-item]

    assert [turn.topic for turn in points(*[[FEARED, there, GLAD]] * 2)] == ["from bad to good"]
    assert [turn.topic for turn in points(*[[FEARED, other]] * 2)] == ["from bad to good"]


def test_a_turn_the_other_way_is_another_moment() -> None:
    """From good to bad."""
    gone: Said = ("But then I was scared of the whole yard.", [felt("fear", -0.8)])
    (turn,) = points([("I was happy with the whole yard.", [felt("joy", 0.9)]), gone])

    assert turn.topic == "from good to bad"


def test_a_sentence_is_a_side_of_one_turn_only() -> None:
    """Down and up again over the same sentence: the wider of both."""
    glad: Said = ("I was quite happy with the whole yard.", [felt("joy", 0.5)])
    feared: Said = ("But then I was scared of the whole yard.", [felt("fear", -0.8)])
    (turn,) = points([glad, feared, GLAD])

    assert [(before.text, after.text) for before, after in sides(turn.quotes)] == [(feared[0], GLAD[0])]


@pytest.mark.parametrize(
    "told",
    [
        [FEARED, ("But then I was scared again of the yard.", [felt("fear", -0.8)])],
        [GLAD],
        [FEARED, PLAIN, PLAIN, PLAIN, PLAIN, PLAIN, PLAIN, GLAD],
        [FEARED, ("Then perhaps it was all right.", [felt("joy", 0.9, confidence=0.1)])],
        [FEARED, ("Then I was glad and sad at once.", [felt("joy", 0.9), felt("sadness", -0.9)])],
        [FEARED, ("Then were you happy?", [felt("joy", 0.9)])],
        [FEARED, ("My neighbour was glad of her garden.", [felt("joy", 0.9)])],
    ],
    ids=["the same feeling", "alone", "far apart", "hardly sure", "both at once", "a question", "no words of time"],
)
def test_where_nothing_turns(told: list[Said]) -> None:
    """One feeling, feelings far apart or unsure, questions, and two things that happen to follow one another."""
    assert points(told) == []


def answers(kind: SourceKind, between: str) -> Material:
    """Two answers of Ana's and what was said between them."""
    said = [("ana", FEARED[0]), (None, between), ("ana", GLAD[0])]
    text = " ".join(words for _, words in said)
    turns, sentences = [], []
    for seq, (who, words) in enumerate(said):
        start = text.index(words)
        role: Role = "participant" if who else "interviewer"
        turns.append(Turn(f"t{seq}", "s", seq, start, start + len(words), who or "Q", who, role))
        sentences.append(Sentence(f"s{seq}", "s", f"t{seq}", seq, start, start + len(words)))
    coded = [
        Finding(
            f"f{at}",
            "s",
            sentences[at].start,
            sentences[at].end,
            "emotion",
            "x",
            "use",
            "x",
            "ana",
            0.9,
            {"valence": v},
        )
        for at, v in ((0, -0.8), (2, 0.9))
    ]
    sources = {"s": Source("s", "d", 0, "s", kind, text, text_sha256(text))}
    return Material(sources, [Participant("ana", "ana")], turns, sentences, coded, [])


@pytest.mark.parametrize(
    ("kind", "between", "turns"),
    [
        ("transcript", "Mm-hm, go on.", 1),
        ("transcript", "And what about the second shop?", 0),
        ("transcript", "I see, let us talk about something else now.", 0),
        ("review", "Best feature", 0),
    ],
)
def test_a_turn_is_told_in_one_answer(kind: SourceKind, between: str, turns: int) -> None:
    """A nod does not part it; a question does, and so do the fields of a form, which follow no order of time."""
    assert len(found(answers(kind, between))) == turns


def test_a_turn_belongs_to_the_stage_it_leads_into() -> None:
    """And is not told of in another."""
    later: Said = ("Then I was so happy that I sang.", [felt("joy", 0.9, stage="loyalty")])

    assert points([FEARED, later]) == []
    assert len(points([FEARED, later], stage="loyalty")) == 1


def test_a_decision_hangs_in_words_of_those_who_face_it() -> None:
    """Two who set a condition, counted as two; near what was coded, so of its stage."""
    condition: Said = ("I shall stay as long as there is somebody to ring.", [hurt()])
    other: Said = ("If it breaks again I'm gone.", [hurt()])
    (hinge,) = points([condition], [other], [PLAIN, FEARED])

    assert hinge.topic == "staying or leaving hung on a condition"
    assert {quote.participant_id for quote in hinge.quotes} == {"p0", "p1"}


def test_what_changed_is_told_in_one_sentence() -> None:
    """Where something was felt in it; not where nothing was, nor of a sentence that is a side of a turn."""
    changed = "I was a stranger there and now they wave."
    (change,) = points([(changed, [felt("joy", 0.9)])], [(changed, [])])
    (turn,) = points([FEARED, ("But now I am happy, I was lost and now I ride.", [felt("joy", 0.9)])])

    assert (change.topic, [quote.participant_id for quote in change.quotes]) == ("what changed", ["p0"])
    assert turn.topic == "from bad to good"


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
