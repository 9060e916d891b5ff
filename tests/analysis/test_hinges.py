"""Sentences in which a decision hangs, and those that only look like it."""

from __future__ import annotations

import pytest

from assistant.analysis.hinges import hinges_in
from assistant.domain import Span
from assistant.engines.protocol import Line


def kinds(text: str) -> list[str]:
    line = Line(Span("s", 0, len(text)), text, "Ana", "participant", "ana", True)
    return [hinge.kind for hinge in hinges_in([line])]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("If one extra thing goes on that bill I'm gone.", "condition"),
        ("I shall stay as long as there's somebody to ring.", "condition"),
        ("I’d pay a hundred if they promised me I’d never have a morning without it.", "condition"),
        ("I’d not sign anything until I had seen it stop.", "condition"),
        ("I look at cancelling on the first of every month.", "leaving"),
        ("In the end we went back to the old supplier.", "leaving"),
        ("I signed up there and then on the lad's tablet.", "joining"),
        ("I would highly recommend them to anyone.", "passing on"),
        ("Awful experience and wouldn't recommend to anyone.", "warning"),
        ("I would not recommend this service to anyone.", "warning"),
        ("Save your money, don't bother.", "warning"),
        ("In the end we gave up on them.", "leaving"),
    ],
)
def test_a_decision_hangs(text: str, kind: str) -> None:
    """Conditions, leaving, joining, passing on and warning."""
    assert kinds(text) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "He stayed for a cup of tea.",
        "I had to cancel two pupils' lessons.",
        "I was recommended to a group that no longer exists.",
        "So I gave up on that after two goes.",
        "Don't bother with the rain cover, it's useless.",
        "Would you recommend it to a friend?",
        "I went back to see whether it was still ticked.",
        "So that was nice.",
    ],
)
def test_nothing_hangs(text: str) -> None:
    """Other people's doings, questions, and the same words for other things."""
    assert kinds(text) == []


def test_an_interviewer_decides_nothing() -> None:
    """A sentence of nobody among the participants is none."""
    text = "I signed up there and then."
    assert list(hinges_in([Line(Span("s", 0, len(text)), text, "Q", "interviewer", None, False)])) == []
