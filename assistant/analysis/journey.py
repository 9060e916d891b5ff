"""The fourth step: what happens stage by stage, for everybody and for each persona, from coded evidence.

The emotion of a stage is the mean valence of the emotions coded there, each participant counting once, on the
scale from -2 to +2; beside it stand how many quotes it rests on and how far participants are apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev
from typing import Any

from assistant.analysis.doubt import Doubts
from assistant.analysis.friction import friction, paths
from assistant.analysis.material import Material, one_a_sentence, people_in
from assistant.analysis.personas import claims_from
from assistant.analysis.portrait import shared_first
from assistant.analysis.themes import THEMED
from assistant.domain import (
    Claim,
    Emotion,
    Finding,
    Outcome,
    Persona,
    Prevalence,
    Stage,
    StageNarrative,
    TouchpointUse,
)
from assistant.embedding import Embedding
from assistant.engines.protocol import Engine, Point, Quote, StageTask
from assistant.identity import stable_id

_LANES: tuple[tuple[str, tuple[str, ...], int], ...] = (
    ("pains", ("pain",), 4),
    ("gains", ("gain",), 4),
    ("opportunities", ("suggestion", "need"), 3),
)
_NARRATED = 4
_ALONE = 1
"""Topics of a single participant that a lane or a narrative holds at most."""
_OF_A_PERSONA = 2
"""Topics of a lane in a persona's journey, which stands beside everybody's and tells what differs."""
_FACT_LANES = (("actions", "does", 2), ("thoughts", "thinks", 2))
_MOST_QUOTES = 400
_MOMENT = 0.35
"""Valence times intensity from which a quote is a moment of truth."""


@dataclass(frozen=True, slots=True)
class StageDraft:
    """A stage's narrative with its claims."""

    narrative: StageNarrative
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class _Scope:
    """Whose journey is told: everybody's, or a persona's."""

    persona: Persona | None
    people: frozenset[str]

    @property
    def who(self) -> str:
        return "participants"

    def narrative_id(self, stage: Stage) -> str:
        return stable_id("stage", stage.name, self.persona.id if self.persona else "")


def draft_journey(
    engine: Engine, material: Material, embedding: Embedding, stages: Sequence[Stage], personas: Sequence[Persona]
) -> Iterator[Outcome[StageTask, StageDraft]]:
    """Every stage for everybody, then for each persona; a stage nobody spoke of is left blank."""
    doubts = Doubts(material, embedding, engine)
    everyone = frozenset(participant.id for participant in material.participants)
    scopes = [_Scope(None, everyone)]
    if len(personas) > 1:
        scopes += [_Scope(item, frozenset(member.participant_id for member in item.members)) for item in personas]
    tasks, narratives = [], {}
    for scope in scopes:
        mine = [item for item in material.findings if item.participant_id in scope.people]
        ways = paths(mine, stages, len(scope.people))
        for stage in stages:
            task, narrative = _stage(material, scope, stage, ways.get(stage.name, []))
            tasks.append(task)
            narratives[task.id] = (scope, narrative)
    outcomes = list(engine.write_stages(tasks))
    drafts: dict[str, tuple[Claim, ...]] = {}
    for outcome in outcomes:
        task = outcome.item
        scope, _ = narratives[task.id]
        people = scope.people if scope.persona else None
        if outcome.result is not None:
            drafts[task.id] = tuple(claims_from(task.id, task.points, outcome.result, doubts, people, engine.name))
    weighed = doubts.weighed(drafts)
    for outcome in outcomes:
        _, narrative = narratives[outcome.item.id]
        if outcome.result is None:
            yield Outcome(outcome.item, error=outcome.error, cost=outcome.cost)
        else:
            yield Outcome(outcome.item, StageDraft(narrative, weighed[outcome.item.id]), cost=outcome.cost)


def _stage(
    material: Material, scope: _Scope, stage: Stage, ways: list[dict[str, Any]]
) -> tuple[StageTask, StageNarrative]:
    found = [item for item in material.findings if item.stage == stage.name and item.participant_id in scope.people]
    points = tuple(_points(material, scope, stage, found))
    task_id = scope.narrative_id(stage)
    task = StageTask(task_id, stage.name, stage.description, scope.who, len(scope.people), points)
    persona_id = scope.persona.id if scope.persona else None
    uses = tuple(_touchpoints(material, found, len(scope.people)))
    attributes = {"friction": friction(_pains(material, found), len(scope.people)), "paths": ways}
    narrative = StageNarrative(task_id, stage.name, persona_id, emotion_of(found), uses, attributes)
    return task, narrative


def _pains(material: Material, findings: Sequence[Finding]) -> dict[str, list[Finding]]:
    """Pains by the name of their theme, or of their own where they are in none."""
    named: dict[str, list[Finding]] = defaultdict(list)
    for item in findings:
        if item.kind == "pain":
            theme = material.theme_of.get(item.id)
            named[theme.name if theme else item.label].append(item)
    return named


def emotion_of(findings: Iterable[Finding]) -> Emotion:
    """Mean valence of coded emotions, from -2 to +2, each participant counting once; spread between participants."""
    felt: dict[str | None, list[float]] = defaultdict(list)
    for item in findings:
        if item.kind == "emotion" and (valence := float(item.attributes.get("valence", 0.0))):
            felt[item.participant_id].append(2 * valence)
    if not felt:
        return Emotion(None, 0, 0.0)
    means = [fmean(values) for values in felt.values()]
    return Emotion(round(fmean(means), 2), sum(map(len, felt.values())), round(pstdev(means), 2))


def _touchpoints(material: Material, findings: Sequence[Finding], of: int) -> Iterator[TouchpointUse]:
    """Touchpoints met in a stage, those met by most first."""
    named: dict[str, list[Finding]] = defaultdict(list)
    for item in findings:
        if item.kind == "touchpoint":
            named[item.label].append(item)
    uses = []
    for name, items in named.items():
        quotes = one_a_sentence(material.quote(item) for item in items)
        attributes = items[0].attributes
        prevalence = Prevalence(people_in(quotes), of, len(quotes))
        uses.append(TouchpointUse(name, attributes.get("channel", ""), attributes.get("owner", ""), prevalence))
    uses.sort(key=lambda use: (-use.prevalence.participants, -use.prevalence.mentions, use.name))
    yield from uses[:12]


def _points(material: Material, scope: _Scope, stage: Stage, findings: Sequence[Finding]) -> Iterator[Point]:
    """What the stage's narrative and lanes are written from."""
    topics = _topics(material, findings)
    judged = sorted((topic for topic in topics if topic.kind in THEMED), key=_Topic.widest_first)
    yield from shared_first([topic.point("narrative") for topic in judged[:_NARRATED]], _ALONE)
    for lane, kinds, most in _LANES:
        mine = [topic.point(lane) for topic in judged if topic.kind in kinds]
        yield from shared_first(mine[: most if scope.persona is None else _OF_A_PERSONA], _ALONE)
    if scope.persona is None:
        for lane, field, most in _FACT_LANES:
            yield from _facts(material, scope, stage, lane, field, most)
        yield from _moments(material, findings)


@dataclass(frozen=True, slots=True)
class _Topic:
    """What one kind of findings say together in a stage: a theme's share of it, or a finding alone."""

    kind: str
    key: str
    name: str
    quotes: tuple[Quote, ...]

    def point(self, field: str) -> Point:
        return Point(field, self.key, self.name, self.quotes)

    def widest_first(self) -> tuple[int, int, str]:
        return (-people_in(self.quotes), -len(self.quotes), self.key)


def _topics(material: Material, findings: Sequence[Finding]) -> list[_Topic]:
    rank = {finding: at for theme in material.themes for at, finding in enumerate(theme.finding_ids)}
    grouped: dict[tuple[str, str, str], list[Finding]] = defaultdict(list)
    for item in sorted(findings, key=lambda item: (rank.get(item.id, 0), -item.confidence, item.id)):
        theme = material.theme_of.get(item.id)
        grouped[item.kind, theme.id if theme else item.id, theme.name if theme else item.label].append(item)
    return [
        _Topic(kind, key, name, one_a_sentence(material.quote(item) for item in items)[:_MOST_QUOTES])
        for (kind, key, name), items in grouped.items()
    ]


def _facts(material: Material, scope: _Scope, stage: Stage, lane: str, field: str, most: int) -> Iterator[Point]:
    """What people did or thought in a stage, one sentence each, one a participant."""
    taken: set[str] = set()
    for fact in sorted(material.facts, key=lambda fact: (abs(len(fact.text.split()) - 13), fact.span)):
        mine = fact.field == field and fact.participant_id in scope.people and fact.participant_id not in taken
        if mine and len(taken) < most and material.stage_near(fact.span) == stage.name:
            taken.add(fact.participant_id)
            key = stable_id("k", lane, fact.span.source_id, fact.span.start)
            yield Point(lane, key, fact.topic, (material.fact_quote(fact),))


def _moments(material: Material, findings: Sequence[Finding]) -> Iterator[Point]:
    """The strongest feelings of a stage, the best and the worst."""
    felt = [item for item in findings if item.kind == "emotion" and item.attributes.get("valence")]
    felt.sort(key=lambda item: (_force(item), item.id))
    extremes = [*felt[:1], *felt[-1:]] if len(felt) > 1 else felt
    for item in extremes:
        if abs(_force(item)) >= _MOMENT:
            yield Point("moments", item.id, item.label, (material.quote(item),))


def _force(item: Finding) -> float:
    return float(item.attributes["valence"]) * float(item.attributes.get("intensity", 0.5))
