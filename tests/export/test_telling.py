"""Quotes that tell something by themselves, and those that do not."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from assistant.export.telling import telling, tells


@pytest.mark.parametrize(
    "text",
    [
        "I waited three weeks.",
        "One bike stops and five people's day falls over.",
        "It’s purple, it’s heavy like a cow.",
        "Ich habe lange gewartet.",
        "That is what I pay for every month.",
        "They gave me nothing to sit on.",
        "Nobody told me why.",
    ],
)
def test_a_sentence_with_content_and_an_end_tells(text: str) -> None:
    """In other languages every word counts."""
    assert tells(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The app.",
        "The app, um.",
        "That was the, um, that was the thing actually.",
        "A lot of – hang on, that's my phone.",
        "But the invoice, so, hang on, I've got it here.",
        "I asked the manager about the deposit and –",
        "Because it’s a hundred pounds of deposit, and that’s the difference between, you know.",
        "Beds are very comfy and the hospital is clean and.",
    ],
)
def test_what_is_empty_or_broken_off_tells_nothing(text: str) -> None:
    """Too little content, an interruption, or an end that is none."""
    assert not tells(text)


@dataclass
class Said:
    text: str


def test_full_quotes_make_brief_ones_needless() -> None:
    """Where there are three; else those that tell something, and all where none does."""
    full = [Said(f"They charged my card twice in {month}.") for month in ("March", "April", "May")]
    brief, empty = Said("I made it worse."), Said("The app.")

    assert telling([empty, brief, *full]) == full
    assert telling([empty, brief, *full[:2]]) == [brief, *full[:2]]
    assert telling([empty]) == [empty]
