"""What is told of a group, and what is left blank with its reason."""

from __future__ import annotations

import pytest

from assistant.analysis.portrait import Portrayal
from assistant.analysis.themes import voices_needed
from assistant.engines import open_embedding
from assistant.engines.told import Told
from tests.analysis.telling import Said, hurt, material, wish

LATE: Said = ("The bus was late again.", [hurt(theme="late")])
SEAT: Said = ("I need a seat by the door.", [wish()])


@pytest.mark.parametrize(("people", "needed"), [(2, 2), (116, 2), (1499, 2), (1500, 3), (7562, 15)])
def test_how_many_share_a_thing(people: int, needed: int) -> None:
    """Two in any study of interviews, one in five hundred of many customers."""
    assert voices_needed(people) == needed


@pytest.mark.parametrize(("members", "told"), [(5, True), (40, False)])
def test_one_members_wish_says_nothing_of_a_crowd(members: int, told: bool) -> None:
    """Of five it is worth telling; of forty it is not, and the field says why it is blank."""
    names = [f"p{at}" for at in range(members)]
    study = material({who: [LATE, *([SEAT] if who == "p0" else [])] for who in names})
    group = Portrayal(study, frozenset(names), open_embedding())
    fields = {point.field for point in group.points()}

    assert "pains" in fields
    assert ("goals" in fields) is told
    assert ("goals" in group.blanks(fields)) is not told
    if not told:
        assert (
            group.blanks(fields)["goals"] == "what was said of it is told under another heading, or by too few of them"
        )


def test_what_sets_a_group_apart_is_told_by_a_fair_share_of_it() -> None:
    """Four of six are late and nobody else is; a seat is wished for by one, and the rain is everybody's."""
    rain: Said = ("The rain came in.", [hurt(theme="rain")])
    seat: Said = ("I need a seat by the door.", [wish(theme="seat")])
    told = {f"p{at}": [rain, *([LATE] if at < 4 else []), *([seat] if at == 5 else [])] for at in range(12)}
    study = material(told)

    here = Portrayal(study, frozenset(f"p{at}" for at in range(6)), open_embedding())
    assert [(topic.name, topic.told) for topic in here.topics()] == [("late", Told(4, 6, 0, 6))]
    there = Portrayal(study, frozenset(f"p{at}" for at in range(6, 12)), open_embedding())
    assert there.topics() == ()
    assert Portrayal(study, frozenset(told), open_embedding()).topics() == ()


def test_where_no_fair_share_tells_of_anything_the_best_there_is_comes_first() -> None:
    """Three of ten and two of ten: neither stands for all of them."""
    fare: Said = ("The fare went up.", [hurt(theme="fare")])
    told = {f"p{at:02}": [SEAT, *([LATE] if at < 3 else []), *([fare] if at in (3, 4) else [])] for at in range(20)}
    group = Portrayal(material(told), frozenset(f"p{at:02}" for at in range(10)), open_embedding())

    assert [(topic.name, topic.told.stands_for_all) for topic in group.topics()] == [("late", False), ("fare", False)]


def test_one_person_is_told_by_what_hurt_most_and_not_only_by_what_they_came_back_to() -> None:
    """Beside a mild theme of two sentences stand three troubles told once, the strongest first."""
    once: list[Said] = [
        ("One bike stops and five days fall over.", [hurt(severity=0.9, confidence=0.9)]),
        ("I walked three miles in sleet.", [hurt(severity=0.7, confidence=0.9)]),
        ("The chain came off in the rain.", [hurt(severity=0.5, confidence=0.9)]),
    ]
    rung: list[Said] = [
        (text, [hurt(theme="rung", severity=0.1)]) for text in ("Never rung it.", "I have not rung it.")
    ]
    group = Portrayal(material({"tom": [*rung, *once]}), frozenset({"tom"}), open_embedding())
    pains = [point.quotes[0].text for point in group.points() if point.field == "pains"]

    assert pains[:3] == [text for text, _ in once]
    assert len(pains) == 4


def test_the_quote_of_a_group_is_of_the_side_that_sets_it_apart() -> None:
    """Glad of a lift that only they have, they are not shown with what they grumbled about."""
    glad: Said = ("I love the new lift that takes me up to the ward.", [("gain", "ease", {"theme": "lift"})])
    sore: Said = ("I hate the rain that comes in on me by the door.", [hurt()])
    told = {f"p{at}": [sore, sore, *([glad] if at < 4 else [])] for at in range(8)}
    group = Portrayal(material(told), frozenset(f"p{at}" for at in range(4)), open_embedding())
    (quote,) = [point.quotes[0] for point in group.points() if point.field == "quote"]

    assert group.topics()[0].kind == "gain"
    assert quote.text == glad[0]


def test_trust_and_distrust_are_not_the_like() -> None:
    """However much alike the words are."""
    said = {"a": "I trust the app with my money.", "b": "I do not trust the app with my money."}
    study = material({who: [(text, [])] for who, text in said.items()})
    group = Portrayal(study, frozenset(said), open_embedding())
    trust = [point.quotes for point in group.points() if point.field == "trust"]

    assert [len(quotes) for quotes in trust] == [1, 1]
