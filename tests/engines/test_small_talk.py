"""What is said around an interview."""

from __future__ import annotations

from time import perf_counter

import pytest

from assistant.domain import Span
from assistant.engines.ondevice.coder import drafts_of
from assistant.engines.ondevice.encoder import SentencePrediction
from assistant.engines.ondevice.small_talk import gives_contact, is_small_talk
from assistant.engines.protocol import Line


@pytest.mark.parametrize(
    "sentence",
    [
        "Have a nice day and weekend.",
        "So, good luck with your study!",
        "All the best to you.",
        "Take care.",
        "Take care and thanks again!",
        "Take care of yourself, and get some rest.",
        "All the best, and good luck with it.",
        "And all the best in your next project.",
        "No thanks.",
        "Ah okay, will do, and thanks!",
        "Thank you, that's about it!",
        "No, nothing else, thank you.",
        "No, I think that covers it all, thanks!",
        "You’re welcome.",
        "I'll be happy to help you.",
        "I hope my comments would help.",
        "I’d like to thank you for the time you took.",
        "Thanks so much for having me.",
        "It was very nice to talk to you.",
        "I really enjoyed this conversation.",
        "Yeah, it's great research, really.",
        "Oh, that's a very good question, I have to say.",
        "Hmm, tough question.",
        "Very good point.",
        "Your headset's loose.",
        "Sorry, I can barely hear you.",
        "I hope I haven't wasted too much of your time.",
        "I don't know if that answers your question.",
        "I hope I've answered your questions.",
        "If you have any more questions, just reach out.",
        "I would love to read the paper when it is published.",
    ],
)
def test_talk_about_the_interview_is_small_talk(sentence: str) -> None:
    """Closings, thanks, praise of the research and offers to who asks."""
    assert is_small_talk(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Thanks to the mechanic I got to work.",
        "Thank you, but the app is still broken.",
        "I never even got a thank you.",
        "I never got a word of thanks.",
        "I never got any thanks.",
        "We got no thanks.",
        "All the best features are paid.",
        "Take care, the floor is wet",
        "Take care not to press it twice.",
        "I'm always happy to help the old lady next door.",
        "She told me to have a nice day and hung up.",
        "The bot said thank you and closed the chat.",
        "Good luck getting anybody on the phone.",
        "That is a good question, and nobody in the company can answer it.",
        "I was able to answer the questions of the form.",
        "It is good for my research that I can export it.",
        "I enjoyed the discussion with the adviser.",
        "They take care of the details.",
        "They let you take your time.",
        "The sound of it is horrible.",
        "A good point of it is the price.",
        "I would love to see the results on one page.",
        "I have a great day when it works.",
    ],
)
def test_what_tells_of_the_topic_is_not(sentence: str) -> None:
    """The same words in a story, in scorn, or of the thing that is studied."""
    assert not is_small_talk(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "It’s 01632 960147, or e-mail’s safer.",
        "Stick it on kit@rapidfox.example.net.",
        "My number is +44 7700 900418.",
        "We're at 22 Saltmarsh Road, the one with the green door.",
        "jamie.w.2003@example.org.",
    ],
)
def test_an_address_that_is_given_is_contact_data(sentence: str) -> None:
    """Dictated for a voucher or a call back, whatever stands beside it."""
    assert gives_contact(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "I wrote to help@example.com three times and nobody answered.",
        "They delivered it to 22 Saltmarsh Road instead.",
        "It's 2024 and they still want a fax.",
        "It's 45 euros a month.",
        (
            "My number is 01632 960147, and since I gave it to them somebody rings me every single day to sell me "
            "an upgrade that I never asked for."
        ),
    ],
)
def test_a_story_with_an_address_is_none(sentence: str) -> None:
    """Where something happened at an address it stays a finding; a year or a price is no telephone number."""
    assert not gives_contact(sentence)


def kinds(text: str, *, in_dialogue: bool) -> set[str]:
    """What is found in a sentence that the model takes for praise and gratitude."""
    line = Line(Span("s", 0, len(text)), text, "Ann", "participant", "ann", codable=True)
    sure = {"pain": 0.0, "gain": 0.9, "need": 0.0, "suggestion": 0.0}
    seen = SentencePrediction(sure, {"gratitude": 0.9}, 0.8, 0.0, (), None)
    least = dict.fromkeys([*sure, "gratitude", "touchpoint"], 0.5)
    return {draft.kind for draft in drafts_of(line, seen, least, in_dialogue=in_dialogue)}


def test_thanks_are_found_in_reviews_and_not_in_interviews() -> None:
    """Who thanks in a review thanks the service; who thanks in an interview thanks the interviewer."""
    text = "Thank you so much for your hard work and kindness."
    assert kinds(text, in_dialogue=False) == {"gain", "emotion"}
    assert kinds(text, in_dialogue=True) == set()


def test_contact_data_are_found_nowhere() -> None:
    """Neither in an interview nor in a review is a telephone number a finding."""
    assert kinds("My number is 01632 960147.", in_dialogue=False) == set()
    assert kinds("The number is on the bill.", in_dialogue=False) >= {"gain", "emotion"}


@pytest.mark.parametrize("word", ["so ", "thank you ", "A", "12 ", "22 Saltmarsh "])
def test_endless_sentences_are_read_at_once(word: str) -> None:
    """A hostile text takes no longer than any other of its length."""
    started = perf_counter()
    assert not is_small_talk(word * 20_000)
    assert not gives_contact(word * 20_000)
    assert perf_counter() - started < 1
