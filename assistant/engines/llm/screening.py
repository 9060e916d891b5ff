"""Leaving out what holds nothing: an engine on this machine reads first, and only what it marks goes out.

Sentences in which it sees something, however unsure, are sent to be coded; their neighbours go along as context;
the rest stays here. That saves money and loses what the first reader misses: evals measure both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from assistant.domain import Span
from assistant.engines.protocol import Engine, Passage

_AROUND = 1
"""Neighbours of a marked sentence that go along as context."""


class Screen(Protocol):
    """Decides what of passages is shown to a model."""

    def shown(self, passages: Sequence[Passage]) -> list[Passage]:
        """The same passages with fewer lines; one without any is not worth a call."""
        ...


class Everything:
    """Shows all."""

    def shown(self, passages: Sequence[Passage]) -> list[Passage]:
        return list(passages)


class Marked:
    """Shows what another engine marks, and its surroundings."""

    def __init__(self, reader: Engine) -> None:
        self._reader = reader

    def shown(self, passages: Sequence[Passage]) -> list[Passage]:
        found = {
            outcome.item.id: [draft.span for draft in outcome.result]
            for outcome in self._reader.code(passages)
            if outcome.result is not None
        }
        # What the reader could not read is shown whole.
        return [_only(passage, found[passage.id]) if passage.id in found else passage for passage in passages]


def _only(passage: Passage, marked: Sequence[Span]) -> Passage:
    wanted = {at for at, line in enumerate(passage.lines) if any(line.span.overlap(span) for span in marked)}
    near = {at + step for at in wanted for step in range(-_AROUND, _AROUND + 1)}
    lines = [line if at in wanted else line.as_context() for at, line in enumerate(passage.lines) if at in near]
    return replace(passage, lines=tuple(lines))
