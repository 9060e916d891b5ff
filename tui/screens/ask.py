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
_STEP = 5
"""Lines."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and what is said where the answer is missing."""

    title: str
    prompt: str
    needed: str = ""
    """Shown when nothing was typed; empty where no answer is needed."""
    answer: str = ""
    verb: str = "OK"
    """What Enter does."""


def rejecting(title: str) -> Question:
    """Why something is rejected."""
    return Question(title, "Why? The reason stays on record.", "A rejection needs a reason.", verb="Reject")


def commenting(title: str) -> Question:
    """What is to be noted."""
    return Question(title, "What should be known about it?", "The comment is empty.", verb="Comment")


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
            yield ReplyLine(
                words, placeholder=self._question.prompt, suggester=suggester, id="answer", verb=self._question.verb
            )
            yield Static("", id="missing", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Whether there is more to look through is known when it is laid out."""
        for subjects in self.query("#subjects"):
            self.watch(subjects, "virtual_size", self._laid_out, init=False)

    def _laid_out(self) -> None:
        self.call_after_refresh(self.refresh_bindings)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is shown whole needs no looking through."""
        if action == "look":
            subjects = self.query("#subjects")
            return bool(subjects) and subjects.first().max_scroll_y > 0
        return super().check_action(action, parameters)

    def action_look(self, step: int) -> None:
        """Scroll through what it is about, a few lines at a time."""
        self.query_one("#subjects").scroll_relative(y=_STEP * step, animate=False)

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
    lines = [content("· " + "\n  ".join(map(one_line, subject.split("\n")))) for subject in subjects[:_SHOWN]]
    more = [content(f"… and {len(subjects) - _SHOWN:,} more")] if len(subjects) > _SHOWN else []
    return Content("\n").join([*lines, *more])
