"""What the main screens share: the lines at the top and the bottom, and the desk handed down from the app."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widget import Widget

from tui.modes import MODES
from tui.sizes import TALL, WIDE
from tui.widgets.keyline import KeyLine
from tui.widgets.topbar import TopBar

if TYPE_CHECKING:
    from assistant.review.codings import Codings
    from assistant.review.desk import Desk
    from tui.app import ReviewApp


class StudyScreen(Screen[None]):
    """A main screen; its name is that of its mode."""

    MODE: ClassVar[str] = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012  # as Textual declares it
    VERTICAL_BREAKPOINTS = [(0, "-short"), (TALL, "-tall")]  # noqa: RUF012

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "next_screen(1)", "Next screen", key_display="Tab", show=False),
        Binding("shift+tab", "next_screen(-1)", "Previous screen", key_display="⇧Tab", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._behind: dict[str, bool] = {}
        """What has changed since it was last shown."""

    @property
    def desk_app(self) -> ReviewApp:
        """The app, by its own type."""
        return cast("ReviewApp", self.app)

    def compose(self) -> ComposeResult:
        """The two lines, and between them what the screen shows."""
        bar = TopBar(self.MODE)
        bar.reviewer = self.desk_app.reviewer
        yield bar
        yield from self.compose_body()
        yield KeyLine()

    def compose_body(self) -> Iterator[Widget]:
        """What the screen shows."""
        yield from ()

    def on_mount(self) -> None:
        """Follow the desk and the codings from now on."""
        self.watch(self.app, "desk", self._desk_changed)
        self.watch(self.app, "codings", self._codings_changed)
        self.watch(self.app, "reviewer", self._reviewer_changed)
        self.watch(self.app, "blind", self._blind_changed)

    def _desk_changed(self, _desk: Desk | None) -> None:
        self._behind["desk"] = True
        self._if_seen()

    def _codings_changed(self, _codings: Codings | None) -> None:
        self._behind["codings"] = True
        self._if_seen()

    def _if_seen(self) -> None:
        """A screen that nobody sees waits until somebody does: in a large study each of them takes its time."""
        if self in self.app.screen_stack:
            self.catch_up()

    def on_screen_resume(self) -> None:
        """Somebody looks at it again."""
        self.catch_up()

    def catch_up(self) -> None:
        """Show what has changed while nobody looked."""
        desk, codings = self.desk_app.desk, self.desk_app.codings
        if self._behind.pop("desk", False) and desk is not None:
            self.query_one(TopBar).study = self.desk_app.study.settings.name
            self.show_desk(desk)
        if self._behind.pop("codings", False) and codings is not None:
            self.show_codings(codings)
        self.refresh_bindings()

    def _reviewer_changed(self, reviewer: str) -> None:
        self.query_one(TopBar).reviewer = reviewer

    def _blind_changed(self, blind: bool) -> None:
        self.query_one(TopBar).blind = blind

    def show_desk(self, desk: Desk) -> None:
        """Show the drafts as they stand now."""

    def show_codings(self, codings: Codings) -> None:
        """Show findings and themes as they stand now."""

    def help_text(self) -> str:
        """What the help screen says about this screen."""
        return (self.__doc__ or "").strip()

    def action_next_screen(self, step: int) -> None:
        """Go round the main screens."""
        names = list(MODES)
        self.desk_app.action_go(names[(names.index(self.MODE) + step) % len(names)])
