"""What every embedder offers; steps and the index know embedders only by this."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray


class Embedding(Protocol):
    """Texts to unit vectors."""

    dimension: int
    fingerprint: str
    """Changes whenever the vectors could."""

    def embed(self, texts: Sequence[str]) -> NDArray[float32]:
        """One vector a text, shaped (number of texts, dimension)."""
        ...
