"""The ledger: who decided what, when and why; any decision can be taken back from here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.reactive import var
from textual.widget import Widget
from textual.widgets import Static

from tui.messages import LedgerRead
from tui.screens.list_screen import ListScreen
from tui.text import content, one_line
from tui.widgets.find_line import FindLine
from tui.widgets.long_list import LongList

if TYPE_CHECKING:
    from assistant.review.desk import Desk
    from assistant.review.history import LedgerLine


class LedgerList(LongList):
    """Decisions, the newest first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Show it", key_display="⏎", tooltip="Go to what was decided on"),
    ]
    HELP = "All decisions of all reviewers, the newest first. What was taken back bears ↶, is struck through and stays."


class LedgerScreen(ListScreen):
    """Every decision with who took it, when, why, and what it changed. Nothing is ever erased."""

    MODE: ClassVar[str] = "ledger"
    CSS_PATH = "ledger.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u", "take_back", "Take this back", tooltip="Undo the decision under the cursor"),
        # Not the app's key: that would take back another decision than the one under the cursor.
        Binding("u", "nothing_to_take_back", show=False),
        Binding("n", "next_other(1)", "Next by others", tooltip="Go to the next decision of somebody else"),
        Binding("N", "next_other(-1)", "The last decision of somebody else", show=False),
        Binding("slash", "find", "Find", key_display="/", tooltip="Show only decisions with certain words"),
        Binding("escape", "leave", "Back to all decisions", show=False),
    ]

    lines: var[Sequence[LedgerLine]] = var((), init=False)

    def __init__(self) -> None:
        super().__init__()
        self._by_seq: dict[str, LedgerLine] = {}

    def compose_body(self) -> Iterator[Widget]:
        """The entries, and the one under the cursor in full."""
        yield Static(id="none", markup=False)
        yield LedgerList()
        yield FindLine("who, what or why; several words narrow further")
        with VerticalScroll(id="entry", can_focus=False):
            yield Static(id="details", markup=False)

    def show_desk(self, _desk: Desk) -> None:
        """Something was decided: read the ledger again."""
        self.desk_app.read_ledger(self)

    def on_ledger_read(self, message: LedgerRead) -> None:
        """The entries have come."""
        self.lines = message.lines

    def watch_lines(self) -> None:
        """Other entries."""
        self._show()

    def narrow(self) -> None:
        """Show only what has the words."""
        self._show()

    def _show(self) -> None:
        words = self.needle.casefold().split()
        lines = [line for line in self.lines if all(word in _searched(line) for word in words)]
        by_seq = {str(line.decision.seq): line for line in lines}
        self._by_seq = by_seq
        self.query_one(LedgerList).show(list(by_seq), lambda seq, width: _row(by_seq[seq], width))
        nothing = "" if lines else "Nothing fits." if self.lines else "Nobody has decided anything yet."
        none = self.query_one("#none", Static)
        none.update(content(nothing, "$foreground-muted"))
        none.display = bool(nothing)
        self._entry_changed()

    @property
    def line(self) -> LedgerLine | None:
        """The entry under the cursor."""
        return self._by_seq.get(self.query_one(LedgerList).row_id or "")

    @on(LongList.Moved)
    def _entry_changed(self) -> None:
        line = self.line
        self.query_one("#details", Static).update(_details(line) if line is not None else Content(""))
        self.refresh_bindings()

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """Only what is in force can be taken back."""
        if action == "take_back":
            return self.line is not None and self.line.in_force
        if action == "next_other":
            return any(self._is_of_others(seq) for seq in self._by_seq)
        return True

    def _is_of_others(self, seq: str) -> bool:
        line = self._by_seq.get(seq)
        return line is not None and line.decision.who != self.desk_app.reviewer

    def action_next_other(self, step: int) -> None:
        """Go to the next decision of somebody else, round the ends."""
        if not self.query_one(LedgerList).go_to_next(self._is_of_others, step):
            self.notify("There is no other decision of somebody else here.", markup=False)

    def action_take_back(self) -> None:
        """Undo this decision."""
        line = self.line
        if line is not None:
            seq = line.decision.seq
            self.desk_app.decide(lambda review, _: review.undo(seq))

    def action_nothing_to_take_back(self) -> None:
        """Say why."""
        if self.line is not None:
            told = f"Decision {self.line.decision.seq} has been taken back already. U makes your last undo good."
            self.notify(told, markup=False)

    @on(LongList.Opened)
    def _show_target(self) -> None:
        """Go to what was decided on."""
        if self.line is None:
            return
        entry = self.line.decision
        if entry.target_type == "finding":
            self.desk_app.show_finding(entry.target_id)
        elif entry.target_type == "theme":
            self.desk_app.show_theme(entry.target_id)
        elif entry.target_type == "topic":
            self.desk_app.action_go("themes")
        elif entry.target_type in ("persona", "narrative"):
            self.desk_app.action_go("personas" if entry.target_type == "persona" else "journey")
        elif entry.target_type == "claim":
            self.desk_app.show_claim(entry.target_id)
        else:
            self.desk_app.action_go("sources")


def _searched(line: LedgerLine) -> str:
    entry = line.decision
    return f"{entry.who} {line.verb} {line.subject} {entry.why}".casefold()


def _row(line: LedgerLine, width: int) -> Content:
    entry = line.decision
    style = "" if line.in_force else "strike $foreground-muted"
    words = content(f"{entry.who} {line.verb} ", style) + content(one_line(line.subject, 300), style or "bold")
    why = content(f"  {one_line(entry.why)}", "$foreground-muted") if entry.why else Content("")
    sign = content(f"{entry.seq:>5} ", "$foreground-muted") + ("  " if line.in_force else content("↶ ", style))
    row = sign + words + why
    room = width - len(line.when) - 1
    row = row.truncate(room, ellipsis=True)
    return row.pad_right(max(room - row.cell_length, 0)) + content(f" {line.when}", "$foreground-muted")


def _details(line: LedgerLine) -> Content:
    entry = line.decision
    parts = [content(f"{entry.who} {line.verb} the {entry.target_type}", "bold"), content(line.subject)]
    if entry.undoes is not None:
        parts.append(content(f"takes back decision {entry.undoes}", "$foreground-muted"))
    if not line.in_force:
        parts.append(content("taken back later", "$text-warning"))
    if entry.why:
        parts.append(content(f"Why: {entry.why}"))
    parts += [
        _changed(name, entry.before.get(name), value)
        for name, value in entry.after.items()
        if name in _TOLD and entry.before.get(name) != value
    ]
    parts.append(content(f"entry {entry.seq} · {line.when} · hash {entry.hash[:12]}", "$foreground-muted"))
    return Content("\n").join(parts)


_WORDS = {"retired": "gone", "finding_ids": "findings", "evidence": "pieces of evidence"}
_TOLD = ("status", "text", "flagged", "name", "definition", "kind", "label", "stage", "role", *_WORDS)


def _changed(name: str, before: object, after: object) -> Content:
    return content(f"{_WORDS.get(name, name)}: ", "$foreground-muted") + content(f"{_value(before)} → {_value(after)}")


def _value(value: object) -> str:
    """A value as it is told: how many of a list, yes and no, a dash for nothing."""
    if isinstance(value, list):
        return str(len(value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "–" if value in (None, "") else str(value)
