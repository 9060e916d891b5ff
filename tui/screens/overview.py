"""Where the study stands, and what waits for a decision."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static
from textual.widgets.option_list import Option

from assistant.domain import Span
from tui.screens import overview_rows
from tui.screens.base import StudyScreen
from tui.text import content
from tui.widgets.listing import Listing

if TYPE_CHECKING:
    from assistant.review.codings import Codings
    from assistant.review.desk import Desk
    from assistant.store.figures import Counts
    from tui.run_job import Pace, RunJob
    from tui.unsaved import Place


class WaitingList(Listing):
    """Personas and stages with what waits in each."""

    HELP = "Everything that was drafted, and how much of it waits. Enter goes to the first claim that waits there."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Review it", key_display="⏎", tooltip="Go to the first claim that waits there"),
    ]

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """Something has to be there to be reviewed."""
        return self.row_id is not None if action == "select" else True


class OverviewScreen(StudyScreen):
    """What the study holds, how far the review is, and where to go on."""

    MODE: ClassVar[str] = "overview"
    CSS_PATH = "overview.tcss"
    AUTO_FOCUS = "WaitingList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "next_waiting", "Go on reviewing", tooltip="Go to the first claim that waits at all"),
        Binding("r", "run", "Run", tooltip="Code and draft what is missing or has changed; goes on where it stopped"),
        Binding("S", "stop", "Stop the run", tooltip="Stop after this item; what was done is kept"),
        Binding("u", "app.undo", "Undo", tooltip="Take back your last decision"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._unsaved: dict[Place, dict[str, str]] = {}

    def compose_body(self) -> Iterator[Widget]:
        """The study, its figures, the list."""
        yield Static(content(self.desk_app.study.folder.name, "bold $text-accent"), id="study")
        yield Static(id="question")
        yield Static(content("Reading the study…", "$foreground-muted"), id="figures")
        yield Static(id="run", markup=False)
        yield WaitingList()

    def on_mount(self) -> None:
        """Follow a run."""
        self.watch(self.app, "counts", self._counts_changed)
        self.watch(self.app, "job", self._job_changed)
        self.watch(self.app, "pace", self._pace_changed)

    def _blind_changed(self, blind: bool) -> None:
        super()._blind_changed(blind)
        if blind:
            self.desk_app.need_codings()
        if self.desk_app.desk is not None:
            self.show_desk(self.desk_app.desk)

    def _counts_changed(self, counts: Counts | None) -> None:
        if counts is not None and self.desk_app.desk is None:
            known = overview_rows.counted_blind(counts, None) if self.desk_app.blind else overview_rows.counted(counts)
            lines = [content(known), content("Reading the drafts…", "$foreground-muted")]
            self.query_one("#figures", Static).update(Content("\n").join(lines))

    def _job_changed(self, job: RunJob | None) -> None:
        self.query_one("#run").display = job is not None
        self.query_one("#run", Static).update(content("Loading the models…", "$foreground-muted"))
        self.refresh_bindings()

    def _pace_changed(self, pace: Pace | None) -> None:
        job = self.desk_app.job
        if pace is not None and job is not None:
            self.query_one("#run", Static).update(
                overview_rows.running(pace, is_stopping=job.is_stopping, blind=self.desk_app.blind)
            )

    def action_run(self) -> None:
        """Do what is missing."""
        self.desk_app.run_study()

    def action_stop(self) -> None:
        """Stop the run after this item."""
        job = self.desk_app.job
        if job is not None:
            job.stop()
            self.query_one("#run", Static).update(content("Stopping after this item…", "$text-warning"))

    def show_desk(self, desk: Desk) -> None:
        """Show the figures and what waits."""
        settings = self.desk_app.study.settings
        self.query_one("#study", Static).update(content(settings.name, "bold $text-accent"))
        asked = self.query_one("#question", Static)
        asked.update(content(settings.question, "italic"))
        asked.display = bool(settings.question)
        self._unsaved = self.desk_app.unsaved.all()
        blind, codings = self.desk_app.blind, self.desk_app.shown_codings
        own = content(overview_rows.counted_blind(desk.counts, codings))
        figures = own if blind else overview_rows.figures(desk)
        self.query_one("#figures", Static).update(figures)
        waiting, rows = self.query_one(WaitingList), list(self._rows(desk))
        # What was never saved comes first, and so does the cursor where nobody has moved it.
        at_top = waiting.row_id == next((row.id for row in waiting.options if not row.disabled), None)
        waiting.show(rows)
        if at_top:
            waiting.action_first()

    def show_codings(self, _codings: Codings) -> None:
        """Blind, the figures are those of the reviewer's own coding."""
        if self.desk_app.blind and self.desk_app.desk is not None:
            self.show_desk(self.desk_app.desk)

    def on_screen_resume(self) -> None:
        """Words may have been left in a dialog meanwhile."""
        super().on_screen_resume()
        desk = self.desk_app.desk
        if desk is not None and self.desk_app.unsaved.all() != self._unsaved:
            self.show_desk(desk)

    def _rows(self, desk: Desk) -> Iterator[Option]:
        # First, so that nobody overlooks what they have begun.
        yield from overview_rows.unsaved_rows(self._unsaved)
        if self.desk_app.blind:
            told = "Blind mode: drafts and totals are hidden. 2 opens the sources to be coded; B ends it."
            yield Option(Content(told), disabled=True)
        else:
            yield from overview_rows.coded_rows(desk)
            yield from overview_rows.group_rows(desk, "Personas", [[persona] for persona in desk.personas])
            yield from overview_rows.group_rows(desk, "Journey", overview_rows.journeys(desk))
            yield from overview_rows.stale_rows(desk)
        yield from overview_rows.failure_rows(desk)

    @on(Listing.OptionSelected)
    def _open(self) -> None:
        """Go to what is under the cursor."""
        row, desk = self.query_one(WaitingList).row_id, self.desk_app.desk
        if row is None or desk is None:
            return
        if row in ("findings", "themes"):
            self.desk_app.action_go(row)
            return
        what, _, name = row.partition(" ")
        if what == "unsaved":
            self._go_on_typing(desk, list(self._unsaved)[int(name)])
        elif what == "claim":
            self.desk_app.show_claim(name)
        else:
            self._go_to_owner(desk, row)

    def _go_to_owner(self, desk: Desk, owner_id: str) -> None:
        """To the first claim of a persona or a stage that waits."""
        owner = next((item for item in desk.owners if item.id == owner_id), None)
        claims = (desk.waiting(owner) or desk.of(owner)) if owner is not None else ()
        if claims:
            self.desk_app.show_claim(claims[0].id)

    def _go_on_typing(self, desk: Desk, place: Place) -> None:
        """To where words were left: the same key then brings them back."""
        app, target = self.desk_app, place.target_id
        if place.target_type == "claim":
            app.show_claim(target)
        elif place.target_type == "claims":
            self._go_to_owner(desk, target)
        elif place.target_type == "finding":
            app.show_finding(target)
        elif place.target_type == "theme":
            app.show_theme(target)
        elif place.action == "code":
            source_id, start, end = target.split(" ")
            app.open_source(source_id, Span(source_id, int(start), int(end)))
        else:
            app.action_go("search" if place.action == "search" else "findings")

    def action_next_waiting(self) -> None:
        """Go to the first claim that waits."""
        desk = self.desk_app.desk
        if desk is not None:
            waiting = [claim for owner in desk.owners for claim in desk.waiting(owner)]
            if waiting:
                self.desk_app.show_claim(waiting[0].id)

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """There must be something to open."""
        desk = self.desk_app.desk
        if action == "next_waiting":
            return desk is not None and not self.desk_app.blind and any(desk.waiting(owner) for owner in desk.owners)
        if action in ("run", "stop"):
            return desk is not None and (self.desk_app.job is None) == (action == "run")
        return True
