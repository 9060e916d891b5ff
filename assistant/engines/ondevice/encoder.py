"""The coder: one small model that reads a sentence once, in its place, and says everything it knows of it.

Pains, gains, needs and suggestions, 28 emotions, tone and severity come from one pass, with the words that name
a touchpoint and those that carry the pain. Sentences that were said in a row are read at once, so that each is heard
with those around it. Every output is linear in the mean of a sentence's tokens and two marks, that of its end and that
of the start of all that was read with it: the model gives its outputs token by token, and the mean is taken here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.embedding import unit
from assistant.engines.ondevice.calibration import Calibration, Lean
from assistant.engines.ondevice.inference import (
    END,
    START,
    WEIGHTS,
    default_threads,
    plain,
    run_all,
    same_length_batches,
)
from assistant.engines.ondevice.memory import Memory
from assistant.engines.ondevice.model_files import ModelFiles
from assistant.engines.ondevice.stretches import Part, stretches
from assistant.engines.ondevice.token_spans import best_run, runs_above, span_of

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray
    from tokenizers import Encoding

KINDS = ("pain", "gain", "need", "suggestion")
WINDOW = 126
"""Tokens read at once, beside the two that mark start and end."""
SLAB = 512
"""Stretches read at a time, so that memory does not grow with the corpus."""
_WIDE = 28
"""Emotions, which have a wide part beside the network: the last columns."""
_EMOTIONS = slice(len(KINDS), len(KINDS) + _WIDE)


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
        self._model = ModelFiles("coder.onnx", "coder.json", folder=folder)
        self.fingerprint = self._model.fingerprint
        """Changes whenever an answer could."""
        self._calibration = Calibration.read(self._model.beside[0])
        self._memory = Memory(self.dimension)
        self._threads = threads or default_threads()

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
        return self.read(sentences, runs)[0]

    def read(
        self, sentences: Sequence[str], runs: Sequence[int] | None = None
    ) -> tuple[list[SentencePrediction], NDArray[float32]]:
        """What every sentence says in its place, and what it means: a unit vector each."""
        reading = self._read(sentences, runs)
        rows = self._calibration.probabilities(reading.logits).tolist()
        return [self._answer(row, one) for row, one in zip(rows, reading.words, strict=True)], reading.meanings

    def embed(self, texts: Sequence[str]) -> NDArray[float32]:
        """What texts mean by themselves, as unit vectors; what was read before is remembered."""
        return self._memory.recall(texts, lambda new: self._read(new).meanings)

    def logits(self, sentences: Sequence[str], runs: Sequence[int] | None = None) -> NDArray[float32]:
        """Return the model's sentence outputs as they come, before calibration."""
        return self._read(sentences, runs).logits

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

        threshold = self._calibration.touchpoint_threshold
        if 1 / (1 + numpy.exp(-tokens[:, 0].max(initial=-numpy.inf))) < threshold:
            return ()
        scores = 1 / (1 + numpy.exp(-tokens[:, 0]))
        found: dict[tuple[int, int], float] = {}
        for first, last in runs_above(scores.tolist(), threshold):
            span = span_of(text, offsets, first, last)
            if span:
                found[span] = max(found.get(span, 0.0), float(scores[first:last].mean()))
        return tuple((start, end, score) for (start, end), score in found.items())

    def _read(self, texts: Sequence[str], runs: Sequence[int] | None = None) -> _Reading:
        """Run the model over all texts, those said in a row together."""
        import numpy

        tokens = self._tokenised(texts)
        columns = len(self._calibration.outputs), self._calibration.tokens
        sums = numpy.zeros((len(texts), sum(columns) + self.dimension + _WIDE), numpy.float32)
        lengths = numpy.zeros((len(texts), 1), numpy.float32)
        marks: list[list[Any]] = [[] for _ in texts]
        for group, answer in self._answers([tokens[text].ids for text in texts], runs):
            at, opening = 1, answer[0].copy()
            for part in group:
                own = answer[at : (at := at + part.last - part.first + 1)]  # with the mark of its end
                sums[part.text] += own.sum(axis=0) + opening
                lengths[part.text] += len(own) + 1
                marks[part.text].append(own[:-1, columns[0] : sum(columns)])
                opening[-_WIDE:] = 0  # the pair that opens a stretch belongs to its first sentence
        found = zip(texts, map(numpy.concatenate, marks), strict=True)
        words = [self._words(text, own, tokens[text].offsets) for text, own in found]
        return self._reading(sums / lengths, lengths, words)

    def _answers(
        self, ids: Sequence[list[int]], runs: Sequence[int] | None
    ) -> Iterator[tuple[list[Part], NDArray[float32]]]:
        """What is read at once, with the model's answer token by token."""
        groups = list(stretches([len(each) for each in ids], runs, WINDOW))
        for at in range(0, len(groups), SLAB):
            slab = groups[at : at + SLAB]
            rows = [marked(ids[part.text][part.first : part.last] for part in group) for group in slab]
            yield from zip(slab, self._run_once(rows), strict=True)

    def _reading(self, means: NDArray[float32], lengths: NDArray[float32], words: list[_Words]) -> _Reading:
        """Put together what single outputs mean; the wide part of emotions grows with the root of a text's length."""
        import numpy

        width = len(self._calibration.outputs)
        logits, rest = means[:, :width].copy(), means[:, width + self._calibration.tokens :]
        logits[:, _EMOTIONS] += rest[:, self.dimension :] * numpy.sqrt(lengths)
        return _Reading(logits, unit(rest[:, : self.dimension]), words)

    def _run_once(self, rows: Sequence[tuple[int, ...]]) -> list[NDArray[float32]]:
        """The model's answer to each row of tokens; rows that are equal are read once."""
        different = list(dict.fromkeys(rows))
        answers = dict(zip(different, self._run(different), strict=True))
        return [answers[row] for row in rows]

    def _run(self, windows: Sequence[Sequence[int]]) -> list[NDArray[float32]]:
        """Return for each window the model's answer token by token."""
        import numpy

        batches = list(same_length_batches([len(window) for window in windows]))
        answers: list[Any] = [None] * len(windows)

        def run(batch: list[int]) -> Any:
            ids = numpy.array([windows[position] for position in batch], numpy.int64)
            return self._model.session.run(["logits"], {"input_ids": ids})[0]

        for batch, result in zip(batches, run_all(run, batches, self._threads), strict=True):
            for position, rows in zip(batch, result, strict=True):
                answers[position] = rows
        return answers

    def _tokenised(self, texts: Sequence[str]) -> Mapping[str, Encoding]:
        """The tokens of every different text."""
        different = list(dict.fromkeys(texts))
        readable = [plain(text) for text in different]
        return dict(zip(different, self._model.tokenizer.encode_batch(readable, add_special_tokens=False), strict=True))


def marked(texts: Iterable[Sequence[int]]) -> tuple[int, ...]:
    """The tokens of texts that are read at once, with the mark of the start and one at the end of each."""
    return (START, *(token for text in texts for token in (*text, END)))
