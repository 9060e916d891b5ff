"""What a stage's narrative is written from."""

from __future__ import annotations

from typing import Literal

import pytest

from assistant.analysis.material import Material
from assistant.analysis.moments import Moments
from assistant.analysis.opportunities import Answers
from assistant.analysis.stage_points import StagePoints
from assistant.domain import Finding, Kind, Participant, Source, Theme
from assistant.engines import open_embedding
from assistant.engines.protocol import BALANCE, Point
from assistant.identity import text_sha256

Said = tuple[str, Kind | Literal["both"], str, str]
BOTH_KINDS: tuple[Kind, Kind] = ("pain", "gain")


def narrated(*said: Said, everybody: bool = True) -> list[Point]:
    """The narrative of one stage from who said what as which kind; the last word names a finding's theme."""
    sources, findings, themes = {}, [], {}
    for at, (who, kind, theme, text) in enumerate(said):
        sources[f"s{at}"] = Source(f"s{at}", "d", at, who, "transcript", text, text_sha256(text))
        for side in BOTH_KINDS if kind == "both" else (kind,):
            found = Finding(f"f{at}{side}", f"s{at}", 0, len(text), side, text, "use", "x", who, 0.9)
            findings.append(found)
            themes.setdefault((theme, "pain" if side == "suggestion" else side), []).append(found.id)
    made = [Theme(f"{name}-{kind}", name, kind, "", tuple(ids)) for (name, kind), ids in themes.items()]
    people = [Participant(who, who) for who in dict.fromkeys(who for who, *_ in said)]
    material = Material(sources, people, (), (), findings, made)
    source = StagePoints(material, Moments(material), Answers(material, open_embedding()))
    everyone = frozenset(person.id for person in people)
    chances = source.opportunities(everyone, findings, everybody=True)
    points = source.points(everyone, "use", findings, chances, everybody=everybody)
    return [point for point in points if point.field == "narrative"]


TROUBLED: list[Said] = [(who, "pain", "cold", f"The cold was bad for {who}, very bad.") for who in ("Ana", "Bo", "Cy")]
PLEASED: list[Said] = [(who, "gain", "shop", f"The shop was good to {who}, very good.") for who in ("Ana", "Dora")]


def test_the_whole_comes_first() -> None:
    """One quote of everybody for each side they tell of."""
    first, *others = narrated(*TROUBLED, *TROUBLED, *PLEASED)

    assert first.key == BALANCE
    assert sorted((quote.kind, quote.participant_id) for quote in first.quotes) == [
        ("gain", "Ana"), ("gain", "Dora"), ("pain", "Ana"), ("pain", "Bo"), ("pain", "Cy"),
    ]  # fmt: skip
    assert [point.topic for point in others] == ["cold", "shop"]
    assert BALANCE not in {point.key for point in narrated(*TROUBLED, *PLEASED, everybody=False)}


def test_a_sentence_of_both_sides_counts_on_both() -> None:
    """Edie loves and hates it in one breath: she is among those who had trouble and among those who were pleased."""
    first, *_ = narrated(*TROUBLED, *PLEASED, ("Edie", "both", "cold", "I love it and I hate it, all in one."))

    sides = {side: {q.participant_id for q in first.quotes if q.kind == side} for side in BOTH_KINDS}
    assert sides == {"pain": {"Ana", "Bo", "Cy", "Edie"}, "gain": {"Ana", "Dora", "Edie"}}


@pytest.mark.parametrize("said", [TROUBLED, [TROUBLED[0], PLEASED[0]]])
def test_one_side_or_two_people_are_no_whole(said: list[Said]) -> None:
    """There is nothing to weigh."""
    assert BALANCE not in [point.key for point in narrated(*said)]


def test_the_other_side_is_heard_too() -> None:
    """Where the four widest topics are all trouble, the last gives way to what pleased several people."""
    topics = ("cold", "rain", "wind", "snow")
    bad: list[Said] = [(w, "pain", t, f"The {t} was bad for {w}, very bad.") for t in topics for w in ("A", "B", "C")]

    assert [point.topic for point in narrated(*bad, *PLEASED)][1:] == [*sorted(topics)[:3], "shop"]


def test_a_trouble_brings_what_its_people_asked_for() -> None:
    """Of those who had it; what others ask for is told elsewhere."""
    asked: Said = ("Ana", "suggestion", "cold", "They should give us a warmer battery for the cold.")
    other: Said = ("Eve", "suggestion", "cold", "They should give us gloves for the cold days.")
    cold = next(point for point in narrated(*TROUBLED, asked, other) if point.topic == "cold")

    assert [quote.participant_id for quote in cold.asked] == ["Ana"]
