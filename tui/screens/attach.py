"""Findings that could stand behind a claim or against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from assistant.domain import Claim, Polarity
from tui.marks import kind_mark
from tui.screens.dialog import HELP_KEYS
from tui.text import content, one_line, short_name
from tui.widgets.find_line import FindLine
from tui.widgets.keyline import KeyLine
from tui.widgets.long_list import LongList

if TYPE_CHECKING:
    from assistant.review.codings import Coded, Codings


@dataclass(frozen=True, slots=True)
class Attached:
    """A finding, and which way it speaks."""

    finding_id: str
    polarity: Polarity


class CandidateList(LongList):
    """Findings, a line each."""

    HELP = "Findings that are no evidence of the claim yet."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Behind it", key_display="⏎", tooltip="Put the finding behind the claim"),
    ]


class AttachScreen(ModalScreen[Attached | None]):
    """Choose a finding as evidence of the claim: Enter puts it behind the claim, `-` against it.

    Those of the same theme come first, then those of the same people; `/` looks for words in all.
    """

    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = ["attach.tcss"]
    AUTO_FOCUS = "LongList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("minus", "take('against')", "Against it", key_display="-"),
        Binding("slash", "find", "Find", key_display="/"),
        Binding("escape", "dismiss(None)", "Not now", key_display="Esc"),
        *HELP_KEYS,
    ]

    def __init__(self, claim: Claim, candidates: Sequence[Coded], codings: Codings) -> None:
        super().__init__()
        self._claim, self._candidates, self._codings = claim, candidates, codings

    def compose(self) -> ComposeResult:
        """The claim, the findings, the one under the cursor in full."""
        with Vertical(id="box"):
            yield Static(content("Evidence for or against", "bold"))
            yield Static(content(self._claim.text), id="claim")
            with Container(id="list"):
                yield CandidateList()
            yield FindLine("words in a quote or a label")
            yield Static(id="quote", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Show all of them."""
        self._show("")

    def _show(self, words: str) -> None:
        folded = words.strip().casefold()
        fit = [item for item in self._candidates if folded in f"{item.quote} {item.row.label}".casefold()]
        self.query_one(LongList).show([item.row.id for item in fit], self._row)

    def _row(self, name: str, width: int) -> Content:
        item = self._codings.by_id[name]
        who = short_name(self._codings.participants.get(item.row.participant_id or "", ""), 14)
        room = max(width - 4 - len(who), 8)
        words = content(one_line(item.quote, room))
        row = kind_mark(item.row.kind) + " " + words
        return row.pad_right(max(width - row.cell_length - len(who) - 1, 0)) + content(f" {who}", "$foreground-muted")

    @on(LongList.Moved)
    def _moved(self, message: LongList.Moved) -> None:
        item = self._codings.by_id.get(message.row_id or "")
        words = content(f"“{one_line(item.quote, 400)}”") if item is not None else content("Nothing fits.")
        self.query_one("#quote", Static).update(words)

    @on(LongList.Opened)
    def _opened(self) -> None:
        self.action_take("for")

    def action_take(self, polarity: Polarity) -> None:
        """Give the finding under the cursor back."""
        name = self.query_one(LongList).row_id
        if name is not None:
            self.dismiss(Attached(name, polarity))

    def action_find(self) -> None:
        """Ask for words."""
        self.query_one(FindLine).open()

    @on(FindLine.Changed)
    def _words_typed(self, event: FindLine.Changed) -> None:
        self._show(event.value)

    @on(FindLine.Closed)
    def _words_done(self) -> None:
        self.query_one(LongList).focus()


def candidates(claim: Claim, codings: Codings, people: frozenset[str] | None) -> list[Coded]:
    """Findings that are no evidence of a claim yet: of its themes first, then of its people, then the others."""
    known = {item.span for item in claim.evidence}
    own = {item.finding_id for item in claim.evidence}
    themes = {theme.id for name in own if name for theme in codings.themes_of.get(name, ())} | {claim.key}

    def place(item: Coded) -> int:
        of_theme = any(theme.id in themes for theme in codings.themes_of.get(item.row.id, ()))
        of_people = people is None or item.row.participant_id in people
        return 2 - of_people - 2 * of_theme * of_people

    free = [item for item in codings.findings if item.row.status != "rejected" and item.span not in known]
    return sorted(free, key=place)
