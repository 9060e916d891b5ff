"""The sources: what was read, who speaks in it, how much was found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import var
from textual.widget import Widget
from textual.widgets import Static

from tui.marks import ACCEPTED, WAITING
from tui.messages import SourcesRead
from tui.screens.list_screen import ListScreen
from tui.sizes import WIDE
from tui.text import content, how_many, one_line, short_name
from tui.widgets.find_line import FindLine
from tui.widgets.long_list import LongList

if TYPE_CHECKING:
    from assistant.review.codings import Codings
    from assistant.review.desk import Desk
    from assistant.review.listed import ListedSource


ORDERS = ("by name", "the longest first", "most findings first")


class SourceList(LongList):
    """Sources, a line each."""

    HELP = "Everything that was read: name, format, who speaks, words, findings. Enter reads one."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Read", key_display="⏎", tooltip="Read the source under the cursor"),
    ]


class SourcesScreen(ListScreen):
    """Every transcript, review and set of notes. Enter reads one: what was coded in it, and coding by hand.

    B is the blind mode for agreement studies: only your own coding is shown.
    """

    MODE: ClassVar[str] = "sources"
    CSS_PATH = "sources.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "next_waiting(1)", "Next", tooltip="Go to the next source with findings that wait"),
        Binding("N", "next_waiting(-1)", "The last source with findings that wait", show=False),
        Binding("slash", "find", "Find", key_display="/", tooltip="Show only sources with certain words in the name"),
        Binding("o", "next_order", "Order", tooltip="By name, the longest first, those with most findings first"),
        Binding("B", "app.blind", "Blind", tooltip="Show only your own coding, or everybody's again"),
        Binding("escape", "leave", "Back to all sources", show=False),
    ]

    sources: var[Sequence[ListedSource]] = var((), init=False)
    order: var[str] = var(ORDERS[0], init=False)

    def compose_body(self) -> Iterator[Widget]:
        """How many there are, and the list."""
        yield Static(content("Reading the sources…", "$foreground-muted"), id="about")
        yield SourceList()
        yield FindLine("words in a name")

    def show_desk(self, _desk: Desk) -> None:
        """Something was decided: counts may be others."""
        self.desk_app.read_sources(self)

    def on_sources_read(self, message: SourcesRead) -> None:
        """The list has come."""
        self.sources = message.sources

    def watch_sources(self) -> None:
        """Other sources."""
        self._show()

    def narrow(self) -> None:
        """Show only what has the words."""
        self._show()

    def watch_order(self) -> None:
        """Another order."""
        self._show()

    def action_next_order(self) -> None:
        """By name, words, findings, and round again."""
        self.order = ORDERS[(ORDERS.index(self.order) + 1) % len(ORDERS)]

    @property
    def _waiting(self) -> dict[str, int]:
        """How many findings wait in each source; blind, nothing is known of others' findings."""
        return {} if self.desk_app.blind else {item.row.id: item.waiting for item in self.sources if item.waiting}

    def action_next_waiting(self, step: int) -> None:
        """Go to the next source with findings that wait, round the ends."""
        if not self.query_one(LongList).go_to_next(self._waiting.__contains__, step):
            self.notify("In no other source a finding waits.", markup=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Going on needs something that waits."""
        return bool(self._waiting) if action == "next_waiting" else super().check_action(action, parameters)

    def show_codings(self, _codings: Codings) -> None:
        """In blind mode counts come from the codings."""
        if self.desk_app.blind:
            self._show()

    def _blind_changed(self, blind: bool) -> None:
        super()._blind_changed(blind)
        if blind:
            self.desk_app.need_codings()
        self._show()

    def _show(self) -> None:
        if not self.sources:
            return
        listed = {item.row.id: item for item in self.sources if self.needle.casefold() in item.row.name.casefold()}
        found = {item.row.id: item.row.findings for item in self.sources}
        codings = self.desk_app.shown_codings
        if self.desk_app.blind:
            found = dict.fromkeys(found, 0)
            for coded in codings.findings if codings is not None else ():
                found[coded.row.source_id] += 1
        self.query_one("#about", Static).update(self._about(len(listed), sum(found[name] for name in listed)))
        waiting, blind = self._waiting, self.desk_app.blind
        by = {ORDERS[1]: lambda name: -listed[name].words, ORDERS[2]: lambda name: -found[name]}.get(self.order)
        self.query_one(LongList).show(
            sorted(listed, key=by) if by is not None else list(listed),
            lambda name, width: (
                _row(listed[name], found[name], None if blind else waiting.get(name, 0), width)
                if name in listed
                else Content("")
            ),
        )
        self.refresh_bindings()

    def _about(self, number: int, found: int) -> Content:
        words = sum(item.words for item in self.sources)
        whose = "findings of yours" if self.desk_app.blind else "findings"
        total = how_many(len(self.sources), "source")
        counted = f"{number:,} of {total}" if self.needle else f"{total}, {words:,} words"
        order = f"   ↓ {self.order}" if self.order != ORDERS[0] else ""
        about = content(counted, "bold") + content(f", {found:,} {whose}", "$foreground-muted")
        return about + content(order, "$text-accent")

    @on(LongList.Opened)
    def _read(self, message: LongList.Opened) -> None:
        """Read the source under the cursor."""
        self.desk_app.open_source(message.row_id)


def _row(item: ListedSource, found: int, waiting: int | None, width: int) -> Content:
    """How it stands, name, format and speakers at the left, figures at the right."""
    row = item.row
    figures = f"{item.words:>7,} words {found:>5,} {'finding ' if found == 1 else 'findings'}"
    if waiting is not None and width >= WIDE - 10:
        figures += (
            f" {waiting:>5,} {'waits' if waiting == 1 else 'wait'}" if waiting else "  decided" if found else " " * 9
        )
    name_room = min(max((width - len(figures)) * 2 // 5, 16), 48)
    speakers = ", ".join(f"{label or '(no label)'}{_asks(role)}" for label, role in row.speakers)
    mark = WAITING if waiting else ACCEPTED
    left = content(f"{mark.sign} " if found and waiting is not None else "  ", mark.style)
    left += content(f"{short_name(row.name, name_room):<{name_room}} ", "bold")
    left += content(f"{row.format:<5} ", "$foreground-muted")
    room = max(width - left.cell_length - len(figures) - 1, 0)
    left += content(one_line(speakers, room)) if room > 3 else Content("")
    return left.pad_right(max(width - left.cell_length - len(figures), 0)) + content(figures, "$foreground-muted")


def _asks(role: str) -> str:
    return " (asks)" if role == "interviewer" else ""
