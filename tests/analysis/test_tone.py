"""Themes are named by what sounds like them."""

from __future__ import annotations

import pytest

from assistant.analysis.tone import Tone
from assistant.domain import Finding, Kind


def finding(kind: Kind, sentiment: float | None = None, sure: float = 0.8, at: int = 0) -> Finding:
    attributes = {} if sentiment is None else {"sentiment": sentiment}
    return Finding(f"{kind}{at}", "s", at, at + 10, kind, "x", None, "ondevice", "ana", sure, attributes)


@pytest.mark.parametrize(
    ("kind", "sentiment", "agrees"),
    [("pain", -0.8, True), ("pain", 0.6, False), ("gain", 0.6, True), ("gain", -0.6, False), ("pain", None, True)],
)
def test_words_must_sound_like_their_kind(kind: Kind, sentiment: float | None, agrees: bool) -> None:
    """Where a coder says nothing of how they sound, they are taken for what they are coded as."""
    item = finding(kind, sentiment)

    assert Tone([item]).agrees(item) is agrees


def test_what_is_more_surely_the_opposite_does_not_count() -> None:
    """The same words, coded twice."""
    pain, gain = finding("pain", sure=0.4), finding("gain", sure=0.7)
    tone = Tone([pain, gain])

    assert not tone.agrees(pain)
    assert tone.agrees(gain)


def test_praise_does_not_name_a_pain() -> None:
    """Of a pain's findings those that sound like one may name it, wishes and praise only where there is no other."""
    pain, praise, wish = finding("pain", -0.5), finding("pain", 0.9, at=20), finding("need", at=40)
    every = [praise, wish, pain]

    assert Tone(every).telling("pain", every) == [pain]
    assert Tone(every).telling("pain", [praise, wish]) == [praise]
    assert Tone(every).telling("suggestion", [wish]) == [wish]
