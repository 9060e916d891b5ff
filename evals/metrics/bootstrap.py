"""Intervals by drawing clusters anew (participants, with all that they said), percentile method.

What one person says hangs together, so sentences are no independent draws: intervals over them would be too narrow.
With few clusters the interval itself is rough; it is not given for fewer than three.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from evals.metrics.rates import Counts, Values

DRAWS = 2000
FEWEST = 3
"""Clusters below which no interval is given."""
_LOW, _HIGH = 2.5, 97.5

Statistic = Callable[[Counts], Values]


def interval(clusters: Counts, statistic: Statistic, *, seed: int, draws: int = DRAWS) -> tuple[float, float] | None:
    """The middle 95 % of a statistic over clusters (one a row) drawn with replacement."""
    if len(clusters) < FEWEST:
        return None
    return _middle(statistic(drawn(len(clusters), draws, seed) @ clusters))


def difference(
    before: Counts, after: Counts, statistic: Statistic, *, seed: int, draws: int = DRAWS
) -> tuple[float, float] | None:
    """The middle 95 % of how much a statistic changes; row i of both is the same cluster, drawn together."""
    if len(before) < FEWEST:
        return None
    weights = drawn(len(before), draws, seed)
    return _middle(statistic(weights @ after) - statistic(weights @ before))


@lru_cache(maxsize=4)
def drawn(clusters: int, draws: int, seed: int) -> Counts:
    """How often each cluster was drawn, one draw a row; kept, since all figures of a run are drawn alike."""
    chance = np.random.default_rng(seed)
    return chance.multinomial(clusters, np.full(clusters, 1 / clusters), size=draws).astype(float)


def _middle(values: Values) -> tuple[float, float] | None:
    known = values[~np.isnan(values)]
    if not len(known):
        return None
    low, high = np.percentile(known, [_LOW, _HIGH])
    return float(low), float(high)
