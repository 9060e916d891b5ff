"""Plots as SVG, drawn here: no script, no font and no picture from elsewhere, and every text in them is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.export.escaping import visible
from evals.comparing import Change
from evals.results import Confusion, Curve, Figure

_ROW, _LEFT, _WIDTH = 24, 250, 380


def bars(figures: Sequence[Figure]) -> str:
    """Figures as dots from 0 to 100 % with their intervals."""
    shown = [figure for figure in figures if figure.value is not None]
    height = _ROW * len(shown) + 30
    parts = [_grid(height)]
    for at, figure in enumerate(shown):
        y = _ROW * at + 16
        parts.append(f'<text x="{_LEFT - 10}" y="{y + 4}" text-anchor="end">{_plain(figure.key)}</text>')
        if figure.low is not None and figure.high is not None:
            parts.append(f'<line class="around" x1="{_x(figure.low)}" x2="{_x(figure.high)}" y1="{y}" y2="{y}"/>')
        parts.append(f'<circle cx="{_x(figure.value or 0)}" cy="{y}" r="4"/>')
        parts.append(f'<text x="{_LEFT + _WIDTH + 12}" y="{y + 4}">{100 * (figure.value or 0):.1f}</text>')
    return _svg(_LEFT + _WIDTH + 70, height, "".join(parts), "Figures with their intervals")


def _x(value: float) -> float:
    return round(_LEFT + _WIDTH * min(1.0, max(0.0, value)), 1)


def _grid(height: int) -> str:
    lines = []
    for tenth in range(0, 11, 2):
        x = _x(tenth / 10)
        lines.append(f'<line class="grid" x1="{x}" x2="{x}" y1="4" y2="{height - 22}"/>')
        lines.append(f'<text class="small" x="{x}" y="{height - 6}" text-anchor="middle">{10 * tenth}</text>')
    return "".join(lines)


_MOST_CHANGE = 0.3
"""Change at the edge of the plot; larger ones are drawn there."""


def changes(compared: Sequence[Change]) -> str:
    """How far each figure moved, with the interval of the difference; to the right is better."""
    height = _ROW * len(compared) + 30
    parts = [f'<line class="grid" x1="{_moved(0)}" x2="{_moved(0)}" y1="4" y2="{height - 22}"/>']
    parts += [
        _label(_moved(at), height - 6, f"{100 * at:+.0f}", "middle", "small") for at in (-_MOST_CHANGE, 0, _MOST_CHANGE)
    ]
    for at, change in enumerate(compared):
        y = _ROW * at + 16
        parts.append(_label(_LEFT - 10, y + 4, f"{change.data}: {change.key}", "end"))
        if change.low is not None and change.high is not None:
            ends = f'x1="{_moved(change.low)}" x2="{_moved(change.high)}"'
            parts.append(f'<line class="around" {ends} y1="{y}" y2="{y}"/>')
        parts.append(f'<circle cx="{_moved(change.by or 0)}" cy="{y}" r="4"/>')
    return _svg(_LEFT + _WIDTH + 20, height, "".join(parts), "Changes with their intervals, in percentage points")


def _moved(value: float) -> float:
    return _x(0.5 + 0.5 * value / _MOST_CHANGE)


def flips(counts: Sequence[tuple[str, int, int]]) -> str:
    """Items by kind: how many became wrong (to the left) and right (to the right)."""
    most = max((max(worse, better) for _, worse, better in counts), default=0) or 1
    middle, room = _LEFT + _WIDTH / 2, _WIDTH / 2 - 40
    parts = []
    for at, (kind, worse, better) in enumerate(counts):
        y, left, right = _ROW * at + 6, room * worse / most, room * better / most
        parts.append(_label(_LEFT - 10, y + 14, kind, "end"))
        parts.append(f'<rect class="worse" x="{middle - left:.1f}" y="{y}" width="{left:.1f}" height="16"/>')
        parts.append(f'<rect x="{middle:.1f}" y="{y}" width="{right:.1f}" height="16"/>')
        parts.append(_label(middle - left - 6, y + 13, str(worse), "end", "small"))
        parts.append(_label(middle + right + 6, y + 13, str(better), "start", "small"))
    return _svg(
        _LEFT + _WIDTH + 20, _ROW * len(counts) + 12, "".join(parts), "Items that flipped: wrong now, right now"
    )


_SQUARE, _LABELS, _TOP = 56, 130, 40


def heat(confusion: Confusion) -> str:
    """A confusion as squares that are darker the more of gold's row they hold."""
    parts = []
    for row, counts in enumerate(confusion.table):
        y = _TOP + _SQUARE * row
        parts.append(_label(_LABELS - 8, y + _SQUARE / 2 + 4, confusion.labels[row], "end"))
        whole = max(1, sum(counts))
        parts += [_square(_LABELS + _SQUARE * at, y, count, count / whole) for at, count in enumerate(counts)]
    for column, label in enumerate(confusion.labels):
        parts.append(_label(_LABELS + _SQUARE * (column + 0.5), _TOP - 10, label[:12], "middle", "small"))
    edge = _SQUARE * len(confusion.labels)
    return _svg(_LABELS + edge + 10, _TOP + edge + 10, "".join(parts), confusion.title)


def _square(x: float, y: float, count: int, share: float) -> str:
    side = _SQUARE - 2
    number = _label(x + _SQUARE / 2, y + _SQUARE / 2 + 4, str(count), "middle", "light" if share > 0.5 else "")
    return f'<rect x="{x}" y="{y}" width="{side}" height="{side}" fill-opacity="{share:.2f}"/>{number}'


_SIDE, _EDGE, _ROOF = 220, 46, 12


def line(curve: Curve) -> str:
    """Points of a curve in a unit square; each says how many items are behind it."""
    spots = [_spot(x, y) for x, y, _ in curve.points]
    parts = [f'<rect class="frame" x="{_EDGE}" y="{_ROOF}" width="{_SIDE}" height="{_SIDE}"/>']
    if "calibration" in curve.title:
        parts.append(f'<line class="grid" x1="{_EDGE}" y1="{_ROOF + _SIDE}" x2="{_EDGE + _SIDE}" y2="{_ROOF}"/>')
    path = " ".join(f"{x},{y}" for x, y in spots)
    parts.append(f'<polyline points="{path}"/>')
    for (x, y), (_, _, n) in zip(spots, curve.points, strict=True):
        parts.append(f'<circle cx="{x}" cy="{y}" r="3"><title>{n} items</title></circle>')
    parts.append(_label(_EDGE + _SIDE / 2, _ROOF + _SIDE + 32, curve.x, "middle", "small"))
    parts += [_label(_EDGE - 6, _ROOF + 8, "1", "end", "small"), _label(_EDGE - 6, _ROOF + _SIDE, "0", "end", "small")]
    parts.append(_label(_EDGE + 6, _ROOF + 14, curve.y, "start", "small"))
    return _svg(_EDGE + _SIDE + 14, _ROOF + _SIDE + 40, "".join(parts), curve.title)


def _spot(x: float, y: float) -> tuple[float, float]:
    return round(_EDGE + _SIDE * min(1.0, x), 1), round(_ROOF + _SIDE * (1 - min(1.0, y)), 1)


def _label(x: float, y: float, words: str, anchor: str = "start", look: str = "") -> str:
    return f'<text class="{look}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{_plain(words)}</text>'


def _plain(words: str) -> str:
    return escape(visible(words))


def _svg(width: float, height: float, inside: str, title: str) -> str:
    return (
        f'<svg role="img" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" height="{height:.0f}">'
        f"<title>{_plain(title)}</title>{inside}</svg>"
    )
