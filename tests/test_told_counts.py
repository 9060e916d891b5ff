"""Counts in the words of claims are read as they were written, and brought to others without touching the rest."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.domain import Prevalence
from assistant.engines.ondevice.reporting import every_verb
from assistant.engines.ondevice.wording import counted
from assistant.told_counts import Told, counted_now, names_another_count, recounted, told_in
from tests.store.filling import claim


@pytest.mark.parametrize("who", ["", "participants"])
@pytest.mark.parametrize("of", [1, 2, 3, 7, 8, 12, 13, 21, 99, 100, 1500])
def test_what_the_engine_counts_is_read_again(of: int, who: str) -> None:
    """However many told of it, of however many, at the start and behind a topic."""
    for participants in {1, 2, of // 2 + 1, of - 1, of} & set(range(1, of + 1)):
        words = counted(participants, of, who)

        assert told_in(f"{words} told of trouble: “Seven of the nine had it.”") == Told(participants, of)
        assert told_in(f"Four of five bikes – {words[0].lower()}{words[1:]} had praise") == Told(participants, of)


def test_every_verb_of_the_engine_is_known() -> None:
    """A count whose verb is not known would not be read, and nobody would notice that it is wrong."""
    for verb in every_verb():
        assert told_in(f"Three of the four {verb} it.") == Told(3, 4), verb
        assert told_in(f"Three {verb} it.", brief=True) == Told(3), verb
        assert told_in(f"Three {verb} it.") is None, verb


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Three of the four told of trouble here and two of something that pleased them, one of them of both.",
         Told(4, 4)),
        ("Three of the nine participants told of trouble here and two of something that pleased them.", Told(5, 9)),
        ("Three of the nine participants told of trouble here, two of them also of something that pleased them.",
         Told(3, 9)),
        ("By contrast, two of the nine were glad of the lock", Told(2, 9)),
        ("The lock came up again and again: all three had trouble with it", Told(3, 3)),
        ("Three of the nine told of what went wrong at this stage and two of what went well; one told of both.",
         Told(4, 9)),
        ("Some things went well: two were glad of the lock", Told(2)),
        ("One participant told of trouble: “Seven of the nine had it.”", Told(1)),
        ("Most (9 of 15) asked for a change", Told(9, 15)),
        ("One asked the others, and they were glad of it.", None),
        ("Ninety-five pounds a month: “Two of the nine had it.”", None),
        ("Waits a lot.", None),
    ],
)  # fmt: skip
def test_sides_and_leads_are_read(text: str, told: Told | None) -> None:
    """Who told of two sides counts once; numbers of a topic or a quote are no counts."""
    assert told_in(text, brief=True) == told


@pytest.mark.parametrize(
    ("text", "participants", "of", "expected"),
    [
        ("Ticked itself again – all three told of trouble. One said: “All three told me.”", 3, 15,
         "Ticked itself again – three of the 15 told of trouble. One said: “All three told me.”"),
        ("Both participants had trouble with it", 2, 4, "Two of the four participants had trouble with it"),
        ("The participant told of fear: “x”", 1, 3, "One of the three participants told of fear: “x”"),
        ("Three of the four told of trouble here and two of something that pleased them, one of them of both.", 4, 12,
         "Three of the twelve told of trouble here and two of something that pleased them, one of them of both."),
        ("Most (9 of 15) told of trouble", 10, 15, "Most (10 of 15) told of trouble"),
        ("Not all went well: two had trouble with it", 4, 15, "Not all went well: four had trouble with it"),
        ("Two had trouble with it; as one of them put it: “Two came.”", 2, 15,
         "Two had trouble with it; as one of them put it: “Two came.”"),
    ],
)  # fmt: skip
def test_the_counts_alone_change(text: str, participants: int, of: int, expected: str) -> None:
    """Topic, verb and quotes stay as they are."""
    assert recounted(text, participants, of, brief=True) == expected


@pytest.mark.parametrize(
    ("text", "participants"),
    [
        ("Three of the four were afraid of it", 1),
        ("One of the four was afraid of it", 2),
        ("Three of the four told of trouble here and two of something that pleased them, one of them of both.", 3),
        ("Three of the four told of trouble. “x.” Two of them asked for something else: “y”", 2),
        ("Three of the four were afraid of it", 0),
        ("One participant was afraid of it", 2),
        ("Five told of trouble, three of them mentioning the lock (“It sticks”; “It is slow”).", 6),
        ("Five told of what went well, three of whom could name nothing to improve (“It is good”; “All good”).", 6),
        ("Two told of trouble: one said, “It sticks”; the other, “It is slow”.", 3),
        ("Waits a lot.", 1),
    ],
)
def test_a_sentence_that_would_have_to_be_worded_anew_is_left(text: str, participants: int) -> None:
    """Where its verb or its other counts follow from how many told, new counts alone would make it wrong."""
    assert recounted(text, participants, 9, brief=True) is None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Two of the nine were cold.", True),
        ("Of 9 people two were cold.", True),
        ("Two were cold.", False),
        ("Two were cold: “I had nine layers on.”", False),
        ("One of them was cold.", False),
    ],
)
def test_a_number_in_a_persons_words_is_found(text: str, named: bool) -> None:
    """One that was true when it was approved and is not now; quotations and pronouns are none."""
    assert names_another_count(text, Prevalence(2, 9, 4), Prevalence(2, 15, 4)) is named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Both were cold.", True),
        ("Everyone was cold.", True),
        ("Two of two were cold.", True),
        ("They were cold all day.", False),
        ("All two were cold.", True),
        ("Two were cold.", False),
    ],
)
def test_a_share_in_a_persons_words_is_found(text: str, named: bool) -> None:
    """Two of two were all; two of three are not, though two is still a number that is counted."""
    assert names_another_count(text, Prevalence(2, 2, 4), Prevalence(2, 3, 4)) is named
    assert not names_another_count(text, Prevalence(2, 2, 4), Prevalence(2, 2, 5))


@pytest.mark.parametrize(
    ("engine", "field", "text"),
    [
        ("ondevice", "narrative", "Five were broken."),
        ("openai:m", "narrative", "Two were broken."),
        ("ondevice", "pains", "Two were broken."),
    ],
)
def test_a_number_alone_is_a_count_only_where_it_was_written_as_one(engine: str, field: str, text: str) -> None:
    """A model may write `Two were broken`, and a theme may be called so."""
    made = replace(claim("p-1", "k", text="Two were broken."), engine=engine, field=field)

    assert counted_now(replace(made, prevalence=Prevalence(5, 9, 5))) == text
