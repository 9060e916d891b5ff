"""The passages of a study: all that an engine codes, cut as it wants to see it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from assistant.engines.protocol import Engine, Passage
from assistant.segments.passages import in_packs, passages_of
from assistant.study import Study


def passages_of_study(study: Study, engine: Engine) -> list[Passage]:
    """All that an engine codes in a study, as it wants to see it."""
    store, words = study.store, study.settings.coding.passage_words
    turns, sentences, chunks = _by_source(store.turns()), _by_source(store.sentences()), _by_source(store.chunks())
    passages: list[Passage] = []
    for source in store.sources():
        parts = (turns.get(source.id, []), sentences.get(source.id, []), chunks.get(source.id, []))
        passages += passages_of(source, *parts, unit=engine.unit, fingerprint=engine.fingerprint, words=words)
    return in_packs(passages, words) if engine.unit == "chunk" else passages


def with_their_packs(passages: Sequence[Passage], waiting: Collection[str]) -> list[Passage]:
    """What waits, and what goes out together with it: a pack that was paid for is asked for as it was."""
    due = {passage.pack for passage in passages if passage.pack and passage.id in waiting}
    return [passage for passage in passages if passage.id in waiting or passage.pack in due]


def _by_source(parts: Sequence[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for part in parts:
        found.setdefault(part.source_id, []).append(part)
    return found
