"""The third step: groups of participants become personas, each claim with its evidence and what speaks against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from assistant.analysis.apart import contrasts
from assistant.analysis.coinciding import coincidences
from assistant.analysis.doubt import Doubt, Doubts
from assistant.analysis.grouping import Grouping, group_participants
from assistant.analysis.likeness import Likeness
from assistant.analysis.material import Material
from assistant.analysis.meaning import Surroundings, meanings
from assistant.analysis.portrait import Portrayal
from assistant.analysis.repeats import Repeats
from assistant.domain import Claim, Evidence, Finding, Member, Outcome, Persona, Prevalence
from assistant.embedding import Embedding
from assistant.engines.protocol import Engine, PersonaTask, PersonaWords, Point, Written
from assistant.engines.told import Topic
from assistant.identity import stable_id

NO_COUNT = Prevalence(0, 0, 0)
"""Prevalence is computed by the store from the evidence; a draft carries none."""

_SETTING_APART, _AT_BEST = 4, 2
"""Topics that are told to set a persona apart, and how many where a fair share of it speaks of none."""
_SAME = 0.5
"""Share of members two groups must have in common to be one persona from run to run."""


@dataclass(frozen=True, slots=True)
class PersonaDraft:
    """A persona with its claims."""

    persona: Persona
    claims: tuple[Claim, ...]


def group(material: Material, said: Surroundings, embedding: Embedding, *, count: int | None, seed: int) -> Grouping:
    """The study's participants in groups."""
    every = Repeats((item for items in material.by_participant.values() for item in items), said).once
    findings: dict[str, list[Finding]] = defaultdict(list)
    for item in every:
        findings[item.participant_id or ""].append(item)
    about = dict(zip([item.id for item in every], meanings(every, said, embedding), strict=True))
    likeness = Likeness(findings, material.themes, about)
    silent = [participant.id for participant in material.participants if participant.id not in likeness.findings]
    return group_participants(likeness, silent, count=count, seed=seed)


def draft_personas(
    engine: Engine,
    material: Material,
    embedding: Embedding,
    grouping: Grouping,
    doubts: Doubts,
    known: Sequence[Persona] = (),
) -> Iterator[Outcome[PersonaTask, PersonaDraft]]:
    """A persona for each group; one that is mostly the same people as before keeps its id."""
    people = _people(grouping, known)
    portrayals = {
        task_id: Portrayal(material, frozenset(who for who, _ in members), embedding)
        for task_id, members in people.items()
    }
    outcomes = list(engine.write_personas([_task(task_id, portrayal) for task_id, portrayal in portrayals.items()]))
    apart = contrasts(material, {task_id: portrayal.members for task_id, portrayal in portrayals.items()})
    alike = _coinciding(material, people)
    drafts: dict[str, PersonaDraft] = {}
    for outcome in outcomes:
        if outcome.result is not None:
            task, words = outcome.item, outcome.result
            told = {claim.field for claim in words.claims if claim.evidence}
            blank = portrayals[task.id].blanks(told)
            more = {"apart": apart[task.id], "blank": blank, "coincides": alike[task.id]}
            drafts[task.id] = _draft(task, words, people[task.id], grouping, doubts, engine.name, more)
    weighed = doubts.weighed({owner: draft.claims for owner, draft in drafts.items()})
    finished = {owner: replace(draft, claims=weighed[owner]) for owner, draft in drafts.items()}
    yield from (outcome.with_result(finished.get(outcome.item.id)) for outcome in outcomes)


def _people(grouping: Grouping, known: Sequence[Persona]) -> dict[str, Sequence[tuple[str, float]]]:
    """The people of each group, by the id of their persona."""
    people: dict[str, Sequence[tuple[str, float]]] = {}
    for members in grouping.groups:
        people[_persona_id([who for who, _ in members], known, set(people))] = members
    return people


def _coinciding(
    material: Material, people: Mapping[str, Sequence[tuple[str, float]]]
) -> dict[str, list[dict[str, Any]]]:
    """What the people of each persona are nearly, or in part."""
    found = coincidences(material, [[who for who, _ in members] for members in people.values()])
    return {task_id: [asdict(one) for one in ones] for task_id, ones in zip(people, found, strict=True)}


def _task(task_id: str, portrayal: Portrayal) -> PersonaTask:
    points, topics = tuple(portrayal.points()), portrayal.topics()
    most = _SETTING_APART if any(topic.told.stands_for_all for topic in topics) else _AT_BEST
    contrast = tuple(dict.fromkeys(topic.name for topic in topics))[:most]
    return PersonaTask(
        task_id,
        len(portrayal.members),
        points,
        contrast,
        voices=portrayal.voices(),
        topics=topics,
        outlooks=portrayal.outlooks(),
    )


def _persona_id(people: Sequence[str], known: Sequence[Persona], taken: set[str]) -> str:
    """The id of the known persona with mostly the same people, or a new one."""
    mine = set(people)
    for persona in known:
        theirs = {member.participant_id for member in persona.members}
        if persona.id not in taken and len(mine & theirs) / max(len(mine | theirs), 1) > _SAME:
            return persona.id
    return stable_id("persona", sorted(people))


def _draft(
    task: PersonaTask,
    words: PersonaWords,
    people: Sequence[tuple[str, float]],
    grouping: Grouping,
    doubts: Doubts,
    engine: str,
    more: Mapping[str, Any],
) -> PersonaDraft:
    attributes = {
        **more,
        "contrast": list(task.contrast),
        "topics": [_counted(topic) for topic in task.topics if topic.name in task.contrast],
        "named": {"name": words.name, **_counted(words.named_after)} if words.named_after else None,
        "silhouette": grouping.silhouette,
        "stability": grouping.stability,
        "left_out": grouping.left_out,
        "fifth_out": grouping.fifth_out,
        "tried": {str(number): one.score for number, one in grouping.tried.items()},
        "numbers": [{"groups": number, **asdict(one)} for number, one in grouping.tried.items()],
        "number_given": grouping.given,
        "outside": list(grouping.outside),
        "grouping": grouping.why,
    }
    members = tuple(Member(who, firmness) for who, firmness in people)
    persona = Persona(task.id, words.name, words.summary, members, attributes)
    everyone = frozenset(who for who, _ in people)
    return PersonaDraft(persona, tuple(claims_from(task.id, task.points, words.claims, doubts, everyone, engine)))


def _counted(topic: Topic) -> dict[str, Any]:
    told = topic.told
    counts = {"participants": told.here, "of": told.of, "there": told.there, "of_there": told.of_there}
    return {"topic": topic.name, "kind": topic.kind, **counts, "stands": told.stands_for_all}


def claims_from(
    owner: str,
    points: Sequence[Point],
    written: Sequence[Written],
    doubts: Doubts,
    people: frozenset[str] | None,
    engine: str,
) -> Iterator[Claim]:
    """Claims as they were worded, each with the evidence it was given and the counter-evidence found.

    What comes without evidence stays apart as an assumption.
    """
    by_key = {(point.field, point.key): point for point in points}
    seen: set[str] = set()
    for seq, item in enumerate(written):
        claim_id = stable_id("c", owner, item.field, item.key)
        if claim_id in seen or not item.text.strip():
            continue
        seen.add(claim_id)
        point = by_key.get((item.field, item.key))
        doubt = doubts.against(point.kind, point.quotes, people) if point else Doubt()
        evidence = tuple(_support(item.evidence)) + doubt.counter
        yield Claim(
            id=claim_id,
            owner_id=owner,
            field=item.field,
            key=item.key,
            seq=seq,
            text=item.text,
            draft=item.text,
            evidence=evidence,
            prevalence=NO_COUNT,
            engine=engine,
            assumption=item.assumption or not item.evidence,
            searched=doubt.searched,
        )


def _support(items: Sequence[Evidence]) -> Iterator[Evidence]:
    for item in dict.fromkeys(items):
        yield Evidence(item.span, item.finding_id, "for")
