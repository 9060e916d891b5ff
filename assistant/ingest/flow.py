"""From the lines of printed pages to flowing text: running heads dropped, paragraphs joined, hyphens mended."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from assistant.ingest import clock, script
from assistant.ingest.labels import opens_turn
from assistant.ingest.layout import Layout, LayoutBuilder
from assistant.ingest.line_numbers import are_line_numbers, strip_number
from assistant.ingest.text import clean

_EDGE = 3
"""How many lines from the top or the bottom of a page may be running heads."""
_ENDS = re.compile(r"[.!?…:;][\"”’')\]]*$")
_LABEL_ONLY = re.compile(r"[:：\])]\s*$")
_BULLET = re.compile(r"^\s*(?:[•◦▪‣●○–—*-]\s|\(?\d{1,3}[.)]\s|\(?[a-z][.)]\s)")
_HYPHEN = re.compile(r"[^\W\d_]-$")


@dataclass(frozen=True, slots=True)
class PageLine:
    """A printed line and where it stands; `blank`: an empty line comes before it."""

    text: str
    x: float = 0.0
    y: float = 0.0
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    number: int
    lines: tuple[PageLine, ...]


def flowing(pages: Sequence[Page]) -> tuple[Layout, tuple[str, ...]]:
    """One text of all pages, each line of which knows its page, and what was left out."""
    cleaned = [Page(page.number, tuple(replace(line, text=clean(line.text)) for line in page.lines)) for page in pages]
    kept, in_margin = _without_margin_numbers(cleaned)
    kept, dropped = without_running_heads(kept)
    kept, numbered = _without_line_numbers(kept)
    numbered = numbered or in_margin
    builder = LayoutBuilder()
    vocabulary = Counter(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", " ".join(_all_text(kept)).casefold()))
    for page, lines in paragraphs(kept):
        builder.line(joined(lines, vocabulary), page=page)
    notes = [f"{dropped} running heads and page numbers were left out."] if dropped else []
    if numbered:
        notes.append("Line numbers were left out.")
    return builder.layout(), tuple(notes)


def _all_text(pages: Iterable[Page]) -> Iterator[str]:
    return (line.text for page in pages for line in page.lines)


def without_running_heads(pages: Sequence[Page]) -> tuple[list[Page], int]:
    """Pages without what stands at their edges on most of them: titles, and numbers that count the pages."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({key for line in _edges(page) for key in _head_keys(line.text, page.number)})
    needed = max(2, round(0.5 * len(pages)))
    repeated = {key for key, count in seen.items() if count >= needed and (count > 2 or "#" in key)}
    kept, dropped = [], 0
    for page in pages:
        heads = {id(line) for line in _edges(page) if repeated & set(_head_keys(line.text, page.number))}
        dropped += len(heads)
        kept.append(Page(page.number, tuple(line for line in page.lines if id(line) not in heads)))
    return kept, dropped


def _edges(page: Page) -> list[PageLine]:
    """Lines at the top and the bottom of a page, which need not come first and last in its text."""
    lines = list(page.lines)
    by_place = sorted(lines, key=lambda line: -line.y)
    edges = lines[:_EDGE] + lines[-_EDGE:] + by_place[:_EDGE] + by_place[-_EDGE:]
    return [line for line in {id(line): line for line in edges}.values() if not opens_turn(line.text)]


def _head_keys(text: str, page: int) -> list[str]:
    """The line as it is, and with each number that may count pages replaced by its distance from the page."""
    keys = [text] if len(text) <= 100 else []
    numbers = re.finditer(r"\d{1,4}", text) if len(text) <= 60 else ()
    return keys + [f"{text[: one.start()]}#{int(one.group()) - page}{text[one.end() :]}" for one in numbers]


def _without_margin_numbers(pages: list[Page]) -> tuple[list[Page], bool]:
    """Pages without numbers that stand alone left of the text: the line numbers of a program's print."""
    places = Counter(
        round(line.x) for line in (line for page in pages for line in page.lines) if not line.text.isdigit()
    )
    left = min((x for x, count in places.items() if count >= 3), default=0)
    margin = {id(line) for page in pages for line in page.lines if line.text.isdigit() and line.x and line.x < left - 8}
    if len(margin) < 5:
        return pages, False
    return [Page(page.number, tuple(line for line in page.lines if id(line) not in margin)) for page in pages], True


def _without_line_numbers(pages: list[Page]) -> tuple[list[Page], bool]:
    if not are_line_numbers([line.text for page in pages for line in page.lines]):
        return pages, False
    stripped = [
        Page(page.number, tuple(replace(line, text=strip_number(line.text)) for line in page.lines)) for page in pages
    ]
    filled = [Page(page.number, tuple(line for line in page.lines if line.text.strip())) for page in stripped]
    return filled, True


def paragraphs(pages: Sequence[Page]) -> Iterator[tuple[int, list[str]]]:
    """Page and lines of each paragraph."""
    measure = _Measure(pages)
    current: list[str] = []
    start, last = 0, None
    for page in pages:
        for number, line in enumerate(page.lines):
            crossing = number == 0 and last is not None
            if last is not None and measure.is_break(last, line, crossing=crossing):
                yield start, current
                current = []
            if not current:
                start = page.number
            current.append(line.text)
            last = line
    if current:
        yield start, current


class _Measure:
    """What is usual in a document: line length, distance of lines, left edge."""

    def __init__(self, pages: Sequence[Page]) -> None:
        lines = [line for page in pages for line in page.lines]
        lengths = sorted(len(line.text) for line in lines)
        self._full = lengths[int(0.9 * len(lengths))] if lengths else 0
        steps = [
            before.y - after.y
            for page in pages
            for before, after in zip(page.lines, page.lines[1:], strict=False)
            if 4 < before.y - after.y < 60 and len(before.text) > 0.6 * self._full
        ]
        self._step = median(steps) if steps else 0.0
        self._left = Counter(round(line.x) for line in lines).most_common(1)[0][0] if lines else 0

    def is_break(self, last: PageLine, line: PageLine, *, crossing: bool) -> bool:
        """Whether a new paragraph begins with a line."""
        if opens_turn(line.text) or clock.alone(line.text) is not None or _is_label_only(last.text):
            return True
        if _BULLET.match(line.text) or script.is_aside(line.text) or script.is_aside(last.text):
            return True
        ended = _ENDS.search(last.text) is not None
        if crossing:
            return ended
        if line.blank or self._is_far(last, line):
            return True
        if round(line.x) - self._left >= 9 and abs(round(last.x) - self._left) <= 2:
            return ended
        return ended and len(last.text) < 0.7 * self._full

    def _is_far(self, last: PageLine, line: PageLine) -> bool:
        return bool(self._step and last.y and line.y) and abs(last.y - line.y) > 1.35 * self._step


def _is_label_only(text: str) -> bool:
    return len(text) < 60 and opens_turn(text) and (_LABEL_ONLY.search(text) is not None or text[-1:].isdigit())


def joined(lines: Sequence[str], vocabulary: Counter[str]) -> str:
    """The lines of a paragraph as running text."""
    text = lines[0] if lines else ""
    for line in lines[1:]:
        text = _mended(text, line, vocabulary) if _HYPHEN.search(text) and line[:1].islower() else f"{text} {line}"
    return text


def _mended(text: str, line: str, vocabulary: Counter[str]) -> str:
    """A word that was split at the end of a line; its hyphen stays where the document has the word with one."""
    head = re.search(r"[^\W\d_]+(?=-$)", text)
    tail = re.match(r"[^\W\d_]+", line)
    first, second = (head.group().casefold() if head else ""), (tail.group().casefold() if tail else "")
    if vocabulary[first + second]:
        return text[:-1] + line
    if vocabulary[f"{first}-{second}"] or (len(first) > 2 and vocabulary[first] and vocabulary[second]):
        return text + line
    return text[:-1] + line
