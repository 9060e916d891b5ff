"""Where words are typed: shown as text whatever they hold, and Enter saves them after all that was typed before it.

A priority binding would be quicker than the letters that are still on their way to the line: pasted words, or
those of a fast typist, would be cut short.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.widgets import Input, TextArea

from tui.text import shown

if TYPE_CHECKING:
    from rich.text import Text
    from textual.suggester import Suggester


class PlainInput(Input):
    """A line in which every character is seen and none is obeyed by the terminal."""

    @property
    def _value(self) -> Text:
        value = super()._value
        # Of the same length, so that the cursor stays where it belongs.
        value.plain = shown(value.plain)
        return value


class AnswerLine(PlainInput):
    """One line; Enter gives the answer."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "submit", "Save", key_display="⏎")]


class ReplyLine(AnswerLine):
    """One line under a question: Enter says yes to it, with these words; the arrows go through what it is about."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,pageup", "screen.look(-1)", "Look through", key_display="↑ ↓"),
        Binding("down,pagedown", "screen.look(1)", "Look further", show=False),
    ]

    def __init__(self, value: str, *, placeholder: str, suggester: Suggester | None, id: str, verb: str) -> None:  # noqa: A002
        super().__init__(value, placeholder=placeholder, suggester=suggester, id=id)
        # The line at the bottom says what Enter does to what is asked about here.
        self._bindings.key_to_bindings["enter"] = [Binding("enter", "submit", verb, key_display="⏎")]


class AnswerText(TextArea):
    """Several lines of one sentence; Enter is left to the screen."""

    def get_line(self, line_index: int) -> Text:
        """A line as it is shown."""
        line = super().get_line(line_index)
        line.plain = shown(line.plain)
        return line

    def _on_key(self, event: events.Key) -> None:  # type: ignore[override]  # Textual calls either kind
        if event.key == "enter":
            event.prevent_default()
