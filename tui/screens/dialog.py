"""What dialogs with lines to type in share: what is typed is kept as it is typed, and offered again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import on
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from tui.text import content
from tui.widgets.choice import Choice

if TYPE_CHECKING:
    from tui.unsaved import Draft

Answer = TypeVar("Answer")


HELP_KEYS: Sequence[BindingType] = (
    Binding("question_mark", "app.help", "Help", key_display="?"),
    Binding("f1", "app.help", "Help", key_display="F1"),
)
"""Of dialogs in which nothing is typed: the app's own keys do not reach them."""


class Dialog(ModalScreen[Answer]):
    """Esc, Ctrl+C or a crash lose nothing that was typed: the same key brings the words back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+r", "start_over", "Start over", tooltip="Forget what was typed here"),
        Binding("f1", "app.help", "Help", key_display="F1", tooltip="This help; ? is a letter where words are typed"),
    ]

    def __init__(self, draft: Draft | None = None, before: Mapping[str, str] | None = None) -> None:
        """`before` are the words that the lines begin with, by the names of the lines."""
        super().__init__()
        self._draft, self._before = draft, dict(before or {})
        self._kept = draft.find() if draft is not None else {}
        self._has_words = bool(self._kept)

    def beginning(self, name: str) -> str:
        """What a line begins with: the words of last time, where there are some."""
        return self._kept.get(name, self._before.get(name, ""))

    def kept_note(self) -> Iterator[Widget]:
        """Says that words of last time are there."""
        if self._kept:
            note = "Your words of last time, never saved. ^r starts over."
            yield Static(content(note, "$text-warning"), id="kept")

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Choice.Changed)
    def _keep_words(self) -> None:
        """Keep what stands in the lines now, or forget it where it says nothing new."""
        if self._draft is None:
            return
        typed = self._typed_words()
        has_words = any(words.strip() != self._before.get(name, "") for name, words in typed.items())
        if has_words:
            chosen = {str(choice.id): choice.value for choice in self.query(Choice)}
            self._draft.keep(typed | chosen)
        else:
            self._draft.drop()
        if has_words != self._has_words:
            self._has_words = has_words
            self.refresh_bindings()

    def _typed_words(self) -> dict[str, str]:
        lines = {str(line.id): line.value for line in self.query(Input)}
        return lines | {str(area.id): area.text for area in self.query(TextArea)}

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only words that are kept need to be forgotten."""
        if action == "start_over":
            return self._has_words
        return super().check_action(action, parameters)

    def action_start_over(self) -> None:
        """Go back to the words as they stood."""
        for line in self.query(Input):
            line.value = self._before.get(str(line.id), "")
        for area in self.query(TextArea):
            area.text = self._before.get(str(area.id), "")
        for choice in self.query(Choice):
            choice.value = self._before.get(str(choice.id), choice.value)
        self.query("#kept").remove()
