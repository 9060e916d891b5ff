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

from assistant.domain import CODE, KINDS, Kind
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
    """Say what the words are about. Arrows or letters choose a kind and a stage; Enter codes, Esc does not.

    Where the study has a codebook of its own, the kind code puts the words to one of its codes.
    """

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
        codes: Sequence[str] = (),
    ) -> None:
        now = code or Code("pain", "")
        named = {"code": now.label} if now.kind == CODE else {"label": now.label}
        super().__init__(draft, {"kind": now.kind, "stage": now.stage or ""} | named)
        # What stands under a code that has left the codebook may stay there.
        self._codes = dict.fromkeys([*codes, *([now.label] if now.kind == CODE else [])])
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
            kinds = (*KINDS, *([CODE] if self._codes else []))
            yield Choice("Kind", [(kind, kind) for kind in kinds], self.beginning("kind"), id="kind")
            yield Choice("Code", [(name, name) for name in self._codes], self.beginning("code"), id="code")
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
        kind = self.query_one("#kind", Choice).value
        self.query_one("#code").display = kind == CODE
        self.query_one("#label").display = kind != CODE
        labels = [shown(label) for label in self._labels(kind)]
        self.query_one("#label", Input).suggester = SuggestFromList(labels, case_sensitive=False) if labels else None

    @on(Input.Changed)
    def _typed(self) -> None:
        self.query_one("#missing", Static).update("")

    @on(Input.Submitted)
    def action_save(self) -> None:
        """Give the code back, if it has a label."""
        kind, label = cast("Kind", self.query_one("#kind", Choice).value), self.query_one("#label", Input)
        words = self.query_one("#code", Choice).value if kind == CODE else label.value
        if not words.strip():
            self.query_one("#missing", Static).update(content("✗ A code needs a label.", "$text-error"))
            label.focus()
            return
        code = Code(kind, words, self.query_one("#stage", Choice).value or None)
        self.dismiss(CodeAnswer(code, self.query_one("#why", Input).value.strip()))
