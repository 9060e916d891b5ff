"""What every embedder offers, and vectors as it gives them; steps and the index know embedders only by this."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from numpy import float32, floating
    from numpy.typing import NDArray

_Real = TypeVar("_Real", bound="floating[Any]")


def unit(vectors: NDArray[_Real]) -> NDArray[_Real]:
    """The same directions at length one, along the last axis; what has no direction stays zero."""
    import numpy

    length = numpy.linalg.norm(vectors, axis=-1, keepdims=True)
    result: NDArray[_Real] = numpy.divide(vectors, length, out=numpy.zeros_like(vectors), where=length > 0)
    return result


class Embedding(Protocol):
    """Texts to unit vectors."""

    dimension: int
    fingerprint: str
    """Changes whenever the vectors could."""

    def embed(self, texts: Sequence[str]) -> NDArray[float32]:
        """One vector a text, shaped (number of texts, dimension)."""
        ...
