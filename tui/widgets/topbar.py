"""The line at the top: which study, which screen of which others, and who reviews."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tui.text import content, one_line

SCREENS = ("overview", "personas", "journey", "ledger")


class TopBar(Widget):
    """Screens with their numbers, the current one marked; a click goes there."""

    DEFAULT_CSS = """
    TopBar { dock: top; height: 1; background: $panel; padding: 0 1; }
    """

    study: reactive[str] = reactive("")
    reviewer: reactive[str] = reactive("")

    def __init__(self, current: str) -> None:
        super().__init__()
        self._current = current

    def render(self) -> Content:
        """Screens at the left, who and what at the right as far as there is room."""
        tabs = Content("  ").join(self._tab(number, name) for number, name in enumerate(SCREENS, start=1))
        who = " · ".join(part for part in (self.reviewer, self.study) if part)
        room = max(self.size.width - tabs.cell_length - 4, 0)
        right = content(one_line(who, room), "$foreground-muted") if room > 8 else Content("")
        return tabs + right.pad_left(max(self.size.width - tabs.cell_length - right.cell_length, 0))

    def _tab(self, number: int, name: str) -> Content:
        label = f"{number} {name.capitalize()}"
        return Content.styled(f"▌{label}", "bold $text-accent") if name == self._current else Content(f" {label}")

    def on_click(self, event: events.Click) -> None:
        """Go to the screen whose name was clicked."""
        at = event.get_content_offset(self)
        left = 0
        for number, name in enumerate(SCREENS, start=1):
            right = left + self._tab(number, name).cell_length
            if at is not None and left <= at.x < right:
                self.app.switch_mode(name)
            left = right + 2
