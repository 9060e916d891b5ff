"""Where words are typed: Enter saves them, and it does so after all that was typed before it.

A priority binding would be quicker than the letters that are still on their way to the line: pasted words, or
those of a fast typist, would be cut short.
"""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.widgets import Input, TextArea


class AnswerLine(Input):
    """One line; Enter gives the answer."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "submit", "Save", key_display="⏎")]


class AnswerText(TextArea):
    """Several lines of one sentence; Enter is left to the screen."""

    def _on_key(self, event: events.Key) -> None:  # type: ignore[override]  # Textual calls either kind
        if event.key == "enter":
            event.prevent_default()
