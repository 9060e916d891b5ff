"""The second step: findings about the same, said by several participants, become a theme.

Findings are compared by what they are about (`assistant.analysis.meaning`) and joined bottom-up with average
linkage, so that a topic is as similar as its pairs are on average. Within a topic what pleases and what hurts or is
asked for are themes of their own. What only one participant says is no theme unless the study has only one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from assistant.analysis.bounds import with_borders
from assistant.analysis.grounding import quote_of
from assistant.analysis.meaning import Surroundings, meanings
from assistant.analysis.repeats import Repeats
from assistant.analysis.tone import Tone
from assistant.analysis.topic_clusters import topics
from assistant.analysis.voices import voices_in
from assistant.domain import NEAR, SIBLING, TOPIC, UNDER, Finding, Kind, Outcome, Source, Theme
from assistant.embedding import Embedding
from assistant.engines.protocol import Engine, ThemeTask, ThemeWords
from assistant.identity import stable_id
from assistant.matrices import Matrix

THEMED: tuple[Kind, ...] = ("pain", "gain", "need", "suggestion")
"""Kinds whose findings form themes; emotions and touchpoints are groups by their names already."""
WISHES: tuple[Kind, ...] = ("need", "suggestion")
"""Kinds that ask for something."""

_ONE_IN = 500
"""Of this many participants one has to say it."""


def form_themes(
    engine: Engine, findings: Sequence[Finding], said: Surroundings, embedding: Embedding
) -> Iterator[Outcome[ThemeTask, Theme]]:
    """Themes in findings that are not rejected, named by the engine, the most widespread of each kind first."""
    repeats = Repeats((item for item in findings if item.kind in THEMED and item.status != "rejected"), said)
    tasks = theme_tasks(repeats.once, said, embedding)
    outcomes = list(engine.name_themes(tasks))
    joined = _joined(outcomes)
    kept = {
        outcome.item.id: outcome.result.same_as or outcome.item.id
        for outcome in outcomes
        if outcome.result is not None and outcome.result.name
    }
    for outcome in outcomes:
        task, words = outcome.item, outcome.result
        if words is None:
            yield outcome.with_result(None)
        elif words.name and not words.same_as:
            members = tuple(name for finding in joined[task.id] for name in repeats.of(finding))
            broader = {UNDER: words.under} if words.under else {}
            attributes = {**_beside(task, kept), **broader, **_near(task, words, repeats)}
            theme = Theme(task.id, words.name, task.kind, words.definition, members, attributes=attributes)
            yield outcome.with_result(theme)


def _beside(task: ThemeTask, kept: Mapping[str, str]) -> dict[str, Any]:
    """The theme that is nearest to a theme on its side; `kept` says which theme each group has become part of."""
    siblings = [name for border in task.borders if (name := kept.get(border.sibling, task.id)) != task.id]
    return {SIBLING: siblings[0]} if siblings else {}


def _near(task: ThemeTask, words: ThemeWords, repeats: Repeats) -> dict[str, Any]:
    """What is on a theme's topic and does not say what it is called."""
    near = [name for item in words.near for name in repeats.of(item.finding_id or "")]
    return {TOPIC: words.topic or task.id, NEAR: near} if words.near else {}


def _joined(outcomes: Sequence[Outcome[ThemeTask, ThemeWords]]) -> dict[str, list[str]]:
    """The findings of each theme: its task's, without those that say something else, and those of its equals."""
    joined: dict[str, list[str]] = defaultdict(list)
    for outcome in sorted(outcomes, key=lambda item: bool(item.result and item.result.same_as)):
        if outcome.result is not None and outcome.result.name:
            out = set(outcome.result.out)
            mine = [quote.evidence.finding_id or "" for quote in outcome.item.quotes if quote.evidence not in out]
            joined[outcome.result.same_as or outcome.item.id] += mine
    return joined


def theme_tasks(findings: Sequence[Finding], said: Surroundings, embedding: Embedding) -> list[ThemeTask]:
    """Groups of findings that say the same, each waiting for a name."""
    usable = [item for item in findings if item.kind in THEMED and item.status != "rejected"]
    if len(usable) < 2:
        return []
    # The order of files must not matter: findings are taken in the order of their words.
    usable.sort(key=lambda item: (item.kind, *_words(item, said), item.id))
    people = len({item.participant_id for item in usable})
    enough = min(people, voices_needed(people))
    vectors = meanings(usable, said, embedding)
    sides = [rows for topic in _by_topic(vectors) for rows in _sides(topic, usable, enough)]
    groups = [_typical_first(vectors, rows, usable) for rows in sides]
    own, tone = embedding.embed([said.own(item.span) for item in usable]), Tone(usable)
    tasks = []
    for rows in groups:
        task = _task([usable[row] for row in rows], _alike(own, rows, usable), said.sources, tone)
        tasks.append(replace(task, meanings=vectors[rows], voices=enough))
    tasks = with_borders(tasks, [vectors[rows] for rows in groups])
    tasks.sort(key=lambda task: (THEMED.index(task.kind), -voices_in(task.quotes), -len(task.quotes), task.id))
    return tasks


def voices_needed(people: int) -> int:
    """From how many of some participants on they share what they say: two of a thousand, more of more."""
    return max(2, people // _ONE_IN)


def _by_topic(vectors: Matrix) -> Iterator[list[int]]:
    """The rows of each topic."""
    found: dict[int, list[int]] = defaultdict(list)
    for row, number in enumerate(topics(vectors)):
        found[number].append(row)
    yield from found.values()


def _words(item: Finding, said: Surroundings) -> tuple[str, str]:
    return said.sources[item.source_id].quote(item.span).casefold(), said.around(item.span).casefold()


def _sides(topic: Sequence[int], findings: Sequence[Finding], enough: int) -> Iterator[list[int]]:
    """What pleases, what hurts, and what is wished for in a topic; wishes of too few stay with what hurts."""
    kinds: dict[str, list[int]] = {"gain": [], "pain": [], "wish": []}
    for row in topic:
        kind = findings[row].kind
        kinds["wish" if kind in WISHES else kind].append(row)

    def heard(rows: Iterable[int]) -> bool:
        mine = [findings[row] for row in rows]
        return len(mine) >= 2 and voices_in(mine) >= enough

    if not (heard(kinds["wish"]) and heard(kinds["pain"])):
        kinds["pain"] = sorted(kinds["pain"] + kinds.pop("wish"))
    yield from (rows for rows in kinds.values() if heard(rows))


def _task(group: Sequence[Finding], likeness: float, sources: Mapping[str, Source], tone: Tone) -> ThemeTask:
    quotes = {item.id: quote_of(item, sources[item.source_id]) for item in group}
    kinds = Counter(item.kind for item in group)
    kind = max(kinds, key=lambda kind: (kinds[kind], -THEMED.index(kind)))
    # Named after its most typical finding, so that a theme keeps its id while that one stays.
    return ThemeTask(
        stable_id("t", kind, group[0].id),
        kind,
        tuple(quotes.values()),
        round(likeness, 4),
        tuple(quotes[item.id] for item in tone.telling(kind, group)),
    )


def _alike(own: Matrix, rows: Sequence[int], findings: Sequence[Finding]) -> float:
    """How close what one participant says is to what another does, on average; without what they say around it."""
    who = np.array([findings[row].participant_id or "" for row in rows])
    pairs = who[:, None] != who[None, :]
    if not pairs.any():
        pairs = ~np.eye(len(rows), dtype=bool)
    near: Matrix = own[list(rows)] @ own[list(rows)].T
    return float(near[pairs].mean()) if pairs.any() else 1.0


def _typical_first(vectors: Matrix, rows: Sequence[int], findings: Sequence[Finding]) -> list[int]:
    """What is close to the others and surely of its kind first: these are the quotes that a reader sees."""
    members = vectors[list(rows)]
    closeness = members @ members.mean(axis=0)
    worth = closeness * np.array([findings[row].confidence for row in rows], dtype=np.float32)
    return [rows[at] for at in np.argsort(-worth, kind="stable")]


def named_apart(themes: Sequence[Theme], labels: Mapping[str, Sequence[str]]) -> list[Theme]:
    """Themes of one kind with names of their own: a name that is taken gives way to the next label of its findings."""
    taken: Counter[tuple[str, str]] = Counter()
    named = []
    for theme in themes:
        options = [theme.name, *labels.get(theme.id, ())]
        name = next((item for item in options if not taken[theme.kind, item.casefold()]), theme.name)
        taken[theme.kind, name.casefold()] += 1
        named.append(replace(theme, name=name))
    return named
