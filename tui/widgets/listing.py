"""A list that is walked with the keys reviewers know, and that keeps its place when its rows change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import OptionList
from textual.widgets.option_list import Option


class Listing(OptionList):
    """Rows are given as options whose prompts are visuals; markup is never read."""

    HELP = ""
    """What the help screen says about this list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", "Next row", show=False),
        Binding("k", "cursor_up", "Previous row", show=False),
        Binding("g", "first", "First row", show=False),
        Binding("G", "last", "Last row", show=False),
    ]

    DEFAULT_CSS = """
    Listing {
        height: 1fr; border: none; padding: 0; background: $background; scrollbar-size-vertical: 1;
        &:focus { border: none; background-tint: $foreground 0%; }
        & > .option-list--option { padding: 0 1; }
        & > .option-list--option-disabled { color: $text-accent; text-style: bold; padding: 0 1; }
        & > .option-list--option-highlighted {
            color: $foreground; background: $primary 14%; text-style: none; padding: 0 1;
        }
        &:focus > .option-list--option-highlighted {
            color: $foreground; background: $primary 34%; text-style: none;
        }
        & > .option-list--option-hover { background: $primary 8%; }
    }
    """

    def __init__(self) -> None:
        super().__init__(markup=False)

    def show(self, rows: Sequence[Option]) -> None:
        """Show rows; the cursor stays on the row of the same id, or as near as it can."""
        kept, at, top = self.row_id, self.highlighted or 0, self.scroll_offset.y
        self.set_options(rows)
        ids = [row.id for row in rows]
        if kept is not None and kept in ids:
            self.highlighted = ids.index(kept)
            self.scroll_to(y=top, animate=False, immediate=True)
            # Where there are more rows above than before, the cursor would be out of sight there.
            self.call_after_refresh(self.scroll_to_highlight)
        else:
            self.highlighted = self._free_near(at)

    def _free_near(self, at: int) -> int | None:
        """The selectable row at a place, or the next one after it, or before."""
        free = [index for index, row in enumerate(self.options) if not row.disabled]
        return next((index for index in free if index >= at), free[-1] if free else None)

    @property
    def row_id(self) -> str | None:
        """The id of the row under the cursor."""
        return self.highlighted_option.id if self.highlighted_option else None

    def go_to(self, row_id: str) -> bool:
        """Put the cursor on a row; False where there is none of that id."""
        for index, row in enumerate(self.options):
            if row.id == row_id:
                self.highlighted = index
                return True
        return False
