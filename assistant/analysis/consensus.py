"""Whether groups hold: participants are grouped again from half of what each said, many times over.

Consensus clustering (Monti et al., Machine Learning 52, 2003), with parts of what was told in the place of parts of
the participants: two participants belong together as often as the half-tellings put them together.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean

import numpy as np

from assistant.analysis.joining import NONE, groups_in
from assistant.analysis.likeness import Likeness
from assistant.domain import Finding
from assistant.matrices import Labels, Matrix

_TIMES = 200
"""With 50 the number of groups, and who fits none, hung on the seed: how well groups hold was known to 0.02 only."""
_STRETCHES = 10
"""What a participant told is cut into so many; neighbouring sentences stay together, as they share a topic."""
_KEPT = 5
"""Stretches that a half-telling keeps."""


def half_tellings(likeness: Likeness, seed: int) -> list[Matrix]:
    """Participants as halves of what they told describe them."""
    chance = np.random.default_rng(seed)
    told = {who: sorted(items, key=_place) for who, items in likeness.findings.items()}
    tellings: list[Matrix] = []
    for _ in range(_TIMES // 2):
        halves = {who: _halves(told[who], chance) for who in likeness.people}
        tellings += [likeness.rows({who: both[side] for who, both in halves.items()}) for side in (0, 1)]
    return tellings


def _place(item: Finding) -> tuple[str, int, int, str, str]:
    # Without the finding's id, which holds the name of its file: what that is called must not matter.
    return (item.source_id, item.start, item.end, item.kind, item.label)


def _halves(told: Sequence[Finding], chance: np.random.Generator) -> tuple[Sequence[Finding], Sequence[Finding]]:
    """What somebody told in half of the stretches, and what in the others: so no part is drawn oftener than another."""
    kept = set(chance.permutation(_STRETCHES)[:_KEPT].tolist())
    one = [item for at, item in enumerate(told) if at * _STRETCHES // len(told) in kept]
    other = [item for at, item in enumerate(told) if at * _STRETCHES // len(told) not in kept]
    return one or told, other or told


def together(groupings: Sequence[Labels]) -> Matrix:
    """How often each two participants are in one group, from 0 to 1."""
    count = len(groupings[0])
    total = np.zeros((count, count))
    for labels in groupings:
        total += (labels[:, None] == labels[None, :]) & (labels[:, None] != NONE)
    total /= len(groupings)
    np.fill_diagonal(total, 1.0)
    return total


def separation(consensus: Matrix, labels: Labels) -> tuple[float, float]:
    """Mean silhouette of participants, as far apart as they are rarely together: of all, and of the worst group."""
    from sklearn.metrics import silhouette_samples

    inside = np.flatnonzero(labels != NONE)
    if not 1 < len(groups_in(labels)) < len(inside):
        return -1.0, -1.0
    values = silhouette_samples(1.0 - consensus[np.ix_(inside, inside)], labels[inside], metric="precomputed")
    worst = min(float(values[labels[inside] == group].mean()) for group in groups_in(labels))
    return float(values.mean()), worst


def firmness(consensus: Matrix, labels: Labels) -> Matrix:
    """For each participant how often they are with the others of their group; 0 for those in none."""
    firm = np.zeros(len(labels))
    for row, label in enumerate(labels.tolist()):
        mates = np.flatnonzero((labels == label) & (np.arange(len(labels)) != row))
        if label != NONE and len(mates):
            firm[row] = round(float(consensus[row, mates].mean()), 3)
    return firm


def lead(consensus: Matrix, labels: Labels) -> Matrix:
    """By how much oftener each participant is with those of their group than with those of any other; -1 in none."""
    own, found = firmness(consensus, labels), np.full(len(labels), -1.0)
    groups = groups_in(labels)
    for row, label in enumerate(labels.tolist()):
        if label != NONE:
            others = [float(consensus[row, labels == group].mean()) for group in groups if group != label]
            found[row] = own[row] - max(others, default=0.0)
    return found


def agreement(labels: Labels, groupings: Sequence[Labels]) -> float:
    """Mean adjusted Rand index of a grouping with others."""
    from sklearn.metrics import adjusted_rand_score

    return round(fmean(float(adjusted_rand_score(labels, other)) for other in groupings), 4)
