"""Small real stand-ins for tests, and the assertion that every test of quotes shares."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from assistant.domain import Span

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

_WORD = re.compile(r"\w+")


class HashingEmbedder:
    """An embedding without a model: each word counts at a place its hash gives, so shared words are close."""

    def __init__(self, dimension: int = 64, fingerprint: str = "hashing-1") -> None:
        self.dimension = dimension
        self.fingerprint = fingerprint
        self.texts: list[str] = []
        """All that was embedded, in order."""

    def embed(self, texts: Sequence[str]) -> NDArray[float32]:
        """One unit vector a text."""
        import numpy

        self.texts.extend(texts)
        vectors = numpy.zeros((len(texts), self.dimension), numpy.float32)
        for row, text in zip(vectors, texts, strict=True):
            row[0] = 0.01  # a text without words still needs a direction
            for word in _WORD.findall(text.lower()):
                row[zlib.crc32(word.encode("utf-8", "surrogatepass")) % self.dimension] += 1.0
        unit: NDArray[float32] = vectors / numpy.linalg.norm(vectors, axis=1, keepdims=True)
        return unit


class _Quoting(Protocol):
    @property
    def span(self) -> Span: ...


def assert_slices(excerpts: Iterable[tuple[_Quoting, str]], texts: Mapping[str, str]) -> None:
    """Every excerpt's words are the slice that its span names, in the text of its source."""
    for value, quote in excerpts:
        span = value.span
        if quote != texts[span.source_id][span.start : span.end]:
            raise AssertionError(f"{quote!r} is not {span}")
