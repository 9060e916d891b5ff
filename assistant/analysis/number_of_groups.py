"""How many groups participants fall into: as many as still hold when everybody had told only half.

Where people said too little each to halve it, as in reviews, the number whose groups are tightest and furthest apart
is taken (silhouette).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

import numpy as np

from assistant.analysis import consensus
from assistant.analysis.belonging import silhouettes
from assistant.analysis.joining import MOST_JOINED_AGAIN, NONE, Joined, groups_in
from assistant.analysis.likeness import Likeness
from assistant.matrices import Labels, Matrix

_SAMPLE = 1000
_LEAST_SILHOUETTE = 0.02
_LEAST_STABILITY = 0.4
"""Ten or twelve people who are no groups at all, but each a little different, reach 0.3: whoever is always the same is
put beside the same others."""
_HOLDS, _EACH_HOLDS = 0.6, 0.35
"""Separation from which groups are taken to hold, all of them together and the worst of them."""
_MOST_GROUPS = 8
_FEWEST_PEOPLE = 4
"""Participants a group has on average at least: a persona of fewer says little more than the people themselves."""


@dataclass(frozen=True, slots=True)
class Tried:
    """How well a number of groups does."""

    score: float
    """How far apart the groups stay when half is told; how far apart they lie where that was not tried."""
    agreement: float | None
    """Of groups from half-tellings with these (adjusted Rand index); None where not tried."""
    smallest: int
    """Participants of the smallest group."""
    holds: bool
    taken: bool = False


@dataclass(frozen=True)
class Groups:
    """Groups of one number, and how good they are."""

    labels: Labels
    quality: float
    held: Matrix | None = None
    """How often each two participants were together in half-tellings; None where that was not tried."""
    stability: float | None = None
    separation: float | None = None
    worst: float = -1.0
    """Separation of the group that holds least."""

    @property
    def holds(self) -> bool:
        """Whether they stay when only half is told."""
        return (self.separation or 0.0) >= _HOLDS and self.worst >= _EACH_HOLDS

    @property
    def score(self) -> float:
        """What one number is preferred to another by."""
        return self.quality if self.separation is None else self.separation

    @property
    def tried(self) -> Tried:
        """The same, to be told."""
        sizes = np.bincount(self.labels[self.labels != NONE])
        return Tried(round(self.score, 4), self.stability, int(min(sizes[sizes > 0], default=0)), self.holds)

    @property
    def tells_apart(self) -> bool:
        """Whether they are groups at all."""
        stable = self.stability is None or self.stability >= _LEAST_STABILITY
        return stable and self.quality >= _LEAST_SILHOUETTE and len(groups_in(self.labels)) > 1


def best_groups(
    likeness: Likeness, described: Matrix, count: int | None, seed: int
) -> tuple[Groups | None, dict[int, Tried]]:
    """Groups of the best number, or of `count`, and how well each number does that was tried."""
    most = max(2, min(_MOST_GROUPS, len(described) // _FEWEST_PEOPLE))
    numbers = [min(count, len(described))] if count else list(range(2, most + 1))
    whole, halves = Joined(described, seed), _halves(likeness, seed)
    groups = {number: _groups(whole, number, halves) for number in numbers}
    best = _telling_most(groups)
    accepted = count is not None or groups[best].tells_apart
    tried = {number: replace(one.tried, taken=accepted and number == best) for number, one in groups.items()}
    return (groups[best] if accepted else None), tried


def _telling_most(groups: Mapping[int, Groups]) -> int:
    """One group more as long as they hold, since more groups tell more; the best number where none does."""
    holding = list(takewhile(lambda number: groups[number].holds, sorted(groups)))
    return holding[-1] if holding else max(groups, key=lambda number: (groups[number].score, -number))


def _halves(likeness: Likeness, seed: int) -> list[Joined]:
    """Half-tellings; none where participants said too little or are too many."""
    if len(likeness.people) > MOST_JOINED_AGAIN or likeness.says_little:
        return []
    return [Joined(half, seed) for half in consensus.half_tellings(likeness, seed)]


def _groups(whole: Joined, number: int, halves: Sequence[Joined]) -> Groups:
    labels = whole.into(number)
    quality = _quality(whole.described, labels, whole.seed)
    if not halves:
        return Groups(labels, quality)
    again = [half.into(number) for half in halves]
    held = consensus.together(again)
    apart, worst = consensus.separation(held, labels)
    return Groups(labels, quality, held, consensus.agreement(labels, again), round(apart, 4), worst)


def _quality(described: Matrix, labels: Labels, seed: int) -> float:
    """Silhouette of those who are in a group, times the share that is."""
    inside = np.flatnonzero(labels != NONE)
    if len(inside) > _SAMPLE:
        inside = np.sort(np.random.default_rng(seed).choice(inside, _SAMPLE, replace=False))
    if len(groups_in(labels[inside])) < 2:
        return -1.0
    share = float((labels != NONE).mean())
    return float(silhouettes(described[inside], labels[inside]).mean()) * share
