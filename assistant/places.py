"""Where words stand: which turn a span lies in, and so who said it, and when or on which page."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable

from assistant.domain import Span, Turn


class Places:
    """The turns of a study, looked up by span."""

    def __init__(self, turns: Iterable[Turn]) -> None:
        grouped: dict[str, list[Turn]] = defaultdict(list)
        for turn in turns:
            grouped[turn.source_id].append(turn)
        self._turns = {source: tuple(sorted(own, key=lambda turn: turn.start)) for source, own in grouped.items()}
        self._starts = {source: [turn.start for turn in own] for source, own in self._turns.items()}

    def of_source(self, source_id: str) -> tuple[Turn, ...]:
        """The turns of a source in the order of the text."""
        return self._turns.get(source_id, ())

    def touched(self, span: Span) -> tuple[Turn, ...]:
        """The turns that a span has words of, in order."""
        starts = self._starts.get(span.source_id, [])
        first = max(bisect_right(starts, span.start) - 1, 0)
        last = bisect_left(starts, span.end)
        return tuple(turn for turn in self.of_source(span.source_id)[first:last] if turn.end > span.start)

    def turn_of(self, span: Span) -> Turn | None:
        """The turn a span begins in; None where it has no words of any."""
        return next(iter(self.touched(span)), None)

    def participant_of(self, span: Span) -> str | None:
        """Who said all of a span; None where nobody is named for it, or several are."""
        people = {turn.participant_id for turn in self.touched(span)}
        return people.pop() if len(people) == 1 else None

    def has_interviewer(self, span: Span) -> bool:
        """Whether a span has words of an interviewer, which are context and never evidence."""
        return any(turn.role == "interviewer" for turn in self.touched(span))


def place_of(turn: Turn) -> str:
    """Time or page of a turn as a reader knows it: `12:30`, `1:02:03`, `page 4`."""
    return time_or_page(turn.time, turn.page)


def time_or_page(time: float | None, page: int | None) -> str:
    """A time in seconds or a page as a reader knows it; empty where there is neither."""
    if time is not None:
        minutes, seconds = divmod(int(time), 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
    return f"page {page}" if page is not None else ""
