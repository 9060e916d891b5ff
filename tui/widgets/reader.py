"""A transcript as it is read: turns with their speakers and times, with places in it highlighted."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from assistant.domain import Span, Turn
from assistant.places import place_of
from tui.text import content, shown

if TYPE_CHECKING:
    from assistant.review.context import Transcript

_MARKED = "$text-primary on $primary 18%"
_CURRENT = "bold $text on $primary 45%"
_INDENT = 2
_WIDEST = 100
"""Longer lines are hard to follow."""


class Reader(ScrollView, can_focus=True):
    """Lays the transcript out once for each width, and draws only the lines in view."""

    HELP = "A transcript. Quotes of the claim are highlighted, the one you came for most; scroll as you like."

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "scroll_down", "Down", show=False),
        Binding("k,up", "scroll_up", "Up", show=False),
        Binding("space,pagedown", "page_down", "Page down", show=False),
        Binding("b,pageup", "page_up", "Page up", show=False),
        Binding("g,home", "scroll_home", "To the start", show=False),
        Binding("G,end", "scroll_end", "To the end", show=False),
    ]

    DEFAULT_CSS = "Reader { height: 1fr; padding: 0 2; scrollbar-size-vertical: 1; overflow: hidden scroll; }"

    def __init__(self) -> None:
        super().__init__()
        self._transcript: Transcript | None = None
        self._marked: Sequence[Span] = ()
        self._current: Span | None = None
        self._lines: list[Content] = []
        self._starts: list[int] = []
        self._laid_width = 0

    def show(self, transcript: Transcript, marked: Sequence[Span], current: Span | None) -> None:
        """Show a transcript with some places marked, and scroll to one of them."""
        self._transcript, self._marked, self._current = transcript, marked, current
        self._lay_out()
        if current is not None:
            self.call_after_refresh(self._come_to, current)

    def on_resize(self) -> None:
        """Lay out for the new width, with the same words at the top."""
        if self._transcript is not None and self._laid_width != self.scrollable_content_region.width:
            at = self._starts[self.scroll_offset.y] if self.scroll_offset.y < len(self._starts) else 0
            self._lay_out()
            self.scroll_to(y=self._line_of(at), animate=False)

    def _come_to(self, span: Span) -> None:
        y = self._line_of(span.start)
        self.scroll_to(y=max(y - self.size.height // 3, 0), animate=False)

    def _line_of(self, offset: int) -> int:
        return max(bisect_right(self._starts, offset) - 1, 0)

    def _lay_out(self) -> None:
        width, transcript = self.scrollable_content_region.width, self._transcript
        self._laid_width, self._lines, self._starts = width, [], []
        if width and transcript is not None:
            for turn in _turns(transcript):
                self._lay_turn(turn, transcript.source.text[turn.start : turn.end], min(width, _WIDEST))
            self.virtual_size = Size(width, len(self._lines))
        self.refresh()

    def _lay_turn(self, turn: Turn, text: str, width: int) -> None:
        head = [part for part in (turn.speaker, place_of(turn)) if part]
        quiet = turn.role == "interviewer"
        if head:
            style = "$foreground-muted" if quiet else "bold $text-accent"
            self._add(turn.start, content("  ".join(head), style))
        body = self._highlighted(content(text, "$foreground-muted" if quiet else ""), turn)
        at, plain = 0, shown(text)
        for line in body.wrap(max(width - _INDENT, 8)):
            # Wrapping drops the blanks at line ends; looking each line up gives its offset back.
            at = max(plain.find(line.plain.rstrip(), at), at)
            self._add(turn.start + at, line.pad_left(_INDENT))
            at += len(line.plain.rstrip())
        self._add(turn.end, Content(""))

    def _add(self, offset: int, line: Content) -> None:
        self._starts.append(offset)
        self._lines.append(line)

    def _highlighted(self, body: Content, turn: Turn) -> Content:
        for span in self._marked:
            start, end = max(span.start, turn.start), min(span.end, turn.end)
            if start < end:
                style = _CURRENT if span == self._current else _MARKED
                body = body.stylize(style, start - turn.start, end - turn.start)
        return body

    def render_line(self, y: int) -> Strip:
        """One line of what is in view."""
        number, width = y + self.scroll_offset.y, self.scrollable_content_region.width
        if number >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        strips = Visual.to_strips(self, self._lines[number], width, 1, self.visual_style, pad=True)
        return strips[0] if strips else Strip.blank(width, self.rich_style)


def _turns(transcript: Transcript) -> Sequence[Turn]:
    """The turns; a source without any is read as one."""
    source = transcript.source
    return transcript.turns or [Turn("", source.id, 0, 0, max(len(source.text), 1), "", None, "other")]
