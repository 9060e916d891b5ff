"""Broader topics: themes of one side that lie near each other stand together, as all that is feared for jobs.

What all of a study speak of is taken out first: in interviews about one product every theme is near to every other.
Of 350 pairs of themes of six studies, judged by a language model as a researcher would, 88 in 100 of those that are so
near belong under one heading (of all 69; area under the curve .81, .75 without taking it out).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

import numpy as np

from assistant.analysis.broader import FEWEST_THEMES, MOST_OF_ALL, side_of
from assistant.analysis.topic_clusters import cluster
from assistant.analysis.voices import people_in
from assistant.embedding import Embedding, unit
from assistant.engines.ondevice.cores import meanings
from assistant.engines.protocol import ThemeTask
from assistant.identity import stable_id
from assistant.matrices import Matrix

_NEAR, _NEARER, _NEAREST = 0.3, 0.04, 0.9
"""How near themes are on average that stand together; how much nearer step by step where too many would; the end."""
_OF_ALL = 0.8
"""How much of what is said in the whole study is taken out of what a theme says."""
_LEAST_PEOPLE = 3
"""Who speak of a broader topic together."""

Names = Callable[[Sequence[ThemeTask]], Mapping[str, str]]


def broader_topics(themes: Sequence[tuple[ThemeTask, str]], embedding: Embedding, names: Names) -> dict[str, str]:
    """The name of the broader topic of each theme that stands under one, by the theme's id; themes come with names.

    `names` names the quotes of several themes together as it does those of one.
    """
    if len(themes) < FEWEST_THEMES:
        return {}
    tasks = [task for task, _ in themes]
    families = [[tasks[row] for row in rows] for rows in _families(tasks, embedding)]
    families = [family for family in families if _is_shared(family, tasks)]
    together = [_together(family, embedding) for family in families]
    found = names(together)
    own = {task.id: name for task, name in themes}
    under: dict[str, str] = {}
    for family, task in zip(families, together, strict=True):
        options = _told_apart([found[task.id], *(own[item.id] for item in family)], own.values())
        taken = {name.casefold() for name in under.values()}
        name = next((option for option in options if option.casefold() not in taken), options[0])
        under |= dict.fromkeys((item.id for item in family), name)
    return under


def _told_apart(names: Sequence[str], themes: Iterable[str]) -> list[str]:
    """Names of a broader topic that are no theme's: two counts under one name would contradict each other."""
    known = {name.casefold() for name in themes}
    return [f"{name} and the like" if name.casefold() in known else name for name in names]


def _families(tasks: Sequence[ThemeTask], embedding: Embedding) -> Iterator[list[int]]:
    """Which of some themes stand together, those of what pleases, hurts and is asked for each by themselves."""
    vectors, most = _centred(tasks, embedding), max(2, int(MOST_OF_ALL * len(tasks)))
    sides: dict[str, list[int]] = defaultdict(list)
    for row, task in enumerate(tasks):
        sides[side_of(task.kind)].append(row)
    waiting = [(rows, _NEAR) for rows in sides.values() if len(rows) > 1]
    while waiting:
        rows, near = waiting.pop()
        parts: dict[int, list[int]] = defaultdict(list)
        for row, number in zip(rows, cluster(vectors[rows], near), strict=True):
            parts[number].append(row)
        for part in parts.values():
            if len(part) > most and near < _NEAREST:
                waiting.append((part, near + _NEARER))
            elif len(part) > 1:
                yield part


def _centred(tasks: Sequence[ThemeTask], embedding: Embedding) -> Matrix:
    """What each theme says by itself and where it was said, without what the whole study says."""
    own = _middles([embedding.embed([quote.text for quote in task.quotes]) for task in tasks])
    meant = _middles([meanings(task, embedding) for task in tasks])
    return unit(np.concatenate([own, meant], axis=1))


def _middles(said: Sequence[Matrix]) -> Matrix:
    middles = unit(np.array([vectors.mean(axis=0) for vectors in said], dtype=np.float32))
    return unit(middles - _OF_ALL * middles.mean(axis=0))


def _is_shared(family: Sequence[ThemeTask], tasks: Sequence[ThemeTask]) -> bool:
    everybody = people_in([quote for task in tasks for quote in task.quotes])
    return people_in([quote for task in family for quote in task.quotes]) >= min(_LEAST_PEOPLE, everybody)


def _together(family: list[ThemeTask], embedding: Embedding) -> ThemeTask:
    """The quotes of some themes as those of one, the most typical first; the widest themes come first from now on."""
    family.sort(key=lambda task: (-people_in(task.quotes), -len(task.quotes), task.id))
    vectors = np.concatenate([meanings(task, embedding) for task in family])
    quotes = list(chain.from_iterable(task.quotes for task in family))
    order = np.argsort(-(vectors @ vectors.mean(axis=0)), kind="stable")
    return replace(
        family[0],
        id=stable_id("b", *sorted(task.id for task in family)),
        quotes=tuple(quotes[row] for row in order),
        telling=tuple(chain.from_iterable(task.telling for task in family)),
        meanings=vectors[order],
        borders=(),
    )
