"""The line at the top: which study, which screen of which others, and who reviews."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tui.modes import MODES
from tui.sizes import WIDE
from tui.text import content, one_line

_SHORT = {"overview": "Study"}
"""Names for narrow terminals."""
_SLIM = 76
"""Cells that these names take."""


class TopBar(Widget):
    """Screens with their numbers, the current one marked; a click goes there."""

    DEFAULT_CSS = """
    TopBar { dock: top; height: 1; background: $panel; padding: 0 1; }
    """

    study: reactive[str] = reactive("")
    blind: reactive[bool] = reactive(False)
    reviewer: reactive[str] = reactive("")

    def __init__(self, current: str) -> None:
        super().__init__()
        self._current = current

    def render(self) -> Content:
        """Screens at the left, who and what at the right as far as there is room."""
        tabs = Content("").join(self._tabs())
        who = " · ".join(part for part in (self.reviewer, self.study, "BLIND" if self.blind else "") if part)
        room = max(self.size.width - tabs.cell_length - 4, 0)
        right = content(one_line(who, room), "$foreground-muted") if room > 8 else Content("")
        return tabs + right.pad_left(max(self.size.width - tabs.cell_length - right.cell_length, 0))

    def _tabs(self) -> list[Content]:
        space = " " if self.size.width >= WIDE else ""
        return [
            self._tab(f"{number} {self._label(name)}".rstrip(), is_current=name == self._current) + space
            for number, name in enumerate(MODES, start=1)
        ]

    def _label(self, name: str) -> str:
        """A screen's name as there is room; where not all fit, only the current one stands beside its number."""
        if self.size.width < _SLIM and name != self._current:
            return ""
        full = name.capitalize()
        return full if self.size.width >= WIDE else _SHORT.get(name, full)

    def _tab(self, label: str, *, is_current: bool) -> Content:
        return Content.styled(f"▌{label}", "bold $text-accent") if is_current else Content(f" {label}")

    def on_click(self, event: events.Click) -> None:
        """Go to the screen whose name was clicked."""
        at = event.get_content_offset(self)
        left = 0
        for name, tab in zip(MODES, self._tabs(), strict=True):
            right = left + tab.cell_length
            if at is not None and left <= at.x < right:
                self.app.call_later(self.app.run_action, f"go('{name}')")
            left = right
