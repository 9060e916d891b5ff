"""Phrases that could stand over a theme: whole, in the words that were said, and never the opposite of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.engines.ondevice.headings import headings
from assistant.engines.ondevice.words import NEGATIONS, tidied


def _texts(sentence: str) -> set[str]:
    return {heading.text for heading in headings(sentence)}


@pytest.mark.parametrize(
    ("sentence", "whole"),
    [
        ("I check the tracker dot before I go to sleep.", "check the tracker dot"),
        ("The battery's rubbish in the cold.", "battery's rubbish in the cold"),
        ("So, um, I can't read that invoice.", "can't read that invoice"),
        ("I worry about the vans, to be honest.", "worry about the vans"),
        ("It's hard to navigate long notebooks.", "hard to navigate long notebooks"),
    ],
)
def test_a_whole_phrase_is_found(sentence: str, whole: str) -> None:
    """What begins after a small word and ends before one, or with its clause."""
    assert whole in _texts(sentence)


@pytest.mark.parametrize(
    ("sentence", "broken"),
    [
        ("I check the tracker dot before I go to sleep.", "check the"),
        ("I check the tracker dot before I go to sleep.", "tracker"),
        ("They let me pay by card and they took it twice.", "card and they took"),
        ("The three they didn't answer were about the deposit.", "didn't answer were about the deposit"),
        ("AI made a list of papers.", "made a list"),
    ],
)
def test_a_broken_one_is_not(sentence: str, broken: str) -> None:
    """A piece that nobody would write as a heading."""
    assert broken not in _texts(sentence)


@pytest.mark.parametrize(
    ("sentence", "opposite"),
    [
        ("I prefer not to rely on AI for research.", "rely on AI for research"),
        ("There's a lack of contact by the council.", "contact by the council"),
        ("I'm not convinced that the app is reliable.", "app is reliable"),
        ("It is hard to cancel online.", "cancel online"),
        ("I wish it would remember my card.", "remember my card"),
    ],
)
def test_what_is_turned_around_is_not_cut_from_what_turns_it(sentence: str, opposite: str) -> None:
    """A phrase behind a `not`, a `lack of` or a wish would say the opposite alone."""
    assert opposite not in _texts(sentence)


@given(st.text(alphabet=st.sampled_from("ab cdn'to.,-THE’ 1"), max_size=80))
def test_a_phrase_is_what_was_said(sentence: str) -> None:
    """One to six words, each of which stands in the sentence without its stutters."""
    for heading in headings(sentence):
        assert 1 <= len(heading.words) <= 6
        assert len(heading.words) == len(heading.text.split())
        assert all(word in tidied(sentence) for word in heading.text.split())


@given(st.lists(st.sampled_from(["the", "app", "never", "works", "not", "in", "rain", "lack", "of", "I"]), unique=True))
def test_no_phrase_loses_a_negation_before_it(words: list[str]) -> None:
    """Whatever the order of words: before a phrase's place in its clause there is no negation."""
    for heading in headings(" ".join(words)):
        first = " ".join(words).index(heading.text)
        assert not NEGATIONS & set(" ".join(words)[:first].split())
