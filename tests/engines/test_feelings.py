"""Feelings that are named only to be denied."""

from __future__ import annotations

from time import perf_counter

import pytest

from assistant.engines.ondevice.feelings import is_denied


@pytest.mark.parametrize(
    ("text", "feeling"),
    [
        ("And I don’t get excited about things, as a rule.", "excitement"),
        ("I cannot get excited about it.", "excitement"),
        ("I don't like to be angry with people.", "anger"),
        ("I was never once made to feel a fool.", "annoyance"),
        ("I'm not afraid of it any more.", "fear"),
        ("I wasn't really surprised by that.", "surprise"),
        ("I am less worried about that.", "nervousness"),
        ("I am less worried about that.", "fear"),
        ("I wouldn’t disagree with this one.", "disapproval"),
        ("No thanks to them.", "gratitude"),
        ("I cannot thank them for that.", "gratitude"),
        ("I cannot fault the nurses.", "remorse"),
        ("I'm not so worried any more.", "nervousness"),
        ("There was nothing to be scared of.", "fear"),
        ("I use it without any fear now.", "fear"),
        ("No one died.", "grief"),
        ("So I lost nothing.", "disappointment"),
    ],
)
def test_a_feeling_that_is_taken_back_is_none(text: str, feeling: str) -> None:
    """However far the word stands from its `not`, within a clause."""
    assert is_denied(text, feeling)


@pytest.mark.parametrize(
    ("text", "feeling"),
    [
        ("I am afraid it does not tell me much.", "fear"),
        ("That's gone, I'm afraid.", "fear"),
        ("Oh sorry, now I see it.", "remorse"),
        ("I’m sorry for the noise.", "remorse"),
        ("Oh sorry I did not see the rest.", "remorse"),
        ("Yeah, sorry, it's the wifi.", "embarrassment"),
        ("You're very welcome.", "gratitude"),
        ("Hope all that makes sense!", "optimism"),
        ("Apologies, I should have read that.", "remorse"),
        ("I would absolutely love a small window there.", "love"),
        ("I'd have loved to keep it.", "love"),
        ("I'd be happy to pay more.", "joy"),
        ("They were happy to help.", "joy"),
        ("I would hate to lose it.", "anger"),
        ("I hope this does not crash the machine.", "optimism"),
        ("I hope that makes sense.", "optimism"),
        ("I hope they cannot see it.", "optimism"),
        ("Then the battery died on me.", "grief"),
    ],
)
def test_wishes_and_manners_are_no_feelings(text: str, feeling: str) -> None:
    """Who is afraid that a page says little, or would love a window, neither fears nor loves."""
    assert is_denied(text, feeling)


@pytest.mark.parametrize(
    ("text", "feeling"),
    [
        ("I was so angry that I could not speak.", "anger"),
        ("I've never been so glad to see a van.", "joy"),
        ("Not only was I scared, I was stranded.", "fear"),
        ("I'm not scared of dogs, but that street, I was scared there.", "fear"),
        ("It never came.", "disappointment"),
        ("I am not sure.", "relief"),
        ("", "joy"),
        ("I've not been so happy in years.", "joy"),
        ("I can't tell you how happy I was.", "joy"),
        ("I cannot tell you how happy I was.", "joy"),
        ("I'm surprised nobody told me.", "surprise"),
        ("I'm afraid of the cars.", "fear"),
        ("I'm afraid it will happen again.", "fear"),
        ("I'm sorry I ever bought it.", "remorse"),
        ("I felt sorry for the driver.", "remorse"),
        ("Thanks to the mechanic I got to work.", "gratitude"),
        ("I cannot thank her enough for that.", "gratitude"),
        ("I can’t thank the staff of the ward enough.", "gratitude"),
        ("I love it and would love a second one.", "love"),
        ("I hope it gets better.", "optimism"),
        ("I hope it becomes a tool, but not a master.", "optimism"),
        ("Not knowing is frustrating.", "annoyance"),
        ("Nothing annoyed me more.", "annoyance"),
        ("I lost everything.", "disappointment"),
        ("My mother died.", "grief"),
    ],
)
def test_a_feeling_that_is_there_stays(text: str, feeling: str) -> None:
    """A `not` of something else, of a lesser degree, or of one thing only takes nothing back."""
    assert not is_denied(text, feeling)


def test_an_endless_sentence_is_read_at_once() -> None:
    """A hostile text takes no longer than any other of its length."""
    started = perf_counter()
    assert is_denied("I am afraid it is so, " * 8_000, "fear")
    assert perf_counter() - started < 2
