"""Sentences that let participants speak."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import Evidence, Kind, Span
from assistant.engines import open_embedding
from assistant.engines.ondevice.engine import OnDeviceEngine
from assistant.engines.ondevice.in_vivo import Ear, Namer
from assistant.engines.ondevice.labels import label_of
from assistant.engines.ondevice.topics import Vocabulary
from assistant.engines.ondevice.wording import counted, listed, speaking_quote
from assistant.engines.protocol import Quote, ThemeTask
from assistant.settings import Settings


def _quote(text: str, who: str = "p") -> Quote:
    return Quote(Evidence(Span("s", 0, max(1, len(text)))), text, who)


@given(st.lists(st.text(min_size=1, max_size=400), min_size=1, max_size=4))
def test_a_speaking_quote_is_words_in_a_row(texts: list[str]) -> None:
    """Whatever was said, what is shown are words of one quote as they stand, white space folded."""
    shown = speaking_quote([_quote(text) for text in texts])

    assert any(shown in " ".join(text.split()) for text in texts)


def test_the_clearest_quote_speaks() -> None:
    """A sentence that begins with its speaker is shown rather than a fragment or a question."""
    quotes = [_quote("And that."), _quote("Which one was it?"), _quote("I could not tell what the invoice was for.")]

    assert speaking_quote(quotes) == "I could not tell what the invoice was for."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Like I said, the bell helps.", "Like I said, the bell helps."),
        ("Right in front of the door it fell.", "Right in front of the door it fell."),
        ("Like, I lost the bell.", "I lost the bell."),
        ("So, well, the bell helps.", "the bell helps."),
    ],
)
def test_only_what_says_nothing_is_left_off(text: str, expected: str) -> None:
    """`Like I said` without its first word would be another sentence."""
    assert speaking_quote([_quote(text)]) == expected


@pytest.mark.parametrize(
    ("k", "n", "expected"),
    [
        (1, 1, "The participant"),
        (2, 2, "Both participants"),
        (4, 4, "All four participants"),
        (3, 4, "Three of the four participants"),
        (1, 15, "One of the 15 participants"),
        (1200, 10_000, "1,200 of the 10,000 participants"),
    ],
)
def test_how_many_is_said_in_words(k: int, n: int, expected: str) -> None:
    """Small numbers are written out, large ones are not."""
    assert expected == counted(k, n, "participants")


def test_a_theme_is_named_by_what_its_speakers_share() -> None:
    """The name is a phrase that several participants used, not a word that everybody uses anyway."""
    theme = [
        _quote("The battery dies in the cold.", "a"),
        _quote("In winter the battery lasts half as long.", "b"),
        _quote("My battery hates frost.", "c"),
    ]
    others = [_quote(f"The bike number {n} is good", str(n)) for n in range(20)]

    assert Vocabulary(quote.text for quote in [*theme, *others]).keyword(theme) == "battery"


def _name(quotes: Sequence[Quote], ear: Ear, others: Sequence[Quote] = ()) -> str:
    tasks = [ThemeTask("t", "pain", tuple(quotes))] + [ThemeTask("o", "pain", tuple(others))] * bool(others)
    vocabulary = Vocabulary(quote.text for quote in [*quotes, *others])
    return Namer(tasks, vocabulary, open_embedding(), ear).names(tasks)["t"]


def _hears_nothing(kind: Kind, phrases: Sequence[str]) -> list[float]:
    return [0.0] * len(phrases)


def test_a_theme_is_named_in_somebodys_words_but_after_nobody() -> None:
    """A phrase of the quotes, with the word they share, and rather without a person's name."""
    said = ["Peter says it's got a tracker.", "I checked the tracker every night.", "The tracker drains my phone."]
    theme = [replace(_quote(text, who), label=label_of(text)) for text, who in zip(said, "abc", strict=True)]
    name = _name(theme, _hears_nothing)

    assert "tracker" in name
    assert "Peter" not in name
    assert any(name in text for text in said[1:])


def test_a_theme_is_not_named_by_words_that_only_keep_talk_going() -> None:
    """Nobody writes "invoice hang on I've got it here" over a theme."""
    labels = ["invoice hang on I've got it here", "not the invoice", "invoice nobody can read"]
    theme = [replace(_quote(text, who), label=text) for text, who in zip(labels, "abc", strict=True)]

    name = _name(theme, _hears_nothing)

    assert name == "invoice nobody can read"


def test_a_theme_is_not_named_by_words_that_are_garbled_or_blacked_out() -> None:
    """Comments that were scanned hold `frIendly`, and stars for people; a product keeps the capital inside its name."""
    said = ["Staff were frIendly", "XXXX was friendly to us", "Friendly staff", "The staff are friendly people"]
    theme = [_quote(text, who) for text, who in zip(said, "abcd", strict=True)]
    product = [_quote("PowerPoint slides", "a"), _quote("I like PowerPoint slides", "b")]

    assert not {"frIendly", "XXXX"} & set(_name(theme, _hears_nothing).split())
    assert "PowerPoint" in _name(product, _hears_nothing)


def test_a_theme_is_named_by_what_sounds_like_its_kind() -> None:
    """Among phrases that are as near, the one that says what is wrong stands over a theme of trouble."""
    said = ["The queue at the desk was fine.", "The queue at the desk was awful.", "The queue at the desk again."]
    theme = [_quote(text, who) for text, who in zip(said, "abc", strict=True)]
    name = _name(theme, OnDeviceEngine(Settings(name="s")).sounds)

    assert "awful" in name


def test_one_speaker_alone_shares_nothing() -> None:
    """A word that only one of several participants uses names no theme."""
    theme = [_quote("The invoice, the invoice!", "a"), _quote("I like trains.", "b")]

    assert Vocabulary(quote.text for quote in theme).keyword(theme) == ""


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("um so I waited, you know, three weeks", "waited"),
        ("It was confusing, I never found the checkout button.", "never found the checkout button"),
        ("The checkout keeps rejecting my card.", "checkout keeps rejecting my card"),
        ("Love it!", "Love"),
    ],
)
def test_a_label_is_in_the_participants_words(sentence: str, expected: str) -> None:
    """The label is a short phrase of the sentence without padding."""
    assert expected in label_of(sentence)


def test_lists_read_as_written() -> None:
    """Items are joined with commas and a last `and`."""
    assert (listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])) == (
        "",
        "a",
        "a and b",
        "a, b and c",
    )


def test_a_theme_is_not_named_by_a_day_alone() -> None:
    """All three speak of Friday; what went wrong is the van."""
    said = ["Friday.", "On Friday the van never came.", "The van came on Friday, too late."]
    theme = [replace(_quote(text, who), label=label_of(text)) for text, who in zip(said, "abc", strict=True)]

    assert "van" in _name(theme, _hears_nothing)
