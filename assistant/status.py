"""Where a study stands: what was read, found and drafted, what people decided, what waits and what failed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.analysis.saturation import saturation, themes_told, too_few
from assistant.calls import BATCHES
from assistant.domain import CODE, Claim, Persona, StageNarrative
from assistant.segments.passages import holds, source_of
from assistant.store import Store
from assistant.study import Study

CLAIM_STATES = ("draft", "approved", "rejected", "flagged", "stale", "assumption")
"""A claim counts once among the first three; flagged, stale and assumption say more about it."""


@dataclass(frozen=True, slots=True)
class OwnerStatus:
    """A persona or a stage, and its claims by state."""

    kind: str
    """`persona` or `stage`."""
    name: str
    persona: str
    """For a stage of one persona, that persona's name; else empty."""
    status: str
    claims: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Failure:
    """What failed last time and is tried again by the next run."""

    step: str
    item: str
    where: str
    """The source it belongs to, where that is known."""
    reason: str


@dataclass(frozen=True, slots=True)
class RunStatus:
    """One run, as far as a reader wants to know."""

    started: str
    finished: str | None
    engine: str
    status: str
    cost: float = 0.0
    """In US dollars, for an outside model."""


@dataclass(frozen=True, slots=True)
class StudyStatus:
    """All of it."""

    name: str
    question: str
    engine: str
    sources: int
    documents: Mapping[str, int]
    """By format."""
    participants: int
    interviewers: Sequence[str]
    findings: Mapping[str, int]
    """By kind."""
    coders: Mapping[str, int]
    """The same by who coded them; drafts are made from those of the run's own engine and of people."""
    themes: int
    saturation: str
    """Whether new themes have stopped coming, in words; empty where there are no themes."""
    owners: Sequence[OwnerStatus]
    chunks: int
    waiting: int
    """Chunks that nobody has coded yet."""
    failures: Sequence[Failure]
    runs: Sequence[RunStatus]
    decisions: int
    calls: int
    """To outside models."""
    cost: float
    """In US dollars."""
    handed_in: Mapping[str, int]
    """Requests in batches that are under way, by engine."""


def status_of(study: Study) -> StudyStatus:
    """How a study stands now."""
    store, counts = study.store, study.store.counts()
    chunks, (calls, cost) = store.chunks(), store.spent()
    return StudyStatus(
        name=study.settings.name,
        question=study.settings.question,
        engine=study.settings.engine,
        sources=counts.sources,
        documents=dict(sorted(Counter(document.format for document in store.documents()).items())),
        participants=counts.participants,
        interviewers=sorted({turn.speaker or "(no label)" for turn in store.turns() if turn.role == "interviewer"}),
        findings=counts.findings,
        coders=counts.coders,
        themes=counts.themes,
        saturation=_saturation(study),
        owners=_owners(study),
        chunks=len(chunks),
        waiting=_waiting(study),
        failures=failures_of(study.store),
        runs=_runs(study),
        decisions=store.last_decision(),
        calls=calls,
        cost=cost,
        handed_in=handed_in(store),
    )


def _saturation(study: Study) -> str:
    themes = [theme for theme in study.store.themes() if theme.status != "rejected" and theme.kind != CODE]
    if not themes:
        return ""
    who = {item.id: item.participant_id for item in study.store.findings() if item.status != "rejected"}
    people = [person.id for person in study.store.participants()]
    told = themes_told(people, ([who[item] for item in theme.finding_ids if item in who] for theme in themes))
    found = saturation(told, study.settings.seed)
    return found.in_short() if found else too_few(len(people))


def handed_in(store: Store) -> dict[str, int]:
    """How many requests lie in batches that nobody has collected, by engine."""
    under_way = {engine: json.loads(entries) for engine, entries in store.notes(BATCHES).items()}
    return {
        engine: sum(len(entry["requests"]) for entry in entries) for engine, entries in under_way.items() if entries
    }


def _runs(study: Study) -> list[RunStatus]:
    costs = {cost.of: cost.cost for cost in study.store.costs_by_run()}
    return [
        RunStatus(run.started, run.finished, run.engine, run.status, costs.get(run.id, 0.0))
        for run in study.store.runs()
    ]


def _waiting(study: Study) -> int:
    """Chunks that no coded passage holds, with the engine that ran last."""
    engine = next((run.engine for run in reversed(study.store.runs())), study.settings.engine)
    done: dict[str, list[str]] = {}
    for item in study.store.done_keys("code", engine):
        done.setdefault(source_of(item), []).append(item)
    chunks = study.store.chunks()
    return sum(not any(holds(item, chunk) for item in done.get(chunk.source_id, ())) for chunk in chunks)


def failures_of(store: Store) -> list[Failure]:
    """What failed last time, with the source it belongs to."""
    failures = store.failures()
    if not failures:
        return []
    names = {source.id: source.name for source in store.sources()}
    return [Failure(step, item, names.get(source_of(item), ""), reason) for step, item, reason in failures]


def _owners(study: Study) -> list[OwnerStatus]:
    """Personas, then the stages for everybody and for each persona."""
    claims: dict[str, list[Claim]] = {}
    for claim in study.store.claims():
        claims.setdefault(claim.owner_id, []).append(claim)
    personas = study.store.personas()
    names = {persona.id: persona.name for persona in personas}
    owners: list[Persona | StageNarrative] = [*personas, *study.store.narratives()]
    return [_owner(owner, names, claims.get(owner.id, [])) for owner in owners]


def _owner(owner: Persona | StageNarrative, names: Mapping[str, str], claims: Iterable[Claim]) -> OwnerStatus:
    states = count_states(claims)
    if isinstance(owner, Persona):
        return OwnerStatus("persona", owner.name, "", owner.status, states)
    return OwnerStatus("stage", owner.stage, names.get(owner.persona_id or "", ""), owner.status, states)


def count_states(claims: Iterable[Claim]) -> dict[str, int]:
    """Claims by state; assumptions, which nobody decides on as claims, are counted apart."""
    found: Counter[str] = Counter()
    for claim in claims:
        if claim.assumption:
            found["assumption"] += 1
            continue
        found[claim.status] += 1
        found["flagged"] += claim.flagged
        found["stale"] += claim.stale
    return {state: found[state] for state in CLAIM_STATES}
