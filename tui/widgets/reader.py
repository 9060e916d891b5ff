"""A transcript as it is read: turns with speakers and times, what was coded in them, and a cursor on a sentence."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from assistant.domain import Sentence, Span
from tui.marks import KIND_STYLES, kind_mark
from tui.text import content, one_line
from tui.widgets.page import Line, Page, first_answer

if TYPE_CHECKING:
    from assistant.review.codings import Coded
    from assistant.review.context import Transcript

_MARKED = "$text-primary on $primary 18%"
_CURRENT = "bold $text on $primary 45%"
_CODED = "underline"
_CHOSEN = "on $accent 22%"
_GUTTER = 4
_WIDEST = 92
"""Longer lines are hard to follow."""
_MARGIN = 30
"""Cells for labels beside the words, where there is room for both."""


class Reader(ScrollView, can_focus=True):
    """Sets the transcript once for each width, and draws only the lines in sight."""

    HELP = (
        "A transcript. What was coded is underlined, with a sign at the left and its label at the right where there "
        "is room. j and k go from sentence to sentence, J and K (or Shift with an arrow) take more of them along, "
        "Space and b turn pages."
    )

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "step(1)", "Next sentence", show=False),
        Binding("k,up", "step(-1)", "Sentence before", show=False),
        Binding("J,shift+down", "extend(1)", "Take the next sentence along", show=False),
        Binding("K,shift+up", "extend(-1)", "Let the last sentence go", show=False),
        Binding("space,pagedown", "turn(1)", "Page down", show=False),
        Binding("b,pageup", "turn(-1)", "Page up", show=False),
        Binding("g,home", "end(-1)", "To the start", show=False),
        Binding("G,end", "end(1)", "To the end", show=False),
    ]

    DEFAULT_CSS = "Reader { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; overflow: hidden scroll; }"

    @dataclass
    class Moved(Message):
        """The cursor stands on other sentences."""

    def __init__(self) -> None:
        super().__init__()
        self._transcript: Transcript | None = None
        self._page: Page | None = None
        self._codes: Sequence[Coded] = ()
        self._margin: dict[int, Coded] = {}
        self._begun: dict[int, list[Coded]] = {}
        self._strips: dict[tuple[int, int, Span | None], Strip] = {}
        """Lines as they were drawn, by number, width and which sentences the cursor has there."""
        self._marked: Sequence[Span] = ()
        self._current: Span | None = None
        self._at = 0
        self._anchor = 0

    # --- what is shown -----------------------------------------------------------------------------------------

    def show(self, transcript: Transcript) -> None:
        """Show a transcript from its start."""
        self._transcript, self._page = transcript, None
        self._at = self._anchor = first_answer(transcript)
        self._set_page()
        self._moved()

    def show_codes(self, codes: Sequence[Coded]) -> None:
        """Show what was coded."""
        self._codes = codes
        self._strips.clear()
        self._set_margin()
        self.refresh()

    def mark(self, marked: Sequence[Span], current: Span | None) -> None:
        """Highlight places, one of them more than the others, and come to that one."""
        self._marked, self._current = marked, current
        self._strips.clear()
        if current is not None:
            self.come_to(current)
        self.refresh()

    def come_to(self, span: Span) -> None:
        """Put the cursor on the sentences of a place and bring them into sight."""
        sentences = self._sentences
        if sentences:
            starts = [sentence.start for sentence in sentences]
            self._anchor = max(bisect_right(starts, span.start) - 1, 0)
            self._at = max(bisect_right(starts, span.end - 1) - 1, self._anchor)
        self.call_after_refresh(self._bring, span.start, third=True)
        self._moved()

    @property
    def _sentences(self) -> Sequence[Sentence]:
        return self._transcript.sentences if self._transcript is not None else ()

    @property
    def chosen(self) -> Span | None:
        """From the first to the last of the sentences under the cursor."""
        sentences = self._sentences
        if self._transcript is None or not sentences:
            return None
        first, last = sorted((self._anchor, self._at))
        return Span(self._transcript.source.id, sentences[first].start, sentences[last].end)

    # --- laying out ----------------------------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Set the lines for the new width, with the same words at the top, or the cursor in sight where it was."""
        if self._page is None:
            self._set_page()
            return
        lines, top = self._page.lines, round(self.scroll_offset.y)
        at, chosen = lines[min(top, len(lines) - 1)].start if lines else 0, self.chosen
        if self._set_page():
            in_sight = chosen is not None and chosen.start >= at
            self.call_after_refresh(self._come_back, at, chosen.start if chosen is not None and in_sight else None)

    def _come_back(self, top: int, cursor: int | None) -> None:
        if self._page is not None:
            self.scroll_to(y=self._page.line_of(top), animate=False, immediate=True)
        if cursor is not None:
            self._bring(cursor)

    def _set_page(self) -> bool:
        """Whether anything had to be done."""
        width = self._text_width
        if self._transcript is None or width < 1 or (self._page is not None and self._page.width == width):
            return False
        self._page = Page(self._transcript, width)
        self._strips.clear()
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._page.lines))
        self._set_margin()
        self.refresh()
        return True

    @property
    def _text_width(self) -> int:
        room = self.scrollable_content_region.width - _GUTTER
        return max(min(room - _MARGIN if room >= 2 * _MARGIN + 20 else room, _WIDEST), 8) if room > 0 else 0

    def _set_margin(self) -> None:
        """Signs on the line where words begin; labels beside it, or beside the next line that is free."""
        self._margin, self._begun = {}, {}
        if self._page is None:
            return
        for code in self._codes:
            line = self._page.line_of(code.row.start)
            self._begun.setdefault(line, []).append(code)
            while line in self._margin:
                line += 1
            self._margin[line] = code

    def render_line(self, y: int) -> Strip:
        """One line of what is in sight."""
        number, width = y + round(self.scroll_offset.y), self.scrollable_content_region.width
        if self._page is None or number >= len(self._page.lines):
            return Strip.blank(width, self.rich_style)
        chosen = self.chosen if self.has_focus and self._is_chosen(self._page.lines[number]) else None
        key = (number, width, chosen)
        if key not in self._strips:
            strips = Visual.to_strips(self, self._drawn(number, width), width, 1, self.visual_style, pad=True)
            self._strips[key] = strips[0] if strips else Strip.blank(width, self.rich_style)
        return self._strips[key]

    def notify_style_update(self) -> None:
        """Another theme, another look."""
        self._strips.clear()
        super().notify_style_update()

    def _drawn(self, number: int, width: int) -> Content:
        assert self._page is not None  # noqa: S101  # render_line has asked
        line, code = self._page.lines[number], self._margin.get(number)
        bar = Content.styled("▌", "$text-accent") if self._is_chosen(line) and self.has_focus else Content(" ")
        row = bar + self._signs(number) + " " + self._words(line)
        room = width - _GUTTER - self._page.width - 1
        if code is None or room < _MARGIN // 2:
            return row
        style = "$foreground-muted strike" if code.row.status == "rejected" else KIND_STYLES.get(code.row.kind, "")
        label = kind_mark(code.row.kind) + content(f" {one_line(code.row.label, room - 2)}", style)
        return row.pad_right(_GUTTER + self._page.width + 1 - row.cell_length) + label

    def _signs(self, number: int) -> Content:
        """Signs of what begins on a line: one, two, or one and a plus."""
        begun = list(dict.fromkeys(code.row.kind for code in self._begun.get(number, ())))
        signs = [kind_mark(kind) for kind in begun[: 2 if len(begun) < 3 else 1]]
        signs += [content("+", "bold")] if len(begun) > 2 else []
        return Content("").join([*signs, *[Content(" ")] * (2 - len(signs))])

    def _is_chosen(self, line: Line) -> bool:
        chosen = self.chosen
        return chosen is not None and not line.is_heading and line.start < chosen.end and line.end > chosen.start

    def _words(self, line: Line) -> Content:
        quiet = line.turn.role == "interviewer"
        if line.is_heading:
            return content(line.text, "$foreground-muted" if quiet else "bold $text-accent")
        words = content(line.text, "$foreground-muted" if quiet else "")
        for code in self._codes:
            if code.row.status != "rejected":
                words = _styled(words, line, code.row.start, code.row.end, _CODED)
        for span in self._marked:
            if span != self._current:
                words = _styled(words, line, span.start, span.end, _MARKED)
        if (chosen := self.chosen) is not None and self.has_focus:
            words = _styled(words, line, chosen.start, chosen.end, _CHOSEN)
        if self._current is not None:
            words = _styled(words, line, self._current.start, self._current.end, _CURRENT)
        return words

    # --- moving --------------------------------------------------------------------------------------------------

    def _bring(self, offset: int, *, third: bool = False) -> None:
        """Scroll until a character is in sight, a third from the top where it has been far away."""
        if self._page is None:
            return
        y, top, height = self._page.line_of(offset), round(self.scroll_offset.y), self.size.height
        if third or not top + 1 <= y <= top + height - 3:
            self.scroll_to(y=max(y - height // 3, 0), animate=False)

    def _moved(self) -> None:
        self.refresh()
        self.post_message(self.Moved())

    def action_step(self, step: int) -> None:
        """Go to another sentence."""
        self.action_extend(step)
        self._anchor = self._at
        self._moved()

    def action_extend(self, step: int) -> None:
        """Go to another sentence and keep those between."""
        sentences = self._sentences
        if sentences:
            self._at = max(min(self._at + step, len(sentences) - 1), 0)
            self._bring(sentences[self._at].start)
            self._moved()

    def action_turn(self, pages: int) -> None:
        """Turn a page; the cursor comes along."""
        if self._page is None:
            return
        y = round(self.scroll_offset.y) + pages * max(self.size.height - 2, 1)
        y = max(min(y, len(self._page.lines) - 1), 0)
        self.scroll_to(y=y, animate=False)
        self._stand_at(self._page.lines[y].start)

    def action_end(self, which: int) -> None:
        """Go to the first or the last sentence."""
        if self._sentences:
            self._at = self._anchor = 0 if which < 0 else len(self._sentences) - 1
            self._bring(self._sentences[self._at].start, third=True)
            self._moved()

    def _stand_at(self, offset: int) -> None:
        starts = [sentence.start for sentence in self._sentences]
        self._at = self._anchor = max(min(bisect_right(starts, offset) - 1, len(starts) - 1), 0)
        self._moved()

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor on a sentence; with Shift it takes those between along."""
        at = event.get_content_offset(self)
        number = round(self.scroll_offset.y) + (at.y if at else 0)
        if at is None or self._page is None or number >= len(self._page.lines):
            return
        anchor, line = self._anchor, self._page.lines[number]
        self._stand_at(line.start + max(min(at.x - _GUTTER, len(line.text) - 1), 0))
        if event.shift:
            self._anchor = anchor

    def on_focus(self) -> None:
        """The cursor is shown."""
        self.refresh()


def _styled(words: Content, line: Line, start: int, end: int, style: str) -> Content:
    first, last = max(start, line.start), min(end, line.end)
    return words.stylize(style, first - line.start, last - line.start) if first < last else words
