"""Embeddings remembered by their text, so that no sentence is embedded twice in a run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy.typing as npt
    from numpy import float32

    from assistant.engines.ondevice.embedder import Embedder

_MOST = 60_000
"""Texts remembered: about 90 MB."""


class RememberingEmbedder:
    """An embedder that keeps what it has embedded; when full it forgets what it learned first."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._known: dict[str, npt.NDArray[float32]] = {}
        self.dimension = embedder.dimension
        self.fingerprint = embedder.fingerprint

    def embed(self, texts: Sequence[str]) -> npt.NDArray[float32]:
        """One unit vector a text, shaped (number of texts, 384)."""
        import numpy

        new = list(dict.fromkeys(text for text in texts if text not in self._known))
        fresh = dict(zip(new, self._embedder.embed(new), strict=True)) if new else {}
        found = numpy.empty((len(texts), self.dimension), numpy.float32)
        for row, text in enumerate(texts):
            found[row] = fresh[text] if text in fresh else self._known[text]
        self._remember(fresh)
        return found

    def _remember(self, fresh: dict[str, npt.NDArray[float32]]) -> None:
        self._known |= fresh
        for text in list(self._known)[: max(0, len(self._known) - _MOST)]:
            del self._known[text]
