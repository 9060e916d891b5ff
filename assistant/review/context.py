"""A quote where it was said: who said it, when or on which page, and the words around it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.domain import Evidence, Sentence, Source, Span, Turn
from assistant.places import Places, place_of
from assistant.store import Store

_SOURCES_KEPT = 64


@dataclass(frozen=True, slots=True)
class Aside:
    """The sentence before or after a quote; the speaker is named where it is another one."""

    text: str
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class QuoteInContext:
    """A quote with all that a reader needs to judge it."""

    evidence: Evidence
    source: str
    """The source's name."""
    speaker: str
    place: str
    """Time or page, where known."""
    quote: str
    before: Aside | None
    after: Aside | None


@dataclass(frozen=True)
class Transcript:
    """A source with its turns, ready to be read."""

    source: Source
    turns: Sequence[Turn]
    sentences: Sequence[Sentence]


class Contexts:
    """Looks quotes up in a study; texts never change, so what was read is kept."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._surroundings = lru_cache(_SOURCES_KEPT)(self._read)

    def of(self, items: Sequence[Evidence]) -> list[QuoteInContext]:
        """Pieces of evidence, each in its context."""
        return [self._surroundings(item.span.source_id).of(item) for item in items]

    def transcript(self, source_id: str) -> Transcript:
        """A source to be read."""
        return self._surroundings(source_id).transcript

    def _read(self, source_id: str) -> _Surroundings:
        store = self._store
        return _Surroundings(Transcript(store.source(source_id), store.turns(source_id), store.sentences(source_id)))


class _Surroundings:
    """One source, with what is needed to set a quote in its context."""

    def __init__(self, transcript: Transcript) -> None:
        self.transcript = transcript
        sentences = transcript.sentences
        self._places = Places(transcript.turns)
        self._turns = {turn.id: turn for turn in transcript.turns}
        self._sentences = sentences
        self._ends = [sentence.end for sentence in sentences]

    def of(self, item: Evidence) -> QuoteInContext:
        """A quote with its speaker, its place and the words around it."""
        source, span = self.transcript.source, item.span
        turn = self._places.turn_of(span)
        before, after = self._around(span)
        return QuoteInContext(
            item,
            source.name,
            turn.speaker if turn else "",
            place_of(turn) if turn else "",
            source.quote(span),
            self._aside(before, before.start, min(before.end, span.start), turn) if before else None,
            self._aside(after, max(after.start, span.end), after.end, turn) if after else None,
        )

    def _around(self, span: Span) -> tuple[Sentence | None, Sentence | None]:
        """The sentences a quote is set in: those it is cut out of, or else its neighbours."""
        first, last = bisect_right(self._ends, span.start), bisect_left(self._ends, span.end)
        if first < len(self._sentences) and self._sentences[first].start >= span.start:
            first -= 1
        if last < len(self._sentences) and self._sentences[last].end <= span.end:
            last += 1
        before = self._sentences[first] if 0 <= first < len(self._sentences) else None
        return before, self._sentences[last] if last < len(self._sentences) else None

    def _aside(self, sentence: Sentence, start: int, end: int, own: Turn | None) -> Aside | None:
        text = self.transcript.source.text[start:end].strip()
        turn = self._turns.get(sentence.turn_id)
        same = own is not None and turn is not None and turn.speaker == own.speaker
        return Aside(text, "" if same or turn is None else turn.speaker) if text else None
