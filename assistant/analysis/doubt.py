"""Reasons to doubt a claim: what participants said that speaks against it, or where that was looked for in vain.

Looked for among findings of the other side: what pleased against what hurt or was wished for, what hurt against what
pleased. An engine that can read tells which of the nearest do speak against the claim; else they must be close to it,
and to no other topic more (`assistant.analysis.opposition`). What is found is shown beside the claim; the reviewer
decides what it means.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from assistant.analysis.announced import announced
from assistant.analysis.denials import denied, refused
from assistant.analysis.material import Material
from assistant.analysis.meaning import Surroundings
from assistant.analysis.opposition import Opposition
from assistant.analysis.themes import WISHES
from assistant.domain import Claim, Evidence, Kind, Searched, Span, Theme, by_id
from assistant.embedding import Embedding
from assistant.engines.protocol import DoubtTask, Engine, Judge, Quote
from assistant.matrices import Matrix

_OTHER_SIDE: Mapping[Kind, Kind] = {"pain": "gain", "gain": "pain", "need": "gain", "suggestion": "gain"}
_AGAINST, _ALONE = 1.15, 0.15
"""From how much on a quote is taken to speak against a claim; how much more against one that rests on one quote."""
_WORTH_READING = 0.7
"""From how much on an engine that can read is shown it."""
_ABOUT = 0.8
"""Likeness from which a quote is on the same topic."""
_MOST, _MOST_READ = 2, 8
"""Quotes put against a claim, and those that an engine which can read is shown for it."""
_HOMES, _HOMES_APART = 1, 3
"""To how many topics a quote may belong: a general word is close to many. Who sets themselves apart says it of one."""
_AS_NEAR = 0.15
"""How much less than to the nearest topic."""
_LEAST_WORDS = 4
"""A quote of fewer words says nothing without those around it."""
_AGREES = re.compile(
    r"\W*(?:i (?:\w+ly )?agree|exactly|of course|absolutely|(?:that's|that is|very|so) true)\b", re.IGNORECASE
)
"""Whoever begins like this goes along with what was said before."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """What was found against a claim, the strongest first, and where it was looked for."""

    counter: tuple[Evidence, ...] = ()
    searched: Searched | None = None


class Doubts:
    """Finds counter-evidence; reads what hurt, pleased or was wished for in a study once."""

    def __init__(self, material: Material, embedding: Embedding, engine: Engine) -> None:
        self._engine = engine
        self._reads = isinstance(engine, Judge)
        self._material = material
        coded = [item for item in material.findings if item.kind in _OTHER_SIDE]
        denials = denied(material)
        known = {item.span for item in denials}
        spoken = [*denials, *(item for item in announced(material, engine) if item.span not in known)]
        refusals = refused(material)
        self._judged = [*coded, *spoken, *refusals]
        self._unwanted = range(len(coded) + len(spoken), len(self._judged))
        self._row = {item.id: at for at, item in enumerate(self._judged)}
        self._quotes = [material.quote(item) for item in coded]
        # What nobody coded is quoted by its place alone.
        self._quotes += [replace(material.quote(item), evidence=Evidence(item.span)) for item in (*spoken, *refusals)]
        self._said = Surroundings(material.sources, material.turns, material.sentences)
        self._embedding = embedding

    def against(self, kind: Kind | None, quotes: Sequence[Quote], people: frozenset[str] | None) -> Doubt:
        """What might speak against a claim of a kind; only words of `people` where they are given."""
        topic = self._rows([quote.evidence.finding_id or "" for quote in quotes])
        if kind is None or kind not in _OTHER_SIDE or not topic:
            return Doubt()
        own = {quote.evidence.span for quote in quotes}
        rows = [
            at
            for at in self._facing(kind)
            if (people is None or self._judged[at].participant_id in people)
            and self._quotes[at].evidence.span not in own
        ]
        if not rows:
            return Doubt((), Searched(0, 0, 0, 0))
        likeness = self._opposition.likeness(rows, self._told_there(topic))
        counter = tuple(self._strongest(rows, topic, self._opposition.against(rows, likeness)))
        about = int((likeness >= _ABOUT).sum())
        speakers = len({self._judged[at].participant_id for at in rows} - {None})
        return Doubt(counter, Searched(len(rows), speakers, max(about, len(counter)), len(counter)))

    def _told_there(self, topic: Sequence[int]) -> list[int]:
        """Findings, and what else was told on their topics: what they leave out is said beside them."""
        names = [self._judged[at].id for at in topic]
        themes = {theme.id: theme for name in names if (theme := self._material.theme_of.get(name))}
        return list(dict.fromkeys([*topic, *(at for theme in themes.values() for at in self._rows(theme.whole_topic))]))

    def weighed(self, drafts: Mapping[str, Sequence[Claim]]) -> dict[str, tuple[Claim, ...]]:
        """Claims by owner, with only what does speak against them; as they are where no engine can tell."""
        weighed = {owner: tuple(_with_counter(claim, claim.counter[:_MOST]) for claim in claims)
                   for owner, claims in drafts.items()}  # fmt: skip
        if not isinstance(self._engine, Judge):
            return weighed
        tasks = [self._task(owner, claims) for owner, claims in drafts.items()]
        for outcome in self._engine.weigh([task for task in tasks if task.claims]):
            if outcome.result is not None:
                owner = outcome.item.id
                weighed[owner] = tuple(_as_read(drafts[owner], outcome.result))
        return weighed

    def _task(self, owner: str, claims: Sequence[Claim]) -> DoubtTask:
        quotes = {quote.evidence.span: quote for quote in self._quotes}
        doubted = [claim for claim in claims if claim.counter]
        return DoubtTask(
            owner, tuple((claim.text, tuple(quotes[item.span] for item in claim.counter)) for claim in doubted)
        )

    def _strongest(self, rows: Sequence[int], topic: Sequence[int], scores: Matrix) -> Iterator[Evidence]:
        """The quotes that speak most against a topic, each once; `scores` say how much each of `rows` does."""
        least = _WORTH_READING if self._reads else _AGAINST + _ALONE * (len(set(topic)) == 1)
        seen: set[Span] = set()
        for at in np.argsort(-scores, kind="stable"):
            quote = self._quotes[rows[at]]
            if scores[at] < least or len(seen) == (_MOST_READ if self._reads else _MOST):
                return
            if quote.evidence.span not in seen and (self._reads or self._at_home(rows[at], topic)):
                seen.add(quote.evidence.span)
                yield Evidence(quote.evidence.span, quote.evidence.finding_id, "against")

    def _at_home(self, row: int, topic: Sequence[int]) -> bool:
        """Whether a quote is close to the theme of a topic more than to others."""
        homes = self._homes.get(row, ())[: _HOMES_APART if self._opposition.apart[row] else _HOMES]
        told = [self._judged[at].id for at in topic]
        themes = Counter(theme.id for name in told if (theme := self._material.theme_of.get(name)))
        if themes:
            return themes.most_common(1)[0][0] in homes
        topics = {self._topic_of[name] for name in told if name in self._topic_of}
        return not topics or any(self._themes[home].topic in topics for home in homes)

    @cached_property
    def _themes(self) -> Mapping[str, Theme]:
        return by_id(self._material.themes)

    @cached_property
    def _topic_of(self) -> Mapping[str, str]:
        """On which topic something was told that says what no theme says."""
        return {name: theme.topic for theme in self._material.themes for name in theme.whole_topic}

    @cached_property
    def _opposition(self) -> Opposition:
        return Opposition(self._judged, self._said, self._embedding)

    def _facing(self, kind: Kind) -> Sequence[int]:
        """What may speak against a kind of claim: the other side, and against wishes what is not wanted.

        Whoever is glad of one thing may well wish for another: only an engine that reads is shown all that pleased.
        """
        rows = self._telling[_OTHER_SIDE[kind]]
        if kind not in WISHES:
            return rows
        return [*(row for row in rows if self._reads or self._opposition.apart[row]), *self._unwanted]

    @cached_property
    def _telling(self) -> Mapping[Kind, Sequence[int]]:
        """What may speak against something, by kind: long enough to be understood, and surely of its kind."""
        surest: dict[tuple[object, Kind], float] = {}
        for item, quote in zip(self._judged, self._quotes, strict=True):
            place = quote.evidence.span, item.kind
            surest[place] = max(surest.get(place, 0.0), item.confidence)

        def tells(at: int) -> bool:
            item, quote = self._judged[at], self._quotes[at]
            other = surest.get((quote.evidence.span, _OTHER_SIDE[item.kind]), 0.0)
            sure = item.confidence >= other or bool(self._opposition.apart[at])
            return sure and len(quote.text.split()) >= _LEAST_WORDS and not _AGREES.match(quote.text)

        rows = range(len(self._judged))
        sides: tuple[Kind, ...] = ("pain", "gain")
        return {side: [at for at in rows if self._judged[at].kind == side and tells(at)] for side in sides}

    @cached_property
    def _homes(self) -> Mapping[int, Sequence[str]]:
        """Ids of the themes on the other side that each quote is closest to."""
        facing = {side: [kind for kind, other in _OTHER_SIDE.items() if other == side] for side in self._telling}
        sides = [*((rows, facing[side]) for side, rows in self._telling.items()), (self._unwanted, WISHES)]
        return {row: names for rows, kinds in sides for row, names in self._nearest(rows, kinds)}

    def _nearest(self, rows: Sequence[int], kinds: Sequence[Kind]) -> Iterator[tuple[int, Sequence[str]]]:
        """For each quote the ids of the nearest themes of some kinds, without those that are much less near.

        Of each topic it is the nearest part, as whatever is told of the topic is near to all of them.
        """
        themes = [theme for theme in self._material.themes if theme.kind in kinds and self._rows(theme.finding_ids)]
        if not rows or not themes:
            return
        whole = self._closeness(rows, [theme.whole_topic for theme in themes])
        parts = self._closeness(rows, [theme.finding_ids for theme in themes])
        near = whole >= whole.max(axis=0) - _AS_NEAR
        order = np.lexsort((-parts, -whole), axis=0)
        for column, row in enumerate(rows):
            nearest: dict[str, str] = {}
            for at in order[:, column]:
                if near[at, column]:
                    nearest.setdefault(themes[at].topic, themes[at].id)
            yield row, list(nearest.values())[:_HOMES_APART]

    def _closeness(self, rows: Sequence[int], topics: Sequence[Sequence[str]]) -> Matrix:
        """How close each quote (a column) is to each of some topics (a row), told by findings."""
        return np.stack(list(self._opposition.likenesses(rows, [self._rows(names) for names in topics])))

    def _rows(self, names: Sequence[str]) -> list[int]:
        return [self._row[name] for name in names if name in self._row]


def _as_read(claims: Sequence[Claim], found: Sequence[Sequence[Evidence]]) -> Iterator[Claim]:
    """Claims with what was read to speak against them; those that nothing might speak against as they are."""
    against = iter(found)
    for claim in claims:
        known = {item.span for item in next(against)} if claim.counter else set()
        yield _with_counter(claim, [item for item in claim.counter if item.span in known])


def _with_counter(claim: Claim, counter: Sequence[Evidence]) -> Claim:
    searched = replace(claim.searched, found=len(counter)) if claim.searched else None
    return replace(claim, evidence=(*claim.support, *counter), searched=searched)
