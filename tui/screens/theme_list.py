"""Themes: how widespread each is, and what belongs to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from assistant.domain import Evidence
from tui.messages import EvidenceRead
from tui.screens.list_screen import ListScreen
from tui.text import content, how_many, wait
from tui.widgets.find_line import FindLine
from tui.widgets.long_list import LongList
from tui.widgets.theme_in_full import examples, theme_in_full
from tui.widgets.theme_tree import Place, ThemeTree, place_of

if TYPE_CHECKING:
    from assistant.analysis.broader import Family
    from assistant.domain import Theme
    from assistant.review.codings import Coded, Codings
    from tui.messages import Recorded


class ThemeList(LongList):
    """Themes and their findings, a line each."""

    HELP = (
        "Themes under their kinds, the most widespread first. The bar and the count say how many participants, "
        "× how often."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", key_display="⏎", tooltip="Open the theme, or a finding in its transcript"),
    ]


class ThemeListScreen(ListScreen):
    """The tree of themes, and the one under the cursor with its definition and example quotes."""

    _tree: ThemeTree | None = None
    _shown: tuple[Theme, Place, list[Coded]] | None = None

    def __init__(self) -> None:
        super().__init__()
        self._opened: set[str] = set()
        self._marked: set[str] = set()

    def compose_body(self) -> Iterator[Widget]:
        """How many there are, the tree, the one under the cursor."""
        yield Static(content("Reading the themes…", "$foreground-muted"), id="about")
        with Container(id="body"):
            yield ThemeList()
            with VerticalScroll(id="one", can_focus=False):
                yield Static(id="theme", markup=False)
        yield FindLine("words in a theme")

    def on_mount(self) -> None:
        """Ask for the codings and follow them."""
        self.desk_app.need_codings()

    def show_codings(self, codings: Codings) -> None:
        """Show the themes as they stand now; before all findings are read there is none."""
        if codings.more:
            return
        self._tree = ThemeTree(codings)
        self._show()

    def narrow(self) -> None:
        """Show only what has the words."""
        self._show()

    def _show(self) -> None:
        tree = self._tree
        if tree is None:
            return
        rows = tree.rows(self._opened, self.needle)
        self._marked &= set(rows)
        listing = self.query_one(LongList)
        is_first = not listing.ids
        listing.show(rows, lambda row, width: tree.draw(row, self._marked, self._opened, width))
        if is_first and len(rows) > 1:
            # On a theme, which has something to show, and not on the heading above it.
            listing.cursor = 1
        waiting = sum(theme.waits for theme in tree.themes.values())
        about = content(how_many(len(tree.themes), "theme"), "bold")
        about += content(f", {wait(waiting)}", "$foreground-muted")
        marked = content(f"   ● {len(self._marked)} marked", "bold $text-accent") if self._marked else Content("")
        self.query_one("#about", Static).update(about + marked)

    # --- the one under the cursor ------------------------------------------------------------------------------

    @property
    def place(self) -> Place:
        """What the row under the cursor stands for."""
        return place_of(self.query_one(LongList).row_id or "")

    @property
    def theme(self) -> Theme | None:
        """The theme under the cursor, or that of the finding there."""
        return self._tree.themes.get(self.place.theme) if self._tree is not None else None

    @property
    def topic(self) -> Family | None:
        """The broader topic under the cursor."""
        return self._tree.topics.get(self.query_one(LongList).row_id or "") if self._tree is not None else None

    @property
    def finding(self) -> Coded | None:
        """The finding under the cursor."""
        return self._tree.codings.by_id.get(self.place.finding) if self._tree is not None else None

    @on(LongList.Moved)
    def _row_changed(self) -> None:
        theme, tree = self.theme, self._tree
        if theme is None or tree is None:
            self._shown = None
            self.query_one("#theme", Static).update(self._about_topic())
        elif (wanted := (theme, self.place, examples(theme, self.place, tree))) != self._shown:
            self._shown = wanted
            self.desk_app.read_evidence(theme.id, [Evidence(item.span, item.id) for item in wanted[2]], self)
        self.refresh_bindings()

    def on_recorded(self, message: Recorded) -> None:
        """A comment changes nothing on the theme, and belongs into its history all the same."""
        if self.place.theme in {entry.target_id for entry in message.entries}:
            self._shown = None
            self._row_changed()

    def _about_topic(self) -> Content:
        """What a broader topic is, while the cursor stands on one."""
        topic = self.topic
        if topic is None:
            return Content("")
        told = f"A broader topic: {topic.prevalence.in_words()} in any of its {len(topic.themes)} themes."
        return Content("\n").join([
            content(topic.name, "bold"),
            content(told, "$foreground-muted"),
            content("e gives it another name, which later runs keep; two topics of one name become one."),
        ])  # fmt: skip

    def on_evidence_read(self, message: EvidenceRead) -> None:
        """Example quotes have come, perhaps when the cursor is elsewhere already."""
        theme, tree = self.theme, self._tree
        if theme is not None and tree is not None and theme.id == message.about:
            self.query_one("#theme", Static).update(theme_in_full(theme, self.place, tree, message))

    @on(LongList.Opened)
    def _chosen(self) -> None:
        """Open a theme or close it; a finding opens in its transcript."""
        if self.finding is not None:
            self.desk_app.open_source(self.finding.row.source_id, self.finding.span)
        elif self.theme is not None:
            self.action_open(self.theme.id not in self._opened)

    def action_open(self, is_open: bool) -> None:
        """Show the findings of the theme, or hide them."""
        theme = self.theme
        if theme is not None:
            self._opened = self._opened | {theme.id} if is_open else self._opened - {theme.id}
            if not is_open:
                self.query_one(LongList).go_to(theme.id)
            self._show()

    def go_to_theme(self, theme_id: str) -> None:
        """Put the cursor on a theme."""
        if not self.query_one(LongList).go_to(theme_id):
            self.notify("It is not among the themes any more.", markup=False)

    # --- moving ------------------------------------------------------------------------------------------------

    def action_next_waiting(self, step: int) -> None:
        """Go to the next theme that waits, round the ends."""
        themes = self._tree.themes if self._tree is not None else {}
        if not self.query_one(LongList).go_to_next(lambda name: name in themes and themes[name].waits, step):
            self.notify("No other theme waits.", markup=False)

    def action_leave(self) -> None:
        """Take all marks off, then back to all themes."""
        if self._marked:
            self._marked = set()
            self._show()
        else:
            super().action_leave()
