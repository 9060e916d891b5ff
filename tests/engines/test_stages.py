"""Stages of the customer's way."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.domain import DEFAULT_STAGES, Stage
from assistant.engines import open_embedding
from assistant.engines.ondevice.stages import Heard, StageReader


def heard(texts: Iterable[str]) -> list[Heard]:
    """Texts with what they mean by themselves."""
    said = list(texts)
    return list(map(Heard, said, open_embedding().embed(said)))


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

    found = reader.read(heard(answer for _, answer in told), heard(question for question, _ in told))

    assert found == ["awareness", "consideration", "purchase", "post-purchase", "loyalty"]


def test_a_studys_own_stages_work_by_their_descriptions() -> None:
    """Stages nobody trained for are told apart by what the study says of them."""
    stages = (
        Stage("referral", "the family doctor sends the patient to the hospital"),
        Stage("surgery", "the operation itself, the anaesthetic, the surgeon"),
        Stage("recovery", "getting better at home, physiotherapy, pain afterwards"),
    )
    reader = StageReader(stages, open_embedding())

    said = heard(
        [
            "My family doctor sent me to the hospital with a letter.",
            "The surgeon and the anaesthetic were fine.",
            "Back at home the pain lasted and I had physiotherapy.",
        ]
    )
    found = reader.read(said, [None] * 3)

    assert found == ["referral", "surgery", "recovery"]


def test_nothing_told_has_no_stage() -> None:
    """No sentences, no stages."""
    assert StageReader(DEFAULT_STAGES, open_embedding()).read([], []) == []
