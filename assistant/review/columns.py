"""Findings by what stands in their columns, as places in the list: fifty thousand are narrowed between two frames."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.review.codings import Coded

Places = Sequence[int]
"""Places in the list of findings, in its order."""

_CONFIDENCE = 9
_FEW = 200
"""Findings that may change before a column is gone through anew rather than mended."""


class Columns:
    """A column is gone through when it is first asked for."""

    def __init__(self, findings: Sequence[Coded]) -> None:
        self._findings = findings
        self._with: dict[int, dict[object, list[int]]] = {}
        self._sure: tuple[Sequence[float], Places] | None = None

    def with_value(self, column: int, value: object) -> Places:
        """Where a column of the row has a value."""
        if column not in self._with:
            found: dict[object, list[int]] = defaultdict(list)
            for place, item in enumerate(self._findings):
                found[item[0][column]].append(place)
            self._with[column] = dict(found)
        return self._with[column].get(value, ())

    def as_sure(self, least: float, most: float) -> Places:
        """Where the coder's confidence lies between two bounds."""
        if self._sure is None:
            pairs = sorted((item.row.confidence, place) for place, item in enumerate(self._findings))
            self._sure = [confidence for confidence, _ in pairs], [place for _, place in pairs]
        confidences, places = self._sure
        return sorted(places[bisect_left(confidences, least) : bisect_right(confidences, most)])

    def after(self, findings: Sequence[Coded], changed: Iterable[int]) -> Columns:
        """The same for a list in which the findings at some places have become others."""
        before, fresh, places = self._findings, Columns(findings), list(changed)
        if len(places) <= _FEW:
            fresh._with = {column: dict(values) for column, values in self._with.items()}
            for column, values in fresh._with.items():
                _mend(values, [(place, before[place][0][column], findings[place][0][column]) for place in places])
        if all(before[place][0][_CONFIDENCE] == findings[place][0][_CONFIDENCE] for place in places):
            fresh._sure = self._sure
        return fresh


def _mend(values: dict[object, list[int]], moves: Iterable[tuple[int, object, object]]) -> None:
    """Put places from one value to another; what others still hold is left as it is."""
    for place, before, now in moves:
        if before != now:
            values[before] = [other for other in values[before] if other != place]
            values[now] = list(values.get(now, ()))
            insort(values[now], place)


def in_all(parts: Sequence[Places]) -> Places:
    """Places that are in all parts, in their order."""
    first, *others = sorted(parts, key=len)
    kept: list[Collection[int]] = [set(part) for part in others]
    return [place for place in first if all(place in part for part in kept)] if kept else first
