"""The table of what follows what in English can be counted again."""

from __future__ import annotations

from evals.training.interviews import transcripts
from evals.training.word_order import HOME, names_in, table_of, written


def test_the_table_is_what_was_counted() -> None:
    """On the texts that were written for the project, with the classes of now."""
    text = HOME.read_text("utf-8")
    counted = table_of(example.text for example in transcripts() if example.extra["who"] != "moderator")

    assert len(counted) == len(names_in(text))
    assert text.endswith(written(names_in(text), counted))
