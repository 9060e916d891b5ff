"""Keeping a study's index in step with its sources: what is missing is added, what was replaced is taken out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from assistant.domain import Chunk, Turn
from assistant.embedding import Embedding
from assistant.index.chunk_index import Entry, Index, entries_of
from assistant.study import Study

_AT_ONCE = 256
"""Chunks embedded before they are stored: often enough to show progress and to lose little when killed."""


def open_index(study: Study, embedding: Embedding) -> Index:
    """The study's index, in its folder or on the Chroma server that its settings name."""
    if study.settings.index:
        return Index(study.settings.index, embedding, name=study.index_name)
    return Index(study.index_dir, embedding)  # without the study's name, so that the folder may be copied or moved


def update_index(study: Study, index: Index, tell: Callable[[int, int], None]) -> None:
    """Add what is missing and remove what no longer counts; `tell` gets the number done and the total."""
    chunks = study.store.chunks()
    missing = index.missing(chunk.id for chunk in chunks)
    there = len(chunks) - len(missing)
    tell(there, len(chunks))
    if missing:
        for added in index.add(_entries(study, missing), batch=_AT_ONCE):
            tell(there + added, len(chunks))
    if len(index) > len(chunks):
        index.remove(study.store.retired_chunk_ids())


def _entries(study: Study, missing: set[str]) -> Iterator[Entry]:
    turns: dict[str, list[Turn]] = defaultdict(list)
    for turn in study.store.turns():
        turns[turn.source_id].append(turn)
    chunks: dict[str, list[Chunk]] = defaultdict(list)
    for chunk in study.store.chunks():
        if chunk.id in missing:
            chunks[chunk.source_id].append(chunk)
    for source in study.store.sources():
        mine: Sequence[Chunk] = chunks.get(source.id, ())
        if mine:
            yield from entries_of(source, mine, turns[source.id])
