"""Krippendorff's alpha for nominal codes, any number of coders, with missing codings.

Units contribute coincidences, which add up over clusters: a unit that m coders coded puts each of its m(m-1) ordered
pairs, weighted 1/(m-1), into the matrix; a unit that fewer than two coded says nothing and is left out. The package
`krippendorff` computes the same from answers; the tests hold this against it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from evals.metrics.rates import Counts, Values


def coincidences(codes: Sequence[int | None], values: int) -> Counts:
    """One unit's coincidence matrix, flattened; None is a missing coding."""
    given = np.bincount([code for code in codes if code is not None], minlength=values).astype(float)
    matrix = np.zeros((values, values))
    if given.sum() >= 2:
        matrix = (np.outer(given, given) - np.diag(given)) / (given.sum() - 1)
    flat: Counts = matrix.ravel()
    return flat


def alpha(counts: Counts) -> Values:
    """One less observed over expected disagreement; nan where all codes are one value."""
    counts = np.asarray(counts, float)
    size = round(counts.shape[-1] ** 0.5)
    matrix = counts.reshape(*counts.shape[:-1], size, size)
    sums = matrix.sum(axis=-1)
    total = sums.sum(axis=-1)
    observed = total - np.trace(matrix, axis1=-2, axis2=-1)
    expected = (total**2 - (sums**2).sum(axis=-1)) / np.maximum(total - 1, 1e-12)
    ratio = np.divide(observed, expected, out=np.full_like(total, np.nan), where=expected > 1e-12)
    return np.asarray(1 - ratio)
