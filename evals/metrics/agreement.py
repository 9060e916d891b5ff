"""Cohen's kappa and Gwet's AC1 of two coders, from a table of how often each said what.

Counts are the table row by row (`table[i, j]`: the first coder said i, the second j), flattened. Both have library
implementations (scikit-learn's `cohen_kappa_score`, irrCAC), which take one answer an item; resampled tables are
computed here from the counts, and the tests hold both against those libraries.

*Frame*: over all sentences, coded or not, agreement on silence counts, which inflates plain agreement and leaves
kappa to depend on prevalence. AC1 depends on it less. Neither is read without the prevalence beside it.
"""

from __future__ import annotations

import numpy as np

from evals.metrics.rates import Counts, Values


def observed(counts: Counts) -> Values:
    """Share of items on which both say the same."""
    table = _shares(counts)
    return np.asarray(np.trace(table, axis1=-2, axis2=-1))


def cohen_kappa(counts: Counts) -> Values:
    """Agreement beyond what each coder's own frequencies give by chance; nan where both say one thing only."""
    table = _shares(counts)
    chance = (table.sum(axis=-1) * table.sum(axis=-2)).sum(axis=-1)
    return _beyond(np.trace(table, axis1=-2, axis2=-1), chance)


def gwet_ac1(counts: Counts) -> Values:
    """Agreement beyond chance, chance being that of guessing where an item is hard (Gwet 2008)."""
    table = _shares(counts)
    mean = (table.sum(axis=-1) + table.sum(axis=-2)) / 2
    chance = (mean * (1 - mean)).sum(axis=-1) / (table.shape[-1] - 1)
    return _beyond(np.trace(table, axis1=-2, axis2=-1), chance)


def prevalence(counts: Counts) -> Values:
    """Share of items the coders on average say the second category of (coded, where the first is not coded)."""
    table = _shares(counts)
    return np.asarray(table[..., 1, :].sum(axis=-1) + table[..., :, 1].sum(axis=-1)) / 2


def _table(counts: Counts) -> Counts:
    size = round(counts.shape[-1] ** 0.5)
    square: Counts = counts.reshape(*counts.shape[:-1], size, size)
    return square


def _shares(counts: Counts) -> Counts:
    table = _table(np.asarray(counts, float))
    total = table.sum(axis=(-2, -1), keepdims=True)
    shares: Counts = np.divide(table, total, out=np.full_like(table, np.nan), where=total > 0)
    return shares


def _beyond(agreement: Values, chance: Values) -> Values:
    room = 1 - np.asarray(chance, float)
    beyond: Values = np.divide(agreement - chance, room, out=np.full_like(room, np.nan), where=room > 1e-12)
    return beyond
