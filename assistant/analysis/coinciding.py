"""Whether groups of participants are nearly something that was known of them before: who asked, from which file.

Where they are, grouping them again only finds it again: how well the groups hold then tells of how the study was
made. Groups and what is known are compared by the adjusted Rand index, amounts by how often somebody of a group has
more than somebody else. In small studies what chance would give as often is not told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Any

import numpy as np

from assistant.analysis.material import Material
from assistant.analysis.traits import Amount, Trait, amounts, traits
from assistant.matrices import Labels, Matrix

FIRM, PARTLY = 0.8, 0.4
"""Adjusted Rand index from which groups are nearly what was known, and from which they follow it in part."""
_FIRM_PAIRS, _PARTLY_PAIRS = 0.95, 0.75
"""Share of pairs, one of a group and one of the others, in which the same one has more."""
_MOST_VALUES = 12
_KNOWN = 0.8
"""Share of those in groups of whom something must be known to be compared with the groups."""
_FEW = 100
"""Up to so many participants chance alone may make groups look like what was known."""
_TIMES = 499
_BY_CHANCE, _GIVEN_BY_CHANCE = 0.05, 0.01
"""How often chance may do as well; less often for what files give, since they may give much."""
_SEED = 7
_FEWEST = 5
"""Participants in groups."""


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


Row = dict[str, Any]
"""What is known, how many here and elsewhere have it, and how well it tells those here from the others."""


def coincidences(material: Material, groups: Sequence[Sequence[str]]) -> list[list[Row]]:
    """For each group what it is nearly or in part, the closest first; empty where it is nothing of the kind."""
    people = [who for group in groups for who in group]
    labels = np.repeat(np.arange(len(groups), dtype=np.intp), [len(group) for group in groups])
    if len(groups) < 2 or len(people) < _FEWEST:
        return [[] for _ in groups]
    known = [one for trait in traits(material) if (one := _known(trait, people)) is not None]
    usual = {
        given: _by_chance([one for one in known if one.is_given == given], labels, len(groups), level)
        for given, level in ((False, _BY_CHANCE), (True, _GIVEN_BY_CHANCE))
    }
    whole = _whole(known, labels, groups, usual)
    parts = _parts(known, labels, groups, usual)
    more = _amounts(amounts(material), groups)
    found = [sorted([*here, *there], key=_firmest_first) for here, there in zip(parts, more, strict=True)]
    firm = any(row["firm"] for rows in found for row in rows)
    if whole and (whole[0][0]["firm"] or not firm):
        return whole
    return [[row for row in rows if row["firm"]][:1] if firm else rows[:1] for rows in found]


def _firmest_first(row: Row) -> tuple[bool, bool]:
    return not row["firm"], "pairs" in row


def _known(trait: Trait, people: Sequence[str]) -> _Known | None:
    """None where it is known of too few."""
    rows = [at for at, who in enumerate(people) if who in trait.of]
    values = [trait.of[people[at]] for at in rows]
    if len(rows) < max(_FEWEST, _KNOWN * len(people)) or len(set(values)) < 2:
        return None
    names = sorted(set(values))
    place = {name: at for at, name in enumerate(names)}
    numbers = np.array([place[value] for value in values], dtype=np.intp)
    return _Known(trait, np.array(rows, dtype=np.intp), numbers, names)


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
    return max(whole, float(_cells(table).max()))


def adjusted_rand(table: Matrix) -> float:
    """Agreement of two ways to part the same people, from how many are in each pair of parts; 0 is chance."""
    together, rows, columns = _pairs(table).sum(), _pairs(table.sum(axis=1)).sum(), _pairs(table.sum(axis=0)).sum()
    usual = rows * columns / max(_pairs(table.sum()), 1.0)
    most = (rows + columns) / 2
    return float((together - usual) / (most - usual)) if most > usual else 0.0


def _pairs(count: Any) -> Any:
    return count * (count - 1) / 2


def _cells(table: Matrix) -> Matrix:
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


def _whole(
    known: Sequence[_Known], labels: Labels, groups: Sequence[Sequence[str]], usual: Mapping[bool, float]
) -> list[list[Row]] | None:
    """A row for each group and each trait that all groups follow best; None where they follow none."""
    scored = [
        (score, one)
        for one in known
        if one.is_of_few_values
        and (score := round(adjusted_rand(one.table(labels, len(groups))), 4)) >= PARTLY
        and score > usual[one.is_given]
    ]
    if not scored:
        return None
    best = max(score for score, _ in scored)
    rows: list[list[Row]] = [[] for _ in groups]
    for _, one in (pair for pair in scored if pair[0] == best):
        table = one.table(labels, len(groups))
        for at in range(len(groups)):
            value = int(table[at].argmax())
            rows[at].append({**_row(one, table, at, value), "rand": best, "firm": best >= FIRM, "whole": True})
    return rows


def _parts(
    known: Sequence[_Known], labels: Labels, groups: Sequence[Sequence[str]], usual: Mapping[bool, float]
) -> Iterator[list[Row]]:
    """For each group the value that it is nearly or in part."""
    tables = [one.table(labels, len(groups)) for one in known]
    for at in range(len(groups)):
        best: tuple[float, int, int] | None = None
        for number, table in enumerate(tables):
            cells = _cells(table)[at]
            value = int(cells.argmax())
            score = round(float(cells[value]), 4)
            if score >= PARTLY and score > usual[known[number].is_given] and (best is None or score > best[0]):
                best = (score, number, value)
        if best is None:
            yield []
        else:
            score, number, value = best
            row = _row(known[number], tables[number], at, value)
            yield [{**row, "rand": score, "firm": score >= FIRM, "whole": False}]


def _row(one: _Known, table: Matrix, at: int, value: int) -> Row:
    return {
        "what": one.trait.what,
        "name": one.trait.name,
        "value": one.names[value],
        "participants": int(table[at, value]),
        "of": int(table[at].sum()),
        "there": int(table[:, value].sum() - table[at, value]),
        "of_there": int(table.sum() - table[at].sum()),
    }


def _amounts(known: Sequence[Amount], groups: Sequence[Sequence[str]]) -> Iterator[list[Row]]:
    """For each group what its people have more or less of than the others."""
    from scipy.stats import mannwhitneyu

    for at, group in enumerate(groups):
        rows: list[Row] = []
        for amount in known:
            here = [amount.of[who] for who in group if who in amount.of]
            others = [who for number, people in enumerate(groups) if number != at for who in people]
            there = [amount.of[who] for who in others if who in amount.of]
            if len(here) + len(there) < max(_FEWEST, _KNOWN * (len(group) + len(others))) or not here or not there:
                continue
            tested = mannwhitneyu(here, there)
            pairs = float(tested.statistic) / (len(here) * len(there))
            clear = max(pairs, 1 - pairs)
            if clear >= _PARTLY_PAIRS and tested.pvalue * len(known) * len(groups) < _GIVEN_BY_CHANCE:
                known_by = {"pairs": round(clear, 4), "more": pairs >= clear, "firm": clear >= _FIRM_PAIRS}
                rows.append({**_amount_row(amount, here, there), **known_by})
        yield sorted(rows, key=lambda row: -row["pairs"])[:1]


def _amount_row(amount: Amount, here: Sequence[float], there: Sequence[float]) -> Row:
    shown = _day if amount.is_date else _plain
    middle = {"middle": shown(median(here)), "middle_there": shown(median(there))}
    return {"what": amount.what, "name": amount.name, "is_date": amount.is_date, **middle, "whole": False}


def _day(seconds: float) -> str:
    return datetime.fromtimestamp(seconds).date().isoformat()


def _plain(value: float) -> str:
    return f"{value:,.0f}" if value.is_integer() or abs(value) >= 100 else f"{value:.1f}"
