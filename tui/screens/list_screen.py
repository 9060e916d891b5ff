"""A main screen with one long list, which words narrow."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.reactive import var

from tui.screens.base import StudyScreen
from tui.widgets.find_line import FindLine
from tui.widgets.long_list import LongList


class ListScreen(StudyScreen):
    """`/` opens the line for words, Enter goes back to the list, Esc shows all of it again."""

    AUTO_FOCUS: ClassVar[str | None] = "LongList"

    needle: var[str] = var("", init=False)

    def narrow(self) -> None:
        """Show only what has the words of `needle`."""
        raise NotImplementedError

    def watch_needle(self) -> None:
        """Other words are looked for."""
        self.narrow()

    def action_find(self) -> None:
        """Ask for words."""
        self.query_one(FindLine).open()

    def action_leave(self) -> None:
        """Back to the whole list."""
        self.query_one(FindLine).close()
        self.query_one(LongList).focus()

    @on(FindLine.Changed)
    def _words_typed(self, event: FindLine.Changed) -> None:
        self.needle = event.value

    @on(FindLine.Closed)
    def _words_done(self) -> None:
        self.query_one(LongList).focus()
