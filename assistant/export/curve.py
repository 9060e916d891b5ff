"""The feeling of each stage as a curve in plain text, which survives every viewer and printer."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.export.escaping import visible

_LEVELS = (2, 1, 0, -1, -2)
_WIDTH = 14
"""Columns a stage takes: six stages stay within a line of a page."""


def curve(stages: Sequence[tuple[str, float | None]]) -> list[str]:
    """Lines of a plot: a row for each level from +2 to -2, a column for each stage, empty if unknown."""
    rows = [_row(level, [value for _, value in stages]) for level in _LEVELS]
    names = "".join(_label(name) for name, _ in stages)
    return [*rows, ("     " + names).rstrip()]


def _row(level: int, values: Sequence[float | None]) -> str:
    fill = "·" if level == 0 else " "
    marks = "".join(("●" if _at(value) == level else fill).center(_WIDTH, fill) for value in values)
    return f"{level:+d} │ {marks}".replace("+0", " 0").rstrip()


def _at(value: float | None) -> int | None:
    """The level a value is drawn at; halves away from zero, so that a clear feeling is not drawn as none."""
    if value is None:
        return None
    rounded = int(abs(value) + 0.5)
    return max(-2, min(2, rounded if value > 0 else -rounded))


def _label(name: str) -> str:
    plain = visible(name).replace("`", "'")
    short = plain if len(plain) < _WIDTH else plain[: _WIDTH - 2] + "…"
    return short.center(_WIDTH)
