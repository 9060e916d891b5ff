"""Things that the catalogue does not know."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from assistant.engines import open_embedding
from assistant.engines.ondevice.phrases import UNKNOWN, Meanings, phrase_in, recurring


@dataclass(frozen=True)
class Marked:
    """A draft as far as recurrence is concerned; `line` stands for the sentence."""

    label: str
    line: Any
    confidence: float = 0.9
    attributes: Any = field(default_factory=lambda: UNKNOWN)


@dataclass(frozen=True)
class Sentence:
    span: int


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("the heat maps", "heat map"),
        ("all of my Saved Filters", "saved filter"),
        ("it", None),
        ("the happiest customers", None),
        ("the systems", None),
        ("the booking systems", "booking system"),
        ("a very long list of things that nobody would call a name", None),
    ],
)
def test_a_phrase_is_named_without_articles_in_the_singular(marked: str, name: str | None) -> None:
    """The name is what stays of a marked stretch; its place is that of the words kept."""
    text = f"I opened {marked} again."
    found = phrase_in(text, 9, 9 + len(marked))

    assert (found.name if found else None) == name
    if found:
        assert text[found.start : found.end].casefold().startswith(found.name.split()[0])


def test_what_is_said_once_in_a_long_text_is_dropped() -> None:
    """A phrase stays that is marked in three sentences; one that is marked three times in one sentence does not."""
    often = [Marked("heat map", Sentence(at)) for at in (1, 9, 12)]
    once = [Marked("baguette", Sentence(2)) for _ in range(3)]
    known = Marked("website", Sentence(3), attributes={"channel": "digital"})

    assert recurring([*often, *once, known], sentences=80) == [*often, known]


def test_in_a_short_text_the_coder_has_to_be_sure() -> None:
    """A review says everything once: what the coder is sure of stays."""
    sure, unsure = Marked("seat heating", Sentence(1), 0.9), Marked("autumn", Sentence(2), 0.3)

    assert recurring([sure, unsure], sentences=4) == [sure]


def test_meaning_tells_entry_and_channel() -> None:
    """A phrase that means an entry of the catalogue goes by its name; others get a channel where it is plain."""
    found = Meanings(open_embedding()).of(["mobile application", "settings menu", "saddle", "luck"])

    assert found["mobile application"][0] == "app"
    assert found["settings menu"][1]["channel"] == "digital"
    assert found["saddle"] == ("saddle", {**UNKNOWN, "channel": "physical"})
    assert found["luck"][1]["channel"] == "unknown"
    assert Meanings(open_embedding()).of([]) == {}


def test_a_part_of_a_name_is_not_the_name() -> None:
    """`service` is like `customer service` only as a part of it; `mechanic` is a word of the catalogue itself."""
    found = Meanings(open_embedding()).of(["service", "feedback", "mechanic"])

    assert [found[name][0] for name in ("service", "feedback", "mechanic")] == ["service", "feedback", "repair service"]
