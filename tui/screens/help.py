"""Help for what has the focus: what it is, and the keys that do something there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.marks import MARKS
from tui.text import content

Keys = Sequence[tuple[str, str]]

_MEANINGS = (
    "nobody has decided yet",
    "accepted as drafted",
    "accepted in a reviewer's words",
    "rejected, with a reason",
    "to be looked at again",
    "its evidence has changed since it was accepted",
    "no evidence; never exported as a finding",
)


class HelpScreen(ModalScreen[None]):
    """What can be done here."""

    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = ["ask.tcss", "help.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,q,enter", "dismiss", "Close", key_display="Esc"),
        Binding("j,down", "scroll(1)", show=False),
        Binding("k,up", "scroll(-1)", show=False),
    ]

    def __init__(self, about: Sequence[str], keys: Keys) -> None:
        super().__init__()
        self._about, self._keys = about, keys

    def compose(self) -> ComposeResult:
        """What it is, its keys, the marks."""
        with Vertical(id="box"), VerticalScroll(id="help"):
            yield Static(content("\n\n".join(self._about)))
            yield Static(content("Keys", "bold $text-accent"), classes="heading")
            yield Static(_table(self._keys, "bold $footer-key-foreground"))
            yield Static(content("Marks", "bold $text-accent"), classes="heading")
            yield Static(_marks())

    def action_scroll(self, lines: int) -> None:
        """Scroll the text."""
        self.query_one("#help").scroll_relative(y=lines, animate=False)


def _table(rows: Keys, style: str) -> Content:
    width = max((len(key) for key, _ in rows), default=0) + 2
    return Content("\n").join([content(key.ljust(width), style) + content(what) for key, what in rows])


def _marks() -> Content:
    pairs = zip(MARKS, _MEANINGS, strict=True)
    return Content("\n").join([mark.content().pad_right(12 - len(mark.word)) + content(text) for mark, text in pairs])
