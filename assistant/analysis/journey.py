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
from assistant.analysis.material import Material, one_a_sentence
from assistant.analysis.moments import Moments
from assistant.analysis.opportunities import Answers
from assistant.analysis.personas import claims_from
from assistant.analysis.stage_points import StagePoints
from assistant.analysis.voices import people_in
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
from assistant.engines.protocol import Engine, StageTask
from assistant.identity import stable_id


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
    engine: Engine,
    material: Material,
    embedding: Embedding,
    stages: Sequence[Stage],
    personas: Sequence[Persona],
    doubts: Doubts,
) -> Iterator[Outcome[StageTask, StageDraft]]:
    """Every stage for everybody, then for each persona; a stage nobody spoke of is left blank."""
    source = StagePoints(material, Moments(material), Answers(material, embedding))
    tasks, narratives, people = [], {}, {}
    for scope in _scopes(material, personas):
        for task, narrative in _stages(source, scope, stages):
            tasks.append(task)
            narratives[task.id] = narrative
            people[task.id] = scope.people if scope.persona else None
    outcomes = list(engine.write_stages(tasks))
    claims = {}
    for outcome in outcomes:
        owner, points = outcome.item.id, outcome.item.points
        if outcome.result is not None:
            claims[owner] = tuple(claims_from(owner, points, outcome.result, doubts, people[owner], engine.name))
    drafts = {owner: StageDraft(narratives[owner], told) for owner, told in doubts.weighed(claims).items()}
    yield from (outcome.with_result(drafts.get(outcome.item.id)) for outcome in outcomes)


def _scopes(material: Material, personas: Sequence[Persona]) -> Iterator[_Scope]:
    """Everybody's journey, and each persona's where there is more than one."""
    yield _Scope(None, frozenset(participant.id for participant in material.participants))
    if len(personas) > 1:
        for item in personas:
            yield _Scope(item, frozenset(member.participant_id for member in item.members))


def _stages(source: StagePoints, scope: _Scope, stages: Sequence[Stage]) -> Iterator[tuple[StageTask, StageNarrative]]:
    """What is to be told of each stage, and all of it that is not worded."""
    mine = [item for item in source.material.findings if item.participant_id in scope.people]
    ways = paths(mine, stages, len(scope.people))
    for stage in stages:
        yield _stage(source, scope, stage, ways.get(stage.name, []))


def _stage(
    source: StagePoints, scope: _Scope, stage: Stage, ways: list[dict[str, Any]]
) -> tuple[StageTask, StageNarrative]:
    material, people = source.material, scope.people
    found = [item for item in material.findings if item.stage == stage.name and item.participant_id in people]
    everybody = scope.persona is None
    chances = source.opportunities(people, found, everybody=everybody)
    points = tuple(source.points(people, stage.name, found, chances, everybody=everybody))
    task = StageTask(scope.narrative_id(stage), stage.name, stage.description, scope.who, len(people), points)
    attributes = {
        "friction": friction(_pains(material, found), len(people)),
        "opportunities": [chance.row(len(people)) for chance in chances],
        "paths": ways,
        "felt_by": {"participants": len(_feeling(found)), "of": len(people)},
    }
    uses = tuple(_touchpoints(material, found, len(people)))
    persona_id = scope.persona.id if scope.persona else None
    return task, StageNarrative(task.id, stage.name, persona_id, emotion_of(found), uses, attributes)


def _pains(material: Material, findings: Sequence[Finding]) -> dict[str, list[Finding]]:
    """Pains by the name of their theme, or of their own where they are in none."""
    named: dict[str, list[Finding]] = defaultdict(list)
    for item in findings:
        if item.kind == "pain":
            named[material.topic_of(item)[1]].append(item)
    return named


def emotion_of(findings: Iterable[Finding]) -> Emotion:
    """Mean valence of coded emotions, from -2 to +2, each participant counting once; spread between participants."""
    felt = _feeling(findings)
    if not felt:
        return Emotion(None, 0, 0.0)
    means = [fmean(values) for values in felt.values()]
    return Emotion(round(fmean(means), 2), sum(map(len, felt.values())), round(pstdev(means), 2))


def _feeling(findings: Iterable[Finding]) -> dict[str | None, list[float]]:
    """What each participant felt, from -2 to +2."""
    felt: dict[str | None, list[float]] = defaultdict(list)
    for item in findings:
        if item.kind == "emotion" and (valence := float(item.attributes.get("valence", 0.0))):
            felt[item.participant_id].append(2 * valence)
    return felt


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
