"""A question with a line for the answer: a reason, a comment, a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static

from tui.screens.dialog import Dialog
from tui.text import content, one_line, shown
from tui.widgets.answer import ReplyLine
from tui.widgets.keyline import KeyLine

if TYPE_CHECKING:
    from tui.unsaved import Draft

_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and what is said where the answer is missing."""

    title: str
    prompt: str
    needed: str = ""
    """Shown when nothing was typed; empty where no answer is needed."""
    answer: str = ""


class AskScreen(Dialog[str | None]):
    """Type the answer and press Enter; Esc goes back and nothing is done.

    What you type is kept as you type it, where it is more than a name: the same key brings it back.
    """

    CSS_PATH = "ask.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Cancel", key_display="Esc"),
    ]

    def __init__(
        self,
        question: Question,
        subjects: Sequence[str] = (),
        earlier: Sequence[str] = (),
        draft: Draft | None = None,
    ) -> None:
        super().__init__(draft, {"answer": question.answer})
        self._question, self._subjects, self._earlier = question, subjects, earlier

    def compose(self) -> ComposeResult:
        """What it is about, and the line to type in."""
        earlier = [shown(reason) for reason in self._earlier]
        suggester = SuggestFromList(earlier, case_sensitive=False) if earlier else None
        with Vertical(id="box"):
            yield Static(content(self._question.title, "bold"), id="title")
            if self._subjects:
                with VerticalScroll(id="subjects", can_focus=False):
                    yield Static(_listed(self._subjects))
            yield from self.kept_note()
            words = self.beginning("answer")
            yield ReplyLine(words, placeholder=self._question.prompt, suggester=suggester, id="answer")
            yield Static("", id="missing", markup=False)
        yield KeyLine()

    @on(Input.Changed)
    def _typed(self) -> None:
        self.query_one("#missing", Static).update("")

    @on(Input.Submitted)
    def _answer(self) -> None:
        """Give the answer back, if there is one or none is needed."""
        words = self.query_one(Input).value.strip()
        if self._question.needed and not words:
            self.query_one("#missing", Static).update(content(f"✗ {self._question.needed}", "$text-error"))
        else:
            self.dismiss(words)


def _listed(subjects: Sequence[str]) -> Content:
    if len(subjects) == 1:
        return content(subjects[0])
    lines = [content(f"· {one_line(subject)}") for subject in subjects[:_SHOWN]]
    more = [content(f"… and {len(subjects) - _SHOWN:,} more")] if len(subjects) > _SHOWN else []
    return Content("\n").join([*lines, *more])
