"""The feeling of each stage as a curve in plain text, which survives every viewer and printer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.export.escaping import visible

NOTE = "○ rests on one or two participants."
_LEVELS = (2, 1, 0, -1, -2)
_WIDTH = 14
"""Columns a stage takes: six stages stay within a line of a page."""


@dataclass(frozen=True, slots=True)
class Felt:
    """How a stage felt, from -2 to +2."""

    stage: str
    value: float | None
    by_few: bool = False
    """Whether that is the feeling of one or two participants."""

    @property
    def mark(self) -> str:
        return "○" if self.by_few else "●"


def curve(stages: Sequence[Felt]) -> list[str]:
    """Lines of a plot: a row for each level from +2 to -2, a column for each stage, empty if unknown."""
    rows = [_row(level, stages) for level in _LEVELS]
    names = "".join(_label(felt.stage) for felt in stages)
    notes = ["", NOTE] if any(felt.value is not None and felt.by_few for felt in stages) else []
    return [*rows, ("     " + names).rstrip(), *notes]


def levels(stages: Sequence[Felt]) -> set[int]:
    """The rows that marks stand in."""
    return {level for felt in stages if (level := _at(felt.value)) is not None}


def _row(level: int, stages: Sequence[Felt]) -> str:
    fill = "·" if level == 0 else " "
    marks = "".join((felt.mark if _at(felt.value) == level else fill).center(_WIDTH, fill) for felt in stages)
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
