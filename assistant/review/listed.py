"""The sources as reviewers see them listed: with speakers, words and how much was found in each."""

from __future__ import annotations

from typing import NamedTuple

from assistant.store import SourceRow, Store


class ListedSource(NamedTuple):
    """A source in the list."""

    row: SourceRow
    words: int
    """That were spoken: labels of speakers are not among them."""
    waiting: int = 0
    """Findings that nobody has decided on, or that are flagged."""


def read_sources(store: Store) -> list[ListedSource]:
    """All sources that count, in the order of their documents."""
    rows, places = store.source_rows(), store.turn_places()
    words = {
        source_id: sum(len(text[start:end].split()) for start, end in places.get(source_id, ()))
        for source_id, text in store.texts([row.id for row in rows])
    }
    waiting = store.waiting_by_source()
    return [ListedSource(row, words[row.id], waiting.get(row.id, 0)) for row in rows]
