"""Vectors remembered by their text, so that no sentence is read twice in a run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

    from assistant.engines.ondevice.embedder import Embedder

_MOST = 60_000
"""Texts remembered: about 90 MB of 384 numbers each."""


class Memory:
    """Vectors by text; when full it forgets what it learned first."""

    def __init__(self, dimension: int) -> None:
        self.dimension = dimension
        self._known: dict[str, NDArray[float32]] = {}

    def recall(self, texts: Sequence[str], read: Callable[[list[str]], NDArray[float32]]) -> NDArray[float32]:
        """One vector a text, shaped (number of texts, dimension); `read` gives those that are not known."""
        import numpy

        new = list(dict.fromkeys(text for text in texts if text not in self._known))
        fresh = dict(zip(new, read(new), strict=True)) if new else {}
        found = numpy.empty((len(texts), self.dimension), numpy.float32)
        for row, text in enumerate(texts):
            found[row] = fresh[text] if text in fresh else self._known[text]
        self.keep(fresh, fresh.values())
        return found

    def keep(self, texts: Iterable[str], vectors: Iterable[NDArray[float32]]) -> None:
        """Remember vectors, and forget the oldest that are too many."""
        self._known.update(zip(texts, vectors, strict=True))
        if len(self._known) > _MOST:
            for text in list(islice(self._known, len(self._known) - _MOST)):
                del self._known[text]


class RememberingEmbedder:
    """An embedder that keeps what it has embedded."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._memory = Memory(embedder.dimension)
        self.dimension = embedder.dimension
        self.fingerprint = embedder.fingerprint

    def embed(self, texts: Sequence[str]) -> NDArray[float32]:
        """One unit vector a text, shaped (number of texts, 384)."""
        return self._memory.recall(texts, self._embedder.embed)
