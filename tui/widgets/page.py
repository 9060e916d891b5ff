"""A transcript set in lines for a width: which words stand on which line, without any styles."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from assistant.domain import Turn
from assistant.places import place_of
from tui.text import content, shown

if TYPE_CHECKING:
    from assistant.review.context import Transcript


class Line(NamedTuple):
    """A line of the page."""

    start: int
    """Offset of its first character in the source; of a heading, that of its turn."""
    text: str
    """As it is shown, one character for each of the source."""
    is_heading: bool
    turn: Turn

    @property
    def end(self) -> int:
        return self.start if self.is_heading else self.start + len(self.text)


class Page:
    """All lines of a transcript."""

    def __init__(self, transcript: Transcript, width: int) -> None:
        self.width = width
        self.lines: list[Line] = [line for turn in _turns(transcript) for line in _set(transcript, turn, width)]
        self._starts = [line.start for line in self.lines]

    def line_of(self, offset: int) -> int:
        """The number of the line on which a character stands."""
        at = max(bisect_right(self._starts, offset) - 1, 0)
        # The blank line after a turn starts where the turn ends; words stand before it.
        while at > 0 and not self.lines[at].text and self._starts[at] >= offset:
            at -= 1
        return at


def _set(transcript: Transcript, turn: Turn, width: int) -> Iterator[Line]:
    head = "  ".join(part for part in (turn.speaker, place_of(turn)) if part)
    if head:
        yield Line(turn.start, shown(head), True, turn)
    plain, at = shown(transcript.source.text[turn.start : turn.end]), 0
    for line in content(plain).wrap(width):
        # Wrapping drops the blanks at line ends; looking each line up gives its offset back.
        words = line.plain.rstrip()
        at = max(plain.find(words, at), at)
        yield Line(turn.start + at, words, False, turn)
        at += len(words)
    yield Line(turn.end, "", False, turn)


def _turns(transcript: Transcript) -> Sequence[Turn]:
    """The turns; a source without any is read as one."""
    source = transcript.source
    return transcript.turns or [Turn("", source.id, 0, 0, max(len(source.text), 1), "", None, "other")]


def first_answer(transcript: Transcript) -> int:
    """The first sentence that is not an interviewer's: where coding begins."""
    asked = {turn.id for turn in transcript.turns if turn.role == "interviewer"}
    numbered = enumerate(transcript.sentences)
    return next((number for number, sentence in numbered if sentence.turn_id not in asked), 0)
