"""Personas: are their claims borne out by members, do they differ, do they speak for their members, do they hold?"""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from assistant.analysis import personas
from assistant.analysis.material import Material
from assistant.analysis.meaning import Surroundings
from assistant.domain import Claim, Persona
from assistant.embedding import Embedding
from assistant.places import Places
from assistant.study import Study
from evals.data import Data
from evals.metrics.grouping import RAND_BOUNDS, adjusted_rand
from evals.results import Figure, Item, SuiteResult, left_out, rate_figure

_DRAWS = 3
_LEFT_OUT = 0.1


def run(
    data: Data, study: Study, embedding: Embedding, *, planted: Mapping[str, str] | None = None, seed: int = 7
) -> SuiteResult:
    """Personas of a study that has been run; `planted` says which persona the authors wrote each participant in."""
    store = study.store
    drawn = store.personas()
    claims = {persona.id: [claim for claim in store.claims(persona.id) if not claim.assumption] for persona in drawn}
    supported, items = _supported(study, drawn, claims, seed)
    figures = [supported, _distinct(drawn, claims, seed), _representative(drawn, claims, seed)]
    figures += _stable(study, embedding, drawn, seed)
    if planted:
        figures.append(_as_planted(study, drawn, planted, seed))
    return SuiteResult("personas", data.name, tuple(figures), tuple(items), notes=data.notes)


def _supported(
    study: Study, drawn: Sequence[Persona], claims: Mapping[str, Sequence[Claim]], seed: int
) -> tuple[Figure, list[Item]]:
    places = Places(study.store.turns())
    counts: dict[str, list[float]] = {}
    items = []
    for persona in drawn:
        members = {member.participant_id for member in persona.members}
        for claim in claims[persona.id]:
            ok = bool(claim.support) and all(places.participant_of(item.span) in members for item in claim.support)
            tally = counts.setdefault(persona.name, [0.0, 0.0])
            tally[0], tally[1] = tally[0] + ok, tally[1] + 1
            items.append(Item(f"claim:{claim.id}", "claim", ok, "supported by members", "", claim.text))
    frame = "claims of personas without assumptions: evidence, all of it from members"
    return rate_figure("claims supported by members", tally=counts, frame=frame, seed=seed), items


def _distinct(drawn: Sequence[Persona], claims: Mapping[str, Sequence[Claim]], seed: int) -> Figure:
    said = {persona.id: {(claim.field, claim.key) for claim in claims[persona.id]} for persona in drawn}

    def without(out: frozenset[str]) -> float:
        shared = [
            _jaccard(said[one], said[other]) for one, other in combinations([key for key in said if key not in out], 2)
        ]
        return 1 - sum(shared) / len(shared) if shared else math.nan

    pairs = len(drawn) * (len(drawn) - 1) // 2
    frame = "pairs of personas; one less the share of claims (field and topic) that both make"
    return left_out("distinct from siblings", without, said, pairs, frame, seed=seed)


def _jaccard(one: set[tuple[str, str]], other: set[tuple[str, str]]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0


def _representative(drawn: Sequence[Persona], claims: Mapping[str, Sequence[Claim]], seed: int) -> Figure:
    counts: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for persona in drawn:
        for claim in claims[persona.id]:
            counts[persona.name][0] += claim.prevalence.participants
            counts[persona.name][1] += claim.prevalence.of
    frame = "members who said it, of the members, over all claims"
    return rate_figure("members behind a claim", tally=counts, frame=frame, seed=seed)


def _stable(study: Study, embedding: Embedding, drawn: Sequence[Persona], seed: int) -> Iterator[Figure]:
    """Grouped again without some participants: do those who stay stay together?"""
    regroup = _grouping_of(study, embedding)
    group_of = regroup(set()) if drawn else {}
    people = sorted(group_of)
    chance = random.Random(seed)  # noqa: S311 - a draw needs no secrecy
    drawn_again = []
    for _ in range(_DRAWS if len(people) > 3 else 0):
        out = set(chance.sample(people, max(1, round(_LEFT_OUT * len(people)))))
        drawn_again.append(regroup(out))

    def without(out: frozenset[str]) -> float:
        scores = [_alike(group_of, again, out) for again in drawn_again]
        return sum(scores) / len(scores) if scores else math.nan

    frame = f"mean adjusted Rand of the participants who stay, {_DRAWS} draws without a tenth of them (at least one)"
    yield left_out(
        "stable without a tenth of the people", without, people, len(people), frame, seed=seed, bounds=RAND_BOUNDS
    )


def _alike(one: Mapping[str, str], other: Mapping[str, str], out: frozenset[str]) -> float:
    both = sorted((one.keys() & other.keys()) - out)
    return adjusted_rand([one[who] for who in both], [other[who] for who in both])


def _grouping_of(study: Study, embedding: Embedding) -> Callable[[set[str]], dict[str, str]]:
    """Groups the participants of a study, read once, without some of them."""
    store, settings = study.store, study.settings
    sources = {source.id: source for source in store.sources()}
    findings = [item for item in store.findings() if item.status != "rejected"]
    whole = Material(sources, store.participants(), store.turns(), store.sentences(), findings, store.themes())
    said = Surroundings(sources, whole.turns, whole.sentences)
    count = None if settings.personas.count == "auto" else settings.personas.count

    def grouped(out: set[str]) -> dict[str, str]:
        material = replace(
            whole,
            participants=[person for person in whole.participants if person.id not in out],
            findings=[item for item in whole.findings if item.participant_id not in out],
        )
        grouping = personas.group(material, said, embedding, count=count, seed=settings.seed)
        return {who: str(at) for at, members in enumerate(grouping.groups) for who, _ in members}

    return grouped


def _as_planted(study: Study, drawn: Sequence[Persona], planted: Mapping[str, str], seed: int) -> Figure:
    names = {person.id: person.name for person in study.store.participants()}
    found = {names[member.participant_id]: persona.id for persona in drawn for member in persona.members}
    both = sorted(found.keys() & planted.keys())
    frame = "participants with a persona in the authors' key; adjusted Rand of found and planted groups"
    return left_out(
        "like the authors' personas", lambda out: _alike(planted, found, out), both, len(both), frame, seed=seed,
        bounds=RAND_BOUNDS,
    )  # fmt: skip
