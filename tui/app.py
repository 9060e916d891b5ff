"""The app in which reviewers decide. It holds the desk, hands it down to the screens, and lets the core decide."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.reactive import reactive
from textual.screen import Screen
from textual.worker import get_current_worker

from assistant.errors import ClashError, NotReadyError, VerbatimError
from assistant.review.reviewer import known_reviewer, remember_reviewer, suggested_reviewer
from tui.messages import (
    DecisionsTaken,
    DeskRead,
    EvidenceRead,
    Failed,
    LedgerRead,
    OthersDecided,
    TranscriptRead,
)
from tui.news import told
from tui.themes import DARK, THEMES
from tui.unsaved import Unsaved

if TYPE_CHECKING:
    from assistant.domain import Claim, Evidence
    from assistant.review.context import Contexts
    from assistant.review.desk import Desk
    from assistant.study import Study
    from tui.decider import Act, Decider

POLL_SECONDS = 2.0
"""How often is asked whether others have decided something."""


def _overview() -> Screen[None]:
    from tui.screens.overview import OverviewScreen

    return OverviewScreen()


def _personas() -> Screen[None]:
    from tui.screens.personas import PersonasScreen

    return PersonasScreen()


def _journey() -> Screen[None]:
    from tui.screens.journey import JourneyScreen

    return JourneyScreen()


def _ledger() -> Screen[None]:
    from tui.screens.ledger import LedgerScreen

    return LedgerScreen()


class ReviewApp(App[VerbatimError]):
    """Reviewing a study in the terminal."""

    TITLE = "Verbatim"
    CSS_PATH = "app.tcss"
    MODES: ClassVar[dict[str, str | Callable[[], Screen[None]]]] = {
        "overview": _overview,
        "personas": _personas,
        "journey": _journey,
        "ledger": _ledger,
    }
    DEFAULT_MODE = "overview"
    COMMAND_PALETTE_BINDING = "ctrl+p"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "switch_mode('overview')", "Overview", show=False),
        Binding("2", "switch_mode('personas')", "Personas", show=False),
        Binding("3", "switch_mode('journey')", "Journey", show=False),
        Binding("4", "switch_mode('ledger')", "Ledger", show=False),
        Binding("U,ctrl+y", "redo", "Redo", show=False),
        Binding("question_mark", "help", "Help", key_display="?"),
        Binding("q", "quit", "Quit"),
    ]

    desk: reactive[Desk | None] = reactive(None)
    reviewer: reactive[str] = reactive("")

    def __init__(self, study: Study, reviewer: str = "") -> None:
        super().__init__()
        self.study = study
        self.reasons: list[str] = []
        """Reasons given so far, offered again as they are typed."""
        self._turn = asyncio.Lock()
        self._decider: Decider | None = None
        self._contexts: Contexts | None = None
        self.set_reactive(ReviewApp.reviewer, known_reviewer(reviewer))
        self._dress()

    def _dress(self) -> None:
        """Take the theme before anything is styled: changing it later styles everything twice."""
        for theme in THEMES:
            self.register_theme(theme)
        self.set_reactive(App.theme, DARK.name)
        self.stylesheet.set_variables(self.get_css_variables())

    @property
    def unsaved(self) -> Unsaved:
        """What the reviewer has typed and not saved."""
        return Unsaved(self.study.folder, self.reviewer)

    def on_mount(self) -> None:
        """Paint first; read the study after that."""
        self.call_after_refresh(self._open)

    # --- reading -----------------------------------------------------------------------------------------------

    @work(thread=True)
    def _open(self) -> None:
        from assistant.review.context import Contexts
        from assistant.review.desk import read_desk

        try:
            self.study.settings  # noqa: B018  # read here, so that a mistake in study.toml is told as one
            desk = read_desk(self.study.store)
        except VerbatimError as error:
            self.call_from_thread(self.exit, error, 1)
            return
        self._contexts = Contexts(self.study.store)
        self.post_message(DeskRead(desk))

    def on_desk_read(self, message: DeskRead) -> None:
        """The drafts have come: show them, and ask who reviews where that is not known."""
        if not message.desk.owners:
            self.exit(NotReadyError("Nothing is drafted in this study yet.", hint="Draft it with `verbatim run`."))
            return
        self.desk = message.desk
        self.set_interval(POLL_SECONDS, self._look_for_news)
        if not self.reviewer:
            self.action_name_reviewer()

    def read_evidence(self, claim: Claim, screen: Screen[Any]) -> None:
        """Look up the quotes of a claim for a screen; only the newest wish of each screen counts."""
        look_up = partial(self._look_up, claim, screen)
        self.run_worker(look_up, thread=True, exclusive=True, group=f"evidence for {type(screen).__name__}")

    def _look_up(self, claim: Claim, screen: Screen[Any]) -> None:
        worker, contexts = get_current_worker(), self._contexts
        if contexts is None:
            return
        with self._failing_politely():
            quotes = contexts.of(claim.evidence)
            history = self.study.store.decisions(target_id=claim.id)
            if not worker.is_cancelled:
                screen.post_message(EvidenceRead(claim.id, quotes, history))

    @work(thread=True, exclusive=True, group="transcript")
    def read_transcript(self, screen: Screen[Any], source_id: str) -> None:
        """Read a transcript for a screen."""
        with self._failing_politely():
            if self._contexts is not None:
                screen.post_message(TranscriptRead(self._contexts.transcript(source_id)))

    @work(thread=True, exclusive=True, group="ledger")
    def read_ledger(self, screen: Screen[Any]) -> None:
        """Read the ledger for a screen."""
        from assistant.review.history import read_ledger

        with self._failing_politely():
            screen.post_message(LedgerRead(read_ledger(self.study.store)))

    @work(thread=True, exclusive=True, group="news")
    def _look_for_news(self) -> None:
        decider, desk = self._the_decider(), self.desk
        with self._failing_politely():
            news = decider.news(desk) if desk is not None else None
            if news is not None:
                self.post_message(OthersDecided(news.desk, news.entries))

    @contextmanager
    def _failing_politely(self) -> Iterator[None]:
        """In a worker: what can be explained is explained, and the app goes on."""
        try:
            yield
        except VerbatimError as error:
            self.post_message(Failed(error))

    def on_others_decided(self, message: OthersDecided) -> None:
        """Show what others have done."""
        if self.desk is not None and message.desk.seq < self.desk.seq:
            return
        self.desk = message.desk
        if message.entries:
            self.notify(told(message.entries, message.desk), title="In the meantime", markup=False)

    # --- deciding ----------------------------------------------------------------------------------------------

    def _the_decider(self) -> Decider:
        from tui.decider import Decider

        if self._decider is None or self._decider.review.reviewer != self.reviewer:
            self._decider = Decider(self.study.store, self.reviewer)
        return self._decider

    @work
    async def decide(self, act: Act, claims: Sequence[Claim] = (), then: Callable[[], None] | None = None) -> None:
        """Take a decision; decisions are taken in the order of the keys."""
        if not self.reviewer:
            self.action_name_reviewer()
            return
        async with self._turn:
            if self.desk is None:
                return
            try:
                taking = partial(self._the_decider().take, act, claims, self.desk)
                entries, self.desk = await asyncio.to_thread(taking)
            except VerbatimError as error:
                self.post_message(Failed(error))
                return
        reasons = [entry.why for entry in entries if entry.why and entry.action != "comment"]
        self.reasons = list(dict.fromkeys([*reasons, *self.reasons]))
        if then is not None:
            then()
        self.screen_stack[0].post_message(DecisionsTaken(entries))

    def on_failed(self, message: Failed) -> None:
        """Say what could not be done and why; after a clash, show how things stand now."""
        error = message.error
        clash = isinstance(error, ClashError)
        self.notify(
            str(error),
            title="Somebody else was faster" if clash else "Not done",
            severity="warning",
            timeout=10,
            markup=False,
        )
        if clash:
            self._look_for_news()

    def save_edit(self, claim: Claim, text: str, why: str) -> None:
        """Save a reviewer's words; they stay kept as unsaved until the core has taken them."""
        forget = partial(self.unsaved.drop, claim.id)
        self.decide(lambda review, claims: review.edit(claims[0], text, why), [claim], forget)

    def action_undo(self) -> None:
        """Take back the last own decision."""
        self.decide(lambda review, _: review.undo())

    def action_redo(self) -> None:
        """Make the last undo good."""
        self.decide(lambda review, _: review.redo())

    # --- going places ------------------------------------------------------------------------------------------

    def open_transcript(self, evidence: Evidence, quotes: Sequence[Evidence]) -> None:
        """Open a quote in its transcript."""
        from tui.screens.reader import ReaderScreen

        self.push_screen(ReaderScreen(evidence, quotes))

    @work
    async def show_claim(self, claim_id: str) -> None:
        """Go to a claim, on whichever screen it is."""
        from tui.screens.claims import ClaimsScreen

        claim = self.desk.claim(claim_id) if self.desk else None
        if self.desk is None or claim is None:
            self.notify("It is not among the drafts any more.", markup=False)
            return
        is_persona = claim.owner_id in {persona.id for persona in self.desk.personas}
        await self.switch_mode("personas" if is_persona else "journey")
        if isinstance(self.screen, ClaimsScreen):
            self.screen.go_to_claim(claim_id)

    def action_name_reviewer(self) -> None:
        """Ask who reviews; the answer is kept for the next time."""
        from tui.screens.ask import AskScreen, Question

        def keep(name: str | None) -> None:
            if name:
                try:
                    remember_reviewer(name)
                except VerbatimError as error:
                    self.post_message(Failed(error))
                self.reviewer = known_reviewer(name)

        question = Question(
            "Who reviews? Your name stands beside every decision in the ledger.",
            "Your name",
            "The ledger needs a name.",
            self.reviewer or suggested_reviewer(),
        )
        self.push_screen(AskScreen(question), keep)

    def action_help_quit(self) -> None:
        """Ctrl+C copies in a terminal as often as it quits, so it only says how to leave."""
        self.notify("Press q to quit. Decisions and unsaved words are kept.", markup=False)

    def action_help(self) -> None:
        """Explain what has the focus."""
        from tui.screens.help import HelpScreen, keys_of

        about = [getattr(self.focused, "HELP", ""), inspect.cleandoc(self.screen.__doc__ or "")]
        self.push_screen(HelpScreen([text for text in about if text], keys_of(self.screen)))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Everything the keys do, and what comes with Textual."""
        for node, binding, enabled, tooltip in screen.active_bindings.values():
            if enabled and binding.description and not binding.system:
                run = partial(self.run_action, binding.action, node)
                yield SystemCommand(binding.description, tooltip or f"Key {self.get_key_display(binding)}", run)
        yield SystemCommand("Name the reviewer", "Change who decides from now on", self.action_name_reviewer)
        yield from super().get_system_commands(screen)
