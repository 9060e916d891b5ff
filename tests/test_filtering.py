"""`code_texts`: an answer for each text, in order, whatever the text, and as soon as it can be given."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.engines import open_engine
from assistant.filtering import code_texts
from assistant.settings import Settings
from assistant.testing import KeywordEngine

SAMPLES = (
    "I waited for weeks and it was great in the end. I love the app!",
    "\ufeffI waited.\r\nI was angry, and then happy.\r\n\r\nI need a box.\r",
    "Interviewer: Did you love it?\nAna: I waited for weeks.\nInterviewer: And?\nAna: It was great.\n" * 2,
    "lone \ud83d half, I waited \udc00 and I love it. Cafe\u0301 👩‍🚀 I need it.",
    "",
    " \n\t ",
)
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=300)
MIXED = st.lists(st.sampled_from([*SAMPLES, "\r\n", "\r", "\x0c", "\u2028", "Q: ", "A: ", "I love it. ", "\x00"])).map(
    "".join
)


def check(texts: list[str], engine: Any) -> None:
    """One answer a text, in order, each quote the slice that its offsets name."""
    answers = list(code_texts(engine, enumerate(texts)))

    assert list(range(len(texts))) == [answer["id"] for answer in answers]
    for text, answer in zip(texts, answers, strict=True):
        assert "error" not in answer
        for found in answer["findings"]:
            assert 0 <= found["start"] < found["end"] <= len(text)
            assert text[found["start"] : found["end"]] == found["quote"] != ""


@given(st.lists(ANY_TEXT | MIXED, max_size=5))
@settings(max_examples=150)
def test_any_text_is_answered_with_true_quotes(texts: list[str]) -> None:
    """Surrogates, line ends, byte order marks, nothing at all: offsets are those of the text as it was given."""
    check(texts, KeywordEngine())


@given(st.lists(MIXED, min_size=1, max_size=3))
@settings(max_examples=15)
def test_the_engine_that_ships_answers_any_text(texts: list[str]) -> None:
    """So do the models."""
    check(texts, _ondevice())


def _ondevice(made: list[Any] = []) -> Any:  # noqa: B006 - loaded once
    if not made:
        made.append(open_engine("ondevice", Settings()))
    return made[0]


def test_neighbours_make_no_difference() -> None:
    """A text is answered the same alone and among others."""
    alone = [answer["findings"] for text in SAMPLES for answer in code_texts(_ondevice(), [(0, text)])]
    together = [answer["findings"] for answer in code_texts(_ondevice(), enumerate(SAMPLES))]

    assert any(alone)
    assert alone == together


def test_an_answer_does_not_wait_for_the_next_question() -> None:
    """Whoever asks on only when they have their answer gets it."""
    answered = [Event() for _ in range(4)]

    def questions() -> Iterator[tuple[int, str]]:
        for number, event in enumerate(answered):
            yield number, "I waited."
            assert event.wait(20), "the answer waits for the next question"

    for answer in code_texts(KeywordEngine(), questions()):
        answered[answer["id"]].set()

    assert all(event.is_set() for event in answered)


def test_an_endless_stream_is_answered() -> None:
    """The first answer comes before the input ends, and not all of it is held."""

    def endless() -> Iterator[tuple[int, str]]:
        number = 0
        while True:
            yield number, "I love it."
            number += 1

    answers = code_texts(KeywordEngine(), endless())

    assert list(range(1000)) == [next(answers)["id"] for _ in range(1000)]


def test_a_text_that_fails_is_answered_too() -> None:
    """Its answer says why; the others have theirs."""
    engine = KeywordEngine(fails={"stumble."})
    first, second, third = code_texts(engine, [("a", "I love it."), ("b", "I stumble."), ("c", "I waited.")])

    assert (first["id"], third["id"]) == ("a", "c")
    assert second == {"id": "b", "findings": [], "error": "The engine stumbled over stumble.."}


def test_a_line_that_could_not_be_read_is_answered_in_its_place() -> None:
    """It disturbs none of the others."""
    answers = list(code_texts(KeywordEngine(), [(1, "I love it."), (2, ValueError("No.")), (3, "I waited.")]))

    assert [(answer["id"], answer.get("error")) for answer in answers] == [(1, None), (2, "No."), (3, None)]


def test_an_error_of_the_input_is_raised() -> None:
    """After the answers to what came before."""

    def breaks_off() -> Iterator[tuple[int, str]]:
        yield 1, "I love it."
        raise OSError("gone")

    answers = code_texts(KeywordEngine(), breaks_off())
    assert next(answers)["id"] == 1

    with pytest.raises(OSError, match="gone"):
        next(answers)


def test_the_interviewers_words_of_a_transcript_are_context() -> None:
    """What is asked is never found, though it says "love"."""
    (answer,) = code_texts(KeywordEngine(), [(1, SAMPLES[2])])

    assert {"waited", "great"} == {found["label"] for found in answer["findings"]}
