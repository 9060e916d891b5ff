"""Words used as nouns."""

from __future__ import annotations

import pytest

from assistant.engines.ondevice.as_noun import is_noun


def noun(sentence: str) -> bool:
    """Whether the word in square brackets is a noun."""
    start, end = sentence.index("["), sentence.index("]") - 1
    return is_noun(sentence.replace("[", "").replace("]", ""), start, end)


@pytest.mark.parametrize(
    "sentence",
    [
        "I looked it up in the [manual].",
        "The [manual] said nothing.",
        "our friendly local [shop] closed",
        "I read [reviews] before that.",
        "There are [ads] everywhere.",
        "[Reviews] were mixed.",
        "The nearest [hub]'s three miles off.",
        "The customer's [review] came late.",
        "I’m a nurse, and the [trainer] was rude.",
        "Really pleasant [driver].",
        "[Driver] friendly and on time.",
    ],
)
def test_behind_an_article_or_the_like_stands_a_noun(sentence: str) -> None:
    """So does what can be nothing else where it stands: a plural behind a verb, or before one."""
    assert noun(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "all that [manual] work",
        "It was [manual], mostly.",
        "We always [store] it twice.",
        "She [reviews] it.",
        "apps that [stores] nothing",
        "those apps which [stores] nothing",
        "[Store] it in the shed.",
        "I used to [review] the code.",
        "As a [trainer] I see it daily.",
        "Sometimes [manual], sometimes not.",
    ],
)
def test_verbs_adjectives_and_own_roles_are_none(sentence: str) -> None:
    """Nor is what tells more of a word behind it, or what somebody is."""
    assert not noun(sentence)
