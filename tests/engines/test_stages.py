"""Stages of the customer's way."""

from __future__ import annotations

from assistant.domain import DEFAULT_STAGES, Stage
from assistant.engines import open_embedding
from assistant.engines.ondevice.stages import StageReader


def test_a_story_goes_through_the_stages() -> None:
    """A story told in order is placed in order, by what is asked and what is answered."""
    told = [
        ("How did you first hear about it?", "A colleague had one, and that was the first I knew of it."),
        ("Did you look at other options?", "I compared the prices of three companies."),
        ("How was signing up?", "I filled in the form and paid by card."),
        ("How is it day to day?", "The battery is flat by noon and I have called support twice."),
        ("Would you recommend it?", "I have told everybody, I am staying with them."),
    ]
    reader = StageReader(DEFAULT_STAGES, open_embedding())

    found = reader.read([answer for _, answer in told], [question for question, _ in told])

    assert found == ["awareness", "consideration", "purchase", "post-purchase", "loyalty"]


def test_a_studys_own_stages_work_by_their_descriptions() -> None:
    """Stages nobody trained for are told apart by what the study says of them."""
    stages = (
        Stage("referral", "the family doctor sends the patient to the hospital"),
        Stage("surgery", "the operation itself, the anaesthetic, the surgeon"),
        Stage("recovery", "getting better at home, physiotherapy, pain afterwards"),
    )
    reader = StageReader(stages, open_embedding())

    found = reader.read(
        [
            "My family doctor sent me to the hospital with a letter.",
            "The surgeon and the anaesthetic were fine.",
            "Back at home the pain lasted and I had physiotherapy.",
        ],
        [""] * 3,
    )

    assert found == ["referral", "surgery", "recovery"]


def test_nothing_told_has_no_stage() -> None:
    """No sentences, no stages."""
    assert StageReader(DEFAULT_STAGES, open_embedding()).read([], []) == []
