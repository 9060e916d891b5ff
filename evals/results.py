"""What a suite finds: figures with their intervals, and what became of each item. All of it goes into a run's file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from evals.metrics import agreement, alpha, jackknife, rates
from evals.metrics.bootstrap import Statistic, interval

STATISTICS: Mapping[str, Statistic] = {
    "rate": rates.rate,
    "precision": rates.precision,
    "recall": rates.recall,
    "f1": rates.f1,
    "micro-f1": rates.micro_f1,
    "macro-f1": rates.macro_f1,
    "agreement": agreement.observed,
    "kappa": agreement.cohen_kappa,
    "ac1": agreement.gwet_ac1,
    "alpha": alpha.alpha,
    "prevalence": agreement.prevalence,
}
"""A statistic's name in a run's file, and the function of counts."""

Tally = Mapping[str, Sequence[float]]
"""Counts of each cluster: what a statistic and its interval are computed from."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number with all that is needed to judge it, and to compute it again."""

    key: str
    """What is measured: `pain f1 overlap`."""
    statistic: str
    """One of STATISTICS, or `value` for a number that is no sum over clusters."""
    value: float | None
    low: float | None
    high: float | None
    n: int
    """On how many items: gold marks for F1, items for a rate or for agreement."""
    frame: str
    """What the statistic is taken over."""
    clusters: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    unjudged: int = 0
    """Items that could not be judged; in no count."""
    prevalence: float | None = None
    """Share of the frame that is coded so, where the statistic depends on it."""


def figure(
    key: str,
    statistic: str,
    tally: Tally,
    frame: str,
    *,
    n: Callable[[Sequence[float]], float],
    unjudged: int = 0,
    prevalence: float | None = None,
    seed: int = 7,
) -> Figure:
    """A figure from counts a cluster; `n` says of the summed counts how many items they are."""
    names = sorted(tally)
    counts = np.array([tally[name] for name in names], float)
    if not names or not counts.any():
        return Figure(key, statistic, None, None, None, 0, frame, {}, unjudged, prevalence)
    total = counts.sum(axis=0)
    compute = STATISTICS[statistic]
    around = interval(counts, compute, seed=seed)
    low, high = around or (None, None)
    kept = {name: tuple(float(count) for count in tally[name]) for name in names}
    value = number(float(compute(total)))
    return Figure(key, statistic, value, low, high, round(n(list(total))), frame, kept, unjudged, prevalence)


def left_out(
    key: str,
    compute: Callable[[frozenset[str]], float],
    people: Iterable[str],
    n: int,
    frame: str,
    *,
    seed: int,
    bounds: tuple[float, float] = (0.0, 1.0),
) -> Figure:
    """A figure that is no sum over clusters, with an interval by leaving people out; `compute` does without some."""
    value = compute(frozenset())
    low, high = jackknife.interval(value, people, compute, seed=seed, bounds=bounds) or (None, None)
    return Figure(key, "value", number(value), low, high, n, frame)


def plain(key: str, value: float | None, n: int, frame: str, *, unjudged: int = 0) -> Figure:
    """A number without an interval."""
    return Figure(key, "value", number(value), None, None, n, frame, {}, unjudged)


def number(value: float | None) -> float | None:
    """A value for a file: nan is none."""
    return None if value is None or np.isnan(value) else float(value)


def last(total: Sequence[float]) -> float:
    """The last count: gold marks of a rate, tries of a share."""
    return total[-1]


def every_fourth(total: Sequence[float]) -> float:
    """Gold marks of all classes together."""
    return sum(total[3::4])


rate_figure = partial(figure, statistic="rate", n=last)


@dataclass(frozen=True, slots=True)
class Item:
    """What became of one thing that was judged."""

    id: str
    """The same in every run on the same data: where it stands, and what kind it is."""
    kind: str
    ok: bool | None
    """None: it could not be judged."""
    gold: str
    said: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often gold said what where the engine said what."""

    title: str
    labels: tuple[str, ...]
    table: tuple[tuple[int, ...], ...]
    """Rows: gold."""


@dataclass(frozen=True, slots=True)
class Curve:
    """A line to draw: points (x, y) with the number of items behind each."""

    title: str
    x: str
    y: str
    points: tuple[tuple[float, float, int], ...]


@dataclass(frozen=True, slots=True)
class SuiteResult:
    """All that a suite found on one set of data."""

    suite: str
    data: str
    figures: tuple[Figure, ...] = ()
    items: tuple[Item, ...] = ()
    confusions: tuple[Confusion, ...] = ()
    curves: tuple[Curve, ...] = ()
    notes: tuple[str, ...] = ()
    """What a reader must know: what was left out and why."""
