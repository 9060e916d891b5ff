"""How firmly each participant belongs to their group, and who is so often elsewhere that they fit none."""

from __future__ import annotations

import numpy as np

from assistant.analysis import consensus
from assistant.analysis.joining import MOST_LINKED, NONE, groups_in
from assistant.matrices import Labels, Matrix

_FITS = 0.1
"""How much oftener participants must be with their group than with any other, in half-tellings, to belong to it."""


def without_strays(labels: Labels, held: Matrix) -> Labels:
    """Groups without those who are elsewhere about as often when only half is told; a group of such alone stays.

    `held`: how often each two participants were together then.
    """
    fitting = consensus.lead(held, labels) >= _FITS
    kept = labels.copy()
    for label in groups_in(labels):
        inside = labels == label
        if (inside & fitting).sum() > 1:
            kept[inside & ~fitting] = NONE
    return kept


def firmness(described: Matrix, labels: Labels) -> Matrix:
    """0 for somebody who is closer to another group, 0.5 on the edge, 1 in the middle of their own."""
    firm = np.ones(len(labels))
    inside = np.flatnonzero(labels != NONE)
    if len(groups_in(labels)) > 1:
        closer = silhouettes if len(inside) <= MOST_LINKED else _closer_to_own_centre
        firm[inside] = np.clip(0.5 + 0.5 * closer(described[inside], labels[inside]), 0, 1).round(3)
    return firm


def silhouettes(described: Matrix, labels: Labels) -> Matrix:
    """For each participant how much closer those of their group are than those of the next, from -1 to 1."""
    from sklearn.metrics import silhouette_samples

    values: Matrix = silhouette_samples(described, labels, metric="euclidean")
    return values


def _closer_to_own_centre(described: Matrix, labels: Labels) -> Matrix:
    """The same by the middles of the groups, where participants are too many to be compared in pairs."""
    names = groups_in(labels)
    mine = (np.arange(len(labels)), [names.index(label) for label in labels.tolist()])
    centres = np.stack([described[labels == name].mean(axis=0) for name in names])
    away = np.stack([np.linalg.norm(described - centre, axis=1) for centre in centres], axis=1)
    own = away[mine]
    away[mine] = np.inf
    other = away.min(axis=1)
    values: Matrix = (other - own) / np.maximum(np.maximum(other, own), 1e-9)
    return values
