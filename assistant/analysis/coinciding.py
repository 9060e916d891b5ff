"""Whether groups of participants are nearly something that was known of them before: who asked, from which file.

Where they are, grouping them again only finds it again: how well the groups hold then tells of how the study was
made. Groups and what is known are compared by the adjusted Rand index (`assistant.analysis.rand_index`), amounts by
how often somebody of a group has more than somebody else (`assistant.analysis.amounts_apart`). In small studies what
chance would give as often is not told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.analysis.amounts_apart import AmountApart, furthest_apart
from assistant.analysis.material import Material
from assistant.analysis.rand_index import adjusted_rand, of_each_pair
from assistant.analysis.traits import FEWEST, Trait, What, amounts, is_known_of_enough, traits
from assistant.matrices import Labels, Matrix

FIRM, PARTLY = 0.8, 0.4
"""Adjusted Rand index from which groups are nearly what was known, and from which they follow it in part."""
_MOST_VALUES = 12
_FEW = 100
"""Up to so many participants chance alone may make groups look like what was known."""
_TIMES = 499
_BY_CHANCE, _GIVEN_BY_CHANCE = 0.05, 0.01
"""How often chance may do as well; less often for what files give, since they may give much."""
_SEED = 7


@dataclass(frozen=True, slots=True)
class SharedValue:
    """What was known of the people of a group, how many here and elsewhere have it, and how well it tells of them."""

    what: What
    name: str
    value: str
    participants: int
    of: int
    there: int
    of_there: int
    rand: float
    firm: bool
    whole: bool
    """Whether all groups follow what it is a value of."""


Coincidence = SharedValue | AmountApart
"""One thing that a group is nearly, or in part."""


@dataclass(frozen=True, slots=True)
class _Known:
    """A trait of those in groups, in numbers."""

    trait: Trait
    rows: Labels
    """Of whom it is known."""
    values: Labels
    names: Sequence[str]

    @property
    def is_given(self) -> bool:
        """Whether files give it, as they may give anything."""
        return self.trait.what == "attribute"

    @property
    def is_of_few_values(self) -> bool:
        return len(self.names) <= min(_MOST_VALUES, len(self.rows) // 2)

    def table(self, groups: Labels, number: int) -> Matrix:
        """How many of each group have each value."""
        cells = np.bincount(groups[self.rows] * len(self.names) + self.values, minlength=number * len(self.names))
        return cells.reshape(number, len(self.names)).astype(np.float64)


def coincidences(material: Material, groups: Sequence[Sequence[str]]) -> list[list[Coincidence]]:
    """For each group what it is nearly or in part, the closest first; empty where it is nothing of the kind."""
    people = [who for group in groups for who in group]
    if len(groups) < 2 or len(people) < FEWEST:
        return [[] for _ in groups]
    known = [one for trait in traits(material) if (one := _known(trait, people)) is not None]
    labels = np.repeat(np.arange(len(groups), dtype=np.intp), [len(group) for group in groups])
    compared = _Compared(known, labels, len(groups))
    whole, more = compared.whole(), furthest_apart(amounts(material), groups)
    found = [_firmest_first(value, amount) for value, amount in zip(compared.parts(), more, strict=True)]
    firm = any(one.firm for rows in found for one in rows)
    if whole and (whole[0][0].firm or not firm):
        return whole
    return [[one for one in rows if one.firm][:1] if firm else rows[:1] for rows in found]


def _firmest_first(value: SharedValue | None, amount: AmountApart | None) -> list[Coincidence]:
    """Of two that are as firm the value, as it says who they are."""
    return sorted((one for one in (value, amount) if one is not None), key=lambda one: not one.firm)


def _known(trait: Trait, people: Sequence[str]) -> _Known | None:
    """None where it is known of too few."""
    rows = [at for at, who in enumerate(people) if who in trait.of]
    values = [trait.of[people[at]] for at in rows]
    if not is_known_of_enough(len(rows), len(people)) or len(set(values)) < 2:
        return None
    names = sorted(set(values))
    place = {name: at for at, name in enumerate(names)}
    numbers = np.array([place[value] for value in values], dtype=np.intp)
    return _Known(trait, np.array(rows, dtype=np.intp), numbers, names)


class _Compared:
    """Groups and what is known of those in them."""

    def __init__(self, known: Sequence[_Known], labels: Labels, number: int) -> None:
        """`labels`: the group of each participant; `number`: how many groups there are."""
        self._known = known
        self._number = number
        self._tables = [one.table(labels, number) for one in known]
        self._usual = {
            given: _by_chance([one for one in known if one.is_given == given], labels, number, level)
            for given, level in ((False, _BY_CHANCE), (True, _GIVEN_BY_CHANCE))
        }

    def whole(self) -> list[list[Coincidence]]:
        """For each group its value of each trait that all groups follow best; empty where they follow none."""
        scores = [
            round(adjusted_rand(table), 4) if one.is_of_few_values else -1.0
            for one, table in zip(self._known, self._tables, strict=True)
        ]
        best = max((score for at, score in enumerate(scores) if self._tells(at, score)), default=None)
        if best is None:
            return []
        followed = [at for at, score in enumerate(scores) if score == best and self._tells(at, score)]
        return [
            [self._shared(at, group, int(self._tables[at][group].argmax()), best, whole=True) for at in followed]
            for group in range(self._number)
        ]

    def parts(self) -> Iterator[SharedValue | None]:
        """For each group the value that it is nearly or in part; None where it is none."""
        cells = [of_each_pair(table) for table in self._tables]
        for group in range(self._number):
            values = [int(table[group].argmax()) for table in cells]
            scores = [round(float(table[group][value]), 4) for table, value in zip(cells, values, strict=True)]
            told = [at for at, score in enumerate(scores) if self._tells(at, score)]
            best = max(told, key=lambda at: scores[at], default=None)
            yield None if best is None else self._shared(best, group, values[best], scores[best], whole=False)

    def _tells(self, at: int, score: float) -> bool:
        """Whether a trait agrees with groups so far that it is told, and further than by chance."""
        return score >= PARTLY and score > self._usual[self._known[at].is_given]

    def _shared(self, at: int, group: int, value: int, score: float, *, whole: bool) -> SharedValue:
        one, table = self._known[at], self._tables[at]
        return SharedValue(
            what=one.trait.what,
            name=one.trait.name,
            value=one.names[value],
            participants=int(table[group, value]),
            of=int(table[group].sum()),
            there=int(table[:, value].sum() - table[group, value]),
            of_there=int(table.sum() - table[group].sum()),
            rand=score,
            firm=score >= FIRM,
            whole=whole,
        )


def _by_chance(known: Sequence[_Known], labels: Labels, number: int, level: float) -> float:
    """The agreement that the best of all comparisons seldom exceeds where participants are in groups by lot."""
    if len(labels) > _FEW or not known:
        return 0.0
    lot = np.random.default_rng(_SEED)
    best = [max(_best(one, lot.permutation(labels), number) for one in known) for _ in range(_TIMES)]
    return float(np.quantile(best, 1 - level))


def _best(one: _Known, labels: Labels, number: int) -> float:
    table = one.table(labels, number)
    whole = adjusted_rand(table) if one.is_of_few_values else -1.0
    return max(whole, float(of_each_pair(table).max()))
