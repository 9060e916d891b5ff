"""Precision, recall and F1 from four counts that add up: `[right, said, covered, marked]`.

`right` of the `said` answers are right; `covered` of the `marked` gold ones were found. With exact matching right and
covered are one number; with overlap they differ, because two answers may touch one gold mark.
A rate without a denominator is not a number (nan): what was never asked cannot be wrong.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Counts = npt.NDArray[np.float64]
"""Last axis: the counts of one cluster, or their sum."""
Values = npt.NDArray[np.float64]


def rate(counts: Counts) -> Values:
    """`[hits, tried]` as a share."""
    return _share(counts[..., 0], counts[..., 1])


def precision(counts: Counts) -> Values:
    """Share of what was said that is right."""
    return _share(counts[..., 0], counts[..., 1])


def recall(counts: Counts) -> Values:
    """Share of what is marked that was found."""
    return _share(counts[..., 2], counts[..., 3])


def f1(counts: Counts) -> Values:
    """Harmonic mean of precision and recall; 0 where nothing was said or nothing found, nan where nothing was asked."""
    p, r = np.nan_to_num(precision(counts)), np.nan_to_num(recall(counts))
    mean = np.divide(2 * p * r, p + r, out=np.zeros_like(p), where=(p + r) > 0)
    asked = (counts[..., 1] + counts[..., 3]) > 0
    return np.where(asked, mean, np.nan)


def micro_f1(counts: Counts) -> Values:
    """F1 over all classes' counts together; counts of the classes stand one after another."""
    return f1(_by_class(counts).sum(axis=-2))


def macro_f1(counts: Counts) -> Values:
    """Mean of the classes' F1, each class weighing the same; classes that neither side has are left out."""
    each = f1(_by_class(counts))
    there = ~np.isnan(each)
    total = np.where(there, each, 0.0).sum(axis=-1)
    return _share(total, there.sum(axis=-1).astype(float))


def _by_class(counts: Counts) -> Counts:
    return counts.reshape(*counts.shape[:-1], -1, 4)


def _share(part: Values, whole: Values) -> Values:
    part, whole = np.asarray(part, float), np.asarray(whole, float)
    return np.divide(part, whole, out=np.full_like(part, np.nan), where=whole > 0)
