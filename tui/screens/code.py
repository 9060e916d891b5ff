"""Coding words by hand, or changing how they were coded: a kind, a label, a stage."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static

from assistant.domain import KINDS, Kind
from assistant.review.coding import LONGEST_LABEL, Code
from tui.screens.dialog import Dialog
from tui.text import content, one_line, shown
from tui.widgets.answer import AnswerLine
from tui.widgets.choice import Choice
from tui.widgets.keyline import KeyLine

if TYPE_CHECKING:
    from tui.unsaved import Draft


@dataclass(frozen=True, slots=True)
class CodeAnswer:
    """A code for words, and perhaps why."""

    code: Code
    why: str


class CodeScreen(Dialog[CodeAnswer | None]):
    """Say what the words are about. Arrows or letters choose a kind and a stage; Enter codes, Esc does not."""

    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = ["ask.tcss", "code.tcss"]
    AUTO_FOCUS = "#kind"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "save", "Code it", key_display="⏎"),
        Binding("tab,down", "app.focus_next", "Next line", key_display="Tab", show=False),
        Binding("shift+tab,up", "app.focus_previous", "Line before", key_display="⇧Tab", show=False),
        Binding("escape", "dismiss(None)", "Not now", key_display="Esc"),
    ]

    def __init__(
        self,
        words: str,
        stages: Sequence[str],
        labels: Callable[[str], Sequence[str]],
        draft: Draft,
        code: Code | None = None,
    ) -> None:
        now = code or Code("pain", "")
        super().__init__(draft, {"kind": now.kind, "label": now.label, "stage": now.stage or ""})
        self._words, self._stages, self._labels, self._code = words, stages, labels, code

    def compose(self) -> ComposeResult:
        """The words, and what is said of them."""
        stages = [("", "none"), *((stage, stage) for stage in self._stages)]
        with Vertical(id="box"):
            title = "Code these words" if self._code is None else "Change this code"
            yield Static(content(title, "bold"), id="title")
            yield Static(content(f"“{one_line(self._words, 400)}”", "$text-primary"), id="words")
            yield from self.kept_note()
            label, told = self.beginning("label"), "Label: two or three words"
            yield Choice("Kind", [(kind, kind) for kind in KINDS], self.beginning("kind"), id="kind")
            yield AnswerLine(label, placeholder=told, max_length=LONGEST_LABEL, id="label")
            yield Choice("Stage", stages, self.beginning("stage"), id="stage")
            yield AnswerLine(self.beginning("why"), placeholder="Why? (if you like)", id="why")
            yield Static("", id="missing", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Labels in use are offered as they are typed."""
        self._offer()

    @on(Choice.Changed, "#kind")
    def _offer(self) -> None:
        labels = [shown(label) for label in self._labels(self.query_one("#kind", Choice).value)]
        self.query_one("#label", Input).suggester = SuggestFromList(labels, case_sensitive=False) if labels else None

    @on(Input.Changed)
    def _typed(self) -> None:
        self.query_one("#missing", Static).update("")

    @on(Input.Submitted)
    def action_save(self) -> None:
        """Give the code back, if it has a label."""
        label = self.query_one("#label", Input)
        if not label.value.strip():
            self.query_one("#missing", Static).update(content("✗ A code needs a label.", "$text-error"))
            label.focus()
            return
        kind = cast("Kind", self.query_one("#kind", Choice).value)
        code = Code(kind, label.value, self.query_one("#stage", Choice).value or None)
        self.dismiss(CodeAnswer(code, self.query_one("#why", Input).value.strip()))
