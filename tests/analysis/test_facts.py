"""What people say of who they are and how they live: found where they do, and not where words only look like it."""

from __future__ import annotations

import pytest

from assistant.analysis.asides import is_aside
from assistant.analysis.facts import facts_in
from assistant.domain import Span
from assistant.engines.protocol import Line


def fields(text: str) -> set[str]:
    line = Line(Span("s", 0, len(text)), text, "Ana", "participant", "ana", True)
    return {fact.field for fact in facts_in([line])}


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("I'm fifty-eight and I have spent years in a car.", "demographics"),
        ("I live out at Northgate because it's cheaper.", "demographics"),
        ("I’ve got three kids and one of them shouts.", "demographics"),
        ("I work nights at the parcel warehouse.", "role"),
        ("I am an independent author, mostly of crime.", "role"),
        ("I look at cancelling on the first of every month.", "behaviours"),
        ("I usually check the numbers by hand.", "behaviours"),
        ("It is really important to me that they ask.", "values"),
        ("I did it on my phone in the bath.", "technology"),
        ("I used ChatGPT to tidy the code a little.", "technology"),
        ("I trust the young man who signed the paper.", "trust"),
        ("There were hidden fees on the second page.", "trust"),
        ("I thought that I'd broken it.", "thinks"),
        ("And then I wrote them a four-page letter.", "does"),
    ],
)
def test_a_field_is_told_of(text: str, field: str) -> None:
    """One sentence for each field."""
    assert field in fields(text)


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("My son did the website and I gave the card.", "demographics"),
        ("My mum had a repair stall on the market.", "demographics"),
        ("I much prefer to do my work by myself.", "role"),
        ("I run a test now and then.", "role"),
        ("I keep thinking they'll find something.", "behaviours"),
        ("I never leaned on it for this part.", "behaviours"),
        ("Six weeks later, fair play, somebody rang.", "values"),
        ("The wifi in this room is terrible.", "technology"),
        ("Scared, to be honest with you.", "trust"),
        ("Tell me when I get the deposit back.", "trust"),
        ("He said, mate, I started only last year.", "does"),
        ("Let them keep it for the price I paid already.", "does"),
    ],
)
def test_a_field_is_not_told_of(text: str, field: str) -> None:
    """The same words, saying nothing of who speaks."""
    assert field not in fields(text)


@pytest.mark.parametrize(
    "text",
    [
        "No, thanks for the interview.",
        "Sounds good, no questions so far!",
        "I'm ready to begin.",
        "Write to a@b.example.",
    ],
)
def test_what_is_said_of_the_interview_is_an_aside(text: str) -> None:
    """Manners, and addresses."""
    assert is_aside(text)


@pytest.mark.parametrize(
    "text",
    [
        "The bot asked me a question and closed the chat.",
        "I thanked the driver for the tea.",
        "It sounds awful at night.",
    ],
)
def test_what_is_said_of_the_matter_is_none(text: str) -> None:
    """Questions, thanks and sounds that belong to the story."""
    assert not is_aside(text)
