"""Themes against gold themes, and against themselves when the order of findings or the people change.

A gold theme is a topic and a kind that at least two participants speak of. Gold marks are the items; a found theme
holds the marks that its findings stand at, and the findings without one count against it.
"""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from assistant.analysis.meaning import Surroundings
from assistant.analysis.themes import THEMED, form_themes
from assistant.domain import Finding
from assistant.embedding import Embedding
from assistant.engines.protocol import Engine
from assistant.study import Study
from evals.data import Data
from evals.marks import Mark, mark_of
from evals.metrics.grouping import RAND_BOUNDS, Groups, adjusted_rand, best_matches, coverage, v_measure
from evals.metrics.spans import share_half
from evals.results import Figure, Item, SuiteResult, left_out

_DRAWS = 3
_LEFT_OUT = 0.1
"""Share of the participants that each draw leaves out."""


def run(data: Data, study: Study, engine: Engine, embedding: Embedding, *, seed: int = 7) -> SuiteResult:
    """Themes of a study that has been run."""
    findings = [item for item in study.store.findings() if item.status != "rejected" and item.kind in THEMED]
    themes = {theme.id: frozenset(theme.finding_ids) for theme in study.store.themes() if theme.kind in THEMED}
    against, items = _against_gold(data, findings, themes, seed) if data.gold else ([], ())
    figures = [*against, *_stability(study, engine, embedding, findings, seed)]
    return SuiteResult("themes", data.name, tuple(figures), items, notes=data.notes)


def _against_gold(
    data: Data, findings: Sequence[Finding], themes: Groups, seed: int
) -> tuple[list[Figure], tuple[Item, ...]]:
    at = _marks_at(data, findings)
    gold = gold_themes(data)
    found = {name: frozenset(at.get(item, item) for item in members) for name, members in themes.items()}
    matches = best_matches(gold, found)
    items = tuple(
        Item(f"theme:{match.gold}", "theme", match.f1 >= 0.3, match.gold, f"{match.found or ''} (F1 {match.f1:.2f})")
        for match in matches
    )
    return _figures(gold, found, _owners(data, findings, at), len(matches), seed), items


def _figures(gold: Groups, found: Groups, who: Mapping[str, str], number: int, seed: int) -> list[Figure]:
    """How like the gold themes the found ones are; `who` says whose words each item is."""
    pairs = len(list(_shared_items(gold, found)))
    said = f"gold marks that are in a gold theme and in a found one ({pairs} of {sum(map(len, gold.values()))})"
    people = set(who.values())

    def figure(key: str, measure: Callable[[Groups, Groups], float], n: int, frame: str, **more: Any) -> Figure:
        def without(out: frozenset[str]) -> float:
            return measure(_leaving(gold, who, out), _leaving(found, who, out))

        return left_out(key, without, people, n, frame, seed=seed, **more)

    return [
        figure("gold themes found", _covered, number, "gold themes; F1 of the best one ≥ 0.3"),
        figure("mean F1 of the best theme", _mean_f1, number, "gold themes; over gold marks and unmatched findings"),
        figure("V-measure", _v_measure, pairs, said),
        figure("adjusted Rand", _adjusted_rand, pairs, said, bounds=RAND_BOUNDS),
    ]


def _owners(data: Data, findings: Sequence[Finding], at: Mapping[str, str]) -> dict[str, str]:
    """Whose words each item is: gold marks by name, and findings that stand at none by id."""
    texts = {text.id: text for text in data.texts}
    who = {_name(mark): texts[text_id].cluster_at(mark.start) for text_id, marks in data.gold.items() for mark in marks}
    loose = (item for item in findings if item.id not in at and item.source_id in texts)
    return who | {item.id: texts[item.source_id].cluster_at(item.start) for item in loose}


def _leaving(groups: Groups, who: Mapping[str, str], out: frozenset[str]) -> Groups:
    """Groups without the items of some people, and without groups that had no others."""
    if not out:
        return groups
    left = {name: frozenset(item for item in items if who.get(item) not in out) for name, items in groups.items()}
    return {name: items for name, items in left.items() if items}


def _covered(gold: Groups, found: Groups) -> float:
    hits, number = coverage(best_matches(gold, found))
    return hits / number if number else math.nan


def _mean_f1(gold: Groups, found: Groups) -> float:
    matches = best_matches(gold, found)
    return sum(match.f1 for match in matches) / len(matches) if matches else math.nan


def _v_measure(gold: Groups, found: Groups) -> float:
    pairs = list(_shared_items(gold, found))
    return v_measure([a for a, _ in pairs], [b for _, b in pairs])


def _adjusted_rand(gold: Groups, found: Groups) -> float:
    pairs = list(_shared_items(gold, found))
    return adjusted_rand([a for a, _ in pairs], [b for _, b in pairs])


def gold_themes(data: Data) -> dict[str, frozenset[str]]:
    """Gold marks by topic and kind, where at least two participants speak of it."""
    members: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for text in data.texts:
        for mark in data.gold.get(text.id, ()):
            if mark.kind in THEMED and mark.label:
                members[f"{mark.kind}: {mark.label}"].append((_name(mark), text.cluster_at(mark.start)))
    return {
        name: frozenset(mark for mark, _ in own) for name, own in members.items() if len({who for _, who in own}) > 1
    }


def _marks_at(data: Data, findings: Sequence[Finding]) -> Mapping[str, str]:
    """The gold mark that each finding stands at, where there is one of its kind."""
    at = {}
    for finding in findings:
        said = mark_of(finding)
        near = [m for m in data.gold.get(said.text_id, ()) if m.kind == said.kind and share_half(m, said)]
        if near:
            at[finding.id] = _name(max(near, key=said.shared))
    return at


def _name(mark: Mark) -> str:
    return f"{mark.text_id}:{mark.start}-{mark.end}:{mark.kind}"


def _shared_items(gold: Groups, found: Groups) -> Iterator[tuple[str, str]]:
    theme_of = {item: name for name, members in found.items() for item in members}
    for name in sorted(gold):
        for item in sorted(gold[name]):
            if item in theme_of:
                yield name, theme_of[item]


def _stability(
    study: Study, engine: Engine, embedding: Embedding, findings: Sequence[Finding], seed: int
) -> Iterator[Figure]:
    again = _again(study, engine, embedding)
    themes = again(findings)  # not those that are stored: an older version of the program may have formed them
    chance = random.Random(seed)  # noqa: S311 - a draw needs no secrecy
    shuffled = list(findings)
    chance.shuffle(shuffled)
    reordered = again(shuffled)
    who = {item.id: item.participant_id or "" for item in findings}
    people = sorted(set(who.values()))

    def figure(key: str, others: Sequence[Groups], n: int, frame: str) -> Figure:
        def without(out: frozenset[str]) -> float:
            kept = _leaving(themes, who, out)
            scores = [_alike(kept, _leaving(other, who, out)) for other in others]
            return sum(scores) / len(scores) if scores else math.nan

        return left_out(key, without, people, n, frame, seed=seed, bounds=RAND_BOUNDS)

    yield figure("stable in another order", [reordered], len(findings), "adjusted Rand of findings")
    drawn = []
    for _ in range(_DRAWS if len(people) > 2 else 0):
        out = set(chance.sample(people, max(1, round(_LEFT_OUT * len(people)))))
        drawn.append(again([item for item in findings if item.participant_id not in out]))
    frame = f"mean adjusted Rand of the findings that stay, {_DRAWS} draws without a tenth of the participants"
    yield figure("stable without a tenth of the people", drawn, len(people), frame)


def _again(study: Study, engine: Engine, embedding: Embedding) -> Callable[[Sequence[Finding]], Groups]:
    store = study.store
    said = Surroundings({source.id: source for source in store.sources()}, store.turns(), store.sentences())

    def form(findings: Sequence[Finding]) -> Groups:
        outcomes = form_themes(engine, findings, said, embedding)
        return {theme.id: frozenset(theme.finding_ids) for theme in (outcome.result for outcome in outcomes) if theme}

    return form


def _alike(first: Groups, second: Groups) -> float:
    """Adjusted Rand over the findings that both group; a finding in no theme is left out."""
    one = {item: name for name, members in first.items() for item in members}
    other = {item: name for name, members in second.items() for item in members}
    both = sorted(one.keys() & other.keys())
    return adjusted_rand([one[item] for item in both], [other[item] for item in both])
