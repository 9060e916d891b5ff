"""Sentences of a stage: how they run follows from their evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import Evidence, Kind, Span
from assistant.engines.ondevice.drafting import stage_words
from assistant.engines.ondevice.topics import topic_words
from assistant.engines.protocol import BALANCE, Point, Quote, StageTask, Written
from assistant.review.quotations import holds, quotations_in
from assistant.told_counts import told_in


def quote(who: str, text: str, kind: Kind = "pain", weight: float = 0.6, feelings: tuple[str, ...] = ()) -> Quote:
    start = crc32((who + text).encode())
    valence = {"pain": -0.5, "gain": 0.5}.get(kind, 0.0)
    return Quote(
        Evidence(Span("s", start, start + len(text))), text, who, text[:20], "use", kind, valence, weight, feelings
    )


def pointed(*quotes: Sequence[Quote], topic: str = "topic") -> list[Point]:
    return [Point("narrative", f"k{at}", topic, tuple(some)) for at, some in enumerate(quotes)]


def claimed(*points: Sequence[Quote], people: int = 12, topic: str = "topic") -> tuple[Written, ...]:
    """The narrative of a stage with a point of each list of quotes."""
    task = StageTask("s", "use", "", "participants", people, tuple(pointed(*points, topic=topic)))
    (claims,) = stage_words([task])
    return claims


def told(*points: Sequence[Quote], people: int = 12, topic: str = "topic") -> list[str]:
    return [claim.text for claim in claimed(*points, people=people, topic=topic)]


COLD = [quote("a", "The cold kills my battery."), quote("b", "I hate the cold on the long way up the hill at night.")]
PRAISE = [quote("c", "The cold never stopped me.", "gain"), quote("d", "I liked the cold in the end.", "gain")]
LOST = [quote("e", "I waited for an hour at the desk."), quote("f", "My parcel never came to our flat.")]
ANSWER = [quote("g", "She rang me back within the hour.", "gain"), quote("h", "They sent us two sleeves.", "gain")]


def test_one_of_several_speaks_for_them() -> None:
    """Counted, in the past tense, about the word they share, and with one of their quotes whole."""
    (text,) = told(COLD)

    assert text == (
        "Two of the twelve participants had trouble with the cold; "
        "as one of them put it: “I hate the cold on the long way up the hill at night.”"
    )


def test_a_short_quote_stands_in_brackets() -> None:
    """It is read in passing."""
    assert told([*COLD[:1], quote("b", "The cold is bad.")])[0].endswith("the cold (“The cold kills my battery”).")


def test_what_was_said_of_others_is_not_told_as_the_speakers_own() -> None:
    """Nobody here says that they had the trouble."""
    heard = [quote("a", "The cold kills a battery in an hour."), quote("b", "In the cold the screen goes dark.")]

    assert told(heard)[0].startswith("Two of the twelve participants told of trouble with the cold")


def test_what_they_felt_is_the_verb() -> None:
    """Fear coded with both makes it fear; with one of the two it does not."""
    afraid = [
        quote("a", "The cold scares me so.", feelings=("fear",)),
        quote("b", "I dread the cold.", feelings=("fear",)),
    ]

    assert "were afraid of the cold" in told(afraid)[0]
    assert "had trouble with the cold" in told([afraid[0], COLD[1]])[0]


def test_each_side_of_one_thing_is_a_sentence_of_its_own() -> None:
    """So that one of them can be rejected, and each is counted by itself."""
    claims = claimed(COLD, PRAISE)

    assert [claim.key for claim in claims] == ["k0", "k1"]
    assert [len(claim.evidence) for claim in claims] == [2, 2]


def test_the_other_side_comes_last_and_is_led_to() -> None:
    """What was asked for stands between; who is told of is named once."""
    wish = [quote("i", "Sell a sleeve for the saddle.", "suggestion"), quote("j", "A sleeve would help.", "suggestion")]
    warm = [quote(who, f"I liked the lamp on {what}.", "gain") for who, what in (("c", "mine"), ("d", "the front"))]
    texts = told(COLD, warm, wish, LOST)

    assert [re.split(" ?[(;:]", text)[0] for text in texts] == [
        "Two of the twelve participants had trouble with the cold",
        "Two told of trouble",
        "Two made suggestions about the sleeve",
        "Some things went well",
    ]
    assert texts[-1].startswith("Some things went well: two were glad of the lamp")


def test_what_comes_up_again_and_again_is_told_so() -> None:
    """Three quotes each and more; not where it is one in sixty who do."""
    often = [
        quote(who, f"I saw the cold coming, {number} times.") for who in "ab" for number in ("two", "three", "four")
    ]

    assert told(often)[0].startswith(
        "Two of the twelve participants came back again and again to trouble with the cold"
    )
    assert "again and again" not in told(often, people=60)[0]


def test_two_speak_where_no_word_is_shared() -> None:
    """What they have in common has to be seen; hardly coded quotes are left out."""
    doubtful = [replace(one, weight=0.2) for one in LOST]

    assert told(LOST)[0] == (
        "Two of the twelve participants told of trouble "
        "(“I waited for an hour at the desk”; “My parcel never came to our flat”)."
    )
    assert told(doubtful) == []


def test_a_themes_name_stands_before_nothing() -> None:
    """It is said as somebody says it, where that is a noun phrase, or not at all."""
    pleased = [quote("a", "I laughed all day with the lovely staff.", "gain"), quote("b", "We were early.", "gain")]

    assert "were glad of “the lovely staff” " in told(pleased, topic="lovely staff")[0]
    for name in ("laughed with the lovely", "never said it", "lovely staff were there"):
        assert name not in told(pleased, topic=name)[0]
    assert "–" not in "".join(told(pleased, LOST, topic="parcel never came"))


def test_two_who_speak_do_not_say_the_same() -> None:
    """In thousands of comments some are the same word for word."""
    said = ["I went hard off topic there.", "I went HARD off topic there!", "Paid twice."]
    (text,) = told([quote(who, words) for who, words in zip("abc", said, strict=True)])

    assert text.casefold().count("i went hard off topic there") == 1


def test_what_someone_did_is_told_of_them_in_their_words() -> None:
    """Where nothing else in them would have to change for it; else they say it themselves."""
    deeds = [
        "I waited three weeks for a courier with the new part.",
        "I rang my son, and I cried on the stairs at home.",
    ]
    (text,) = told([quote("a", deeds[0]), quote("b", deeds[1])])

    assert "one “waited three weeks for a courier with the new part”" in text
    assert "the other said, “I rang my son, and I cried on the stairs at home”." in text or "one said, “I rang" in text


def test_what_someone_wanted_is_told_of_them() -> None:
    """A wish that begins with `I want` or the like."""
    wishes = [
        quote("a", "I'd like to print one page of everything that was ever charged.", "need"),
        quote("b", "Somebody should ring and say which day the men will come.", "need"),
    ]

    assert "one wanted “to print one page of everything that was ever charged”" in told(wishes)[0]


def test_how_many_name_a_matter_is_counted() -> None:
    """All of those who told of trouble where most name it; some of them where only some do; nobody who denies it."""
    late = [f"Number {who} waited there for hours, as people on the {who} side do." for who in "abc"]
    other = ["They sent a bill to somebody else.", "Paint was coming off on both sides."]
    said = [quote(who, text) for who, text in zip("abcde", late + other, strict=True)]
    denied = [quote(who, "Nobody was late, it never broke, there was no waiting, only red paint.") for who in "abc"]

    assert "told of trouble, three of them of waiting" in told(said)[0].replace("spoke of problems", "told of trouble")
    assert " of waiting: " in told(said[:3])[0] or "trouble with" in told(said[:3])[0]
    assert "waiting: " not in told(denied)[0]


def test_no_quote_says_the_opposite() -> None:
    """Praise that was coded as trouble does not speak for it, nor half a sentence that a `but` turns round."""
    praise = replace(quote("a", "We could not wish for a more patient doctor on the ward."), valence=0.4)
    turned = (
        "I think that the doctor can be very kind and good with everybody who comes there on a day when it is quiet, "
        "but there are many days on which he hardly looks up from the keys at all, or so it seemed to me and to others."
    )
    plain = quote("c", "The doctor left us there in the cold room.")
    (text,) = told([praise, replace(quote("b", turned), label="very kind and good"), plain])

    assert "“The doctor left us there in the cold room" in text
    assert "could not wish" not in text


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


@pytest.mark.parametrize(("people", "expected"), [(1, "One participant "), (2, "Two "), (7, "Most (7 of 12) ")])
def test_how_many_behind_another_sentence(people: int, expected: str) -> None:
    """Those they are of were named."""
    more = [quote(f"p{at}", f"I hate the lamp, {chr(97 + at)}.") for at in range(people)]

    assert told(COLD, more)[1].startswith(expected)


def test_each_sentence_stands_without_the_others() -> None:
    """Whatever is rejected: none begins with a word that needs the one before, and each has its count and a quote."""
    texts = told(COLD, LOST, PRAISE, ANSWER, [quote("k", "I lost the key to the lock.")])

    for text in texts:
        assert not re.match(r"(?:They|Them|Others?|By contrast|But|Also|However|It|Another)\b", text)
        assert told_in(text, brief=True)
        assert "“" in text


_WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60)
_TOLD = st.lists(st.tuples(st.sampled_from("abcd"), _WORDS, st.sampled_from(["pain", "gain", "need"])), min_size=1)


@given(_TOLD, _TOLD)
def test_whatever_was_said_counts_are_true_and_quotes_are_theirs(
    one: list[tuple[str, str, Kind]], other: list[tuple[str, str, Kind]]
) -> None:
    """Of words in any script: every quotation is in the evidence, every count is that of the evidence."""
    made = [[quote(who, text, some[0][2]) for who, text, _ in some] for some in (one, other)]
    for claim in claimed(*made, people=5):
        mine = [item for item in [*made[0], *made[1]] if item.evidence in claim.evidence]
        count = told_in(claim.text, brief=True)
        assert count
        assert count.participants == len({item.participant_id for item in mine})
        for words in re.findall("“([^“”]+)”", claim.text):
            assert any(holds(item.text, said) for item in mine for said in quotations_in(f"“{words}”") or [words])


@pytest.mark.parametrize(
    "text",
    [
        "I waited " + "and waited there for that van of theirs " * 40,
        "Der Akku hielt im Frost keine drei Stunden, und niemand rief zurück.",
        "<b>Nothing</b> [laughs] worked ** at all ** on https://example.org today",
        "バッテリーは寒さに弱い。",
    ],
)
def test_long_foreign_and_marked_up_words_are_told(text: str) -> None:
    """Cut to what can be read, and otherwise as they were said; of many thousands one is one."""
    (told_of,) = told([quote("a", text)], people=10_000)
    (shown,) = re.findall("“([^“”]+)”", told_of)

    assert told_of.startswith("One of the 10,000 participants ")
    assert shown.rstrip(".") in " ".join(text.split())
    assert len(shown.split()) <= 45


def test_the_same_study_gives_the_same_text() -> None:
    """Nothing is left to chance, nor to what was told before."""
    assert told(COLD, LOST, ANSWER) == told(COLD, LOST, ANSWER)


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
    """Who asks, and for what: in somebody's words."""
    need, wish = (
        quote("a", "I need a sleeve for it.", "need"),
        quote("b", "Sell a sleeve for the cold battery.", "suggestion"),
    )
    points = [Point("opportunities", one.text, "Cold battery", (one,)) for one in (need, wish)]
    (claims,) = stage_words([StageTask("s", "use", "", "participants", 3, tuple(points))])

    assert [claim.text for claim in claims] == [
        "One of the three participants said what they needed: “I need a sleeve for it.”",
        "One of the three participants asked for a change: “Sell a sleeve for the cold battery.”",
    ]


def balanced(troubled: str, pleased: str, people: int = 12) -> str:
    """How a stage went on the whole, of people of one letter each."""
    sides = [quote(who, f"The {who} hurt.") for who in troubled]
    sides += [quote(who, f"The {who} helped.", "gain") for who in pleased]
    point = Point("narrative", BALANCE, "the whole", tuple(sides))
    (claims,) = stage_words([StageTask("s", "use", "", "participants", people, (point, *pointed(COLD)))])
    assert {item.span for item in claims[0].evidence} == {one.evidence.span for one in sides}
    assert claims[1].text.startswith("Two had trouble")
    count = told_in(claims[0].text)
    assert count
    assert count.participants == len({*troubled, *pleased})
    return claims[0].text


@pytest.mark.parametrize(
    ("troubled", "pleased", "people", "text"),
    [
        ("abcd", "efg", 12, "Four of the twelve participants told of {wrong} at this stage and three of {well}."),
        ("abcd", "cdef", 12,
         "Four of the twelve participants told of {wrong} at this stage and four of {well}; two told of both."),
        ("ab", "abc", 12,
         "Three of the twelve participants told of {well} at this stage, two of them also of {wrong}."),
        ("abc", "abc", 3, "All three participants told of {wrong} at this stage and of {well}."),
    ],
)  # fmt: skip
def test_how_a_stage_went_on_the_whole_is_counted(troubled: str, pleased: str, people: int, text: str) -> None:
    """Before anything else, with a quote of everybody on either side; who is told of is then not named again."""
    assert balanced(troubled, pleased, people) == text.format(wrong="what went wrong", well="what went well")


def test_what_was_asked_for_follows_its_trouble() -> None:
    """With the wish as evidence; one that cannot be understood by itself is not told."""
    wish = quote("a", "They should sell a battery for the cold.", "suggestion")
    want = quote("a", "I want a battery for the cold.", "need")
    bare = quote("b", "A button.", "suggestion")

    def after(*asked: Quote) -> Written:
        task = StageTask("s", "use", "", "participants", 12, (replace(pointed(COLD)[0], asked=asked),))
        ((claim,),) = stage_words([task])
        return claim

    assert after(wish).text.endswith(
        "at night.” One of them said what would help: “They should sell a battery for the cold.”"
    )
    assert after(want).text.endswith("at night.” One of them wanted “a battery for the cold”.")
    assert wish.evidence in after(wish).evidence
    assert "help" not in after(bare).text


def test_a_word_has_an_article_only_where_people_give_it_one() -> None:
    """A name has none; what was put in where a name was taken out names nothing."""
    bare = [quote("a", "Working with Git hurts here today."), quote("b", "It hurts me to merge with Git.")]
    given_one = [bare[0], quote("b", "It hurts me that the Git is gone.")]
    elsewhere = [quote("c", "I liked the Git of ours, and the Git of theirs.", "gain")]

    assert "trouble with Git" in told(bare, [replace(elsewhere[0], participant_id="z")])[0]
    assert "trouble with the Git" in told(given_one)[0]
    assert topic_words("[name deleted to keep it secret] told the story") == topic_words("told the story")


def test_quotation_marks_inside_a_quote_become_single() -> None:
    """None are nested alike."""
    (text,) = told([quote("a", 'She said the “best” was "yet" to come to the likes of us.')])

    assert text.endswith("“She said the ‘best’ was 'yet' to come to the likes of us.”")


def test_two_are_told_of_only_where_both_are_sure() -> None:
    """Who was hardly coded, or sounds pleased, is no second voice of a trouble; of three it does not matter."""
    unsure = replace(COLD[1], confidence=0.5)
    pleased = replace(COLD[1], valence=0.3)
    third = quote("z", "The cold bit me.")

    assert told([COLD[0], unsure]) == told([COLD[0], pleased]) == []
    assert told([COLD[0], replace(unsure, confidence=0.6)])
    assert told([COLD[0], unsure, third])


FRIGHTS = ["I fear the slope at night.", "My nerves went at once.", "Tyres slid on leaves.", "Nobody came out."]


@pytest.mark.parametrize(
    ("afraid", "expected"),
    [(1, "told of trouble ("), (2, "told of trouble, two of them with fear ("), (3, "told of fear (")],
)
def test_a_feeling_of_some_is_not_that_of_all(afraid: int, expected: str) -> None:
    """Three of four felt it: all told of it; of two it is said of two."""
    said = [
        quote(who, words, feelings=("fear",) if at < afraid else ())
        for at, (who, words) in enumerate(zip("abcd", FRIGHTS, strict=True))
    ]
    (text,) = told(said)

    assert expected in text.replace("spoke of problems", "told of trouble")
    count = told_in(text)
    assert count
    assert count.participants == 4


def test_a_denial_and_what_did_not_happen_stand_last() -> None:
    """Neither speaks for a worry, nor heads its quotes."""
    denied = quote("a", "I'm not against the lock on the gate at all.")
    unreal = quote("b", "If it had been picked, I don’t think I’d have slept.")
    plain = quote("c", "The lock on my gate froze.")
    (claim,) = claimed([denied, unreal, plain])

    assert claim.evidence[0] == plain.evidence
    assert plain.text.rstrip(".") in claim.text


def test_where_no_noun_is_shared_some_words_show_what_it_was() -> None:
    """The theme's name stands there as words of one of them, and others speak; nobody's words do not."""
    said = [*LOST, quote("z", "They never rang me back, and it's rubbish in the cold.")]
    (text,) = told(said, topic="rubbish in the cold")

    assert text.startswith("Three of the twelve participants told of trouble in words such as “rubbish in the cold” (“")
    assert text.count("rubbish in the cold") == 1
    assert "such as" not in told(said, topic="bad in the frost")[0]
    assert "such as" not in told(said, topic="rubbish")[0]


def test_what_all_told_of_is_heard_before_what_some_mention() -> None:
    """Worry heads a sentence that says worry; writers, whom only some name, do not stand in its place."""
    worries = ["I worry about essays a lot.", "I have real concerns here.", "It scares me, I am nervous of it all."]
    worries += ["I was anxious for my own trade.", "I fear for the writers, too."]
    said = [*worries, "All the writers may have a fun idea.", "I know that the writers go hungry."]
    others = [quote(f"o{at}", f"The bill of {at} came twice.", "gain") for at in range(20)]
    (text, *_) = told([quote(who, words) for who, words in zip("abcdefg", said, strict=True)], others, people=40)

    assert "told of worry, three of them mentioning writers" in text
    assert "fun idea" not in text
    assert "hungry" not in text
