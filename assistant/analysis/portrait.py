"""What is characteristic of a group of participants: for each field of a persona, the points to write claims from."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from assistant.analysis.facts import Fact
from assistant.analysis.material import Material, one_a_sentence
from assistant.analysis.spoken_of import SpokenOf
from assistant.analysis.themes import THEMED, WISHES, voices_needed
from assistant.analysis.topic_clusters import cluster
from assistant.analysis.voices import people_in
from assistant.apostrophes import straight
from assistant.domain import PERSONA_FIELDS, Finding, Kind, Span
from assistant.embedding import Embedding
from assistant.engines.protocol import Point, Quote, Voice
from assistant.engines.told import Topic
from assistant.identity import stable_id

_THEME_FIELDS: tuple[tuple[str, tuple[Kind, ...], int], ...] = (
    ("goals", WISHES, 3),
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
MILD, MILDLY = ("approval", "disapproval", "realization"), 0.4
"""Emotions that nearly everybody shows when asked for an opinion, and what they count beside feelings proper."""
_SAID, _SHORTEST, _LONGEST = 2, 6, 35
"""Quotes that show what a group says or feels, and how many words they have."""
_PLAIN = 0.5
"""Confidence from which one participant's word stands for a field by itself."""
_AGAIN = 0.05
"""What it counts to come back to something, each time up to three, beside how strongly it was told (0 to 1)."""
_DENIED = re.compile(r"\b(?:not|never|no|nobody|nothing|hardly|cannot|(?:dis|mis)trust\w*|\w+n't)\b", re.IGNORECASE)
"""`I trust it` and `I do not trust it` are alike in all but this."""
_MANY = 30
"""In a larger group than this, one member's home or habit says nothing of the group."""
_ONE_IN = 100
"""Of so many members one has to tell the like of home, role or habits for it to say something of the group."""
_VOICES = 400


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
        told |= {quote.evidence.span for point in found if point.field == "quote" for quote in point.quotes}
        found += self._says(told)
        found += self._feels(told)
        return found

    def blanks(self, filled: Set[str]) -> dict[str, str]:
        """Why each of the other fields says nothing."""
        members = [who for who in self.members if self.material.lines.get(who)]
        heard = {fact.field for fact in self.material.facts if fact.participant_id in self.members}
        kinds = {item.kind for item in self._mine(self.material.findings)}
        heard |= {field for field, themed, _ in _THEME_FIELDS if not kinds.isdisjoint(themed)}
        heard |= {field for field, named, _ in _NAMED_FIELDS if named in kinds}
        told = {"summary", *filled}  # which sums up the others, where an engine writes one
        return {field: self._why(field, members, heard) for field in PERSONA_FIELDS if field not in told}

    def _why(self, field: str, members: Sequence[str], heard: Set[str]) -> str:
        if not members:
            return "none of them says anything in the sources"
        if field in heard and len(members) > _MANY:
            return "what was said of it is told under another heading, or by too few of them"
        if field in heard:
            return "what was said of it is told under another heading"
        return "nobody among them said anything of it that could be recognised"

    @property
    def _is_crowd(self) -> bool:
        """Whether one member says nothing of the group."""
        return len(self.members) > _MANY

    @property
    def _needed(self) -> int:
        """How many members have to say something for it to be told of the group."""
        return voices_needed(len(self.members)) if self._is_crowd else 1

    def topics(self) -> tuple[Topic, ...]:
        """What sets the group apart, the strongest first."""
        return self._spoken_of.setting_apart()

    def outlooks(self) -> tuple[Topic, ...]:
        """Whether they tell of more that hurt or of more that pleased them, where that sets the group apart."""
        return self._spoken_of.outlooks()

    @cached_property
    def _spoken_of(self) -> SpokenOf:
        return SpokenOf(self.material, self.members)

    def _mine(self, findings: Iterable[Finding]) -> list[Finding]:
        return [item for item in findings if item.participant_id in self.members]

    def _theme_points(self, field: str, kinds: Sequence[Kind], most: int) -> list[Point]:
        people, lift = self._spoken_of.people, self._spoken_of.lift
        themes = [item for item in self.material.themes if item.kind in kinds and people(item) >= self._needed]
        themes.sort(key=lambda theme: (-people(theme) * lift(theme), -people(theme), theme.id))
        points = [
            self._point(field, theme.id, theme.name, self._mine(self.material.findings_of(theme)))
            for theme in themes[:most]
        ]
        if len(self.members) == 1:
            return self._told_most_strongly(points, self._single_points(field, kinds, 4 * most))[:most]
        points = shared_first(points, _ALONE)
        return points if points or self._is_crowd else self._single_points(field, kinds, 2)

    def _told_most_strongly(self, themes: Sequence[Point], single: Sequence[Point]) -> list[Point]:
        """What one person came back to and what they said once, the strongest first: nobody else shares in it."""
        told = {quote.evidence.span for point in themes for quote in point.quotes}
        once = [point for point in single if point.quotes[0].evidence.span not in told]
        return sorted([*themes, *once], key=lambda point: (-_strength(point), point.key))

    def _single_points(self, field: str, kinds: Sequence[Kind], most: int) -> list[Point]:
        """Where a group shares no theme: what single members said most surely."""
        single = [item for who in sorted(self.members) for item in self.material.by_participant.get(who, ())]
        plain = (item for item in single if item.kind in kinds and item.confidence >= _PLAIN)
        single = sorted(plain, key=lambda item: (-item.confidence, item.id))
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
        known = [point for point in points if people_in(point.quotes) >= max(self._needed, min(2, len(self.members)))]
        return (known if known or self._is_crowd else points)[:most]

    def _fact_points(self, field: str, most: int, told: Set[Span]) -> list[Point]:
        """Facts that say the same together, those shared by most first, without what another field tells."""
        mine = [fact for fact in self.material.facts if fact.field == field and fact.participant_id in self.members]
        facts = [fact for fact in mine if fact.span not in told]
        points = [self._fact_point(field, group) for group in self._alike(facts)]
        points.sort(key=lambda point: (-people_in(point.quotes), _length(point), point.key))
        needed = max(self._needed, len(self.members) // _ONE_IN)
        return [point for point in points if people_in(point.quotes) >= needed][:most]

    def _fact_point(self, field: str, facts: Sequence[Fact]) -> Point:
        quotes = one_a_sentence(self.material.fact_quote(fact) for fact in facts)
        first = quotes[0].evidence.span
        return Point(field, stable_id("k", field, first.source_id, first.start), facts[0].topic, quotes)

    def _alike(self, facts: Sequence[Fact]) -> Iterator[list[Fact]]:
        if not facts:
            return
        groups: dict[tuple[int, bool], list[Fact]] = defaultdict(list)
        vectors = self.embedding.embed([fact.text for fact in facts])
        for fact, group in zip(facts, cluster(vectors, _ALIKE), strict=True):
            groups[group, bool(_DENIED.search(straight(fact.text)))].append(fact)
        yield from groups.values()

    def _says(self, told: Set[Span]) -> list[Point]:
        """What is most like the group and plainly said, one a participant, without what another field tells."""
        fitting = [(likeness * quote.weight, item, quote) for likeness, item, quote in self._telling if likeness > 0]
        return self._one_each("says", fitting, told)

    def _feels(self, told: Set[Span]) -> list[Point]:
        """The strongest feelings, one a participant."""
        mine = [
            (item, self.material.quote(item)) for item in self._mine(self.material.findings) if item.kind == "emotion"
        ]
        felt = [(quote.weight, item, quote) for item, quote in mine if item.label not in MILD]
        return self._one_each("feels", felt, told)

    def _one_each(self, field: str, said: Iterable[tuple[float, Finding, Quote]], told: Set[Span]) -> list[Point]:
        best: dict[str | None, tuple[float, Finding]] = {}
        for worth, item, quote in said:
            apt = _SHORTEST <= len(quote.text.split()) <= _LONGEST and quote.evidence.span not in told
            if apt and worth > best.get(item.participant_id, (0.0, item))[0]:
                best[item.participant_id] = (worth, item)
        chosen = sorted(best.values(), key=lambda pair: (-pair[0], pair[1].id))[:_SAID]
        return [self._point(field, item.id, item.label, [item]) for _, item in chosen]

    def _quote_points(self) -> Iterator[Point]:
        """The one quote that is most like the group and least like the others, of the side that it is told apart by."""
        fitting = [
            (likeness + _spoken_well(quote.text), quote)
            for likeness, _, quote in self._telling
            if quote.kind in ("pain", "gain", "need") and 8 <= len(quote.text.split()) <= 28
        ]
        mine = [item for item in fitting if item[1].kind == self._side and _sounds_so(item[1])]
        if fitting:
            _, quote = max(mine or fitting, key=lambda item: (item[0], item[1].evidence.span))
            yield Point("quote", "quote", quote.label, (quote,))

    @property
    def _side(self) -> Kind | None:
        """Whether what sets the group apart, and mostly names it, hurt or pleased them or was needed."""
        return next((topic.kind for topic in (*self.topics(), *self.outlooks())), None)

    def voices(self) -> tuple[Voice, ...]:
        """Quotes that may name the group, the most telling first, with how much of the group tells of the same."""
        found = sorted(self._telling, key=lambda item: (-item[0], item[2].evidence.span))[:_VOICES]
        if not found:
            return ()
        most, least = found[0][0], found[-1][0]
        return tuple(
            self._voice(item, quote, (likeness - least) / max(most - least, 1e-9)) for likeness, item, quote in found
        )

    def _voice(self, item: Finding, quote: Quote, typical: float) -> Voice:
        theme = self.material.theme_of.get(item.id)
        told = self._spoken_of.people(theme) if theme else 1
        return Voice(quote, typical, told / len(self.members), self._spoken_of.topic(theme) if theme else None)

    @cached_property
    def _telling(self) -> list[tuple[float, Finding, Quote]]:
        """What the group says it needs, suffers and enjoys, with how much more it is like the group than the others."""
        said = [item for item in self.material.findings if item.kind in THEMED and item.participant_id is not None]
        mine, theirs = self._mine(said), [item for item in said if item.participant_id not in self.members]
        if not mine:
            return []
        quotes = [self.material.quote(item) for item in mine]
        vectors = self.embedding.embed([quote.text for quote in quotes])
        rest = [self.material.quote(item).text for item in theirs]
        away = self.embedding.embed(rest).mean(axis=0) if rest else np.zeros_like(vectors[0])
        likeness = vectors @ (vectors.mean(axis=0) - away)
        return list(zip(likeness.tolist(), mine, quotes, strict=True))

    def _point(self, field: str, key: str, topic: str, findings: Sequence[Finding]) -> Point:
        return Point(field, key, topic, self.material.behind(findings))


def shared_first(points: Sequence[Point], alone: int) -> list[Point]:
    """Points in their order, without those of a single participant that would make them more than `alone`."""
    shared = [point for point in points if people_in(point.quotes) > 1]
    single = [point for point in points if people_in(point.quotes) == 1]
    kept = {point.key for point in [*shared, *single[: max(0, alone - len(shared))]]}
    return [point for point in points if point.key in kept]


def _charge(point: Point) -> float:
    """How strong a feeling is; touchpoints are all alike."""
    quote = point.quotes[0]
    if quote.kind != "emotion":
        return 1.0
    return abs(quote.valence) * (MILDLY if point.topic in MILD else 1.0)


def _strength(point: Point) -> float:
    """How surely and strongly something was told, a little more where somebody came back to it."""
    return max(quote.weight for quote in point.quotes) + _AGAIN * min(len(point.quotes) - 1, 3)


def _sounds_so(quote: Quote) -> bool:
    """Whether a quote has the tone of what it is coded as."""
    return {"pain": -quote.valence, "gain": quote.valence}.get(quote.kind or "", 0.0) >= 0


def _spoken_well(text: str) -> float:
    """A little for a quote that begins with its speaker and is whole."""
    return 0.05 * (text.startswith(("I ", "I'", "My ", "We "))) - 0.05 * ("…" in text or "--" in text)


def _length(point: Point) -> int:
    return abs(len(point.quotes[0].text.split()) - 12)
