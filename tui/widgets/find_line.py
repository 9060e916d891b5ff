"""A line to look for words: they narrow what is shown as they are typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from assistant.domain import Span
from tui.widgets.answer import PlainInput

if TYPE_CHECKING:
    from assistant.domain import Source

_MOST_PLACES = 1_000


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


def places_of(words: str, source: Source) -> list[Span]:
    """Where words occur in a source, capitals or not; the first thousand places."""
    if not words.strip():
        return []
    # Lower case, unlike casefold, keeps offsets except for a few letters such as İ.
    text, wanted, at = source.text.lower(), words.lower(), 0
    if len(text) != len(source.text):
        text = source.text
    places: list[Span] = []
    while len(places) < _MOST_PLACES and (at := text.find(wanted, at)) >= 0:
        places.append(Span(source.id, at, at + len(wanted)))
        at += len(wanted)
    return places
