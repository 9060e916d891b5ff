"""A line to look for words: they narrow what is shown as they are typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from tui.widgets.answer import PlainInput


class FindLine(PlainInput):
    """Hidden until it is asked for. Enter keeps the words and goes back to the list; Esc shows all again."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "keep", "Keep", key_display="⏎"),
        Binding("escape", "drop", "Show all again", key_display="Esc"),
    ]

    DEFAULT_CSS = "FindLine { display: none; height: 1; background: $panel; }"

    @dataclass
    class Closed(Message):
        """The reviewer goes back to the list."""

        words: str

    def __init__(self, placeholder: str) -> None:
        super().__init__(placeholder=f"{placeholder} (⏎ keeps, Esc shows all again)", compact=True)

    def open(self) -> None:
        """Show the line and type in it."""
        self.display = True
        self.focus()

    def close(self) -> None:
        """Forget the words and hide."""
        self.value = ""
        self.display = False

    def action_keep(self) -> None:
        """Back to the list, which stays narrowed."""
        self.display = bool(self.value)
        self.post_message(self.Closed(self.value))

    def action_drop(self) -> None:
        """Back to the whole list."""
        self.close()
        self.post_message(self.Closed(""))
