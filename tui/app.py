"""The app in which reviewers decide: its screens, and the ways between them."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.reactive import var
from textual.screen import Screen

from assistant.errors import NotReadyError, VerbatimError
from assistant.review.reviewer import known_reviewer, remember_reviewer, suggested_reviewer
from tui.deciding import DecidingApp
from tui.messages import DeskRead, Failed, RunEnded, RunMoved
from tui.modes import HIDDEN_WHEN_BLIND, MODES
from tui.taste import remember_theme, remembered_theme
from tui.themes import THEMES

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel

    from assistant.domain import Evidence, Span
    from assistant.study import Study
    from tui.run_job import Pace, RunJob

POLL_SECONDS = 2.0
"""How often is asked whether others have decided something."""


class ReviewApp(DecidingApp):
    """Reviewing a study in the terminal."""

    TITLE = "Verbatim"
    CSS_PATH = "app.tcss"
    MODES: ClassVar[dict[str, str | Callable[[], Screen[None]]]] = dict(MODES)
    DEFAULT_MODE = "overview"
    COMMAND_PALETTE_BINDING = "ctrl+p"

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(str(number), f"go('{name}')", name.capitalize(), show=False)
            for number, name in enumerate(MODES, start=1)
        ),
        Binding("u", "undo", "Undo", show=False, tooltip="Take back your last decision"),
        Binding("U,ctrl+y", "redo", "Redo", show=False, tooltip="Make your last undo good again"),
        Binding(
            "ctrl+t", "next_theme", "Theme", show=False, tooltip="Dark, light, high contrast; kept for the next time"
        ),
        Binding("B", "blind", "Blind mode", show=False, tooltip="Hide what others and the engine have coded"),
        Binding("question_mark", "help", "Help", key_display="?"),
        # Where words are typed `?` is a letter.
        Binding("f1", "help", "Help", key_display="F1"),
        Binding("q", "quit", "Quit"),
    ]

    job: var[RunJob | None] = var(None)
    """The run under way."""
    pace: var[Pace | None] = var(None)

    def __init__(self, study: Study, reviewer: str = "", *, blind: bool = False) -> None:
        super().__init__(study, reviewer, blind=blind)
        self._dress()

    def _dress(self) -> None:
        """Take the theme before anything is styled: changing it later styles everything twice."""
        for theme in THEMES:
            self.register_theme(theme)
        names = [theme.name for theme in THEMES]
        kept = remembered_theme()
        self.set_reactive(App.theme, kept if kept in self.available_themes else names[0])
        self.stylesheet.set_variables(self.get_css_variables())

    def watch_theme(self, name: str) -> None:
        """Keep the theme for the next time."""
        remember_theme(name)

    def action_next_theme(self) -> None:
        """Dark, light, high contrast, and round again."""
        names = [theme.name for theme in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)] if self.theme in names else names[0]

    def on_load(self) -> None:
        """Count what there is while the screen is made."""
        # No worker: it would begin when the screen is made.
        Thread(target=self.glance, daemon=True).start()

    def on_mount(self) -> None:
        """Paint first; read the study after that."""
        self.call_after_refresh(self.read_study)

    def on_desk_read(self, message: DeskRead) -> None:
        """The study has come: show it, and ask who reviews where that is not known."""
        if not message.desk.counts.sources:
            self.exit(NotReadyError("There is nothing in this study yet.", hint="Put files in with `verbatim add`."))
            return
        self.desk = message.desk
        self.set_interval(POLL_SECONDS, self.look_for_news)
        if not self.reviewer:
            self.action_name_reviewer()

    # --- running -----------------------------------------------------------------------------------------------

    def run_study(self) -> None:
        """Do what is missing in the study, in a thread of its own."""
        from tui.run_job import RunJob

        if self.job is None:
            self.job = RunJob(self.study, self.post_message)
            self.run_worker(self.job.work, thread=True, group="run")

    def on_run_moved(self, message: RunMoved) -> None:
        """Hand down how far it is."""
        self.pace = message.pace

    def on_run_ended(self, message: RunEnded) -> None:
        """Say how it ended, and show what it did."""
        self.job, self.pace = None, None
        severity: SeverityLevel = "warning" if message.failed else "information"
        # How much was drafted is not for those who code blind.
        told = "The run is over." if self.blind and not message.failed else message.told
        self.notify(told, title="Run", severity=severity, timeout=12, markup=False)
        self.look_for_news()

    def on_unmount(self) -> None:
        """A run must not keep the program from ending."""
        if self.job is not None:
            self.job.stop()

    # --- going places ------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There must be something to take back."""
        if action in ("undo", "redo"):
            return self.desk is not None and self.desk.seq > 0
        return super().check_action(action, parameters)

    def action_go(self, mode: str) -> None:
        """Go to a main screen."""
        if self.blind and mode in HIDDEN_WHEN_BLIND:
            self.notify("Blind mode hides this screen: it shows what others think. B ends it.", markup=False)
            return
        self.switch_mode(mode)

    def action_blind(self) -> None:
        """Begin or end the blind mode."""
        self.blind = not self.blind
        if self.blind and self.current_mode in HIDDEN_WHEN_BLIND:
            self.switch_mode("sources")
        hidden = "Only your own coding is shown now; B ends it."
        self.notify(hidden if self.blind else "Everybody's coding is shown again.", title="Blind mode", markup=False)

    def open_transcript(self, evidence: Evidence, quotes: Sequence[Evidence]) -> None:
        """Open a quote in its transcript; `quotes` are those it belongs with."""
        self.open_source(evidence.span.source_id, evidence.span, [item.span for item in quotes])

    def open_source(self, source_id: str, span: Span | None = None, stops: Sequence[Span] = ()) -> None:
        """Open a transcript, at a place in it where one is given."""
        from tui.screens.reader import ReaderScreen

        self.push_screen(ReaderScreen(source_id, span, stops))

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
            self.screen.catch_up()
            self.screen.go_to_claim(claim_id)

    @work
    async def show_finding(self, finding_id: str) -> None:
        """Go to a finding in the list of findings."""
        from tui.screens.findings import FindingsScreen

        await self.switch_mode("findings")
        if isinstance(self.screen, FindingsScreen):
            self.screen.catch_up()
            self.screen.go_to_finding(finding_id)

    @work
    async def show_theme(self, theme_id: str) -> None:
        """Go to a theme."""
        from tui.screens.themes import ThemesScreen

        await self.switch_mode("themes")
        if isinstance(self.screen, ThemesScreen):
            self.screen.catch_up()
            self.screen.go_to_theme(theme_id)

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

        about = [getattr(self.focused, "HELP", ""), _flowing(inspect.cleandoc(self.screen.__doc__ or ""))]
        self.push_screen(HelpScreen([text for text in about if text], keys_of(self.screen)))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Everything the keys do, and what comes with Textual; what two keys do, or both offer, once."""
        commands = [*self._commands_of_keys(screen), *super().get_system_commands(screen)]
        yield from {command.title: command for command in reversed(commands)}.values()

    def _commands_of_keys(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        for node, binding, enabled, tooltip in screen.active_bindings.values():
            if enabled and binding.description and not binding.system and binding.key != "escape":
                run = partial(self.run_action, binding.action, node)
                yield SystemCommand(binding.description, tooltip or f"Key {self.get_key_display(binding)}", run)
        yield SystemCommand("Name the reviewer", "Change who decides from now on", self.action_name_reviewer)


_BREAK = re.compile(r"(?<!\n)\n(?!\n)")


def _flowing(text: str) -> str:
    """A docstring as running text: lines end where the screen ends, and keys stand without backticks."""
    return _BREAK.sub(" ", text).replace("`", "")
