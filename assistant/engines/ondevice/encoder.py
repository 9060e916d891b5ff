"""The coder: one small model that reads a sentence once and says everything it knows of it.

Pains, gains, needs and suggestions, 28 emotions, tone and severity come from one pass, with the words that name
a touchpoint and those that carry the pain. Every output is linear in the mean of the tokens, so the model gives
its outputs token by token and the mean is taken here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.embedding import unit
from assistant.engines.ondevice.calibration import Calibration, Lean
from assistant.engines.ondevice.inference import (
    WEIGHTS,
    checked_file,
    default_threads,
    even_windows,
    load_session,
    load_tokenizer,
    plain,
    run_all,
    same_length_batches,
)
from assistant.engines.ondevice.memory import Memory
from assistant.engines.ondevice.token_spans import best_run, runs_above, span_of

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

KINDS = ("pain", "gain", "need", "suggestion")
WINDOW = 126
"""Tokens read at once, beside the two that mark start and end."""
START, END = 101, 102
SLAB = 8192
"""Sentences read at a time, so that memory does not grow with the corpus."""


@dataclass(frozen=True)
class SentencePrediction:
    """What the model says of one sentence."""

    kinds: Mapping[str, float]
    """Calibrated probability of each of `KINDS`."""
    emotions: Mapping[str, float]
    """Calibrated probability of each of the 27 GoEmotions names and "neutral"."""
    sentiment: float
    """From -1, very negative, to +1."""
    severity: float
    """From 0 to 1; means something where a pain is likely."""
    touchpoint_spans: tuple[tuple[int, int, float], ...]
    """Stretches that name a touchpoint or feature: start, end, score."""
    pain_span: tuple[int, int] | None
    """The words that carry the pain, where it is likely and they can be told."""


@dataclass(frozen=True)
class _Words:
    """What single words of a sentence say."""

    touchpoints: tuple[tuple[int, int, float], ...]
    pain: tuple[int, int] | None


@dataclass(frozen=True)
class _Reading:
    """What the model gave for each of some texts: one row of logits, one of meaning, and what its words say."""

    logits: NDArray[float32]
    meanings: NDArray[float32]
    words: list[_Words]


class Encoder:
    """Reads sentences; the same sentence always gets the same answer."""

    dimension = 128
    """Of meanings."""

    def __init__(self, *, threads: int | None = None, folder: Path = WEIGHTS) -> None:
        model, model_digest = checked_file("coder.onnx", folder)
        tokenizer, tokenizer_digest = checked_file("tokenizer.json", folder)
        settings, settings_digest = checked_file("coder.json", folder)
        digests = f"{model_digest} {tokenizer_digest} {settings_digest}"
        self.fingerprint = hashlib.sha256(digests.encode()).hexdigest()
        """Changes whenever an answer could."""
        self._calibration = Calibration.read(settings)
        self._memory = Memory(self.dimension)
        self._threads = threads or default_threads()
        self._files = model, tokenizer

    # Opened when something is read: a run that finds nothing to do asks for the fingerprint alone.
    @cached_property
    def _session(self) -> InferenceSession:
        return load_session(self._files[0])

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return load_tokenizer(self._files[1])

    @cached_property
    def _least_pain(self) -> float:
        """From which probability on a sentence may be called a pain by any lean, in talk or not."""
        sides = (self._calibration.leaning, self._calibration.leaning_in_talk)
        return min(leaning["pain"]["recall"] for leaning in sides)

    @property
    def thresholds(self) -> Mapping[str, float]:
        """The default decision threshold of each kind and emotion."""
        return self._calibration.thresholds

    def leaning(self, *, in_talk: bool) -> Mapping[str, Mapping[Lean, float]]:
        """The threshold of each kind and emotion for each lean, in interviews or in comments."""
        return self._calibration.leaning_in_talk if in_talk else self._calibration.leaning

    def predict(self, sentences: Sequence[str], runs: Sequence[int] | None = None) -> list[SentencePrediction]:
        """Read every sentence; sentences with the same number in `runs`, if next to each other, were said in a row."""
        import numpy

        readings = [self._read_once(sentences[at : at + SLAB]) for at in range(0, len(sentences), SLAB)]
        if not readings:
            return []
        logits = numpy.concatenate([reading.logits for reading in readings])
        numbers = None if runs is None else numpy.asarray(runs, numpy.int64)
        rows = self._calibration.probabilities(logits, numbers)
        words = [one for reading in readings for one in reading.words]
        return [self._answer(row, one) for row, one in zip(rows.tolist(), words, strict=True)]

    def embed(self, texts: Sequence[str]) -> NDArray[float32]:
        """What texts mean, as unit vectors; what was read before is remembered."""
        return self._memory.recall(texts, lambda new: self._read_once(new).meanings)

    def logits(self, sentences: Sequence[str]) -> NDArray[float32]:
        """Return the model's sentence outputs as they come, before calibration."""
        return self._read_once(sentences).logits

    def _read_once(self, sentences: Sequence[str]) -> _Reading:
        """Read every different sentence once."""
        places = {text: place for place, text in enumerate(dict.fromkeys(sentences))}
        reading = self._read(list(places))
        own = [places[text] for text in sentences]
        self._memory.keep(places, reading.meanings)
        return _Reading(reading.logits[own], reading.meanings[own], [reading.words[place] for place in own])

    def _answer(self, row: list[float], words: _Words) -> SentencePrediction:
        values = dict(zip(self._calibration.outputs, row, strict=True))
        kinds = {name: values.pop(name) for name in KINDS}
        likely = kinds["pain"] >= self._least_pain
        return SentencePrediction(
            kinds=kinds,
            sentiment=2 * values.pop("sentiment") - 1,
            severity=values.pop("severity"),
            emotions=values,
            touchpoint_spans=words.touchpoints,
            pain_span=words.pain if likely else None,
        )

    def _words(self, text: str, tokens: NDArray[float32], offsets: list[tuple[int, int]]) -> _Words:
        run = best_run(tokens[:, 1].tolist())
        return _Words(self._touchpoints(text, tokens, offsets), span_of(text, offsets, *run) if run else None)

    def _touchpoints(
        self, text: str, tokens: NDArray[float32], offsets: list[tuple[int, int]]
    ) -> tuple[tuple[int, int, float], ...]:
        import numpy

        scores = 1 / (1 + numpy.exp(-tokens[:, 0]))
        threshold = self._calibration.touchpoint_threshold
        if not (scores >= threshold).any():
            return ()
        found: dict[tuple[int, int], float] = {}
        for first, last in runs_above(scores.tolist(), threshold):
            span = span_of(text, offsets, first, last)
            if span:
                found[span] = max(found.get(span, 0.0), float(scores[first:last].mean()))
        return tuple((start, end, score) for (start, end), score in found.items())

    def _read(self, texts: Sequence[str]) -> _Reading:
        """Run the model over every text once, long ones window by window."""
        import numpy

        readable = [plain(text) for text in texts]
        encodings = self._tokenizer.encode_batch(readable, add_special_tokens=False)
        owners, windows = _windows([encoding.ids for encoding in encodings])
        width = len(self._calibration.outputs)
        marks = width + self._calibration.tokens
        sums = numpy.zeros((len(texts), marks + self.dimension), numpy.float32)
        counts = numpy.zeros((len(texts), 1), numpy.float32)
        tokens: list[list[Any]] = [[] for _ in texts]
        for owner, answer in zip(owners, self._run(windows), strict=True):
            sums[owner] += answer.sum(axis=0)
            counts[owner] += len(answer)
            tokens[owner].append(answer[1:-1, width:marks])
        joined = [parts[0] if len(parts) == 1 else numpy.concatenate(parts) for parts in tokens]
        found = zip(texts, joined, encodings, strict=True)
        means = sums / counts
        words = [self._words(text, rows, encoding.offsets) for text, rows, encoding in found]
        return _Reading(means[:, :width], unit(means[:, marks:]), words)

    def _run(self, windows: Sequence[list[int]]) -> list[NDArray[float32]]:
        """Return for each window the model's answer token by token."""
        import numpy

        batches = list(same_length_batches([len(window) for window in windows]))
        answers: list[Any] = [None] * len(windows)

        def run(batch: list[int]) -> Any:
            ids = numpy.array([windows[position] for position in batch], numpy.int64)
            return self._session.run(["logits"], {"input_ids": ids})[0]

        for batch, result in zip(batches, run_all(run, batches, self._threads), strict=True):
            for position, rows in zip(batch, result, strict=True):
                answers[position] = rows
        return answers


def _windows(texts: Sequence[list[int]]) -> tuple[list[int], list[list[int]]]:
    """Cut every text's tokens into windows, and say whose each window is."""
    owners: list[int] = []
    windows: list[list[int]] = []
    for owner, ids in enumerate(texts):
        for first, last in even_windows(len(ids), WINDOW):
            owners.append(owner)
            windows.append([START, *ids[first:last], END])
    return owners, windows
