"""Counts, places and feelings as people read them."""

from __future__ import annotations

import pytest

from assistant.domain import Emotion, Prevalence, Searched
from assistant.export.curve import NOTE, Felt, curve
from assistant.export.wording import (
    clock,
    counted,
    feeling,
    feeling_in_short,
    listed,
    looked_for,
    prevalence,
    said_by_sentence,
    share,
    shares,
)


@pytest.mark.parametrize(
    ("participants", "of", "words"),
    [
        (2, 4, "two of the four"),
        (2, 2, "both"),
        (1, 1, "the only one"),
        (9, 9, "all nine"),
        (0, 3, "none of the three"),
        (7, 12, "7 of 12"),
        (312, 3738, "312 of 3,738 (8%)"),
        (14, 3227, "14 of 3,227 (under 1%)"),
        (3226, 3227, "3,226 of 3,227 (over 99%)"),
        (0, 3227, "0 of 3,227 (0%)"),
        (200, 200, "200 of 200 (100%)"),
    ],
)
def test_shares_are_words_when_few_and_percentages_only_when_many(participants: int, of: int, words: str) -> None:
    """Under ten people are counted in words, under a hundred without a percentage."""
    assert words == share(participants, of)


def test_a_prevalence_says_how_often_too() -> None:
    """The mentions stand beside the people."""
    assert prevalence(Prevalence(2, 4, 5)) == "two of the four, five mentions"
    assert prevalence(Prevalence(1, 4, 1)) == "one of the four, one mention"


def test_people_from_outside_a_persona_are_told_apart() -> None:
    """A persona of two is never said to be three of two."""
    assert prevalence(Prevalence(3, 2, 3), outside=1) == "both and one who is not of this persona, three mentions"


def test_places_and_counts_read_naturally() -> None:
    """A time is a clock's, a count of one has no plural."""
    assert clock(3723.9) == "01:02:03"
    assert counted(1, "source") == "one source"
    assert counted(12, "source") == "12 sources"
    assert counted(0, "source") == "no sources"


@pytest.mark.parametrize(
    ("emotion", "words"),
    [
        (Emotion(None, 0, 0.0), "nobody showed a feeling"),
        (Emotion(-1.8, 12, 0.25), "very bad (-1.8 from 12 coded quotes, spread 0.2)"),
        (Emotion(0.0, 2, 2.0), "mixed (+0.0 from two coded quotes, spread 2.0)"),
        (Emotion(1.0, 1, 0.0), "good (+1.0 from one coded quote)"),
        (Emotion(2.0, 3, 0.0), "very good (+2.0 from three coded quotes, spread 0.0)"),
    ],
)
def test_a_feeling_is_told_with_its_basis(emotion: Emotion, words: str) -> None:
    """The word for a feeling comes with the value, the number of quotes and their spread."""
    assert words == feeling(emotion)


def test_the_curve_has_a_mark_for_each_stage_that_was_felt() -> None:
    """Marks stand at the level of the value, and a stage without one has none."""
    lines = curve([Felt("start", 2.0), Felt("middle", None), Felt("a very long stage name", -0.6)])

    assert [line.count("●") for line in lines[:5]] == [1, 0, 0, 1, 0]
    assert "a very long …" in lines[5]


def test_the_feeling_of_one_or_two_is_marked_as_that() -> None:
    """An open mark, and a line that says what it means; only where there is one."""
    few = curve([Felt("start", 2.0, by_few=True), Felt("end", -2.0)])

    assert ["○" in line for line in few[:5]] == [True, False, False, False, False]
    assert "●" in few[4]
    assert few[-1] == NOTE
    assert NOTE not in curve([Felt("start", 2.0), Felt("end", None, by_few=True)])


_SIX = "75 quotes of six participants from the other side."


@pytest.mark.parametrize(
    ("searched", "words"),
    [
        (Searched(75, 6, 2, 0), f"Nothing found against it among {_SIX}"),
        (Searched(75, 6, 2, 1), f"What was found against it is withdrawn; it was looked for among {_SIX}"),
        (Searched(0, 0, 0, 0), "Nothing found against it: none of those it speaks of tell of the other side."),
    ],
)
def test_where_doubts_were_looked_for_is_counted(searched: Searched, words: str) -> None:
    """How much was compared, and whose it was."""
    assert words == looked_for(searched)


def test_words_that_nobody_is_named_for_are_counted_too() -> None:
    """A review without a name has no participant."""
    assert looked_for(Searched(1, 0, 0, 0)) == "Nothing found against it among one quote from the other side."


def test_what_rounds_to_nothing_has_no_minus() -> None:
    """In a sentence and in a table."""
    assert feeling(Emotion(-0.04, 2, 0.0)).startswith("mixed (+0.0 from two")
    assert feeling_in_short(Emotion(-0.04, 2, 0.0)) == "mixed (+0.0)"
    assert feeling_in_short(Emotion(None, 0, 0.0)) == ""


def test_of_an_only_one_it_is_not_said_again_and_again() -> None:
    """How often they said it is; where somebody else says it too, that."""
    assert prevalence(Prevalence(1, 1, 3)) == "three mentions"
    assert (
        prevalence(Prevalence(2, 1, 3), outside=1) == "the only one and one who is not of this persona, three mentions"
    )


def test_groups_that_are_compared_are_counted_alike() -> None:
    """All in words or all in figures."""
    assert shares((3, 4), (0, 9)) == ["three of the four", "none of the nine"]
    assert shares((3, 4), (0, 11)) == ["3 of 4", "0 of 11"]


@pytest.mark.parametrize(
    ("text", "count", "told"),
    [
        ("Three of the 15 participants had trouble", Prevalence(3, 15, 4), True),
        ("Nearly all participants (14 of 15) had trouble", Prevalence(14, 15, 20), True),
        ("Nearly all participants (14 of 15) had trouble", Prevalence(4, 15, 20), False),
        ("All four participants had trouble", Prevalence(4, 4, 4), True),
        ("The wait – both told of trouble", Prevalence(2, 2, 2), True),
        ("They want both sides heard", Prevalence(2, 2, 2), False),
        ("The wait", Prevalence(3, 15, 4), False),
    ],
)
def test_a_sentence_may_say_its_count_itself(text: str, count: Prevalence, told: bool) -> None:
    """Then it is not said again behind it."""
    assert said_by_sentence(text, count) is told


def test_names_in_a_row_end_with_and() -> None:
    """As a sentence has them."""
    assert [listed("abc"[:count]) for count in range(4)] == ["", "a", "a and b", "a, b and c"]
    assert listed(["a", "b"], "or") == "a or b"
