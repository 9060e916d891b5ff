"""Markdown, as it is shown: without its marks, with its emphasis remembered for the search for speakers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.ingest import front_matter
from assistant.ingest.drafts import Reading, ReadOptions
from assistant.ingest.layout import Layout, LayoutBuilder, Run
from assistant.ingest.plain import read_text
from assistant.ingest.transcripts import read_layout

if TYPE_CHECKING:
    from markdown_it.token import Token

_VERBATIM = {"fence", "code_block"}


def read(path: Path, options: ReadOptions) -> Reading:
    """Read a Markdown file."""
    decoded = read_text(path)
    fields, body = front_matter.split(decoded.text)
    return read_layout(layout_of(body, fields), path.stem, "md", options, decoded.notes)


def layout_of(text: str, fields: dict[str, str] | None = None) -> Layout:
    """The layout of Markdown text."""
    from markdown_it import MarkdownIt

    # Indented code is off: people indent speech, and would lose its emphasis.
    parser = MarkdownIt("commonmark", {"html": True}).enable("table").disable("code")
    builder = LayoutBuilder()
    _Blocks(builder).add(parser.parse(text))
    return builder.layout(fields)


class _Blocks:
    """Walks the parser's tokens and adds one paragraph for each block."""

    def __init__(self, builder: LayoutBuilder) -> None:
        self._builder = builder
        self._markers: list[str] = []
        self._cells: list[list[Run]] | None = None
        self._heading = False
        self._first_row = True

    def add(self, tokens: Sequence[Token]) -> None:
        for token in tokens:
            if token.type == "inline":
                self._inline(token)
            elif token.type in _VERBATIM:
                self._builder.line(token.content)
            elif token.type == "html_block":
                from assistant.ingest.html import add_html

                add_html(self._builder, token.content)
            else:
                self._structure(token)

    def _structure(self, token: Token) -> None:
        if token.type == "heading_open":
            self._heading = True
        elif token.type == "heading_close":
            self._heading = False
        elif token.type == "list_item_open":
            self._markers.append(f"{token.info}{token.markup} " if token.info else "")
        elif token.type == "list_item_close" and self._markers:
            self._markers.pop()
        elif token.type == "table_open":
            self._first_row = True
        elif token.type == "tr_open":
            self._cells = []
        elif token.type == "tr_close":
            self._row()

    def _inline(self, token: Token) -> None:
        runs = list(_runs(token.children or []))
        if self._cells is not None:
            self._cells.append(runs)
            return
        if self._markers and self._markers[-1]:
            runs.insert(0, Run(self._markers[-1]))
            self._markers[-1] = ""
        self._builder.paragraph(runs, heading=self._heading)

    def _row(self) -> None:
        runs: list[Run] = []
        for number, cell in enumerate(self._cells or []):
            runs += [Run("\t")] if number else []
            runs += cell
        self._builder.paragraph(runs, close=not self._first_row)
        self._cells, self._first_row = None, False


def _runs(children: Sequence[Token]) -> Iterator[Run]:
    bold = 0
    for token in children:
        if token.type == "strong_open":
            bold += 1
        elif token.type == "strong_close":
            bold -= 1
        elif token.type in ("softbreak", "hardbreak"):
            yield Run("\n", bold > 0)
        elif token.type == "html_inline":
            yield Run("\n" if token.content.lower().startswith("<br") else "")
        elif token.content:
            yield Run(token.content, bold > 0)
