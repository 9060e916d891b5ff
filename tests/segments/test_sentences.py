"""Sentence boundaries in speech and in reviews."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain import Turn
from assistant.segments.pauses import HARD_LIMIT
from assistant.segments.sentences import sentences_of, split

WORDS = [
    "word",
    "Dr.",
    "No.",
    "5",
    "p.m.",
    "e\u0301te\u0301",
    "I",
    "“so",
    "yes”",
    "[laughter]",
    "👩🏽‍🔧",
    ":)",
    "and then",
]
MARKS = [
    " ",
    " ",
    " ",
    ". ",
    "? ",
    "… ",
    "\n",
    "\r\n",
    "\r\n\r\n",
    "\n- ",
    "。",
    "！",
    "\ufeff",
    "\u2028",
    "\x0b",
    ".",
    ", ",
]
PIECES = st.sampled_from(WORDS + MARKS)
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=150).map("".join))


def parts(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text)]


@pytest.mark.parametrize(
    "text",
    [
        "I paid 3.5 euros | at 5 p.m. Monday.",
        "Dr. Smith, i.e. J. K. Smith of U.S. Robotics, lives at No. 5.",
        "Um… so I, er... went there.",
        'I was like, "Wait, what?" and then he left.',
        "It costs approx. 20 a month, vs. 15 before.",
        "He said “I can’t wait. It is late.”",
        "Version 2.0. is what we use, see https://example.org/a.b.html and node.js.",
        "It was fine (see fig. 3. Or not.) in the end.",
        "a long line of a file that wraps its text as PDF files do, and goes on\nIn the next line.",
        "one caption goes on\nin the next one\nand the next",
        "「はい。」と言った。",
    ],
)
def test_one_sentence_stays_whole(text: str) -> None:
    """Abbreviations, numbers, addresses, pauses, quotations and wrapped lines end no sentence."""
    assert parts(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("i went there. it was nice. ok", ["i went there.", "it was nice.", "ok"]),
        ("He left in a hurry... Everybody laughed.", ["He left in a hurry...", "Everybody laughed."]),
        ("We live in the U.S. We like it.", ["We live in the U.S.", "We like it."]),
        ("No. I said no! Why? ok", ["No.", "I said no!", "Why?", "ok"]),
        ("Thank you. [laughter] It was a joke.", ["Thank you. [laughter]", "It was a joke."]),
        ("So I went. [00:12:30] Then he came.", ["So I went.", "[00:12:30] Then he came."]),
        ("Great!!! 😀😀 Loved it 👍🏽 Will buy again", ["Great!!! 😀😀", "Loved it 👍🏽", "Will buy again"]),
        ("¿Qué tal? ¡Muy bien! Vale.", ["¿Qué tal?", "¡Muy bien!", "Vale."]),
        ("你好。世界！好吗？好", ["你好。", "世界！", "好吗？", "好"]),
        ("नमस्ते। आप कैसे हैं? مرحبا؟ نعم.", ["नमस्ते।", "आप कैसे हैं?", "مرحبا؟", "نعم."]),
        ("1. Log in\n2. Log out\n- third", ["1. Log in", "2. Log out", "- third"]),
        ("Great product\nWould buy again", ["Great product", "Would buy again"]),
        ("One paragraph\r\n\r\nand another", ["One paragraph", "and another"]),
        ("It was bad.And late", ["It was bad.", "And late"]),
        ("“I loved it. The staff was great.”", ["“I loved it.", "The staff was great.”"]),
        ("I went at 5 p.m. We ate.", ["I went at 5 p.m.", "We ate."]),
        ("\ufeffHello there. ", ["\ufeffHello there."]),
        ("", []),
        (" \n ", []),
        ("…", ["…"]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    """Marks of many scripts, faces, items and lines end sentences; noises belong to what was just said."""
    assert expected == parts(text)


def test_talk_without_full_stops_is_cut_at_its_pauses() -> None:
    """A long run is cut before connectives into pieces of 12 to 34 words, each word kept whole."""
    told = "i rang them on monday morning and they said that somebody would come by the end of the week "
    run = (told + "but nobody came so i rang again and then they told me that the part was not in stock ") * 6

    found = parts(run)

    assert found[0] == told.strip()
    assert all(12 <= len(piece.split()) <= 34 for piece in found)
    assert " ".join(found) == run.strip()


def test_no_line_is_too_long_to_be_cut() -> None:
    """A hundred thousand characters without a space are cut at the hard limit, in linear time."""
    begun = time.perf_counter()

    found = parts("x" * 100_000)

    assert [len(piece) for piece in found] == [HARD_LIMIT] * 250
    assert time.perf_counter() - begun < 15


@pytest.mark.parametrize(
    "piece", ["a. [b] ", "a.", '"a ', "(b ", "😀", ".", "a... ", "\n\n", ":)))", "a\u0301", "你好"]
)
def test_the_time_grows_with_the_length_only(piece: str) -> None:
    """Texts made to upset the patterns take no more than seconds for a hundred thousand characters."""
    begun = time.perf_counter()

    list(split(piece * (100_000 // len(piece)) + "x"))

    assert time.perf_counter() - begun < 15


def test_a_cut_parts_no_letter_from_its_accent() -> None:
    """The hard limit moves back to the border of a character as people see it."""
    found = parts("xx" + "e\u0301" * 400)

    assert all(not piece.startswith("\u0301") for piece in found)


@given(TEXTS)
@settings(max_examples=300)
def test_sentences_cover_the_text_exactly(text: str) -> None:
    """In order, without overlap or outer white space, all that is not white space is in some sentence."""
    found = list(split(text))

    assert all(before[1] <= after[0] for before, after in pairwise(found))
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in found)
    assert "".join(text.split()) == "".join("".join(text[start:end].split()) for start, end in found)


@given(TEXTS, st.integers(0, 50), st.integers(0, 50))
@settings(max_examples=100)
def test_a_part_is_split_as_if_it_stood_alone(text: str, before: int, after: int) -> None:
    """Offsets are into the whole text, and nothing outside the part is looked at."""
    whole = "x" * before + text + "y" * after

    found = list(split(whole, before, before + len(text)))

    assert [(start + before, end + before) for start, end in split(text)] == found


def test_no_sentence_crosses_turns() -> None:
    """Each turn is split by itself; sentences are numbered through and named after their source."""
    text = "A: we went\nB: and came. Back\nC:  "
    turns = [
        Turn(f"s.t{seq}", "s", seq, *span, "", None, "participant")
        for seq, span in enumerate([(3, 10), (14, 28), (31, 33)])
    ]

    found = sentences_of(turns, text)

    assert [text[each.start : each.end] for each in found] == ["we went", "and came.", "Back"]
    assert [(each.id, each.turn_id, each.seq) for each in found] == [
        ("s.s0000", "s.t0", 0),
        ("s.s0001", "s.t1", 1),
        ("s.s0002", "s.t1", 2),
    ]
