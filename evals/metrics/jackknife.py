"""Intervals by leaving people out: for figures that are no sum over people, such as how alike two groupings are.

Drawing people with replacement would flatter a grouping, since somebody drawn twice is always with themself. The
delete-a-group jackknife leaves out one block of people at a time (Kott 2001, *Journal of Official Statistics* 17:521);
with as many blocks as people it is the ordinary jackknife (Efron and Tibshirani 1993, chapter 11).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable

import numpy as np

BLOCKS = 20
"""At most: fewer people are left out one by one."""
FEWEST = 3
_NORMAL = 1.96


def blocks(people: Iterable[str], *, seed: int) -> list[frozenset[str]]:
    """People in blocks of like size, by a seeded draw; one each where they are few."""
    names = sorted(set(people))
    random.Random(seed).shuffle(names)  # noqa: S311 - a draw needs no secrecy
    number = min(BLOCKS, len(names))
    return [frozenset(names[start::number]) for start in range(number)]


def interval(
    value: float,
    people: Iterable[str],
    without: Callable[[frozenset[str]], float],
    *,
    seed: int,
    bounds: tuple[float, float] = (0.0, 1.0),
) -> tuple[float, float] | None:
    """The 95 % interval around a value, within what the figure can be; none for fewer than three people.

    `without` computes the figure again without a block of people.
    """
    left_out = blocks(people, seed=seed)
    if len(left_out) < FEWEST or np.isnan(value):
        return None
    again = np.array([without(block) for block in left_out])
    again = again[~np.isnan(again)]
    if len(again) < FEWEST:
        return None
    spread = _NORMAL * float(np.sqrt((len(again) - 1) * again.var()))
    return max(bounds[0], value - spread), min(bounds[1], value + spread)
