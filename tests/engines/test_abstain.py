"""Sentences that are no findings."""

from __future__ import annotations

import pytest

from assistant.engines.ondevice.abstain import holds_nothing, is_hypothetical, is_question, says_nothing, wonders


@pytest.mark.parametrize(
    "sentence",
    [
        "Yeah, sure.",
        "Thank you so much for having me!",
        "Okay, great, thanks.",
        "[laughter]",
        "(The participant reads the tool tip)",
        "How are you?",
        "Sorry, could you say that again?",
        "Mhm.",
        "That's all, I think that's everything.",
        "…",
        "So it was.",
        "They've got it.",
        "Sounds good, no questions so far!",
        "No questions from me, let's get started.",
        "That works for me.",
        "I have no further questions at this time.",
        "Yes, I understand, ready to start.",
    ],
)
def test_manners_questions_and_stage_directions_hold_nothing(sentence: str) -> None:
    """What is said to be polite, to ask, or not said at all is no finding."""
    assert holds_nothing(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The app crashed twice.",
        "Great staff, terrible delivery.",
        "Thanks to the mechanic I got to work.",
        "It just stopped working, you know?",
        "Lovely people.",
        "Works great for me.",
        "Refunded, no questions asked.",
        "I understand nothing of that invoice.",
        "No question of mine was answered.",
        "That works better than before.",
    ],
)
def test_what_says_something_is_kept(sentence: str) -> None:
    """A polite word in a sentence that tells something does not silence it."""
    assert not holds_nothing(sentence)


def test_a_tag_does_not_make_a_question() -> None:
    """`…, right?` at the end of a statement leaves it a statement."""
    assert not is_question("They charged me twice, right?")
    assert is_question("Did they charge you twice?")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("If it had been stolen I'd have been furious.", True),
        ("If they'd told me, I would have waited.", True),
        ("I would have been lost if Femi had not been there.", True),
        ("If I go out early it is quiet.", False),
        ("It was stolen and I was furious.", False),
        ("I suppose they are the same.", False),
        ("But suppose it had been stolen.", True),
    ],
)
def test_what_did_not_happen_is_hypothetical(sentence: str, expected: bool) -> None:
    """A story that begins with an unreal condition is told apart from one that happened."""
    assert expected is is_hypothetical(sentence)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Where did my ticket go?", True),
        ("What does this mean?", True),
        ("So is it one night or two?", True),
        ("Where did you buy it?", False),
        ("Did they charge you twice?", False),
        ("How was the delivery?", False),
        ("What happened next?", False),
        ("I have no idea what this means.", False),
    ],
)
def test_asking_oneself_is_told_from_asking_others(sentence: str, expected: bool) -> None:
    """Who wonders where a button is asks nobody; an interviewer does."""
    assert wonders(sentence) is expected


def test_nothing_is_said_without_words() -> None:
    """Only a text with words says anything."""
    assert says_nothing(" … ")
    assert says_nothing("[inaudible 00:03]")
    assert not says_nothing("No.")
