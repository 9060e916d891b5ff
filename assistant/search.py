"""Search by meaning and by word: what participants said about something, in their words and in context.

Chunks close in meaning come from the index, and their sentences are compared with the query one by one;
sentences with the query's words are found in the texts themselves. Both rankings are joined by their ranks.
What stands in quotation marks in the query must occur in the answer. An interviewer's words are shown around
a quote, never as one.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.domain import Chunk, Role, Sentence, Source, Span, Turn
from assistant.embedding import Embedding
from assistant.index.chunk_index import Hit
from assistant.query import Query

RANK_DAMPING = 60
"""Reciprocal rank fusion: a rank counts 1 / (60 + rank), the constant of the method's authors."""
CHUNKS = 30
"""Chunks whose sentences are compared with the query."""
LEAST_LIKENESS = 0.1
"""A sentence less like the query than this is no answer, however little else there is."""
CONTEXT = 2
"""Sentences shown on each side of a quote."""


class SearchStore(Protocol):
    """What search reads of a study."""

    def sources(self) -> Sequence[Source]: ...
    def chunks(self) -> Sequence[Chunk]: ...
    def turns(self, source_id: str) -> Sequence[Turn]: ...
    def sentences(self, source_id: str) -> Sequence[Sentence]: ...


class SearchIndex(Protocol):
    """What search asks of the index."""

    def search(self, query: str, k: int = 10, where: Mapping[str, Sequence[str]] | None = None) -> Sequence[Hit]: ...


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence beside a quote."""

    speaker: str
    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A participant's words that answer a search, with where they stand."""

    span: Span
    quote: str
    before: tuple[Said, ...]
    after: tuple[Said, ...]
    source_name: str
    speaker: str
    role: Role
    participant_id: str | None
    time: float | None
    page: int | None
    score: float
    """Only good for comparing the passages of one search."""


def search(
    query: str,
    *,
    index: SearchIndex,
    embedding: Embedding,
    store: SearchStore,
    k: int = 10,
    where: Mapping[str, Sequence[str]] | None = None,
) -> list[Passage]:
    """The `k` best passages; `where` narrows to some sources or participants: `{"participant": ["p3"]}`."""
    wanted = Query(query)
    if not wanted.text:
        return []
    study = _Study(store, where or {})
    hits = index.search(wanted.text, CHUNKS, where)
    rankings = [study.by_meaning(wanted.text, hits, embedding), study.by_word(wanted)]
    if wanted.phrases:
        exact = study.with_phrases(wanted.phrases)
        rankings = [[place for place in ranking if place in exact] for ranking in (*rankings, sorted(exact))]
    return study.passages(_fused(*rankings), k)


Place = tuple[str, int]
"""A source and the position of a sentence in it."""


def _fused(*rankings: Sequence[Place]) -> dict[Place, float]:
    """Places by the sum of their reciprocal ranks, best first; equal ones in the order of the study."""
    scores: dict[Place, float] = defaultdict(float)
    for ranking in rankings:
        for rank, place in enumerate(ranking, 1):
            scores[place] += 1 / (RANK_DAMPING + rank)
    return dict(sorted(scores.items(), key=lambda item: (-item[1], item[0])))


class _Script:
    """One source, ready to be read sentence by sentence."""

    def __init__(
        self,
        source: Source,
        turns: Sequence[Turn],
        sentences: Sequence[Sentence],
        people: Sequence[str] | None,
    ) -> None:
        self.source = source
        self.sentences = sorted(sentences, key=lambda sentence: sentence.start)
        self._turns = {turn.id: turn for turn in turns}
        self._starts = [sentence.start for sentence in self.sentences]
        self._people = people

    def turn(self, at: int) -> Turn:
        return self._turns[self.sentences[at].turn_id]

    def may_be_quoted(self, at: int) -> bool:
        """Whether a participant says this sentence, and one of those asked for."""
        turn = self.turn(at)
        return turn.role == "participant" and (self._people is None or turn.participant_id in self._people)

    def at(self, offset: int) -> int | None:
        """The sentence in which a character stands, if it may be quoted."""
        found = bisect_right(self._starts, offset) - 1
        inside = found >= 0 and offset < self.sentences[found].end
        return found if inside and self.may_be_quoted(found) else None

    def said(self, positions: Iterable[int]) -> tuple[Said, ...]:
        """Neighbouring sentences, as context."""
        shown = [at for at in positions if 0 <= at < len(self.sentences)]
        return tuple(Said(self.turn(at).speaker, self.turn(at).role, self.text(at)) for at in shown)

    def text(self, at: int) -> str:
        return self.source.quote(self.sentences[at].span)

    def passage(self, first: int, last: int, score: float) -> Passage:
        turn = self.turn(first)
        span = Span(self.source.id, self.sentences[first].start, self.sentences[last].end)
        return Passage(
            span=span,
            quote=self.source.quote(span),
            before=self.said(range(first - CONTEXT, first)),
            after=self.said(range(last + 1, last + 1 + CONTEXT)),
            source_name=self.source.name,
            speaker=turn.speaker,
            role=turn.role,
            participant_id=turn.participant_id,
            time=turn.time,
            page=turn.page,
            score=score,
        )


def _among(source: Source, where: Mapping[str, Sequence[str]]) -> bool:
    return source.id in where.get("source", (source.id,)) and source.kind in where.get("kind", (source.kind,))


class _Study:
    """The sources that are searched; turns and sentences are read only where something is found."""

    def __init__(self, store: SearchStore, where: Mapping[str, Sequence[str]]) -> None:
        self._store = store
        self._people = where.get("participant")
        self._sources = {source.id: source for source in store.sources() if _among(source, where)}
        self._scripts: dict[str, _Script] = {}
        self._ends: dict[Place, int] = {}
        """The last sentence of a phrase that runs on beyond its first."""

    def script(self, source_id: str) -> _Script:
        if source_id not in self._scripts:
            turns, sentences = self._store.turns(source_id), self._store.sentences(source_id)
            self._scripts[source_id] = _Script(self._sources[source_id], turns, sentences, self._people)
        return self._scripts[source_id]

    def with_phrases(self, phrases: Sequence[re.Pattern[str]]) -> set[Place]:
        """Sentences in which all the phrases begin."""
        return set.intersection(*(self._with_phrase(phrase) for phrase in phrases))

    def _with_phrase(self, phrase: re.Pattern[str]) -> set[Place]:
        places = set()
        for source in self._sources.values():
            for match in phrase.finditer(source.text):
                script = self.script(source.id)
                at, last = script.at(match.start()), script.at(match.end() - 1)
                if at is not None and last is not None and script.turn(at) == script.turn(last):
                    places.add((source.id, at))
                    self._ends[source.id, at] = max(last, self._ends.get((source.id, at), at))
        return places

    def by_word(self, query: Query) -> list[Place]:
        """Sentences with words of the query: rare words count more, then the shorter sentence."""
        words: dict[Place, set[str]] = defaultdict(set)
        for source in self._sources.values():
            for offset, stem in query.words_in(source.text):
                at = self.script(source.id).at(offset)
                if at is not None:
                    words[source.id, at].add(stem)
        spread = Counter(stem for stems in words.values() for stem in stems)
        weight = {stem: math.log(1 + len(words) / count) + 0.1 for stem, count in spread.items()}
        score = {place: sum(weight[stem] for stem in sorted(stems)) for place, stems in words.items()}
        return sorted(score, key=lambda place: (-score[place], self._length(place), place))

    def _length(self, place: Place) -> int:
        sentence = self.script(place[0]).sentences[place[1]]
        return sentence.end - sentence.start

    def by_meaning(self, query: str, hits: Sequence[Hit], embedding: Embedding) -> list[Place]:
        """The sentences of the chunks found, by their own closeness and half as much by their chunk's."""
        near = self._sentences_of(hits)
        if not near:
            return []
        texts = [self.script(source).text(at) for source, at in near]
        vectors = embedding.embed([query, *texts])
        likeness = dict(zip(near, (vectors[1:] @ vectors[0]).tolist(), strict=True))
        close = [place for place in near if likeness[place] > LEAST_LIKENESS]
        return sorted(close, key=lambda place: (-likeness[place] - near[place] / 2, place))

    def _sentences_of(self, hits: Sequence[Hit]) -> dict[Place, float]:
        """The participants' sentences of the chunks found, with their chunk's score."""
        chunks = {chunk.id: chunk for chunk in self._store.chunks()} if hits else {}
        near: dict[Place, float] = {}
        for hit in hits:
            chunk = chunks.get(hit.chunk_id)
            if chunk is None or chunk.source_id not in self._sources:
                continue  # of a version that has been replaced
            script = self.script(chunk.source_id)
            for at, sentence in enumerate(script.sentences):
                if chunk.first <= sentence.seq <= chunk.last and script.may_be_quoted(at):
                    near[chunk.source_id, at] = hit.score
        return near

    def passages(self, ranked: Mapping[Place, float], k: int) -> list[Passage]:
        """The best places, neighbours in one turn joined."""
        best = set(list(ranked)[: 2 * k])
        used: set[Place] = set()
        found: list[Passage] = []
        for place, score in ranked.items():
            if len(found) < k and place not in used:
                first, last = self._joined(place, best - used)
                used.update((place[0], at) for at in range(first, last + 1))
                found.append(self.script(place[0]).passage(first, last, score))
        return found

    def _joined(self, place: Place, best: set[Place]) -> tuple[int, int]:
        source, at = place
        script = self.script(source)
        first, last = at, self._ends.get(place, at)
        if (source, at - 1) in best and script.turn(at - 1) == script.turn(at):
            first = at - 1
        if last == at and (source, at + 1) in best and script.turn(at + 1) == script.turn(at):
            last = at + 1
        return first, last
