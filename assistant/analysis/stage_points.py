"""What a stage's narrative and lanes are written from: topics, deeds and thoughts, feelings, moments, opportunities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.analysis.material import MOST_QUOTES, Material, one_a_sentence
from assistant.analysis.moments import Moments
from assistant.analysis.opportunities import Answers, Opportunity
from assistant.analysis.portrait import MILD, MILDLY, shared_first
from assistant.analysis.themes import THEMED
from assistant.analysis.voices import people_in
from assistant.domain import Finding
from assistant.engines.protocol import BALANCE, Point, Quote
from assistant.identity import stable_id

_LANES: tuple[tuple[str, tuple[str, ...], int], ...] = (("pains", ("pain",), 4), ("gains", ("gain",), 4))
_NARRATED = 4
_ALONE = 1
"""Topics of a single participant that a lane or a narrative holds at most."""
_FACT_LANES = (("actions", "does", 2), ("thoughts", "thinks", 2))
_OPPORTUNITIES = 4
_OF_A_PERSONA = 2
"""Points of a lane in a persona's journey, which stands beside everybody's and tells what differs."""
_CLEAR = 0.3
"""Weight that the quotes of a topic reach at their best for it to be told of."""
_FEW = 2
"""So many people or fewer are told of one by one, without how a stage went on the whole."""
_UNDERSTOOD = 4
"""Words of a quote that shows how a stage felt."""


@dataclass(frozen=True)
class StagePoints:
    """Draws points from a study; looks for moments and answers once."""

    material: Material
    moments: Moments
    answers: Answers

    def opportunities(
        self, people: frozenset[str], findings: Sequence[Finding], *, everybody: bool
    ) -> list[Opportunity]:
        """What could be made better for these people in a stage."""
        return self.answers.opportunities(findings, len(people), _OPPORTUNITIES if everybody else _OF_A_PERSONA)

    def points(
        self,
        people: frozenset[str],
        stage: str,
        findings: Sequence[Finding],
        opportunities: Sequence[Opportunity],
        *,
        everybody: bool,
    ) -> Iterator[Point]:
        """Points of one stage in these people's words, field by field."""
        topics = sorted(
            (topic for topic in _topics(self.material, findings) if topic.is_clear), key=_Topic.widest_first
        )
        chosen = _of_both_sides(topics)
        narrated = shared_first([self._asked_for(topic, opportunities) for topic in chosen], _ALONE)
        if everybody and len(narrated) > 1:
            yield from self._balance(findings)
        yield from narrated
        yield from _feelings(self.material, findings)
        for lane, kinds, most in _LANES:
            mine = [topic.point(lane) for topic in topics if topic.kind in kinds]
            yield from shared_first(mine[: most if everybody else _OF_A_PERSONA], _ALONE)
        if everybody:
            for lane, field, most in _FACT_LANES:
                yield from self._facts(people, stage, lane, field, most)
        yield from (one.point(self.material) for one in opportunities if one.wishes)
        found = self.moments.points(people, stage)
        yield from found if everybody else found[:_OF_A_PERSONA]

    def _balance(self, findings: Sequence[Finding]) -> Iterator[Point]:
        """How a stage went on the whole: of everybody who was troubled, and who was pleased, the plainest quote."""
        quotes = [self.material.quote(item) for item in findings if item.kind in ("pain", "gain")]
        plainest: dict[tuple[str | None, str | None], Quote] = {}
        for quote in sorted(quotes, key=lambda quote: (-quote.weight, quote.evidence.span)):
            plainest.setdefault((quote.kind, quote.participant_id), quote)
        # A sentence that tells of both counts on both sides.
        both = tuple(plainest.values())
        if {quote.kind for quote in both} == {"pain", "gain"} and people_in(both) > _FEW and len(both) <= MOST_QUOTES:
            yield Point("narrative", BALANCE, "what went wrong and what went well", both)

    def _asked_for(self, topic: _Topic, opportunities: Sequence[Opportunity]) -> Point:
        """A point of the narrative; of a trouble, with what those who had it asked for."""
        point = topic.point("narrative")
        if topic.kind != "pain":
            return point
        tellers = {quote.participant_id for quote in topic.quotes}
        told = {quote.evidence.span for quote in topic.quotes}
        answers = (wish for one in opportunities if one.key == topic.key for wish in one.wishes)
        wishes = one_a_sentence(self.material.quote(wish) for wish in answers if wish.participant_id in tellers)
        return replace(point, asked=tuple(quote for quote in wishes if quote.evidence.span not in told))

    def _facts(self, people: frozenset[str], stage: str, lane: str, field: str, most: int) -> Iterator[Point]:
        """What people did or thought in a stage, one sentence each, one a participant."""
        taken: set[str] = set()
        for fact in sorted(self.material.facts, key=lambda fact: (abs(len(fact.text.split()) - 13), fact.span)):
            mine = fact.field == field and fact.participant_id in people and fact.participant_id not in taken
            if mine and len(taken) < most and self.material.stage_near(fact.span) == stage:
                taken.add(fact.participant_id)
                key = stable_id("k", lane, fact.span.source_id, fact.span.start)
                yield Point(lane, key, fact.topic, (self.material.fact_quote(fact),))


@dataclass(frozen=True, slots=True)
class _Topic:
    """What one kind of findings say together in a stage: a theme's share of it, or a finding alone."""

    kind: str
    key: str
    name: str
    quotes: tuple[Quote, ...]

    @property
    def is_clear(self) -> bool:
        return self.kind in THEMED and max(quote.weight for quote in self.quotes) >= _CLEAR

    @property
    def is_good(self) -> bool:
        return self.kind == "gain"

    def point(self, field: str) -> Point:
        return Point(field, self.key, self.name, self.quotes)

    def widest_first(self) -> tuple[int, int, str]:
        return (-people_in(self.quotes), -len(self.quotes), self.key)


def _topics(material: Material, findings: Sequence[Finding]) -> list[_Topic]:
    grouped: dict[tuple[str, str, str], list[Finding]] = defaultdict(list)
    for item in material.typical_first(findings):
        grouped[item.kind, *material.topic_of(item)].append(item)
    return [_Topic(kind, key, name, material.behind(items)) for (kind, key, name), items in grouped.items()]


def _of_both_sides(topics: Sequence[_Topic]) -> list[_Topic]:
    """The widest topics; the last of them gives way where all are of one side and several people tell of the other."""
    chosen = list(topics[:_NARRATED])
    sides = {topic.is_good for topic in chosen}
    if len(chosen) == _NARRATED and len(sides) == 1:
        other = (topic for topic in topics if topic.is_good not in sides and people_in(topic.quotes) > 1)
        chosen[-1:] = [next(other, chosen[-1])]
    return chosen


def _feelings(material: Material, findings: Iterable[Finding]) -> Iterator[Point]:
    """The quotes at both ends of how a stage felt."""
    felt = [(_force(item), item) for item in findings if item.kind == "emotion" and _force(item)]
    told = [(force, item) for force, item in felt if len(material.quote(item).text.split()) >= _UNDERSTOOD]
    for end, sign in (("best", 1), ("worst", -1)):
        mine = [(sign * force, item) for force, item in told if sign * force > 0]
        if mine:
            _, item = max(mine, key=lambda pair: (pair[0], pair[1].id))
            yield Point("feelings", end, f"at {end}, {item.label}", (material.quote(item),))


def _force(item: Finding) -> float:
    """How strongly and surely something was felt, good above zero and bad below."""
    force = float(item.attributes.get("valence", 0.0)) * float(item.attributes.get("intensity", 0.5)) * item.confidence
    return force * (MILDLY if item.label in MILD else 1.0)
