"""Which stage of the customer's way something is told about.

Each sentence is compared by meaning with the study's own stage descriptions and with typical sentences of known
stages (`stages.toml`), together with the question it answers, and with words that usually place a story. The
stages along a text are then chosen together (Viterbi), because people tell a story in order: they dwell in a
stage, go on to the next, seldom jump.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from assistant.domain import Stage
from assistant.embedding import Embedding
from assistant.engines.ondevice.words import alternatives
from assistant.matrices import Matrix

_QUESTION_WEIGHT = 0.4
_WORD_WEIGHT = 0.35
_LEAVE_COST = 0.18
"""What it costs to leave a stage, in units of similarity; going back costs more than going on."""
_BACK_COST = 0.08
_LEAST = 0.12
"""Below this a sentence is like no stage, and stays without one."""


class Heard(NamedTuple):
    """A sentence and what it means where it stands."""

    words: str
    meaning: Matrix


class StageReader:
    """Knows the stages of a study; reads them off the sentences of a text in order."""

    def __init__(self, stages: Sequence[Stage], embedding: Embedding) -> None:
        self.stages = tuple(stages)
        known = [_known().get(stage.name.casefold(), _UNKNOWN) for stage in stages]
        self._typical = [
            embedding.embed([*_described(stage), *entry.examples]) for stage, entry in zip(stages, known, strict=True)
        ]
        self._words = [_word_pattern(entry.words) for entry in known]
        self._any_words = _word_pattern([word for entry in known for word in entry.words])
        self._wordless = [False] * len(known)
        self._lean = np.array([entry.lean for entry in known], dtype=np.float32)

    def read(self, sentences: Sequence[Heard], questions: Sequence[Heard | None]) -> list[str | None]:
        """A stage for each sentence; `questions` are what each answers, None where nothing was asked."""
        if not sentences:
            return []
        scores = self._scores(sentences, questions)
        path = _smooth(scores + self._lean)
        return [self.stages[stage].name if scores[row].max() >= _LEAST else None for row, stage in enumerate(path)]

    def _scores(self, sentences: Sequence[Heard], questions: Sequence[Heard | None]) -> Matrix:
        asked = {id(question): question for question in questions if question is not None}
        every = self._like([*sentences, *asked.values()])
        place = {number: len(sentences) + at for at, number in enumerate(asked)}
        nothing = np.zeros(len(self.stages), np.float32)
        heard = np.stack([every[place[id(question)]] if question else nothing for question in questions])
        scores: Matrix = (every[: len(sentences)] + _QUESTION_WEIGHT * heard).astype(np.float32)
        return scores

    def _like(self, texts: Sequence[Heard]) -> Matrix:
        """Likeness to each stage: the mean of the two most similar of its sentences, and what words tell."""
        vectors = np.stack([text.meaning for text in texts])
        columns = [np.sort(vectors @ typical.T, axis=1)[:, -2:].mean(axis=1) for typical in self._typical]
        words = [self._worded(text.words) for text in texts]
        likeness: Matrix = np.stack(columns, axis=1) + _WORD_WEIGHT * np.array(words, dtype=np.float32)
        return likeness

    def _worded(self, text: str) -> list[bool]:
        """For each stage whether a sentence has words that usually place a story there."""
        if not (self._any_words and self._any_words.search(text)):
            return self._wordless
        return [bool(words and words.search(text)) for words in self._words]


@dataclass(frozen=True, slots=True)
class _Entry:
    words: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    lean: float = 0.0


_UNKNOWN = _Entry()


def _described(stage: Stage) -> list[str]:
    """A stage's description, whole and in its parts."""
    whole = f"{stage.name}: {stage.description or stage.name}"
    return [whole, *(part.strip() for part in re.split(r"[;:,]", stage.description) if len(part.split()) > 1)]


@lru_cache(maxsize=1)
def _known() -> dict[str, _Entry]:
    data = tomllib.loads((files(__package__) / "stages.toml").read_text(encoding="utf-8"))
    return {
        name: _Entry(tuple(entry["words"]), tuple(entry["examples"]), float(entry["lean"]))
        for name, entry in data.items()
    }


def _word_pattern(words: Sequence[str]) -> re.Pattern[str] | None:
    if not words:
        return None
    return re.compile(rf"\b(?:{alternatives(words)})\b", re.IGNORECASE)


def _smooth(scores: Matrix) -> list[int]:
    """The sequence of stages with the highest total score less the cost of its moves."""
    count = scores.shape[1]
    here, there = np.arange(count)[:, None], np.arange(count)[None, :]
    move = np.where(here == there, 0.0, _LEAVE_COST + np.where(there < here, _BACK_COST, 0.0))
    total = scores[0].astype(np.float64)
    back: list[npt.NDArray[np.intp]] = []
    for row in scores[1:]:
        options = total[:, None] - move
        back.append(options.argmax(axis=0))
        total = options.max(axis=0) + row
    path = [int(total.argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return path[::-1]
