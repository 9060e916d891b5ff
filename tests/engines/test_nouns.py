"""What a study speaks of, told from the small words around it."""

from __future__ import annotations

import pytest

from assistant.engines.ondevice.topics import Vocabulary

SAID = [
    "The deposit came back.",
    "I asked about the deposit and nobody knew.",
    "It is a matter of deposits.",
    "I had to unlock it twice, and I unlock it every day.",
    "They kept the unlock away from my phone.",
    "The big box came, a big box, the big one.",
    "The box was in the hall, and the box is heavy.",
    "The traditional way took weeks, and the traditional methods cost more.",
    "I like the traditional approach.",
    "My traditional remedies failed.",
    "A thing that kept me busy, and that kept me up.",
    "For literate programming, literate documents and literate analysis.",
    "The literate style helps, with literate code.",
    "With batch jobs and with batch runs, for batch work.",
    "Of the batch kind, in batch mode.",
]


@pytest.mark.parametrize("word", ["deposit", "box", "phone"])
def test_what_is_led_by_an_article_is_a_noun(word: str) -> None:
    """Wherever it stands, with and without the article."""
    assert Vocabulary(SAID).is_noun(word)


@pytest.mark.parametrize("word", ["unlock", "big", "traditional", "kept", "came", "unknown", "literate", "batch"])
def test_what_is_done_or_describes_is_none(word: str) -> None:
    """A theme would be called `the traditional` else."""
    assert not Vocabulary(SAID).is_noun(word)
