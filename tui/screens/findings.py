"""The findings one after another, narrowed to those that are wanted, with the words around the one under the cursor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.reactive import var
from textual.widget import Widget
from textual.widgets import Static

from assistant.domain import Evidence
from tui.messages import DecisionsTaken
from tui.screens.ask import AskScreen, Question, rejecting
from tui.screens.filter import in_words
from tui.screens.finding_keys import FindingKeys
from tui.screens.list_screen import ListScreen
from tui.text import content, how_many, one_line, wait
from tui.widgets.find_line import FindLine
from tui.widgets.finding_row import finding_in_full, finding_row
from tui.widgets.long_list import LongList

if TYPE_CHECKING:
    from assistant.review.codings import Coded, Codings, Wanted
    from tui.messages import EvidenceRead, Recorded
    from tui.screens.finding_keys import AskedAct

ORDERS = ("as in the texts", "the least sure first", "the surest first")


class FindingList(LongList):
    """Findings, a line each."""

    HELP = (
        "Findings with their standing, kind, label, words, speaker and how sure the coder was. "
        "Enter opens the transcript."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Transcript", key_display="⏎", tooltip="Open the finding in its transcript"),
    ]


class FindingsScreen(FindingKeys, ListScreen):
    """Everything that was coded, one decision at a time. F narrows it by kind, stage, coder, participant, theme,
    standing and confidence, the key / by words. A and X decide on all that is shown and waits; one undo takes it back.
    """

    MODE: ClassVar[str] = "findings"
    CSS_PATH = "findings.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        # A narrow line at the bottom shows the first of these only.
        *FindingKeys.KEYS[:2],
        Binding("n", "next_waiting(1)", "Next", tooltip="Go to the next finding that waits"),
        Binding("N", "next_waiting(-1)", "The last that waits", show=False),
        Binding("F", "filter", "Filter", tooltip="Narrow by kind, stage, coder, participant, theme, confidence"),
        *FindingKeys.KEYS[2:],
        Binding(
            "o", "next_order", "Order", tooltip="In the order of the texts, the least sure first, the surest first"
        ),
        Binding("slash", "find", "Find", key_display="/", tooltip="Show only findings with certain words"),
        Binding("A", "accept_all", "Accept all", tooltip="Accept all that are shown and wait, after a preview"),
        Binding("X", "reject_all", "Reject all", tooltip="Reject all that are shown and wait, after a preview"),
        Binding("space", "accept_next", "Accept, then go to the next", show=False),
        Binding("escape", "leave", "Back to all findings", show=False),
    ]

    wanted: var[Wanted | None] = var(None, init=False)
    order: var[str] = var(ORDERS[0], init=False)

    _shown: Coded | None = None
    _coming = ""
    """The finding to go to once all are there."""
    _undecided = 0
    """How many of those listed wait: counted once, not at every key."""

    def compose_body(self) -> Iterator[Widget]:
        """How many there are, the list, the one under the cursor."""
        yield Static(content("Reading the findings…", "$foreground-muted"), id="about")
        with Container(id="body"):
            yield FindingList()
            with VerticalScroll(id="one", can_focus=False):
                yield Static(id="finding", markup=False)
        yield FindLine("words in a quote or a label")

    def on_mount(self) -> None:
        """Ask for the codings and follow them."""
        from assistant.review.codings import EVERYTHING

        self.set_reactive(FindingsScreen.wanted, EVERYTHING)
        self.desk_app.need_codings()

    def show_codings(self, _codings: Codings) -> None:
        """Show the findings as they stand now."""
        self._show()

    def _blind_changed(self, blind: bool) -> None:
        super()._blind_changed(blind)
        self._show()

    def narrow(self) -> None:
        """Show only findings with the words."""
        if self.wanted is not None:
            self.wanted = replace(self.wanted, words=self.needle)

    def watch_order(self) -> None:
        """Another order."""
        self._show()

    def action_next_order(self) -> None:
        """In the order of the texts, by how sure the coder was, and round again."""
        self.order = ORDERS[(ORDERS.index(self.order) + 1) % len(ORDERS)]

    def watch_wanted(self) -> None:
        """Others are wanted."""
        self._show()

    def _show(self) -> None:
        codings, wanted = self.desk_app.shown_codings, self.wanted
        if codings is None or wanted is None:
            return
        listed, by_id = codings.wanted(wanted), codings.by_id
        whole = listed is codings.findings
        self._undecided = codings.waiting if whole else codings.waiting_among(listed)
        self.query_one("#about", Static).update(self._about(codings, listed, wanted), layout=False)
        if self.order != ORDERS[0]:
            listed = sorted(listed, key=lambda item: item.row.confidence, reverse=self.order == ORDERS[2])
        self.query_one(LongList).show(
            codings.ids if listed is codings.findings else [item[0][0] for item in listed],
            lambda name, width: finding_row(by_id[name], codings, width) if name in by_id else Content(""),
            by_id.get,
        )
        if self._coming and not codings.more:
            self.go_to_finding(self._coming)

    def _about(self, codings: Codings, listed: Sequence[Coded], wanted: Wanted) -> Content:
        total = len(codings.findings)
        if codings.more:
            told = f"The first {len(listed):,} of {total + codings.more:,} findings; the others are being read…"
            return content(told, "$foreground-muted")
        counted = f"{len(listed):,} of {total:,} findings" if len(listed) != total else how_many(total, "finding")
        about = content(counted, "bold") + content(f", {wait(self._undecided)}", "$foreground-muted")
        about += content(f"   ↓ {self.order}", "$text-accent") if self.order != ORDERS[0] else Content("")
        by = in_words(codings, wanted)
        return about + content(f"   ▼ {by}", "bold $text-warning") if by else about

    # --- the one under the cursor ------------------------------------------------------------------------------

    @property
    def finding(self) -> Coded | None:
        """The finding under the cursor."""
        codings, name = self.desk_app.shown_codings, self.query_one(LongList).row_id
        return codings.by_id.get(name) if codings is not None and name is not None else None

    @on(LongList.Moved)
    def _finding_changed(self) -> None:
        finding = self.finding
        if finding is not None and finding != self._shown:
            self._read(finding)
        if finding is None:
            self.query_one("#finding", Static).update(content(self._nothing(), "$foreground-muted"))
        self._shown = finding
        self.refresh_bindings()

    def _read(self, finding: Coded) -> None:
        self.desk_app.read_evidence(finding.id, [Evidence(finding.span, finding.id)], self)

    def on_recorded(self, message: Recorded) -> None:
        """A comment changes nothing on the finding, and belongs into its history all the same."""
        finding = self.finding
        if finding is not None and finding.id in {entry.target_id for entry in message.entries}:
            self._read(finding)

    def _nothing(self) -> str:
        """Why the list is empty."""
        codings = self.desk_app.shown_codings
        if codings is None or codings.findings:
            return "Nothing fits: Esc shows all again."
        own = "You have coded nothing yet: 2 opens the sources."
        return own if self.desk_app.blind else "Nothing is coded yet: r on the overview."

    def on_evidence_read(self, message: EvidenceRead) -> None:
        """The words around a finding have come, perhaps when the cursor is elsewhere already."""
        finding, codings = self.finding, self.desk_app.shown_codings
        if finding is not None and codings is not None and finding.id == message.about:
            self.query_one("#finding", Static).update(finding_in_full(finding, codings, message))

    @on(LongList.Opened)
    def _open(self) -> None:
        """Open the finding in its transcript."""
        if self.finding is not None:
            self.desk_app.open_source(self.finding.row.source_id, self.finding.span)

    # --- going through them ------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Bulk decisions and filters need all findings, bulk decisions some that wait."""
        codings = self.desk_app.codings
        if action in ("accept_all", "reject_all", "filter", "find") and (codings is None or codings.more):
            return False
        if action in ("accept_all", "reject_all", "next_waiting"):
            return self._undecided > 0
        return self.check_finding_action("accept" if action == "accept_next" else action, parameters)

    def _waiting(self) -> list[Coded]:
        codings, wanted = self.desk_app.shown_codings, self.wanted
        if codings is None or wanted is None:
            return []
        ids = self.query_one(LongList).ids
        return [item for name in ids if (item := codings.by_id.get(name)) is not None and item.row.waits]

    def _in_bulk(self) -> list[Coded]:
        """What is decided on all at once: what is flagged is kept for a look of its own, unless only that is shown."""
        waiting = self._waiting()
        return [item for item in waiting if not item.row.flagged] or waiting

    def action_next_waiting(self, step: int) -> None:
        """Go to the next finding that waits, round the ends."""
        codings = self.desk_app.shown_codings
        waits = codings.by_id if codings is not None else {}
        if not self.query_one(LongList).go_to_next(lambda name: name in waits and waits[name].row.waits, step):
            self.notify("Nothing else waits here.", markup=False)

    def action_accept_next(self) -> None:
        """Accept the finding and go on."""
        self.action_accept()
        self.query_one(LongList).action_step(1)

    def action_accept_all(self) -> None:
        """Show what would be accepted, then accept it in one go."""
        ids = [item.row.id for item in self._in_bulk()]
        question = Question(f"Accept {how_many(len(ids), 'finding')}", "A reason, if you like.", verb="Accept")
        self._ask_on_all("accept all", ids, question, lambda coding, rows, words: coding.approve(rows, words))

    def action_reject_all(self) -> None:
        """Show what would be rejected, ask for the reason, then reject it in one go."""
        ids = [item.row.id for item in self._in_bulk()]
        question = rejecting(f"Reject {how_many(len(ids), 'finding')}")
        self._ask_on_all("reject all", ids, question, lambda coding, rows, words: coding.reject(rows, words))

    def _ask_on_all(self, action: str, ids: list[str], question: Question, act: AskedAct) -> None:
        draft = self.desk_app.unsaved.draft(action, "findings", "")

        def decide(words: str | None) -> None:
            if words is not None:
                self.desk_app.decide_on_findings(ids, lambda coding, rows: act(coding, rows, words), draft.drop)

        self.app.push_screen(AskScreen(question, self._preview(), self.desk_app.reasons, draft), decide)

    def _preview(self) -> list[str]:
        return [f"{item.row.kind}: {item.row.label} “{one_line(item.quote, 120)}”" for item in self._in_bulk()]

    def on_decisions_taken(self, message: DecisionsTaken) -> None:
        """After an undo the cursor goes to what it gave back."""
        first = message.entries[0]
        if first.action in ("undo", "redo") and first.target_type == "finding":
            self.query_one(LongList).go_to(first.target_id)

    # --- narrowing ---------------------------------------------------------------------------------------------

    def action_filter(self) -> None:
        """Ask what findings are wanted."""
        from tui.screens.filter import FilterScreen

        codings, wanted = self.desk_app.shown_codings, self.wanted
        if codings is None or wanted is None:
            return
        stages = [stage.name for stage in self.desk_app.study.settings.journey_stages]

        def take(answer: Wanted | None) -> None:
            if answer is not None:
                self.wanted = answer

        self.app.push_screen(FilterScreen(codings, wanted, stages), take)

    def go_to_finding(self, finding_id: str) -> None:
        """Put the cursor on a finding; what narrows the list gives way where it must."""
        codings, self._coming = self.desk_app.shown_codings, ""
        if codings is None or codings.more:
            self._coming = finding_id
            return
        if not self.query_one(LongList).go_to(finding_id):
            self._show_all()
            if not self.query_one(LongList).go_to(finding_id):
                self.notify("It is not among the findings any more.", markup=False)

    def _show_all(self) -> None:
        from assistant.review.codings import EVERYTHING

        self.query_one(FindLine).close()
        self.wanted = EVERYTHING

    def action_leave(self) -> None:
        """Back to all findings."""
        self._show_all()
        self.query_one(LongList).focus()
