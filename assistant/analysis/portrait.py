"""What is characteristic of a group of participants: for each field of a persona, the points to write claims from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass

import numpy as np

from assistant.analysis.facts import Fact
from assistant.analysis.material import Material, one_a_sentence, people_in
from assistant.domain import Finding, Kind, Span, Theme
from assistant.embedding import Embedding
from assistant.engines.protocol import Point
from assistant.identity import stable_id

_THEME_FIELDS: tuple[tuple[str, tuple[Kind, ...], int], ...] = (
    ("goals", ("need", "suggestion"), 3),
    ("pains", ("pain",), 5),
    ("joys", ("gain",), 5),
)
_NAMED_FIELDS: tuple[tuple[str, Kind, int], ...] = (("channels", "touchpoint", 4), ("emotions", "emotion", 3))
_FACT_FIELDS = (("demographics", 3), ("role", 2), ("values", 2), ("technology", 1), ("behaviours", 2), ("trust", 2))
_SAYING_FIELDS = (("thinks", 2), ("does", 2))
_ALONE = 2
"""Topics of a single member that a field holds at most: a persona is what members share."""
_ALIKE = 0.5
"""Cosine at which two facts say the same."""
_MOST_QUOTES = 400
"""Quotes behind one claim: beyond this more of them tell nothing new and only slow reading down."""


@dataclass(frozen=True)
class Portrayal:
    """A group of participants in a study, and how to compare what they say."""

    material: Material
    members: frozenset[str]
    embedding: Embedding

    def points(self) -> list[Point]:
        """Points for every field that the group's words say something for, the strongest first in each."""
        found = list(self._quote_points())
        for field, kinds, most in _THEME_FIELDS:
            found += self._theme_points(field, kinds, most)
        for field, kind, most in _NAMED_FIELDS:
            found += self._named_points(field, kind, most)
        told: set[Span] = set()
        for field, most in (*_FACT_FIELDS, *_SAYING_FIELDS):
            points = self._fact_points(field, most, told)
            told |= {quote.evidence.span for point in points for quote in point.quotes}
            found += points
        found += self._strongest("says", 2, lambda item: item.kind in ("pain", "gain", "need"))
        found += self._strongest("feels", 2, lambda item: item.kind == "emotion")
        return found

    def contrast(self) -> list[str]:
        """Themes that set the group apart, the strongest first."""
        telling = [(self._lift(theme), theme) for theme in self.material.themes if self._people(theme) >= 1]
        telling.sort(key=lambda item: (-item[0] * self._people(item[1]), item[1].name))
        return [theme.name for lift, theme in telling[:4] if lift > 1.2]

    def _mine(self, findings: Iterable[Finding]) -> list[Finding]:
        return [item for item in findings if item.participant_id in self.members]

    def _people(self, theme: Theme) -> int:
        return len({item.participant_id for item in self._mine(self.material.findings_of(theme))})

    def _lift(self, theme: Theme) -> float:
        """How much more of the group speak of a theme than of everybody, evened out for small numbers."""
        everybody = {item.participant_id for item in self.material.findings_of(theme)}
        inside = (self._people(theme) + 0.5) / (len(self.members) + 1)
        return inside / ((len(everybody) + 0.5) / (len(self.material.participants) + 1))

    def _theme_points(self, field: str, kinds: Sequence[Kind], most: int) -> list[Point]:
        themes = [theme for theme in self.material.themes if theme.kind in kinds and self._people(theme)]
        themes.sort(key=lambda theme: (-self._people(theme) * self._lift(theme), -self._people(theme), theme.id))
        points = [
            self._point(field, theme.id, theme.name, self._mine(self.material.findings_of(theme)))
            for theme in themes[:most]
        ]
        points = shared_first(points, _ALONE)
        return points or self._single_points(field, kinds, 2)

    def _single_points(self, field: str, kinds: Sequence[Kind], most: int) -> list[Point]:
        """Where a group shares no theme: what single members said most surely."""
        single = [item for who in sorted(self.members) for item in self.material.by_participant.get(who, ())]
        single = sorted((item for item in single if item.kind in kinds), key=lambda item: (-item.confidence, item.id))
        return [self._point(field, item.id, item.label, [item]) for item in single[:most]]

    def _named_points(self, field: str, kind: Kind, most: int) -> list[Point]:
        """Findings that go by a name: touchpoints, emotions."""
        named: dict[str, list[Finding]] = defaultdict(list)
        for who in sorted(self.members):
            for item in self.material.by_participant.get(who, ()):
                if item.kind == kind and item.attributes.get("valence") != 0:
                    named[item.label].append(item)
        points = [
            self._point(field, label, label, sorted(items, key=lambda item: (-item.confidence, item.id)))
            for label, items in named.items()
        ]
        points.sort(key=lambda point: (-people_in(point.quotes) * _charge(point), -len(point.quotes), point.topic))
        known = [point for point in points if people_in(point.quotes) >= min(2, len(self.members))]
        return (known or points)[:most]

    def _fact_points(self, field: str, most: int, told: Set[Span]) -> list[Point]:
        """Facts that say the same together, those shared by most first, without what another field tells."""
        mine = [fact for fact in self.material.facts if fact.field == field and fact.participant_id in self.members]
        facts = [fact for fact in mine if fact.span not in told]
        points = [self._fact_point(field, group) for group in self._alike(facts)]
        points.sort(key=lambda point: (-people_in(point.quotes), _length(point), point.key))
        return points[:most]

    def _fact_point(self, field: str, facts: Sequence[Fact]) -> Point:
        quotes = one_a_sentence(self.material.fact_quote(fact) for fact in facts)
        first = quotes[0].evidence.span
        return Point(field, stable_id("k", field, first.source_id, first.start), facts[0].topic, quotes)

    def _alike(self, facts: Sequence[Fact]) -> Iterator[list[Fact]]:
        from assistant.analysis.themes import cluster

        if not facts:
            return
        groups: dict[int, list[Fact]] = defaultdict(list)
        vectors = self.embedding.embed([fact.text for fact in facts])
        for fact, group in zip(facts, cluster(vectors, _ALIKE), strict=True):
            groups[group].append(fact)
        yield from groups.values()

    def _strongest(self, field: str, most: int, fits: Callable[[Finding], bool]) -> list[Point]:
        """The surest findings, one a participant."""
        best: dict[str, Finding] = {}
        for who in sorted(self.members):
            for item in self.material.by_participant.get(who, ()):
                words = len(self.material.quote(item).text.split())
                if fits(item) and 6 <= words <= 35 and _strength(item) > _strength(best.get(who)):
                    best[who] = item
        chosen = sorted(best.values(), key=lambda item: (-_strength(item), item.id))[:most]
        return [self._point(field, item.id, item.label, [item]) for item in chosen]

    def _quote_points(self) -> Iterator[Point]:
        """The one quote that is most like the group and least like the others."""
        candidates = [
            (item, self.material.quote(item))
            for item in self.material.findings
            if item.kind in ("pain", "gain", "need") and item.participant_id is not None
        ]
        mine = [(item, quote) for item, quote in candidates if item.participant_id in self.members]
        fitting = [(item, quote) for item, quote in mine if 8 <= len(quote.text.split()) <= 28]
        if not fitting:
            return
        texts = [quote.text for _, quote in fitting]
        vectors = self.embedding.embed(texts)
        centre = np.mean(self.embedding.embed([quote.text for _, quote in mine]), axis=0)
        rest = [quote.text for item, quote in candidates if item.participant_id not in self.members]
        away = np.mean(self.embedding.embed(rest), axis=0) if rest else np.zeros_like(centre)
        likeness = vectors @ centre - vectors @ away + np.array([_spoken_well(text) for text in texts])
        item, quote = fitting[int(likeness.argmax())]
        yield Point("quote", "quote", item.label, (quote,))

    def _point(self, field: str, key: str, topic: str, findings: Sequence[Finding]) -> Point:
        quotes = one_a_sentence(self.material.quote(item) for item in findings)
        return Point(field, key, topic, quotes[:_MOST_QUOTES])


def shared_first(points: Sequence[Point], alone: int) -> list[Point]:
    """Points in their order, without those of a single participant that would make them more than `alone`."""
    shared = [point for point in points if people_in(point.quotes) > 1]
    single = [point for point in points if people_in(point.quotes) == 1]
    kept = {point.key for point in [*shared, *single[: max(0, alone - len(shared))]]}
    return [point for point in points if point.key in kept]


def _charge(point: Point) -> float:
    """How strong a feeling is; touchpoints are all alike."""
    quote = point.quotes[0]
    return abs(quote.valence) if quote.kind == "emotion" else 1.0


def _spoken_well(text: str) -> float:
    """A little for a quote that begins with its speaker and is whole."""
    return 0.05 * (text.startswith(("I ", "I'", "My ", "We "))) - 0.05 * ("…" in text or "--" in text)


def _length(point: Point) -> int:
    return abs(len(point.quotes[0].text.split()) - 12)


def _strength(item: Finding | None) -> float:
    if item is None:
        return -1.0
    return item.confidence * (0.5 + abs(float(item.attributes.get("valence", item.attributes.get("sentiment", 0.5)))))
