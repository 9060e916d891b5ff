"""Where the study stands, and what waits for a decision."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static
from textual.widgets.option_list import Option

from assistant.domain import KINDS, Claim, Persona
from tui.marks import ACCEPTED, STALE, WAITING, tally
from tui.screens.base import StudyScreen
from tui.text import content, one_line
from tui.widgets.listing import Listing
from tui.widgets.row import Row

if TYPE_CHECKING:
    from assistant.review.decisions import Owner
    from assistant.review.desk import Desk
    from assistant.store.counts import Counts
    from tui.run_job import Pace, RunJob

_BAR = 24
_FAILURES_SHOWN = 50


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
        if self.desk_app.desk is not None:
            self.show_desk(self.desk_app.desk)

    def _counts_changed(self, counts: Counts | None) -> None:
        if counts is not None and self.desk_app.desk is None:
            lines = [content(_counted(counts)), content("Reading the drafts…", "$foreground-muted")]
            self.query_one("#figures", Static).update(Content("\n").join(lines))

    def _job_changed(self, job: RunJob | None) -> None:
        self.query_one("#run").display = job is not None
        self.query_one("#run", Static).update(content("Loading the models…", "$foreground-muted"))
        self.refresh_bindings()

    def _pace_changed(self, pace: Pace | None) -> None:
        job = self.desk_app.job
        if pace is not None and job is not None:
            self.query_one("#run", Static).update(_running(pace, is_stopping=job.is_stopping))

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
        self.query_one("#question", Static).update(content(settings.question, "italic"))
        self.query_one("#figures", Static).update(_figures(desk))
        self.query_one(WaitingList).show(list(self._rows(desk)))

    def _rows(self, desk: Desk) -> Iterator[Option]:
        if self.desk_app.blind:
            yield Option(
                Content("Blind mode: drafts are hidden. 2 opens the sources to be coded; B ends it."), disabled=True
            )
            return
        yield from _coded_rows(desk)
        yield from _group_rows(desk, "Personas", [[persona] for persona in desk.personas])
        yield from _group_rows(desk, "Journey", _journeys(desk))
        yield from _claim_rows("Accepted, but the evidence has changed since", _stale(desk), STALE.content())
        unsaved = [claim for claim in map(desk.claim, self.desk_app.unsaved.all()) if claim is not None]
        mark = content("✎ unsaved", "$text-warning")
        yield from _claim_rows("Edits that were not saved: press Enter, then e", unsaved, mark)
        yield from _failure_rows(desk)

    @on(Listing.OptionSelected)
    def _open(self) -> None:
        """Go to what is under the cursor."""
        row, desk = self.query_one(WaitingList).row_id, self.desk_app.desk
        if row is None or desk is None:
            return
        if row in ("findings", "themes"):
            self.desk_app.action_go(row)
            return
        claim_id = row.partition(" ")[2]
        if claim_id:
            self.desk_app.show_claim(claim_id)
            return
        owner = next(item for item in desk.owners if item.id == row)
        claims = desk.waiting(owner) or desk.of(owner)
        if claims:
            self.desk_app.show_claim(claims[0].id)

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
            return desk is not None and any(desk.waiting(owner) for owner in desk.owners)
        if action in ("run", "stop"):
            return desk is not None and (self.desk_app.job is None) == (action == "run")
        return True


def _figures(desk: Desk) -> Content:
    counts = desk.counts
    lines = [content(_counted(counts))]
    lines += [_progress(desk)] if desk.owners else []
    if desk.calls:
        lines.append(content(f"{desk.calls:,} calls to a model so far, ${desk.cost:.2f}", "$foreground-muted"))
    if not desk.owners:
        lines.append(content("Nothing is drafted yet: r codes the sources and drafts personas and journey.", "bold"))
    if counts.failures:
        lines.append(content(f"! {counts.failures} items failed, see below; r tries them again.", "$text-warning"))
    return Content("\n").join(lines)


def _counted(counts: Counts) -> str:
    """How much of everything there is."""
    kinds = ", ".join(_number(counts.findings[kind], kind) for kind in KINDS if counts.findings.get(kind))
    found = sum(counts.findings.values())
    parts = [_number(counts.sources, "source"), _number(counts.participants, "participant")]
    parts += [f"{_number(found, 'finding')} ({kinds})", _number(counts.themes, "theme")] if found else []
    return " · ".join(parts)


def _number(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def _progress(desk: Desk) -> Content:
    claims = [claim for owner in desk.owners for claim in desk.of(owner)]
    waiting = sum(len(desk.waiting(owner)) for owner in desk.owners)
    settled = len(claims) - waiting
    done = round(_BAR * settled / len(claims)) if claims else 0
    bar = content("█" * done, "$text-success") + content("░" * (_BAR - done), "$foreground-muted")
    return bar + content(f"  {settled} of {len(claims)} claims settled, ") + content(f"{waiting} wait", "bold")


def _running(pace: Pace, *, is_stopping: bool) -> Content:
    """How far a run is, how fast, how long still, and what was paid."""
    from tui.run_job import TITLES

    done = round(_BAR * (pace.done + pace.failed) / pace.total) if pace.total else _BAR
    bar = content("█" * done, "$text-accent") + content("░" * (_BAR - done), "$foreground-muted")
    parts = [f"{pace.done:,} of {pace.total:,}"]
    parts += [f"{pace.failed} failed"] if pace.failed else []
    parts += [f"{pace.rate:.1f} a second"] if pace.rate >= 0.1 else []
    parts += [f"about {_duration(pace.left)} left"] if pace.left else []
    parts += [f"${pace.spent:.2f}"] if pace.spent else []
    parts += ["done, the next step begins"] if pace.done + pace.failed >= pace.total else []
    title = "Stopping after this item: " if is_stopping else ""
    return bar + content(f"  {title}{TITLES.get(pace.step, pace.step)} ", "bold") + content(" · ".join(parts))


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def _coded_rows(desk: Desk) -> Iterator[Option]:
    """Findings and themes with how many of them wait."""
    found = sum(desk.counts.findings.values())
    if not found:
        return
    yield Option(Content("Coding"), disabled=True)
    for name, number, waiting in (
        ("findings", found, desk.open_findings),
        ("themes", desk.counts.themes, desk.open_themes),
    ):
        mark = WAITING if waiting else ACCEPTED
        tail = f"{waiting:,} of {number:,} wait" if waiting else "settled"
        yield Option(Row(content(mark.sign, mark.style), content(name.capitalize(), "bold"), tail), id=name)


def _failure_rows(desk: Desk) -> Iterator[Option]:
    """What failed last time, and why."""
    if desk.failures:
        yield Option(Content("Failed last time: r tries again"), disabled=True)
    for failure in desk.failures[:_FAILURES_SHOWN]:
        words = content(f"{failure.step} {failure.where or failure.item}: ", "bold") + content(one_line(failure.reason))
        yield Option(Row(content("!", "$text-warning"), words), disabled=True)


def _journeys(desk: Desk) -> list[Sequence[Owner]]:
    """The stages of all participants' journey, then those of each persona."""
    whose = dict.fromkeys(item.persona_id for item in desk.narratives)
    return [[item for item in desk.narratives if item.persona_id == persona_id] for persona_id in whose]


def _group_rows(desk: Desk, heading: str, groups: Sequence[Sequence[Owner]]) -> Iterator[Option]:
    """A row for each group: it leads to the first of its owners in which something waits."""
    if groups:
        yield Option(Content(heading), disabled=True)
    for owners in groups:
        first = next((owner for owner in owners if desk.waiting(owner)), owners[0])
        yield Option(_group_row(desk, owners), id=first.id)


def _group_row(desk: Desk, owners: Sequence[Owner]) -> Row:
    claims = [claim for owner in owners for claim in desk.of(owner)]
    waiting = sum(len(desk.waiting(owner)) for owner in owners)
    mark = WAITING if waiting else ACCEPTED
    tail = f"{waiting} of {len(claims)} wait" if waiting else "settled" if claims else "nothing said"
    if all(owner.status == "approved" for owner in owners):
        tail = "signed off"
    return Row(
        content(mark.sign, mark.style), content(_group_name(desk, owners[0]), "bold") + "  " + tally(claims), tail
    )


def _group_name(desk: Desk, owner: Owner) -> str:
    if isinstance(owner, Persona):
        return owner.name
    names = {persona.id: persona.name for persona in desk.personas}
    return names.get(owner.persona_id or "", "All participants")


def _stale(desk: Desk) -> list[Claim]:
    return [claim for owner in desk.owners for claim in desk.of(owner) if claim.stale]


def _claim_rows(heading: str, claims: list[Claim], mark: Content) -> Iterator[Option]:
    if claims:
        yield Option(Content(heading), disabled=True)
    for claim in claims:
        yield Option(Row(mark, content(one_line(claim.text))), id=f"{heading[:4]} {claim.id}")
