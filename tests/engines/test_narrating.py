"""Sentences of a stage: how they run follows from their evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant.domain import Evidence, Kind, Span
from assistant.engines.ondevice.drafting import stage_words
from assistant.engines.ondevice.topics import topic_words
from assistant.engines.protocol import BALANCE, Point, Quote, StageTask, Written


def quote(who: str, text: str, kind: Kind = "pain", weight: float = 0.6, feelings: tuple[str, ...] = ()) -> Quote:
    start = sum(map(ord, who + text))
    return Quote(
        Evidence(Span("s", start, start + len(text))), text, who, text[:20], "use", kind, 0.0, weight, feelings
    )


def told(*points: Sequence[Quote], people: int = 12) -> list[str]:
    """The narrative of a stage with a point of each list of quotes."""
    made = tuple(Point("narrative", f"k{at}", "topic", tuple(quotes)) for at, quotes in enumerate(points))
    (claims,) = stage_words([StageTask("s", "use", "", "participants", people, made)])
    return [claim.text for claim in claims]


COLD = [quote("a", "The cold kills my battery."), quote("b", "I hate the cold on the hill.")]
PRAISE = [quote("c", "The cold never stopped me.", "gain"), quote("d", "I liked the cold in the end.", "gain")]


def test_one_of_several_speaks_for_them() -> None:
    """Counted, in the past tense, about the word they share, and with one of their quotes whole."""
    (text,) = told(COLD)

    assert text.startswith("Two of the twelve participants had trouble with the cold; as one of them put it: ")
    assert text.endswith("“I hate the cold on the hill.”")


def test_what_they_felt_is_the_verb() -> None:
    """Fear coded with both makes it fear; with one of the two it does not."""
    afraid = [
        quote("a", "The cold scares me so.", feelings=("fear",)),
        quote("b", "I dread the cold.", feelings=("fear",)),
    ]

    assert "were afraid of the cold" in told(afraid)[0]
    assert "had trouble with the cold" in told([afraid[0], COLD[1]])[0]


def test_the_opposite_of_the_same_thing_is_set_against_it() -> None:
    """And the participants are not named twice."""
    second = told(COLD, PRAISE)[1]

    assert second.startswith("By contrast, two of the twelve were glad of the cold; ")


def test_what_comes_up_again_and_again_leads() -> None:
    """Three quotes each and more."""
    often = [
        quote(who, f"I saw the cold coming, {number} times.") for who in "ab" for number in ("two", "three", "four")
    ]

    assert told(often)[0].startswith(
        "The cold came up again and again: two of the twelve participants had trouble with it; "
    )
    assert "again and again" not in told(often, people=60)[0]


def test_two_speak_where_no_word_is_shared() -> None:
    """What they have in common has to be seen; hardly coded quotes are left out."""
    apart = [quote("a", "I waited for an hour."), quote("b", "My parcel never came.")]
    doubtful = [quote("a", "I waited for an hour.", weight=0.2), quote("b", "My parcel never came.", weight=0.2)]

    assert told(apart)[0].startswith("Topic – two of the twelve participants told of trouble. ")
    assert told(apart)[0].endswith("One said: “I waited for an hour.” Another: “My parcel never came.”")
    assert told(doubtful) == []


def test_what_pleased_stands_before_who_was_glad_of_it() -> None:
    """One alone has nothing that stands before."""
    pleased = [quote("a", "I laughed all day.", "gain"), quote("b", "My parcel came early.", "gain")]

    assert told(pleased)[0].startswith("Topic – two of the twelve participants were glad of it. One said: ")
    assert told(pleased[:1])[0].startswith("One of the twelve participants told of something that went well: ")


def test_two_who_speak_say_what_stands_before_them_and_not_the_same() -> None:
    """In thousands of comments some are the same word for word."""
    said = ["I waited all day.", "I went hard off topic.", "I went HARD off topic!", "They told me nothing."]
    said += ["My parcel never came.", "Nobody picked up.", "I paid twice.", "She was rude to me."]
    (text,) = told([quote(who, words) for who, words in zip("abcdefgh", said, strict=True)])

    assert "One said: “I went hard off topic.” Another: “" in text
    assert "HARD" not in text


@pytest.mark.parametrize(
    ("people", "of", "expected"),
    [
        (1, 12, "One of the twelve participants"),
        (8, 9, "Nearly all participants (8 of 9)"),
        (6, 9, "Most participants (6 of 9)"),
    ],
)
def test_how_many(people: int, of: int, expected: str) -> None:
    """One, most, nearly all: each with its figures."""
    quotes = [quote(f"p{at}", f"I hate the cold, {chr(97 + at)}.") for at in range(people)]

    assert told(quotes, people=of)[0].startswith(expected)


def test_a_turn_is_told_with_both_sides() -> None:
    """Before, then after, whatever order the evidence comes in."""
    before, after = quote("a", "I was afraid."), quote("a", "I was so glad of it.")
    sides = (after, before) if before.evidence.span < after.evidence.span else (before, after)
    first, second = sorted(sides, key=lambda one: one.evidence.span)
    point = Point("moments", "turn:better:hub", "", sides)
    ((claim,),) = stage_words([StageTask("s", "use", "", "participants", 3, (point,))])

    assert claim.text == f"From bad to good, around the hub: “{first.text}”, then “{second.text}”"
    assert len(claim.evidence) == 2


@pytest.mark.parametrize(("key", "own"), [("turn:better:", True), ("hinge:change", True), ("hinge:leaving", False)])
def test_turns_of_several_are_several_stories(key: str, own: bool) -> None:
    """What one of them said is not told as what all of them did; a decision is the same for all who took it."""
    said = [quote(who, words) for who in ("a", "b") for words in ("I was afraid of it.", "Then I was glad of it.")]
    point = Point("moments", key, "", tuple(said))
    ((claim,),) = stage_words([StageTask("s", "use", "", "participants", 3, (point,))])

    assert (", each of them in a story of their own; one said: “" in claim.text) == own
    assert len(claim.evidence) == len(said)


def test_an_opportunity_says_what_was_asked_for() -> None:
    """And on what."""
    wish, plain = (
        quote("a", "I need a sleeve for it.", "need"),
        quote("b", "Sell a sleeve for the cold battery.", "need"),
    )
    points = [Point("opportunities", one.text, "Cold battery", (one,)) for one in (wish, plain)]
    (claims,) = stage_words([StageTask("s", "use", "", "participants", 3, tuple(points))])

    assert [claim.text for claim in claims] == [
        "Cold battery – what was asked for: “I need a sleeve for it.”",
        "Cold battery – what was asked for: “Sell a sleeve for the cold battery.”",
    ]


def balanced(troubled: str, pleased: str, people: int = 12) -> str:
    """How a stage went on the whole, of people of one letter each."""
    sides = [quote(who, f"The {who} hurt.") for who in troubled]
    sides += [quote(who, f"The {who} helped.", "gain") for who in pleased]
    point = Point("narrative", BALANCE, "the whole", tuple(sides))
    (claims,) = stage_words([StageTask("s", "use", "", "participants", people, (point, *pointed(COLD)))])
    assert {item.span for item in claims[0].evidence} == {one.evidence.span for one in sides}
    assert claims[1].text.startswith("Two of the twelve had trouble" if people == 12 else "Two of the ")
    return claims[0].text


def pointed(*quotes: Sequence[Quote]) -> list[Point]:
    return [Point("narrative", f"k{at}", "topic", tuple(some)) for at, some in enumerate(quotes)]


@pytest.mark.parametrize(
    ("troubled", "pleased", "people", "text"),
    [
        ("abcd", "efg", 12, "Four of the twelve participants told of trouble here and three of {pleasure}."),
        ("abcd", "cdef", 12,
         "Four of the twelve participants told of trouble here and four of {pleasure}, two of them of both."),
        ("ab", "abc", 12, "Three of the twelve participants told of {pleasure} here, two of them also of trouble."),
        ("abc", "abc", 3, "All three participants told of what went wrong here and of what went well."),
    ],
)  # fmt: skip
def test_how_a_stage_went_on_the_whole_is_counted(troubled: str, pleased: str, people: int, text: str) -> None:
    """Before anything else, with a quote of everybody on either side; who is told of is then not named again."""
    assert balanced(troubled, pleased, people) == text.format(pleasure="something that pleased them")


def test_what_was_asked_for_follows_its_trouble() -> None:
    """With the wish as evidence; one that cannot be understood by itself is not told."""
    wish = quote("a", "They should sell a battery for the cold.", "suggestion")
    bare = quote("b", "A button.", "suggestion")

    def after(*asked: Quote) -> Written:
        task = StageTask("s", "use", "", "participants", 12, (replace(pointed(COLD)[0], asked=asked),))
        ((claim,),) = stage_words([task])
        return claim

    assert after(wish).text.endswith(
        "hill.” One of them asked for something else: “They should sell a battery for the cold.”"
    )
    assert wish.evidence in after(wish).evidence
    assert "asked" not in after(bare).text


def test_a_word_has_an_article_only_where_somebody_gives_it_one() -> None:
    """A name has none; what was put in where a name was taken out names nothing."""
    bare = [quote("a", "Working with Git hurts here."), quote("b", "It hurts to merge with Git.")]
    given = [bare[0], quote("b", "It hurts that the Git is gone.")]
    elsewhere = [quote("c", "I liked the Git of ours, and the Git of theirs.", "gain")]

    assert "had trouble with Git; as" in told(bare, elsewhere)[0]
    assert "had trouble with the Git; as" in told(given, elsewhere)[0]
    assert topic_words("[name deleted to keep it secret] told the story") == topic_words("told the story")
