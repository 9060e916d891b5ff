"""Editing a claim, with its evidence in view and a word at once where the edit would be refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static, TextArea

from assistant.domain import Claim
from assistant.errors import GroundingError
from tui.screens.dialog import Dialog
from tui.text import content, one_line
from tui.widgets.answer import AnswerLine, AnswerText
from tui.widgets.keyline import KeyLine

if TYPE_CHECKING:
    from tui.app import ReviewApp
    from tui.messages import EvidenceRead
    from tui.unsaved import Draft

_QUOTES_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Edited:
    """New words for a claim, and perhaps why."""

    text: str
    why: str


class WhyLine(AnswerLine):
    """The line for a reason; Enter saves where the words above can be saved."""

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """As on the screen."""
        return bool(self.screen.check_action("save", ())) if action == "submit" else True


class EditScreen(Dialog[Edited | None]):
    """Change the words and press Enter. Numbers and quotations must be in the evidence below.

    What you type is kept as you type it: Esc, Ctrl+C or a crash lose nothing, `e` brings it back.
    """

    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = ["ask.tcss", "edit.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "save", "Save and accept", key_display="⏎"),
        Binding("ctrl+s", "save", "Save and accept", show=False),
        Binding("enter,ctrl+s", "refuse", show=False),
        Binding("tab", "app.focus_next", "Why", key_display="Tab"),
        Binding("escape", "dismiss(None)", "Not now", key_display="Esc"),
    ]

    def __init__(self, claim: Claim, draft: Draft) -> None:
        super().__init__(draft, {"text": claim.text})
        self._claim = claim
        self._quotes: Sequence[str] | None = None
        self._can_save = False

    def compose(self) -> ComposeResult:
        """The words, the reason, the verdict and the evidence."""
        with Vertical(id="box"):
            yield Static(content(f"Edit this claim · {self._claim.prevalence.in_words()}", "bold"), id="title")
            yield from self.kept_note()
            yield AnswerText(self.beginning("text"), id="text", soft_wrap=True, show_line_numbers=False)
            yield WhyLine(self.beginning("why"), placeholder="Why? (if you like)", id="why", compact=True)
            yield Static("", id="verdict", markup=False)
            with VerticalScroll(id="quotes", can_focus=False):
                yield Static(id="evidence", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Start at the end of the words."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        area.focus()
        cast("ReviewApp", self.app).read_evidence(self._claim.id, self._claim.evidence, self)
        self._judge()

    def on_evidence_read(self, message: EvidenceRead) -> None:
        """The quotes have come: show them, and judge the words by them."""
        self._quotes = [item.quote for item in message.quotes]
        nothing = "No evidence: this stays an assumption."
        shown = [
            f"{'≠ ' if item.evidence.polarity == 'against' else ''}“{one_line(item.quote, 400)}”"
            for item in message.quotes[:_QUOTES_SHOWN]
        ]
        self.query_one("#evidence", Static).update(content("\n".join(shown) or nothing, "$foreground-muted"))
        self._judge()

    @on(TextArea.Changed)
    def _judge(self) -> None:
        """Say at once whether the core would take these words."""
        verdict = self._verdict(self.query_one(TextArea).text.strip())
        self.query_one("#verdict", Static).update(verdict)
        could, self._can_save = self._can_save, verdict.plain.startswith("✓")
        if could != self._can_save:
            self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Saving needs words that the core would take."""
        return self._can_save if action == "save" else super().check_action(action, parameters)

    def action_refuse(self) -> None:
        """What is wrong stands below the words."""
        self.app.bell()

    def _verdict(self, text: str) -> Content:
        from assistant.review.edits import check_edit

        if not text:
            return content("✗ A claim needs words.", "$text-error")
        if text == self._claim.text:
            return content("The words are as before.", "$foreground-muted")
        if self._quotes is None:
            return content("✓ The evidence is being read.", "$foreground-muted")
        try:
            check_edit(text, self._claim.text, self._quotes, self._claim.prevalence)
        except GroundingError as error:
            return content(f"✗ {error}", "$text-error")
        return content("✓ Nothing in it goes beyond the evidence.", "$text-success")

    @on(Input.Submitted)
    def action_save(self) -> None:
        """Hand the words back; the core has the last word on them."""
        text = self.query_one(TextArea).text.strip()
        self._judge()
        if self._can_save:
            self.dismiss(Edited(" ".join(text.split()), self.query_one("#why", Input).value.strip()))
