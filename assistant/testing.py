"""Small real stand-ins for tests, and the assertion that every test of quotes shares."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from assistant.domain import Kind, Outcome, Span
from assistant.engines.protocol import (
    Coded,
    Line,
    Passage,
    PersonaTask,
    PersonaWords,
    Point,
    StageTask,
    ThemeTask,
    ThemeWords,
    Unit,
    Written,
)

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


_KIND_OF: Mapping[str, Kind] = {
    "waited": "pain", "broken": "pain", "lost": "pain", "love": "gain", "great": "gain", "easy": "gain",
    "need": "need", "wish": "suggestion", "angry": "emotion", "happy": "emotion", "app": "touchpoint",
}  # fmt: skip
_STAGE_OF: Mapping[str, str] = {"advert": "awareness", "paid": "purchase", "renewed": "loyalty"}


class KeywordEngine:
    """An engine that codes sentences by a few plain words and fails where it is told to."""

    def __init__(
        self, name: str = "keywords", *, fingerprint: str = "1", unit: Unit = "source", fails: Iterable[str] = ()
    ) -> None:
        self.name = name
        self.fingerprint = fingerprint
        self.unit: Unit = unit
        self.fails = set(fails)
        """Words: a passage or task that holds one of them fails."""
        self.coded: list[str] = []
        """Ids of all passages that were coded, in order."""
        self.drafted: list[str] = []
        """Ids of all tasks that words were asked for."""

    def code(self, passages: Iterable[Passage]) -> Iterator[Outcome[Passage, tuple[Coded, ...]]]:
        """Findings of each passage."""
        for passage in passages:
            self.coded.append(passage.id)
            if reason := self._refusal(line.text for line in passage.lines):
                yield Outcome(passage, error=reason)
            else:
                found = tuple(coded for line in passage.lines if line.codable for coded in _keywords(line))
                yield Outcome(passage, found)

    def name_themes(self, tasks: Sequence[ThemeTask]) -> Iterator[Outcome[ThemeTask, ThemeWords]]:
        """A theme is called by its first label."""
        for task in tasks:
            self.drafted.append(task.id)
            if reason := self._refusal(quote.text for quote in task.quotes):
                yield Outcome(task, error=reason)
            else:
                yield Outcome(task, ThemeWords(task.quotes[0].label, f"{task.kind}: {task.quotes[0].label}"))

    def write_personas(self, tasks: Sequence[PersonaTask]) -> Iterator[Outcome[PersonaTask, PersonaWords]]:
        """A claim for each point, and an assumption without evidence."""
        for task in tasks:
            self.drafted.append(task.id)
            if reason := self._refusal(_texts(task.points)):
                yield Outcome(task, error=reason)
            else:
                guess = Written("values", "guess", "Probably likes trees.", ())
                words = (*map(_written, task.points), guess)
                yield Outcome(task, PersonaWords(f"Group of {task.people}", "Alike.", words))

    def write_stages(self, tasks: Sequence[StageTask]) -> Iterator[Outcome[StageTask, tuple[Written, ...]]]:
        """A claim for each point."""
        for task in tasks:
            self.drafted.append(task.id)
            if reason := self._refusal(_texts(task.points)):
                yield Outcome(task, error=reason)
            else:
                yield Outcome(task, tuple(map(_written, task.points)))

    def _refusal(self, texts: Iterable[str]) -> str:
        words = {word for text in texts for word in text.casefold().split()} & self.fails
        return f"The engine stumbled over {', '.join(sorted(words))}." if words else ""


def _keywords(line: Line) -> Iterator[Coded]:
    words = _WORD.findall(line.text.casefold())
    stage = next((_STAGE_OF[word] for word in words if word in _STAGE_OF), "post-purchase")
    for word in dict.fromkeys(words):
        if kind := _KIND_OF.get(word):
            attributes = {"valence": -0.8 if word == "angry" else 0.8} if kind == "emotion" else {}
            yield Coded(line.span, kind, word, stage, line.participant_id, 0.9, attributes)


def _texts(points: Iterable[Point]) -> Iterator[str]:
    return (quote.text for point in points for quote in point.quotes)


def _written(point: Point) -> Written:
    return Written(point.field, point.key, f"About {point.topic}.", tuple(quote.evidence for quote in point.quotes))


class _Quoting(Protocol):
    @property
    def span(self) -> Span: ...


def assert_slices(excerpts: Iterable[tuple[_Quoting, str]], texts: Mapping[str, str]) -> None:
    """Every excerpt's words are the slice that its span names, in the text of its source."""
    for value, quote in excerpts:
        span = value.span
        if quote != texts[span.source_id][span.start : span.end]:
            raise AssertionError(f"{quote!r} is not {span}")
