"""The few formulas that choosing thresholds and reporting share."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Floats = NDArray[np.floating]


def f1(truth: Bools, said: Bools, beta: float = 1.0) -> float:
    """Harmonic mean of precision and recall, recall counting `beta` times as much; 0 where neither exists."""
    hits = float((truth & said).sum())
    total = float(beta**2 * truth.sum() + said.sum())
    return (1 + beta**2) * hits / total if total else 0.0


def precision_recall(truth: Bools, said: Bools) -> tuple[float, float]:
    """Share of what was said that is true, and share of what is true that was said."""
    hits = float((truth & said).sum())
    return hits / max(1.0, float(said.sum())), hits / max(1.0, float(truth.sum()))


def best_threshold(truth: Bools, probability: Floats, beta: float = 1.0) -> float:
    """The threshold with the best F score, in the middle between the two probabilities it separates."""
    order = np.argsort(-probability)
    hits = np.cumsum(truth[order])
    scores = hits / (np.arange(1, len(truth) + 1) + beta**2 * max(1, truth.sum()))
    best = int(np.argmax(scores))
    below = probability[order[best + 1]] if best + 1 < len(order) else 0.0
    return float((probability[order[best]] + below) / 2)


def cross_fitted(truth: Bools, probability: Floats, folds: NDArray[np.integer]) -> Bools:
    """Decide each fold with the threshold that is best on the others."""
    said = np.zeros(len(truth), bool)
    for fold in np.unique(folds):
        rest = folds != fold
        said[~rest] = probability[~rest] >= best_threshold(truth[rest], probability[rest])
    return said


def reliability(truth: Bools, probability: Floats, edges: tuple[float, ...]) -> list[dict[str, float]]:
    """For each stretch of confidence: how many cases, what was said on average, and how often it was so."""
    rows = []
    for low, high in pairwise(edges):
        inside = (probability >= low) & (probability < high)
        if inside.any():
            said, so = float(probability[inside].mean()), float(truth[inside].mean())
            rows.append({"from": low, "to": high, "cases": int(inside.sum()), "said": said, "was_so": so})
    return rows
