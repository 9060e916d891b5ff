"""A quote in its transcript."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Static

from assistant.domain import Evidence, Span
from tui.messages import TranscriptRead
from tui.text import content
from tui.widgets.find_line import FindLine
from tui.widgets.keyline import KeyLine
from tui.widgets.reader import Reader

if TYPE_CHECKING:
    from assistant.review.context import Transcript
    from tui.app import ReviewApp

_MOST_HITS = 1_000


class ReaderScreen(Screen[None]):
    """The transcript around a quote. `n` and `N` go from quote to quote of the claim, or from find to find."""

    CSS_PATH = "reader.tcss"
    AUTO_FOCUS = "Reader"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", key_display="Esc"),
        Binding("n", "next_stop(1)", "Next", tooltip="The next quote of this claim in this transcript"),
        Binding("N", "next_stop(-1)", "Previous", tooltip="The quote before"),
        Binding("slash", "find", "Find", key_display="/", tooltip="Words in this transcript"),
    ]

    def __init__(self, evidence: Evidence, quotes: Sequence[Evidence]) -> None:
        super().__init__()
        self._at = self._came_for = evidence.span
        same = {item.span for item in quotes if item.span.source_id == evidence.span.source_id}
        self._quotes = sorted(same | {evidence.span})
        self._found: list[Span] = []
        self._transcript: Transcript | None = None

    def compose(self) -> ComposeResult:
        """The name, the words, the line for what is looked for."""
        yield Static(id="name", markup=False)
        yield Reader()
        yield FindLine("words in this transcript")
        yield KeyLine()

    def on_mount(self) -> None:
        """Ask for the transcript."""
        cast("ReviewApp", self.app).read_transcript(self, self._at.source_id)

    def on_transcript_read(self, message: TranscriptRead) -> None:
        """It has come."""
        self._transcript = message.transcript
        self._show()

    def _show(self) -> None:
        if self._transcript is None:
            return
        self.query_one(Reader).show(self._transcript, [*self._quotes, *self._found], self._at)
        stops = self._stops
        what = "find" if self._found else "quote of the claim"
        place = f"   {what} {stops.index(self._at) + 1} of {len(stops)}" if self._at in stops else ""
        name = content(self._transcript.source.name, "bold") + content(place, "$foreground-muted")
        self.query_one("#name", Static).update(name)
        self.refresh_bindings()

    @property
    def _stops(self) -> Sequence[Span]:
        return self._found or self._quotes

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """There must be somewhere else to go."""
        return len(self._stops) > 1 if action == "next_stop" else True

    def action_next_stop(self, step: int) -> None:
        """Go to the next place, round the ends."""
        stops = self._stops
        at = stops.index(self._at) if self._at in stops else -1
        self._at = stops[(at + step) % len(stops)]
        self._show()

    def action_find(self) -> None:
        """Ask for words."""
        self.query_one(FindLine).open()

    def action_leave(self) -> None:
        """Out of the search first, then back to the claims."""
        find = self.query_one(FindLine)
        if find.display:
            find.close()
            self.query_one(Reader).focus()
        else:
            self.dismiss()

    @on(FindLine.Changed)
    def _words_typed(self, event: FindLine.Changed) -> None:
        self._found = self._hits(event.value)
        if self._found:
            self._at = next((span for span in self._found if span.start >= self._at.start), self._found[0])
        elif not event.value:
            self._at = self._came_for
        self._show()

    @on(FindLine.Closed)
    def _words_done(self) -> None:
        self.query_one(Reader).focus()

    def _hits(self, words: str) -> list[Span]:
        if self._transcript is None or not words.strip():
            return []
        # Lower case, unlike casefold, keeps offsets except for a few letters such as İ.
        source, wanted = self._transcript.source, words.lower()
        text, at = source.text.lower(), 0
        hits: list[Span] = []
        if len(text) != len(source.text):
            text = source.text
        while len(hits) < _MOST_HITS and (at := text.find(wanted, at)) >= 0:
            hits.append(Span(source.id, at, at + len(wanted)))
            at += len(wanted)
        return hits
