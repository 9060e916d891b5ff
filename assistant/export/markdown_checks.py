"""Checks the quotes of a Markdown report against the study: each is un-escaped and compared.

A quote is a block of its own, or stands in quotation marks within a line. The report may have been edited, wrapped
anew or annotated since; what counts is that every quote in it is still what somebody said, and says where. One
without its place is a fault: it could be an invention.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from assistant.domain import Source, by_id
from assistant.export.escaping import after_anchors, read_anchor, unescape, visible
from assistant.export.markdown import HEADER
from assistant.faults import Fault
from assistant.study import Study

_QUOTED = re.compile(r"^ {0,3}> ?(.*)$")
_FENCE = re.compile(r"^ {0,3}(```+|~~~+)")
_ITEM = re.compile(r"^\s*(?:[-*+]\s|\d+[.)]\s|\||#)")
_CLOSED = "” — "
"""Stands between the words of a quote within a line and who said them, and nowhere else (see `escaping`)."""


@dataclass(frozen=True, slots=True)
class _Quoted:
    """A quote of a report, in a block of its own or within a line: where it begins, and the place it names."""

    at: int
    words: str
    place: tuple[str, int, int] | None
    in_line: bool = False

    def says(self, said: str) -> bool:
        """Whether it is these words; within a line they stand in quotation marks."""
        return f"“{said}{_CLOSED}" in self.words if self.in_line else self.words == said


def report_faults(text: str, study: Study) -> Iterator[Fault]:
    """Everything that is wrong with the quotes of a report."""
    if HEADER not in text:
        yield Fault("file", "", "The file is no report of Verbatim: its first line is missing.")
        return
    sources: dict[str, Source] = by_id(study.store.sources(retired=True))
    for quoted in report_quotes(text):
        if message := _message(quoted, sources):
            yield Fault("quote", f"line {quoted.at}", f"Line {quoted.at}: {message}")


def report_quotes(text: str) -> list[_Quoted]:
    """The quotes of a report, in the order they stand in."""
    return [quoted for part in _parts(text) for quoted in (_block(part) if part.is_quote else _in_lines(part))]


def _message(quoted: _Quoted, sources: dict[str, Source]) -> str:
    """What is wrong with a quote; empty where its words are those of its source."""
    if quoted.place is None:
        return "a quote does not say where it stands; its place was removed or it was added by hand."
    source_id, start, end = quoted.place
    source = sources.get(source_id)
    if source is None:
        return f"a quote names the source {source_id}, which is not in this study."
    if not start < end <= len(source.text):
        return f"a quote lies outside {source.name}: {start}-{end} of {len(source.text)} characters."
    if not quoted.says(" ".join(visible(source.text[start:end]).split())):
        return f"the quote is not what {source.name} says at {start}-{end}: {quoted.words[:80]!r}."
    return ""


@dataclass(frozen=True, slots=True)
class _Part:
    """Lines that belong together: a block quote, or a paragraph or an item of a list."""

    at: int
    is_quote: bool
    lines: list[str] = field(default_factory=list)


def _parts(text: str) -> Iterator[_Part]:
    part, fenced = _Part(0, is_quote=False), False
    for number, line in enumerate([*text.splitlines(), ""], start=1):
        fenced ^= _FENCE.match(line) is not None and not (part.is_quote and part.lines)
        match = None if fenced else _QUOTED.match(line)
        is_quote, ends = match is not None, fenced or not line.strip() or _ITEM.match(line) is not None
        if part.lines and (is_quote != part.is_quote or (ends and not is_quote)):
            yield part
            part = _Part(number, is_quote)
        if not part.lines:
            part = _Part(number, is_quote)
        if not fenced and line.strip():
            part.lines.append(match[1] if match else line)


def _block(part: _Part) -> Iterator[_Quoted]:
    """A block is a quote: all but its last paragraph, which says who and where."""
    paragraphs = [text.strip() for text in re.split(r"\n\s*\n", "\n".join(part.lines)) if text.strip()]
    yield _Quoted(part.at, unescape(" ".join(paragraphs[:-1])), read_anchor("\n".join(paragraphs[-1:])))


def _in_lines(part: _Part) -> Iterator[_Quoted]:
    """The quotes within a paragraph or an item: each ends before its place, and what names no place is none."""
    for text in after_anchors(" ".join(" ".join(part.lines).split())):
        place = read_anchor(text)
        if place is not None or _CLOSED in text:
            yield _Quoted(part.at, unescape(text), place if text.count(_CLOSED) < 2 else None, in_line=True)
