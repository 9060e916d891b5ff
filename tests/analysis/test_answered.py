"""Answers to whoever asks whether somebody recommends a thing or stays with it."""

from __future__ import annotations

import re
from time import perf_counter

import pytest

from assistant.analysis.answered import answered
from assistant.domain import Role, Source, Span, Turn
from assistant.engines.protocol import Line
from assistant.identity import text_sha256

RECOMMEND = "That's fair. Would you recommend it?"
STAY = "Do you think you'll stay?"


def told(*said: tuple[str, str]) -> list[tuple[str, str]]:
    """Kind and words of what was answered; each turn is said by `Q`, who asks, or by a participant."""
    text = " ".join(words for _, words in said)
    turns, lines, start = [], [], 0
    for seq, (who, words) in enumerate(said):
        role: Role = "interviewer" if who == "Q" else "participant"
        person = None if who == "Q" else who
        turns.append(Turn(f"t{seq}", "s", seq, start, start + len(words), who, person, role))
        for match in re.finditer(r"[^ .!?][^.!?]*[.!?]", words):
            span = Span("s", start + match.start(), start + match.end())
            if person:
                lines.append(Line(span, match.group(), who, role, person, True, seq))
        start += len(words) + 1
    source = Source("s", "d", 0, "s", "transcript", text, text_sha256(text))
    return [(kind, line.text) for kind, line in answered(turns, {"s": source}, lines)]


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        (RECOMMEND, "To four people!", [("passing on", "To four people!")]),
        (RECOMMEND, "I do. I’ve told most of the playground.", [("passing on", "I’ve told most of the playground.")]),
        (RECOMMEND, "Yes, definitely.", [("passing on", "Yes, definitely.")]),
        ("And yet you recommend them.", "I do, with a warning.", [("reserved", "I do, with a warning.")]),
        (RECOMMEND, "Yes, but only to people who can wait.", [("reserved", "Yes, but only to people who can wait.")]),
        ("How likely are you to recommend us to a friend?", "Very likely.", [("passing on", "Very likely.")]),
        (RECOMMEND, "No, I wouldn’t.", [("warning", "No, I wouldn’t.")]),
        (RECOMMEND, "No. I wouldn’t.", [("warning", "I wouldn’t.")]),
        (RECOMMEND, "No. I like the seat. I’ve told most of the playground.", []),
        (RECOMMEND, "Maybe. I'd wait for a while.", []),
        (RECOMMEND, "Oh! I’ve told most of the playground.", [("passing on", "I’ve told most of the playground.")]),
        (RECOMMEND, "Yes. I’d send all of my friends there.", [("passing on", "I’d send all of my friends there.")]),
        (RECOMMEND, "I'd rather not say.", []),
        (RECOMMEND, "Probably not, at that price.", [("warning", "Probably not, at that price.")]),
        (RECOMMEND, "Hm. It depends on who is asking.", []),
        (RECOMMEND, "To be honest, it is hard to say.", []),
        (RECOMMEND, "I have not had the time.", []),
        (RECOMMEND, "The bell is fine. I would ring it.", []),
        ("What would you recommend to others?", "I would start with the manual.", []),
        ("Would you recommend that we change it?", "Yes, definitely.", []),
        (STAY, "If they hold the price. It’s good.", [("condition", "If they hold the price.")]),
        (STAY, "Until there is something better.", [("condition", "Until there is something better.")]),
        (STAY, "If I buy one then I am on my own.", []),
        (STAY, "I think so, yes.", []),
        (STAY, "Who knows. It is fine. It is good. If they hold the price.", []),
        ("Will you stay in this room?", "If they let me.", []),
        ("Would you cancel the order?", "If it is late.", []),
        ("How was it?", "If they hold the price.", []),
    ],
)
def test_an_answer_is_known_by_its_question(question: str, answer: str, expected: list[tuple[str, str]]) -> None:
    """A plain yes or no, and conditions, near the beginning; nothing where something else was asked."""
    assert told(("Q", question), ("ana", answer)) == expected


@pytest.mark.parametrize("words", ["I'd tell my friends to go elsewhere.", "I'd rather eat glass."])
@pytest.mark.parametrize("no", ["", "No. "])
def test_who_sends_others_elsewhere_recommends_nothing(no: str, words: str) -> None:
    """A `No` by itself decides the answer, however what comes after it begins."""
    assert told(("Q", RECOMMEND), ("ana", no + words)) == [("warning", words)]


@pytest.mark.parametrize(
    "question",
    [
        "Would you recommend Dr. Smith?",
        "Let me read it out: “Would you recommend it?”",
        "Would you recommend it? (Please explain.)",
    ],
)
def test_a_question_is_found_however_its_turn_ends(question: str) -> None:
    """Behind a title, before a closing mark, and before what is only added."""
    assert told(("Q", question), ("ana", "To four people!")) == [("passing on", "To four people!")]


@pytest.mark.parametrize("run", ["you ", "you will ", "recommend you "])
def test_an_endless_question_is_read_at_once(run: str) -> None:
    """A hostile text takes no longer than any other of its length."""
    started = perf_counter()
    assert told(("Q", (run * 50_000)[:50_000] + " or so?"), ("ana", "To four people!")) == []
    assert perf_counter() - started < 3


def test_everybody_is_asked_what_a_group_is_asked() -> None:
    """Each in their first turn after the question; the next question ends it."""
    found = told(
        ("Q", STAY),
        ("ana", "As long as it runs."),
        ("bo", "Unless they move."),
        ("ana", "If you say so."),
        ("Q", "And the weather?"),
        ("cy", "If it holds."),
    )
    assert found == [("condition", "As long as it runs."), ("condition", "Unless they move.")]


def test_a_question_ends_with_its_source() -> None:
    """What is told at the start of another source answers nothing of this one."""
    asked, text = "Would you recommend it?", "To four people!"
    sources = {
        name: Source(name, "d", 0, name, "transcript", w, text_sha256(w)) for name, w in (("a", asked), ("b", text))
    }
    turns = [
        Turn("ta", "a", 0, 0, len(asked), "Q", None, "interviewer"),
        Turn("tb", "b", 1, 0, len(text), "Ana", "ana", "participant"),
    ]
    line = Line(Span("b", 0, len(text)), text, "Ana", "participant", "ana", True, 1)

    assert list(answered(turns, sources, [line])) == []
