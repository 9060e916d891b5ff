"""Which participants are alike in what they need, do and feel.

Participants are compared as `assistant.analysis.likeness` describes them and joined bottom-up (Ward). The number of
groups grows as long as they still hold when every participant had told only half (see
`assistant.analysis.consensus`); whoever is then as often with those of another group fits none. Where people
said too little each to halve it, as in reviews, the number whose groups are tightest and furthest apart is taken
(silhouette).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import takewhile
from statistics import fmean

import numpy as np

from assistant.analysis import consensus
from assistant.analysis.consensus import NONE
from assistant.analysis.likeness import Likeness
from assistant.matrices import Labels, Matrix

_MOST_LINKED = 1200
"""Above this many participants k-means takes over: linkage needs memory by the square."""
_SAMPLE = 1000
_LEAST_SILHOUETTE = 0.02
_LEAST_STABILITY = 0.4
"""Ten or twelve people who are no groups at all, but each a little different, reach 0.3: whoever is always the same is
put beside the same others."""
_HOLDS, _EACH_HOLDS = 0.6, 0.35
"""Separation from which groups are taken to hold, all of them together and the worst of them."""
_FITS = 0.1
"""How much oftener participants must be with their group than with any other, in half-tellings, to belong to it."""
_MOST_RESAMPLED = 150
"""Above this many participants trying parts of what they told takes too long."""
_DRAWS = 5
_FEWEST_FINDINGS = 6
"""Findings that participants must have on average for parts of them to mean something."""
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
class Grouping:
    """Groups of participants, each the most firmly belonging first."""

    groups: Sequence[Sequence[tuple[str, float]]]
    """Participant and firmness (0..1) per group, the largest group first."""
    outside: Sequence[str] = ()
    """Who fits none."""
    silhouette: float = 0.0
    stability: float | None = None
    """Mean adjusted Rand index between these groups and those from half-tellings; None where not tried."""
    left_out: float | None = None
    """The same with one participant left out at a time."""
    fifth_out: float | None = None
    """The same with a fifth of the participants left out, where they are too many for the others."""
    why: str = ""
    """In words, where no groups could be told apart."""
    tried: Mapping[int, Tried] = field(default_factory=dict)
    """By the number of groups."""
    given: bool = False
    """Whether somebody said how many groups there are to be."""


def group_participants(
    likeness: Likeness, silent: Sequence[str], *, count: int | None = None, seed: int = 7
) -> Grouping:
    """Group participants who have findings; `silent` are those who have none."""
    people = likeness.people
    if not people:
        return Grouping((), silent, why="Nothing was coded in what participants said.")
    together = (tuple((person, 1.0) for person in people),)
    if len(people) == 1:
        return Grouping(together, silent, why="One participant cannot be grouped: this is one person's account.")
    if len(people) < 4 and count is None:
        return Grouping(together, silent, why="Too few participants to tell groups apart: all are told of together.")
    described = likeness.rows(likeness.findings)
    best, tried = _best(likeness, described, count, seed)
    if best is None:
        why = "Participants do not fall into groups that differ clearly: all are told of together."
        return Grouping(together, silent, why=why, tried=tried, given=count is not None)
    few = len(people) <= _MOST_RESAMPLED
    left_out = _left_out(described, best.labels, seed) if few else None
    fifth_out = None if few else _fifth_out(described, best.labels, seed)
    firmness = _firmness(described, best.labels) if best.held is None else consensus.firmness(best.held, best.labels)
    found = _grouping(people, silent, best, firmness, left_out, tried)
    return replace(found, fifth_out=fifth_out, given=count is not None)


@dataclass(frozen=True)
class _Try:
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
        return (self.separation or 0.0) >= _HOLDS and self.worst >= _EACH_HOLDS

    @property
    def score(self) -> float:
        return self.quality if self.separation is None else self.separation

    @property
    def told(self) -> Tried:
        sizes = np.bincount(self.labels[self.labels != NONE])
        return Tried(round(self.score, 4), self.stability, int(min(sizes[sizes > 0], default=0)), self.holds)

    @property
    def tells_apart(self) -> bool:
        stable = self.stability is None or self.stability >= _LEAST_STABILITY
        return stable and self.quality >= _LEAST_SILHOUETTE


def _best(likeness: Likeness, described: Matrix, count: int | None, seed: int) -> tuple[_Try | None, dict[int, Tried]]:
    """The best number of groups, and how well each number does that was tried."""
    most = max(2, min(_MOST_GROUPS, len(described) // _FEWEST_PEOPLE))
    numbers = [min(count, len(described))] if count else list(range(2, most + 1))
    whole, halves = _Joined(described, seed), _halves(likeness, seed)
    tried = {number: _try(whole, number, halves) for number in numbers}
    best = _telling_most(tried)
    found = len(set(tried[best].labels.tolist()) - {NONE})
    accepted = count is not None or (tried[best].tells_apart and found > 1)
    told = {number: replace(one.told, taken=accepted and number == best) for number, one in tried.items()}
    return (tried[best] if accepted else None), told


def _telling_most(tried: Mapping[int, _Try]) -> int:
    """One group more as long as they hold, since more groups tell more; the best number where none does."""
    holding = list(takewhile(lambda number: tried[number].holds, sorted(tried)))
    return holding[-1] if holding else max(tried, key=lambda number: (tried[number].score, -number))


def _halves(likeness: Likeness, seed: int) -> list[_Joined]:
    """Half-tellings; none where participants said too little or are too many."""
    total = sum(len(likeness.findings[person]) for person in likeness.people)
    if len(likeness.people) > _MOST_RESAMPLED or total < _FEWEST_FINDINGS * len(likeness.people):
        return []
    return [_Joined(half, seed) for half in consensus.half_tellings(likeness, seed)]


def _try(whole: _Joined, number: int, halves: Sequence[_Joined]) -> _Try:
    labels = whole.into(number)
    quality = _quality(whole.described, labels, whole.seed)
    if not halves:
        return _Try(labels, quality)
    again = [half.into(number) for half in halves]
    held = consensus.together(again)
    apart, worst = consensus.separation(held, labels)
    return _Try(labels, quality, held, consensus.agreement(labels, again), round(apart, 4), worst)


def _without_strays(tried: _Try) -> Labels:
    """Groups without those who are elsewhere about as often when only half is told; a group of such alone stays."""
    if tried.held is None:
        return tried.labels
    fitting = consensus.lead(tried.held, tried.labels) >= _FITS
    kept = tried.labels.copy()
    for label in set(kept.tolist()) - {NONE}:
        inside = tried.labels == label
        if (inside & fitting).sum() > 1:
            kept[inside & ~fitting] = NONE
    return kept


@dataclass(frozen=True)
class _Joined:
    """Participants joined bottom-up once, and cut into any number of groups."""

    described: Matrix
    seed: int

    def into(self, number: int) -> Labels:
        """Group numbers; whoever is alone in a group fits none."""
        count = len(self.described)
        if number == 1:
            return np.zeros(count, dtype=np.intp)
        labels = self._linked(number) if count <= _MOST_LINKED else _means(self.described, number, self.seed)
        sizes = np.bincount(labels)
        kept: Labels = np.where(sizes[labels] >= 2, labels, NONE)
        return kept

    def _linked(self, number: int) -> Labels:
        # The n-th cut may split off single participants; go on until there are as many groups of two or more.
        for cut in range(number, len(self.described)):
            labels = self._cut(cut)
            if (np.bincount(labels) >= 2).sum() >= number:
                return labels
        return self._cut(number)

    def _cut(self, groups: int) -> Labels:
        from scipy.cluster.hierarchy import fcluster

        labels: Labels = fcluster(self._tree, groups, criterion="maxclust").astype(np.intp) - 1
        return labels

    @cached_property
    def _tree(self) -> Matrix:
        from scipy.cluster.hierarchy import linkage

        tree: Matrix = linkage(self.described, method="ward")
        return tree


def _means(described: Matrix, number: int, seed: int) -> Labels:
    from sklearn.cluster import KMeans

    model = KMeans(n_clusters=number, n_init=4, random_state=seed)
    labels: Labels = model.fit_predict(described).astype(np.intp)
    return labels


def _quality(described: Matrix, labels: Labels, seed: int) -> float:
    """Silhouette of those who are in a group, times the share that is."""
    inside = np.flatnonzero(labels != NONE)
    if len(inside) > _SAMPLE:
        inside = np.sort(np.random.default_rng(seed).choice(inside, _SAMPLE, replace=False))
    if len(set(labels[inside].tolist())) < 2:
        return -1.0
    share = float((labels != NONE).mean())
    return float(_silhouettes(described[inside], labels[inside]).mean()) * share


def _silhouettes(described: Matrix, labels: Labels) -> Matrix:
    from sklearn.metrics import silhouette_samples

    values: Matrix = silhouette_samples(described, labels, metric="euclidean")
    return values


def _left_out(described: Matrix, labels: Labels, seed: int) -> float:
    """How alike the groups are when one participant is left out, averaged over all."""
    from sklearn.metrics import adjusted_rand_score

    number = len(set(labels.tolist()) - {NONE})
    scores = []
    for absent in range(len(described)):
        rest = np.delete(np.arange(len(described)), absent)
        again = _Joined(described[rest], seed).into(number)
        scores.append(float(adjusted_rand_score(labels[rest], again)))
    return round(fmean(scores), 4)


def _fifth_out(described: Matrix, labels: Labels, seed: int) -> float:
    """How alike the groups are when every fifth participant, by lot, is left out, averaged over some draws."""
    from sklearn.metrics import adjusted_rand_score

    number, chance = len(set(labels.tolist()) - {NONE}), np.random.default_rng(seed)
    scores = []
    for _ in range(_DRAWS):
        rest = np.sort(chance.permutation(len(described))[: len(described) * 4 // 5])
        scores.append(float(adjusted_rand_score(labels[rest], _Joined(described[rest], seed).into(number))))
    return round(fmean(scores), 4)


def _grouping(
    people: Sequence[str],
    silent: Sequence[str],
    best: _Try,
    firmness: Matrix,
    left_out: float | None,
    tried: Mapping[int, Tried],
) -> Grouping:
    labels = _without_strays(best)
    groups = [
        sorted(
            ((people[row], float(firmness[row])) for row in np.flatnonzero(labels == label).tolist()),
            key=lambda member: (-member[1], member[0]),
        )
        for label in sorted(set(labels.tolist()) - {NONE})
    ]
    groups.sort(key=lambda group: (-len(group), group[0][0]))
    outside = [people[row] for row in np.flatnonzero(labels == NONE).tolist()] + list(silent)
    return Grouping(groups, sorted(outside), round(best.quality, 4), best.stability, left_out, tried=dict(tried))


def _firmness(described: Matrix, labels: Labels) -> Matrix:
    """0 for somebody who is closer to another group, 0.5 on the edge, 1 in the middle of their own."""
    firm = np.ones(len(labels))
    inside = np.flatnonzero(labels != NONE)
    if len(set(labels[inside].tolist())) > 1 and len(inside) <= _MOST_LINKED:
        firm[inside] = np.clip(0.5 + 0.5 * _silhouettes(described[inside], labels[inside]), 0, 1).round(3)
    elif len(set(labels[inside].tolist())) > 1:
        firm[inside] = _firmness_to_centres(described[inside], labels[inside])
    return firm


def _firmness_to_centres(described: Matrix, labels: Labels) -> Matrix:
    names = sorted(set(labels.tolist()))
    centres = np.stack([described[labels == name].mean(axis=0) for name in names])
    away = np.stack([np.linalg.norm(described - centre, axis=1) for centre in centres], axis=1)
    own = away[np.arange(len(labels)), [names.index(label) for label in labels.tolist()]]
    away[np.arange(len(labels)), [names.index(label) for label in labels.tolist()]] = np.inf
    other = away.min(axis=1)
    values: Matrix = np.clip(0.5 + 0.5 * (other - own) / np.maximum(np.maximum(other, own), 1e-9), 0, 1).round(3)
    return values
