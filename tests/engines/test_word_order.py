"""Words in no order of English are told from English, however it is spoken."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from assistant.engines.ondevice.word_order import Order, in_no_order, read
from assistant.ingest import read_file
from assistant.ingest.drafts import ReadOptions

NOUNS = (
    "trombone lattice ochre gravel vector pollen hinge marble quorum saddle basin copper ribbon lantern river people "
    "house water table letter apple garden stone school number mother window"
).split()
VERBS = "held kept found gave lost made saw took got was had is".split()
TERSE = [
    "Clean rooms, friendly staff, far too expensive.", "Long wait. Rude receptionist. Never again!",
    "Battery ok, screen good - camera bad", "no find and replace", "Easy to use, hard to install", "Better docs pls",
    "works, mostly", "Parking impossible, signs confusing", "too slow on old laptops", "Good food, small portions",
]  # fmt: skip
LEARNT_LATE = [
    "When I am arriving to the hotel, nobody is at reception and I wait maybe forty minute.",
    "Is good application but in my country many function is not work, I don't know why is so.",
    "My colleague he said me that I must to write the email, so I wrote but no answer they gave.",
    "For me it was difficult understand the form because there is too many question about the same.",
] * 3
LOREM = (
    "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore "
    "magna aliqua ut enim ad minim veniam quis nostrud exercitation ullamco laboris nisi ut aliquip."
)
SPOKEN = (
    "so yeah i i mean the the thing is um when you when you go to the to the app it it kind of you know it just sits "
    "there and uh i was like what what do i do now so i i rang them and and they they said oh have you tried turning "
    "it off and on and i said well yes obviously i i did that like three times and um yeah nothing happened so so in "
    "the end i just i gave up and went to the the shop on the corner you know the one by the by the station"
)


def drawn(words: Sequence[str], sentences: int, seed: int, start: Sequence[Sequence[str]] = ()) -> list[str]:
    """Sentences of nine random words, the first of them from lists of their own."""
    draw = random.Random(seed)  # noqa: S311 - any words will do
    return [
        " ".join([*map(draw.choice, start), *draw.choices(words, k=9 - len(start))]).capitalize() + "."
        for _ in range(sentences)
    ]


def shuffled(sentences: Sequence[str], seed: int) -> list[str]:
    """The same words, in sentences as long as they were."""
    words = [word for text in sentences for word in re.findall(r"[\w’']+", text)]
    random.Random(seed).shuffle(words)  # noqa: S311 - any order will do
    left = iter(words)
    return [" ".join(next(left) for _ in re.findall(r"[\w’']+", text)) + "." for text in sentences]


def is_form(_: int) -> bool:
    """No text is a form."""
    return False


@pytest.fixture(scope="module")
def interviews(sample_files: Path) -> list[list[str]]:
    """What those interviewed in the sample say, a turn each."""
    texts = []
    for path in sorted(sample_files.iterdir()):
        for source in read_file(path, ReadOptions()).sources:
            own = [turn for turn in source.turns if turn.role != "interviewer"]
            texts.append([source.text[turn.start : turn.end] for turn in own])
    return texts


@pytest.fixture(scope="module")
def reviews(sample_files: Path) -> list[list[str]]:
    """The 300 reviews that ship."""
    path = sample_files.parent.parent / "reviews" / "loopwheel_reviews.csv"
    return [[source.text] for source in read_file(path, ReadOptions()).sources]


def test_interviews_and_reviews_are_in_order(interviews: list[list[str]], reviews: list[list[str]]) -> None:
    """Those of the sample, with a margin: what is lost here is lost to somebody."""
    assert len(interviews) == 12
    assert len(reviews) == 300
    assert not any(in_no_order([*interviews, *reviews], is_form))
    assert min(Order(read(text)).evidence for text in interviews) > 200


def test_their_words_in_any_order_are_in_none(interviews: list[list[str]], reviews: list[list[str]]) -> None:
    """Over each interview, within each turn, and in reviews that are too short to be judged one by one."""
    wholly = [shuffled(text, at) for at, text in enumerate(interviews)]
    by_turn = [[piece for turn in text for piece in shuffled([turn], at)] for at, text in enumerate(interviews)]
    short = in_no_order([shuffled(text, at) for at, text in enumerate(reviews)], is_form)

    assert all(in_no_order([*wholly, *by_turn], is_form))
    assert sum(short) >= 0.98 * len(reviews)


def test_what_is_english_among_short_noise_stands(reviews: list[list[str]]) -> None:
    """One plain sentence of a customer, where all others are words by chance."""
    noise = [shuffled(text, at) for at, text in enumerate(reviews)]
    plain = ["I was told that it would be there in the morning, and when I came to the shop there was nobody in it."]
    assert in_no_order([plain, *noise], is_form)[0] is False


@pytest.mark.parametrize(
    "text", [TERSE, LEARNT_LATE, [SPOKEN]], ids=["terse answers", "a language learnt late", "speech without marks"]
)
def test_other_ways_to_speak_are_english(text: list[str]) -> None:
    """By themselves and among others that are short."""
    assert not in_no_order([text], is_form)[0]
    assert not any(in_no_order([text] * 20, is_form))


def test_what_a_machine_misheard_is_english(interviews: list[list[str]]) -> None:
    """One word in five replaced by any other of the sample."""
    every = [word for text in interviews for turn in text for word in turn.split()]
    draw = random.Random(4)  # noqa: S311 - any words will do
    misheard = [
        [" ".join(draw.choice(every) if draw.random() < 0.2 else word for word in turn.split()) for turn in text]
        for text in interviews
    ]
    assert not any(in_no_order(misheard, is_form))


@pytest.mark.parametrize(
    "noise",
    [
        lambda seed: drawn([*NOUNS, *["I", "we", "was"] * 4], 20, seed),
        lambda seed: drawn([*NOUNS * 4, "I", "we", "was"], 20, seed),
        lambda seed: drawn(NOUNS, 20, seed, start=[["I", "We", "They"], VERBS]),
        lambda seed: drawn("the of and to a in it is was I that we".split(), 20, seed),
        lambda seed: drawn([*"abcdefghijklmnopqrstuvwxyz"], 20, seed),
        lambda seed: drawn(list(map(str, range(1000))), 20, seed),
        lambda seed: [LOREM] * (4 + seed),
    ],
    ids=["often I or was", "seldom I or was", "I lost and words", "small words", "letters", "numbers", "lorem ipsum"],
)
def test_words_that_a_list_gives_are_in_no_order(noise: Callable[[int], list[str]]) -> None:
    """Twenty sentences of any of them."""
    assert all(in_no_order([noise(seed) for seed in range(20)], is_form))


def test_of_a_few_words_nothing_is_said() -> None:
    """By themselves; who writes so little is read."""
    assert in_no_order([["Trombone was lattice we ochre."], [], ["!"]], is_form) == [False] * 3
    assert in_no_order([], is_form) == []


def test_a_form_may_hold_mere_names() -> None:
    """What somebody is asked to list; elsewhere rows of names are no text."""
    names = [" ".join(NOUNS[at : at + 6]) for at in range(20)]
    assert in_no_order([names, names], lambda at: at == 0) == [False, True]
