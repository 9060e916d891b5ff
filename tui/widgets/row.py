"""A row of a list: a mark, a text that wraps beside it, and a figure at the right edge."""

from __future__ import annotations

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

_NARROW = 52
"""Rows with fewer cells show the mark without its word."""


class Row(Visual):
    """The text hangs between mark and figure, so that both columns stay clear."""

    def __init__(self, mark: Content, body: Content, tail: str = "", *, short_mark: Content | None = None) -> None:
        self._mark, self._short, self._body, self._tail = mark, short_mark or mark, body, tail
        self._laid: tuple[int, Content] | None = None

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """The row's lines."""
        return self._lay(width).render_strips(width, height, style, options)

    def get_height(self, _rules: RulesMap, width: int) -> int:
        """How many lines the row takes."""
        return self._lay(width).plain.count("\n") + 1

    def get_optimal_width(self, _rules: RulesMap, container_width: int) -> int:
        """All there is."""
        return container_width

    def _lay(self, width: int) -> Content:
        if self._laid is None or self._laid[0] != width:
            self._laid = (width, self._lines(width))
        return self._laid[1]

    def _lines(self, width: int) -> Content:
        mark = self._short if width < _NARROW else self._mark
        indent = mark.cell_length + 1
        tail = Content.styled(f" {self._tail}", "$foreground-muted") if self._tail else Content("")
        room = max(width - indent - tail.cell_length, 8)
        lines = [line.rstrip() for line in self._body.wrap(room)] or [Content("")]
        first = mark + " " + lines[0].pad_right(max(room - lines[0].cell_length, 0)) + tail
        return Content("\n").join([first, *(line.pad_left(indent) for line in lines[1:])])
