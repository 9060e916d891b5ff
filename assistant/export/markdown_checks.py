"""Checks the quotes of a Markdown report against the study: each block of a quote is un-escaped and compared.

The report may have been edited, wrapped anew or annotated since; what counts is that every quote in it is
still what somebody said, and says where. A block without its place is a fault: it could be an invention.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.domain import Source, by_id
from assistant.export.escaping import read_anchor, unescape, visible
from assistant.export.markdown import HEADER
from assistant.faults import Fault
from assistant.study import Study

_QUOTED = re.compile(r"^ {0,3}> ?(.*)$")
_FENCE = re.compile(r"^ {0,3}(```+|~~~+)")


@dataclass(frozen=True, slots=True)
class _Block:
    """A block quote: the line it begins at, its paragraphs, and the place it names."""

    line: int
    paragraphs: tuple[str, ...]
    place: tuple[str, int, int] | None

    @property
    def words(self) -> str:
        """The quote itself: all but the last paragraph, which says who and where."""
        return unescape(" ".join(self.paragraphs[:-1]))


def report_faults(text: str, study: Study) -> Iterator[Fault]:
    """Everything that is wrong with the quotes of a report."""
    if HEADER not in text:
        yield Fault("file", "", "The file is no report of Verbatim: its first line is missing.")
        return
    sources: dict[str, Source] = by_id(study.store.sources(retired=True))
    for block in report_quotes(text):
        if message := _message(block, sources):
            yield Fault("quote", f"line {block.line}", f"Line {block.line}: {message}")


def report_quotes(text: str) -> list[_Block]:
    """The block quotes of a report."""
    return list(_blocks(text))


def _message(block: _Block, sources: dict[str, Source]) -> str:
    """What is wrong with a block; empty where it is a quote of its source."""
    if block.place is None:
        return "a quote does not say where it stands; its place was removed or it was added by hand."
    source_id, start, end = block.place
    source = sources.get(source_id)
    if source is None:
        return f"a quote names the source {source_id}, which is not in this study."
    if not start < end <= len(source.text):
        return f"a quote lies outside {source.name}: {start}-{end} of {len(source.text)} characters."
    if block.words != " ".join(visible(source.text[start:end]).split()):
        return f"the quote is not what {source.name} says at {start}-{end}: {block.words[:80]!r}."
    return ""


def _blocks(text: str) -> Iterator[_Block]:
    lines: list[str] = []
    begin, fenced = 0, False
    for number, line in enumerate([*text.splitlines(), ""], start=1):
        fenced ^= _FENCE.match(line) is not None and not lines
        match = None if fenced else _QUOTED.match(line)
        if match:
            begin = begin if lines else number
            lines.append(match[1])
        elif lines:
            yield _block(begin, lines)
            lines = []


def _block(line: int, lines: list[str]) -> _Block:
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n", "\n".join(lines)) if part.strip()]
    return _Block(line, tuple(paragraphs), read_anchor("\n".join(paragraphs[-1:])))
