"""The curve of emotion over the stages, drawn in characters: -2 at the bottom, +2 at the top."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from textual.content import Content

_BOTTOM, _TOP = -2.0, 2.0


def curve_rows(levels: Sequence[float | None], few: Sequence[bool], width: int, rows: int) -> list[Content]:
    """Lines of the picture: a point at the middle of each column, joined where neighbours have one too.

    A point is open where it is the feeling of a `few`.
    """
    grid = [[" "] * (width * len(levels)) for _ in range(rows)]
    grid[rows // 2] = ["┄"] * (width * len(levels))
    points = [(number * width + width // 2, _row(level, rows)) for number, level in enumerate(levels)]
    for (left, upper), (right, lower) in pairwise(points):
        if upper is not None and lower is not None:
            _join(grid, left, upper, right, lower)
    for (x, y), is_of_few in zip(points, few, strict=True):
        if y is not None:
            grid[round(y)][x] = "○" if is_of_few else "●"
    return [_coloured("".join(line), number, rows) for number, line in enumerate(grid)]


def _row(level: float | None, rows: int) -> float | None:
    if level is None:
        return None
    inside = min(max(level, _BOTTOM), _TOP)
    return (_TOP - inside) / (_TOP - _BOTTOM) * (rows - 1)


def _join(grid: list[list[str]], left: int, upper: float, right: int, lower: float) -> None:
    for x in range(left + 1, right):
        y = upper + (lower - upper) * (x - left) / (right - left)
        grid[round(y)][x] = "·"


def _coloured(line: str, number: int, rows: int) -> Content:
    """Good feelings above the middle, bad ones below it: height says it, colour repeats it."""
    middle = rows // 2
    style = "$text-success" if number < middle else "$text-error" if number > middle else "$foreground-muted"
    return Content.styled(line, style)
