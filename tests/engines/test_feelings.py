"""Feelings that are named only to be denied."""

from __future__ import annotations

import pytest

from assistant.engines.ondevice.feelings import is_denied


@pytest.mark.parametrize(
    ("text", "feeling"),
    [
        ("And I don’t get excited about things, as a rule.", "excitement"),
        ("I don't like to be angry with people.", "anger"),
        ("I was never once made to feel a fool.", "annoyance"),
        ("I'm not afraid of it any more.", "fear"),
        ("I wasn't really surprised by that.", "surprise"),
    ],
)
def test_a_feeling_that_is_taken_back_is_none(text: str, feeling: str) -> None:
    """However far the word stands from its `not`, within a clause."""
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
    ],
)
def test_a_feeling_that_is_there_stays(text: str, feeling: str) -> None:
    """A `not` of something else, of a lesser degree, or of one thing only takes nothing back."""
    assert not is_denied(text, feeling)
