"""A document as lines: what all readers of flowing text make, and all that the search for speakers sees."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from assistant.ingest.text import clean


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank; offsets into the layout's text."""

    start: int
    end: int
    gap: bool = True
    """A blank line or a new paragraph comes before it."""
    bold: int = 0
    """Offset where the emphasis that the line opens with ends; 0 where it opens without."""
    heading: bool = False
    numbered: bool = False
    """The word processor numbers it (the number itself is not in the text)."""
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """A text and its lines."""

    text: str
    lines: tuple[Line, ...]
    attributes: dict[str, str] = field(default_factory=dict)
    """What the file says about itself besides: the front matter."""

    def words(self, line: Line) -> str:
        return self.text[line.start : line.end]

    @property
    def has_paragraphs(self) -> bool:
        """Whether blank lines part paragraphs of several lines."""
        gaps = sum(line.gap for line in self.lines)
        return 0.1 * len(self.lines) < gaps < len(self.lines)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a paragraph in one style."""

    text: str
    bold: bool = False


class LayoutBuilder:
    """Puts paragraphs one below the other, a blank line between them, and remembers where each line lies."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._lines: list[Line] = []
        self._length = 0

    def paragraph(
        self,
        runs: Iterable[Run],
        *,
        heading: bool = False,
        numbered: bool = False,
        page: int | None = None,
        close: bool = False,
    ) -> None:
        """Add a paragraph; its line breaks stay. `close`: right below the last one, as the rows of a table are."""
        cleaned = [Run(clean(run.text), run.bold) for run in runs]
        text = "".join(run.text for run in cleaned)
        if not text.strip():
            return
        if self._parts:
            self._add("\n" if close else "\n\n")
        self._mark_lines(text, _bold_prefixes(cleaned, text), heading, numbered, page, gap=not close)
        self._add(text.rstrip())

    def line(self, text: str, *, page: int | None = None, close: bool = False) -> None:
        """Add a paragraph in one style."""
        self.paragraph([Run(text)], page=page, close=close)

    def layout(self, attributes: dict[str, str] | None = None) -> Layout:
        return Layout("".join(self._parts), tuple(self._lines), attributes or {})

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _mark_lines(
        self, text: str, bold: dict[int, int], heading: bool, numbered: bool, page: int | None, *, gap: bool
    ) -> None:
        offset = 0
        for line in text.rstrip().split("\n"):
            if line.strip():
                start = self._length + offset
                prefix = bold.get(offset, 0)
                end = start + len(line.rstrip())
                emphasis = min(self._length + prefix, end) if prefix else 0
                self._lines.append(Line(start, end, gap, emphasis, heading, numbered, page))
                gap = numbered = False
            else:
                gap = True
            offset += len(line) + 1


def _bold_prefixes(runs: list[Run], text: str) -> dict[int, int]:
    """For each line that opens in bold: where it starts, and where the bold ends."""
    flags = [(len(run.text), run.bold) for run in runs]
    if not any(bold for _, bold in flags):
        return {}
    marks: list[tuple[int, int]] = []
    position = 0
    for length, bold in flags:
        if bold and marks and marks[-1][1] == position:
            marks[-1] = (marks[-1][0], position + length)
        elif bold:
            marks.append((position, position + length))
        position += length
    found: dict[int, int] = {}
    offset = 0
    for line in text.split("\n"):
        first = offset + len(line) - len(line.lstrip())
        for start, end in marks:
            if start <= first < end:
                found[offset] = min(end, offset + len(line))
        offset += len(line) + 1
    return found


def of_text(text: str) -> Layout:
    """The layout of plain text, whose lines are its own."""
    lines: list[Line] = []
    offset, gap = 0, True
    for part in text.split("\n"):
        if part.strip():
            lines.append(Line(offset, offset + len(part.rstrip()), gap))
            gap = False
        else:
            gap = True
        offset += len(part) + 1
    return Layout(text, tuple(lines))
