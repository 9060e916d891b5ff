"""How far two ways to part the same people agree: the adjusted Rand index, from how many are in each pair of parts."""

from __future__ import annotations

from typing import Any

import numpy as np

from assistant.matrices import Matrix


def adjusted_rand(table: Matrix) -> float:
    """Agreement of two ways to part the same people, from how many are in each pair of parts; 0 is chance."""
    together, rows, columns = _pairs(table).sum(), _pairs(table.sum(axis=1)).sum(), _pairs(table.sum(axis=0)).sum()
    usual = rows * columns / max(_pairs(table.sum()), 1.0)
    most = (rows + columns) / 2
    return float((together - usual) / (most - usual)) if most > usual else 0.0


def of_each_pair(table: Matrix) -> Matrix:
    """For each group and value: the adjusted Rand index of being in the group and having the value."""
    here, total = table, table.sum()
    of, having = table.sum(axis=1, keepdims=True), table.sum(axis=0, keepdims=True)
    both = _pairs(here) + _pairs(of - here) + _pairs(having - here) + _pairs(total - of - having + here)
    rows, columns = _pairs(of) + _pairs(total - of), _pairs(having) + _pairs(total - having)
    usual, most = rows * columns / _pairs(total), (rows + columns) / 2
    found = np.divide(both - usual, most - usual, out=np.zeros_like(table), where=most > usual)
    # Two of one kind are a pair and no kind; and a group of those who lack a value is not named after it.
    told = (having >= 2) & (here >= 2) & (here * (total - of) > (having - here) * of)
    cells: Matrix = np.where(told, found, -1.0)
    return cells


def _pairs(count: Any) -> Any:
    return count * (count - 1) / 2
