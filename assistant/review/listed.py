"""The sources as reviewers see them listed: with speakers, words and how much was found in each."""

from __future__ import annotations

from typing import NamedTuple

from assistant.store import SourceRow, Store


class ListedSource(NamedTuple):
    """A source in the list."""

    row: SourceRow
    words: int
    """Of the whole text, speakers' labels among them."""


def read_sources(store: Store) -> list[ListedSource]:
    """All sources that count, in the order of their documents."""
    rows = store.source_rows()
    words = {source_id: len(text.split()) for source_id, text in store.texts([row.id for row in rows])}
    return [ListedSource(row, words[row.id]) for row in rows]
