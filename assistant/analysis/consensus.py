"""Whether groups hold: participants are grouped again from half of what each said, many times over.

Consensus clustering (Monti et al., Machine Learning 52, 2003), with parts of what was told in the place of parts of
the participants: two participants belong together as often as the half-tellings put them together.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean

import numpy as np
import numpy.typing as npt

from assistant.analysis.likeness import Likeness
from assistant.domain import Finding

Matrix = npt.NDArray[np.float64]
Labels = npt.NDArray[np.intp]

NONE = -1
"""The group of those who fit none."""
_TIMES = 50
_STRETCHES = 10
"""What a participant told is cut into so many; neighbouring sentences stay together, as they share a topic."""
_KEPT = 5
"""Stretches that a half-telling keeps."""


def half_tellings(likeness: Likeness, seed: int) -> list[Matrix]:
    """Participants as halves of what they told describe them."""
    chance = np.random.default_rng(seed)
    told = {who: sorted(items, key=_place) for who, items in likeness.findings.items()}
    return [likeness.rows({who: _half(told[who], chance) for who in likeness.people}) for _ in range(_TIMES)]


def _place(item: Finding) -> tuple[str, int, int, str, str]:
    # Without the finding's id, which holds the name of its file: what that is called must not matter.
    return (item.source_id, item.start, item.end, item.kind, item.label)


def _half(told: Sequence[Finding], chance: np.random.Generator) -> Sequence[Finding]:
    kept = set(chance.permutation(_STRETCHES)[:_KEPT].tolist())
    some = [item for at, item in enumerate(told) if at * _STRETCHES // len(told) in kept]
    return some or told


def together(groupings: Sequence[Labels]) -> Matrix:
    """How often each two participants are in one group, from 0 to 1."""
    count = len(groupings[0])
    total = np.zeros((count, count))
    for labels in groupings:
        total += (labels[:, None] == labels[None, :]) & (labels[:, None] != NONE)
    total /= len(groupings)
    np.fill_diagonal(total, 1.0)
    return total


def separation(consensus: Matrix, labels: Labels) -> float:
    """Mean silhouette of the groups when participants are as far apart as they are rarely together."""
    from sklearn.metrics import silhouette_score

    inside = np.flatnonzero(labels != NONE)
    if not 1 < len(set(labels[inside].tolist())) < len(inside):
        return -1.0
    return float(silhouette_score(1.0 - consensus[np.ix_(inside, inside)], labels[inside], metric="precomputed"))


def firmness(consensus: Matrix, labels: Labels) -> Matrix:
    """For each participant how often they are with the others of their group; 0 for those in none."""
    firm = np.zeros(len(labels))
    for row, label in enumerate(labels.tolist()):
        mates = np.flatnonzero((labels == label) & (np.arange(len(labels)) != row))
        if label != NONE and len(mates):
            firm[row] = round(float(consensus[row, mates].mean()), 3)
    return firm


def agreement(labels: Labels, groupings: Sequence[Labels]) -> float:
    """Mean adjusted Rand index of a grouping with others."""
    from sklearn.metrics import adjusted_rand_score

    return round(fmean(float(adjusted_rand_score(labels, other)) for other in groupings), 4)
