"""A theme's name and definition."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from tui.screens.dialog import Dialog
from tui.text import content
from tui.widgets.answer import AnswerLine
from tui.widgets.keyline import KeyLine

if TYPE_CHECKING:
    from tui.unsaved import Draft


@dataclass(frozen=True, slots=True)
class Named:
    """A name, a definition, and perhaps why."""

    name: str
    definition: str
    why: str


class RenameScreen(Dialog[Named | None]):
    """Say what the theme is called and what belongs to it. Enter saves and accepts it, Esc does not."""

    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = ["code.tcss"]
    AUTO_FOCUS = "#name"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "save", "Save and accept", key_display="⏎"),
        Binding("tab,down", "app.focus_next", "Next line", key_display="Tab"),
        Binding("shift+tab,up", "app.focus_previous", "Line before", key_display="⇧Tab", show=False),
        Binding("escape", "dismiss(None)", "Not now", key_display="Esc"),
    ]

    def __init__(self, name: str, definition: str, draft: Draft) -> None:
        super().__init__(draft, {"name": name, "definition": definition})

    def compose(self) -> ComposeResult:
        """Three lines."""
        with Vertical(id="box"):
            yield Static(content("Name and define this theme", "bold"), id="title")
            yield from self.kept_note()
            yield AnswerLine(self.beginning("name"), placeholder="Name", id="name")
            told = "Definition: what belongs to it, and what does not"
            yield AnswerLine(self.beginning("definition"), placeholder=told, id="definition")
            yield AnswerLine(self.beginning("why"), placeholder="Why? (if you like)", id="why")
            yield Static("", id="missing", markup=False)
        yield KeyLine()

    @on(Input.Submitted)
    def action_save(self) -> None:
        """Give the words back, if there is a name."""
        name, definition, why = (
            self.query_one(f"#{part}", Input).value.strip() for part in ("name", "definition", "why")
        )
        if name:
            self.dismiss(Named(name, definition, why))
        else:
            self.query_one("#missing", Static).update(content("✗ A theme needs a name.", "$text-error"))
