"""Two groupings of the same items held against each other: gold themes and found ones, one run and another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

Groups = Mapping[str, frozenset[str]]
"""A group's name and its items."""
RAND_BOUNDS = (-0.5, 1.0)
"""What the adjusted Rand index can be (Chacón and Rastrojo 2023)."""


@dataclass(frozen=True, slots=True)
class Match:
    """A gold group and the group that is most like it."""

    gold: str
    found: str | None
    f1: float
    items: int


def best_matches(gold: Groups, found: Groups) -> list[Match]:
    """Each gold group with the found one of the highest F1 over items; one found group may serve several."""
    holding: dict[str, list[str]] = defaultdict(list)
    for label, members in found.items():
        for item in members:
            holding[item].append(label)
    matches = []
    for name, items in gold.items():
        near = {label for item in items for label in holding.get(item, ())}
        scored = [(_f1(items, found[label]), label) for label in found if label in near]
        score, best = max(scored, default=(0.0, None), key=lambda pair: pair[0])
        matches.append(Match(name, best, score, len(items)))
    return matches


def coverage(matches: Sequence[Match], enough: float = 0.3) -> tuple[int, int]:
    """How many gold groups have a found one that is like them enough, of how many."""
    return sum(match.f1 >= enough for match in matches), len(matches)


def v_measure(gold: Sequence[str], found: Sequence[str]) -> float:
    """Harmonic mean of homogeneity and completeness (scikit-learn); nan without items."""
    from sklearn.metrics import v_measure_score

    return float(v_measure_score(gold, found)) if gold else float("nan")


def adjusted_rand(first: Sequence[str], second: Sequence[str]) -> float:
    """Agreement of two groupings beyond chance (scikit-learn); nan without items."""
    from sklearn.metrics import adjusted_rand_score

    return float(adjusted_rand_score(first, second)) if first else float("nan")


def _f1(first: frozenset[str], second: frozenset[str]) -> float:
    total = len(first) + len(second)
    return 2 * len(first & second) / total if total else float(np.nan)
