"""A quote where it was said: who said it, when or on which page, and the words around it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.domain import Evidence, Sentence, Source, Turn
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


class Contexts:
    """Looks quotes up in a study; texts never change, so what was read is kept."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.transcript = lru_cache(_SOURCES_KEPT)(self._transcript)
        self._sentences = lru_cache(_SOURCES_KEPT)(store.sentences)

    def of(self, items: Sequence[Evidence]) -> list[QuoteInContext]:
        """Pieces of evidence, each in its context."""
        return [self._in_context(item) for item in items]

    def _transcript(self, source_id: str) -> Transcript:
        return Transcript(self._store.source(source_id), self._store.turns(source_id))

    def _in_context(self, item: Evidence) -> QuoteInContext:
        shown = self.transcript(item.span.source_id)
        turns = {turn.id: turn for turn in shown.turns}
        turn = Places(shown.turns).turn_of(item.span)
        before, after = self._around(item)
        return QuoteInContext(
            item,
            shown.source.name,
            turn.speaker if turn else "",
            place_of(turn) if turn else "",
            shown.source.quote(item.span),
            _aside(before, item.span.start, shown.source, turns, turn, is_before=True),
            _aside(after, item.span.end, shown.source, turns, turn, is_before=False),
        )

    def _around(self, item: Evidence) -> tuple[Sentence | None, Sentence | None]:
        """The sentences a quote is set in: those it is cut out of, or else its neighbours."""
        sentences = self._sentences(item.span.source_id)
        first = bisect_left([sentence.end for sentence in sentences], item.span.start + 1)
        last = bisect_left([sentence.end for sentence in sentences], item.span.end)
        if first < len(sentences) and sentences[first].start >= item.span.start:
            first -= 1
        if last < len(sentences) and sentences[last].end <= item.span.end:
            last += 1
        before = sentences[first] if 0 <= first < len(sentences) else None
        return before, sentences[last] if last < len(sentences) else None


def _aside(
    sentence: Sentence | None,
    edge: int,
    source: Source,
    turns: dict[str, Turn],
    own: Turn | None,
    *,
    is_before: bool,
) -> Aside | None:
    if sentence is None:
        return None
    start, end = (sentence.start, min(sentence.end, edge)) if is_before else (max(sentence.start, edge), sentence.end)
    text = source.text[start:end].strip()
    turn = turns.get(sentence.turn_id)
    same = own is not None and turn is not None and turn.speaker == own.speaker
    return Aside(text, "" if same or turn is None else turn.speaker) if text else None
