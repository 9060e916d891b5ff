"""Sentence embeddings on the machine: all-MiniLM-L6-v2 in int8, the mean of the tokens as the meaning."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from assistant.engines.ondevice.inference import (
    END,
    START,
    default_threads,
    even_windows,
    plain,
    run_all,
    same_length_batches,
)
from assistant.engines.ondevice.model_files import ModelFiles

if TYPE_CHECKING:
    from numpy import float32, int64
    from numpy.typing import NDArray

WINDOW = 254
"""Tokens the model reads at once, beside the two that mark start and end."""
SLAB = 8192
"""Texts tokenised at a time, so that memory does not grow with the corpus."""


class Embedder:
    """Turns texts into unit vectors; texts that mean the same lie close together."""

    dimension = 384

    def __init__(self, *, threads: int | None = None) -> None:
        self._model = ModelFiles("embedding.onnx")
        self.fingerprint = self._model.fingerprint
        """Changes whenever the vectors could."""
        self._threads = threads or default_threads()

    def embed(self, texts: Sequence[str]) -> NDArray[float32]:
        """Return one unit vector a text, shaped (number of texts, 384)."""
        import numpy

        vectors = numpy.zeros((len(texts), self.dimension), numpy.float32)
        for start in range(0, len(texts), SLAB):
            vectors[start : start + SLAB] = self._embed_slab(texts[start : start + SLAB])
        return vectors

    def _embed_slab(self, texts: Sequence[str]) -> NDArray[float32]:
        import numpy

        owners, windows = self._windows(texts)
        sums = numpy.zeros((len(texts), self.dimension), numpy.float32)
        means = self._window_means(windows)
        for owner, window, mean in zip(owners, windows, means, strict=True):
            sums[owner] += mean * numpy.float32(len(window))
        norms = numpy.sqrt((sums * sums).sum(axis=1, keepdims=True))
        vectors: NDArray[float32] = sums / numpy.maximum(norms, numpy.float32(1e-12))
        return vectors

    def _windows(self, texts: Sequence[str]) -> tuple[list[int], list[list[int]]]:
        """Cut every text into windows the model can read: none is truncated."""
        owners: list[int] = []
        windows: list[list[int]] = []
        readable = [plain(text) for text in texts]
        encodings = self._model.tokenizer.encode_batch_fast(readable, add_special_tokens=False)
        for owner, encoding in enumerate(encodings):
            ids = encoding.ids
            for first, last in even_windows(len(ids), WINDOW):
                owners.append(owner)
                windows.append([START, *ids[first:last], END])
        return owners, windows

    def _window_means(self, windows: Sequence[list[int]]) -> NDArray[float32]:
        import numpy

        batches = list(same_length_batches([len(window) for window in windows]))
        means = numpy.zeros((len(windows), self.dimension), numpy.float32)

        def run(batch: list[int]) -> Any:
            ids: NDArray[int64] = numpy.array([windows[position] for position in batch], numpy.int64)
            # numpy sums token by token whatever the size of the batch; the runtime's own mean does not.
            return self._model.session.run(["hidden"], {"input_ids": ids})[0].mean(axis=1)

        for batch, result in zip(batches, run_all(run, batches, self._threads), strict=True):
            means[batch] = result
        return means
