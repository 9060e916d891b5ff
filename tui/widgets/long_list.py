"""A list of many thousand rows of one line each: only the rows in sight are made and drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

_KEPT = 1_000
"""Rows kept as they were drawn: some screens full."""
_CURSOR, _CURSOR_FOCUSED = "on $primary 14%", "on $primary 34%"

Draw = Callable[[str, int], Content]
"""Makes the row of an id, for a width in cells."""
Version = Callable[[str], object]
"""What a row is made of: while it is the same object, the row looks the same."""


class LongList(ScrollView, can_focus=True):
    """Rows are known by their ids; the cursor stays on its row when the rows change."""

    HELP = "A list. Move with the arrows or j and k, pages with Space and b, the ends with g and G."

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", key_display="⏎"),
        Binding("j,down", "step(1)", "Next row", show=False),
        Binding("k,up", "step(-1)", "Previous row", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("b,pageup", "page(-1)", "Page up", show=False),
        Binding("g,home", "first", "First row", show=False),
        Binding("G,end", "last", "Last row", show=False),
    ]

    DEFAULT_CSS = """
    LongList { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; overflow: hidden scroll; }
    """

    cursor: reactive[int] = reactive(0, init=False)

    @dataclass
    class Moved(Message):
        """The cursor stands on another row, or on another version of its row."""

        row_id: str | None

    @dataclass
    class Opened(Message):
        """The row under the cursor was chosen."""

        row_id: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # as Textual calls it
        super().__init__(id=id)
        self._ids: Sequence[str] = ()
        self._draw: Draw = lambda row_id, _width: Content(row_id)
        self._version: Version | None = None
        self._drawn: dict[tuple[str, int, int], tuple[object, Strip]] = {}
        """Rows as they were drawn and what they were made of, by id, width and how the cursor stands there."""

    def show(self, ids: Sequence[str], draw: Draw, version: Version | None = None) -> None:
        """Show rows; the cursor stays on the row of the same id, or else at its place.

        With `version` rows are drawn again only where they have become others.
        """
        kept, at = self.row_id, self.cursor
        was_empty = not self._ids
        if version is None or self._version is None:
            self._drawn.clear()
        self._ids, self._draw, self._version = ids, draw, version
        self._make_room()
        if kept is None or at >= len(ids) or ids[at] != kept:
            at = self._place_of(kept, at)
        self.set_reactive(LongList.cursor, at)
        self.call_after_refresh(self._keep_in_sight)
        self.refresh()
        if was_empty != (not ids):
            self.screen.refresh_bindings()
        self.post_message(self.Moved(self.row_id))

    def _place_of(self, row_id: str | None, otherwise: int) -> int:
        if row_id is not None and row_id in self._ids:
            return self._ids.index(row_id)
        return max(min(otherwise, len(self._ids) - 1), 0)

    @property
    def ids(self) -> Sequence[str]:
        """The ids of all rows, in order."""
        return self._ids

    @property
    def row_id(self) -> str | None:
        """The id of the row under the cursor; None where there is no row."""
        return self._ids[self.cursor] if self.cursor < len(self._ids) else None

    def go_to(self, row_id: str) -> bool:
        """Put the cursor on a row; False where there is none of that id."""
        if row_id not in self._ids:
            return False
        self.cursor = self._ids.index(row_id)
        return True

    def go_to_next(self, wanted: Callable[[str], bool], step: int) -> bool:
        """Put the cursor on the next row that is wanted, round the ends; False where no other is."""
        number = len(self._ids)
        for away in range(1, number):
            at = (self.cursor + step * away) % number
            if wanted(self._ids[at]):
                self.cursor = at
                return True
        return False

    def watch_cursor(self, before: int, now: int) -> None:
        """The cursor has moved: two rows look otherwise, all where the list has to scroll."""
        self._keep_in_sight()
        self.refresh_line(before)
        self.refresh_line(now)
        self.post_message(self.Moved(self.row_id))

    def validate_cursor(self, cursor: int) -> int:
        """It stays on the rows there are."""
        return max(min(cursor, len(self._ids) - 1), 0)

    def _keep_in_sight(self) -> None:
        height, top = self.scrollable_content_region.height, round(self.scroll_offset.y)
        if height and not top <= self.cursor < top + height:
            row = Region(0, self.cursor, 1, 1)
            self.scroll_to_region(row, animate=False, force=True, immediate=True)

    def on_resize(self) -> None:
        """Rows are as wide as the list."""
        self._make_room()
        self.call_after_refresh(self._keep_in_sight)

    def _make_room(self) -> None:
        """Scroll over as many rows as there are; the list itself stays where it is, so nothing is laid out anew."""
        size, bar = Size(self.scrollable_content_region.width, len(self._ids)), self.vertical_scrollbar
        self.set_reactive(Widget.virtual_size, size)
        before = _thumb(bar)
        bar.set_reactive(ScrollBar.window_virtual_size, size.height)
        if _thumb(bar) != before:
            bar.refresh()
        # Within what there is to scroll over now.
        self.scroll_y = self.scroll_y

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows in sight, kept with margins, as what Textual does to a line takes far longer. No borders."""
        top, width, room = round(self.scroll_offset.y), self.outer_size.width, self.scrollable_content_region.width
        strips = [self._line(top + y, width, room) for y in crop.line_range]
        background = self.background_colors[1]
        for line_filter in self.get_line_filters():
            strips = [strip.apply_filter(line_filter, background) for strip in strips]
        if crop.column_span != (0, width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def _line(self, number: int, width: int, room: int) -> Strip:
        """A row with its margins; as it was drawn before, unless it has become another."""
        if number >= len(self._ids) or room <= 0:
            return Strip.blank(width, self.rich_style)
        standing = (1 + self.has_focus) * (number == self.cursor)
        row_id = self._ids[number]
        key, made_of = (row_id, width, standing), self._version(row_id) if self._version is not None else None
        before, strip = self._drawn.get(key, (None, None))
        if strip is None or before is not made_of:
            if len(self._drawn) > _KEPT:
                self._drawn.clear()
            strip = self._row(row_id, width, room, ("", _CURSOR, _CURSOR_FOCUSED)[standing])
            self._drawn[key] = (made_of, strip)
        return strip

    def _row(self, row_id: str, width: int, room: int, style: str) -> Strip:
        row = self._draw(row_id, room)
        if (length := row.cell_length) != room:
            row = row.truncate(room, ellipsis=True).pad_right(max(room - length, 0))
        left = self.styles.padding.left
        row = (row.stylize_before(style) if style else row).pad_left(left).pad_right(width - room - left)
        strips = Visual.to_strips(self, row, width, 1, self.visual_style, pad=True)
        return strips[0] if strips else Strip.blank(width, self.rich_style)

    def notify_style_update(self) -> None:
        """Another theme, another look."""
        self._drawn.clear()
        super().notify_style_update()

    def on_focus(self) -> None:
        """The cursor is shown more strongly."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor is shown less strongly."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor on a row; a second one opens it."""
        at = event.get_content_offset(self)
        number = round(self.scroll_offset.y) + (at.y if at else 0)
        if at is None or number >= len(self._ids):
            return
        if number == self.cursor:
            self.action_open()
        self.cursor = number

    def action_step(self, rows: int) -> None:
        """Go some rows on."""
        self.cursor += rows

    def action_page(self, pages: int) -> None:
        """Go a page on."""
        self.cursor += pages * max(self.scrollable_content_region.height - 1, 1)

    def action_first(self) -> None:
        """Go to the first row."""
        self.cursor = 0

    def action_last(self) -> None:
        """Go to the last row."""
        self.cursor = len(self._ids) - 1

    def action_open(self) -> None:
        """Choose the row under the cursor."""
        if self.row_id is not None:
            self.post_message(self.Opened(self.row_id))

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """Opening needs a row."""
        return self.row_id is not None if action == "open" else True


def _thumb(bar: ScrollBar) -> tuple[int, int]:
    """Where the handle of a bar begins and how long it is, in eighths of a cell: all that can be seen of it."""
    height, rows, window = bar.size.height, bar.window_virtual_size, bar.window_size
    if not height or rows <= window:
        return (0, 0)
    length = max(1.0, window * height / rows)
    return round(8 * (height - length) * bar.position / (rows - window)), round(8 * length)
