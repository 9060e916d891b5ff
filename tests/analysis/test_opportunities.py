"""Opportunities: pains by share times severity, with the wishes that answer them."""

from __future__ import annotations

import pytest

from assistant.analysis.material import Material
from assistant.analysis.opportunities import Answers, Opportunity
from assistant.engines import open_embedding
from tests.analysis.telling import Said, hurt, material, wish

COLD: Said = ("The battery dies in the cold.", [hurt(0.8, theme="cold")])
BILL: Said = ("I cannot read the bill.", [hurt(0.3, theme="bill")])


def found(study: Material, most: int = 5) -> list[Opportunity]:
    return Answers(study, open_embedding()).opportunities(study.findings, 4, most)


def test_rank_is_share_times_severity() -> None:
    """Two of four at 0.8 are 0.4, three of four at 0.3 are 0.225; what one alone tells, with no wish, is none."""
    study = material({"a": [COLD, BILL], "b": [COLD, BILL], "c": [BILL], "d": [("My lamp broke.", [hurt(1.0)])]})
    rows = [one.row(4) for one in found(study)]

    assert [(row["name"], row["participants"], row["severity"], row["score"]) for row in rows] == [
        ("cold", 2, 0.8, pytest.approx(0.4)),
        ("bill", 3, 0.3, pytest.approx(0.225)),
    ]
    assert rows[0]["pains"] == ["a-0-0", "b-0-0"]


def test_a_wish_of_the_same_theme_answers() -> None:
    """It is linked, counts among those who have it, and it alone bears out what was asked for."""
    warm: Said = ("I need a sleeve that keeps it warm.", [wish(theme="cold")])
    (one,) = found(material({"a": [COLD], "b": [COLD], "c": [warm]}))

    assert one.row(4)["answers"] == ["c-0-0"]
    assert (one.row(4)["participants"], one.row(4)["score"]) == (3, pytest.approx(0.6))
    point = one.point(material({"a": [COLD], "b": [COLD], "c": [warm]}))
    assert [quote.text for quote in point.quotes] == [warm[0]]


def test_a_wish_about_the_same_answers_from_elsewhere() -> None:
    """Nearly the same words in another theme answer; other words do not, and stand by themselves."""
    near: Said = ("I wish the battery lived in the cold.", [wish()])
    other: Said = ("I want a purple saddle with tassels.", [wish()])
    answered, alone = found(material({"a": [COLD], "b": [COLD], "c": [near], "d": [other]}))

    assert [item.id for item in answered.wishes] == ["c-0-0"]
    assert (alone.pains, [item.id for item in alone.wishes]) == ((), ["d-0-0"])
    assert alone.severity == 0.5


def test_a_doubtful_wish_does_not_stand_alone() -> None:
    """Nor does one of three words."""
    doubtful: Said = ("I want a purple saddle with tassels.", [wish(confidence=0.4)])
    short: Said = ("Give me tassels.", [wish()])

    assert found(material({"a": [doubtful, short]})) == []


def test_what_some_ask_for_answers_what_it_answers_for_all() -> None:
    """The wish is nearer to the battery than to the bell: those who spoke of no battery are told of it as theirs."""
    bell: Said = ("The battery bell is quiet in the cold.", [hurt(0.5, theme="bell")])
    near: Said = ("I wish the battery lived in the cold.", [wish()])
    study = material({"a": [COLD], "b": [COLD], "c": [bell, near], "d": [bell]})
    answers = Answers(study, open_embedding())
    some = [item for item in study.findings if item.participant_id in ("c", "d")]

    everybody = {one.name: len(one.wishes) for one in answers.opportunities(study.findings, 4, 5)}
    persona = {one.name: len(one.wishes) for one in answers.opportunities(some, 2, 5)}
    assert everybody == {"cold": 1, "bell": 0}
    assert persona == {"cold": 1, "bell": 0}
