"""Two runs side by side: how each figure changed, how sure that is, and which items flipped, both ways."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from evals.metrics.bootstrap import difference
from evals.metrics.rates import Counts
from evals.results import STATISTICS, Figure, Item
from evals.runs import Run


@dataclass(frozen=True, slots=True)
class Change:
    """One figure in both runs."""

    suite: str
    data: str
    key: str
    before: float | None
    after: float | None
    low: float | None
    high: float | None
    """95 % interval of the difference, participants drawn together; None where the clusters are not the same."""

    @property
    def by(self) -> float | None:
        return None if self.before is None or self.after is None else self.after - self.before

    @property
    def sure(self) -> bool:
        """Whether the interval of the difference leaves zero out."""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)


@dataclass(frozen=True, slots=True)
class Flip:
    """An item that one run has right and the other wrong."""

    suite: str
    data: str
    better: bool
    """Right in the second run."""
    item: Item


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that differs between two runs."""

    changes: tuple[Change, ...]
    flips: tuple[Flip, ...]
    notes: tuple[str, ...]


def compare(before: Run, after: Run) -> Comparison:
    """Compare what both runs measured."""
    changes, flips = [], []
    other = {(result.suite, result.data): result for result in after.results}
    for result in before.results:
        same = other.get((result.suite, result.data))
        if same is None:
            continue
        figures = {figure.key: figure for figure in same.figures}
        changes += [
            _change(result.suite, result.data, figure, figures[figure.key], before.seed)
            for figure in result.figures
            if figure.key in figures
        ]
        if _same_data(before, after, result.data):
            flips += [
                Flip(result.suite, result.data, better, item) for better, item in _flips(result.items, same.items)
            ]
    return Comparison(tuple(changes), tuple(flips), tuple(_notes(before, after)))


def _same_data(before: Run, after: Run, name: str) -> bool:
    return before.data.get(name, {}).get("hash") == after.data.get(name, {}).get("hash")


def _notes(before: Run, after: Run) -> Iterator[str]:
    for name in sorted(before.data.keys() & after.data.keys()):
        if not _same_data(before, after, name):
            yield f"{name}: the texts or the gold are not the same in both runs; items and intervals are not compared."
    for name in sorted(before.data.keys() ^ after.data.keys()):
        yield f"{name} was measured in one of the runs only."


def _change(suite: str, data: str, before: Figure, after: Figure, seed: int) -> Change:
    around = _interval(before, after, seed)
    low, high = around or (None, None)
    return Change(suite, data, before.key, before.value, after.value, low, high)


def _interval(before: Figure, after: Figure, seed: int) -> tuple[float, float] | None:
    """Over the clusters of both; a cluster that is in one alone counts nothing in the other."""
    statistic = STATISTICS.get(before.statistic)
    if statistic is None or before.statistic != after.statistic or not before.clusters or not after.clusters:
        return None
    widths = {len(counts) for figure in (before, after) for counts in figure.clusters.values()}
    if len(widths) != 1:
        return None
    width = widths.pop()
    names = sorted(before.clusters.keys() | after.clusters.keys())
    first, second = (_counts(figure, names, width) for figure in (before, after))
    return difference(first, second, statistic, seed=seed)


def _counts(figure: Figure, names: list[str], width: int) -> Counts:
    return np.array([figure.clusters.get(name, (0.0,) * width) for name in names], float)


def _flips(before: tuple[Item, ...], after: tuple[Item, ...]) -> Iterator[tuple[bool, Item]]:
    """Items whose verdict changed. One that a run does not list was right in it: false alarms are listed alone."""
    first, second = _by_id(before), _by_id(after)
    for name in sorted(first.keys() | second.keys()):
        was, now = _right(first.get(name)), _right(second.get(name))
        if was is not None and now is not None and was != now:
            yield now, second.get(name) or first[name]


def _by_id(items: tuple[Item, ...]) -> Mapping[str, Item]:
    return {item.id: item for item in items}


def _right(item: Item | None) -> bool | None:
    return True if item is None else item.ok
