"""Whether groups stay as they are when some of the participants had not taken part."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import fmean

import numpy as np

from assistant.analysis.joining import Joined, groups_in
from assistant.matrices import Labels, Matrix

_DRAWS = 5


def one_left_out(described: Matrix, labels: Labels, seed: int) -> float:
    """How alike the groups are when one participant is left out, averaged over all."""
    everybody = np.arange(len(described))
    return _alike(described, labels, seed, (np.delete(everybody, absent) for absent in everybody))


def fifth_left_out(described: Matrix, labels: Labels, seed: int) -> float:
    """How alike the groups are when every fifth participant, by lot, is left out, averaged over some draws."""
    count, chance = len(described), np.random.default_rng(seed)
    return _alike(
        described, labels, seed, (np.sort(chance.permutation(count)[: count * 4 // 5]) for _ in range(_DRAWS))
    )


def _alike(described: Matrix, labels: Labels, seed: int, rests: Iterable[Labels]) -> float:
    """Mean adjusted Rand index of the groups with those of the rest alone."""
    from sklearn.metrics import adjusted_rand_score

    number = len(groups_in(labels))
    again = ((rest, Joined(described[rest], seed).into(number)) for rest in rests)
    return round(fmean(float(adjusted_rand_score(labels[rest], found)) for rest, found in again), 4)
