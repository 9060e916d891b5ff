"""Web pages: the words a browser would show, block by block.

The tree is walked with a stack of its own, so that depth is no limit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import DocumentError
from assistant.ingest import front_matter
from assistant.ingest.drafts import Reading, ReadOptions
from assistant.ingest.layout import LayoutBuilder, Run
from assistant.ingest.limits import MAX_MARKUP_CHARACTERS
from assistant.ingest.plain import read_text
from assistant.ingest.transcripts import read_layout

if TYPE_CHECKING:
    from bs4 import Tag

_HIDDEN = {
    "script", "style", "head", "template", "noscript", "svg", "math", "iframe", "object", "select", "button", "input",
    "textarea", "nav", "audio", "video", "canvas", "map", "datalist", "dialog", "rp", "rt",
}  # fmt: skip
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr",
    "html", "legend", "li", "main", "menu", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead",
    "tr", "caption", "ul",
}  # fmt: skip
_BOLD = {"b", "strong", "cite", "th"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_SPEAKER = re.compile(r"\b(?:speaker|author|person|participant|user-?name|display-?name)\b", re.IGNORECASE)
_FEW, _LABEL_LENGTH = 10, 60
_NO_DISPLAY = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)


def read(path: Path, options: ReadOptions) -> Reading:
    """Read a web page."""
    with path.open("rb") as stream:
        declared = _CHARSET.search(stream.read(4096))
    decoded = read_text(path, declared=declared[1].decode("ascii") if declared else "")
    if len(decoded.text) > MAX_MARKUP_CHARACTERS:
        raise DocumentError("is too large for a web page.", hint="Export the words as text.")
    fields, body = front_matter.split(decoded.text)
    builder = LayoutBuilder()
    add_html(builder, body)
    layout = builder.layout(fields)
    if not layout.lines:
        raise DocumentError("shows no text.", hint="Save the page with its content, or copy the words into a .txt.")
    return read_layout(layout, path.stem, "html", options, decoded.notes)


def add_html(builder: LayoutBuilder, markup: str) -> None:
    """Add the blocks of an HTML text."""
    from bs4 import BeautifulSoup

    # html.parser, because libxml2 leaves out what is nested deeper than 256 elements.
    _Page(builder).walk(BeautifulSoup(markup, "html.parser"))


class _Page:
    """Collects inline runs and puts them down as a paragraph where a block begins or ends."""

    def __init__(self, builder: LayoutBuilder) -> None:
        self._builder = builder
        self._runs: list[Run] = []
        self._bold = self._heading = self._pre = self._row = 0
        self._numbered: list[bool] = []
        self._item_starts = False

    def walk(self, root: Tag) -> None:
        stack: list[tuple[Any, Iterator[Any]]] = [(root, iter(root.contents))]
        while stack:
            tag, children = stack[-1]
            child = next(children, None)
            if child is None:
                stack.pop()
                self._leave(tag)
            elif _is_tag(child):
                if _is_shown(child):
                    self._enter(child)
                    stack.append((child, iter(child.contents)))
            elif type(child).__name__ in ("NavigableString", "CData"):
                self._text(str(child))
        self._flush()

    def _enter(self, tag: Tag) -> None:
        name = tag.name
        if name in _BLOCKS and not (self._row and name != "tr"):
            self._flush()
        if name == "br":
            self._runs.append(Run("\n"))
        elif name in ("td", "th") and self._runs:
            self._runs.append(Run("\t"))
        elif name in _BLOCKS and self._row and self._runs and not self._runs[-1].text.endswith(("\t", "\n")):
            self._runs.append(Run("\n"))
        self._count(tag, 1)
        if name in ("ol", "ul"):
            self._numbered.append(name == "ol")
        elif name == "li":
            self._item_starts = bool(self._numbered and self._numbered[-1])

    def _leave(self, tag: Tag) -> None:
        if tag.name in _BLOCKS and not (self._row and tag.name != "tr"):
            self._flush()
        self._count(tag, -1)
        if tag.name in ("ol", "ul") and self._numbered:
            self._numbered.pop()

    def _count(self, tag: Tag, step: int) -> None:
        if tag.name in _BOLD or _names_speaker(tag):
            self._bold += step
        if tag.name in _HEADINGS:
            self._heading += step
        if tag.name == "pre":
            self._pre += step
        if tag.name == "tr":
            self._row += step

    def _text(self, text: str) -> None:
        if not self._pre:
            text = re.sub(r"[ \t\r\n\f]+", " ", text)
            if not self._runs or self._runs[-1].text.endswith((" ", "\n", "\t")):
                text = text.lstrip(" ")
        if text:
            self._runs.append(Run(text, self._bold > 0))

    def _flush(self) -> None:
        if any(run.text.strip() for run in self._runs):
            self._builder.paragraph(self._runs, heading=self._heading > 0, numbered=self._item_starts)
            self._item_starts = False
        self._runs = []


def _is_tag(child: Any) -> bool:
    return getattr(child, "name", None) is not None and hasattr(child, "contents")


def _is_shown(tag: Tag) -> bool:
    if tag.name in _HIDDEN or tag.has_attr("hidden"):
        return False
    return not _NO_DISPLAY.search(str(tag.get("style") or ""))


def _names_speaker(tag: Tag) -> bool:
    """A class such as `speaker` or `speaker-timestamp`, on an element that holds few words."""
    classes = tag.get("class")
    if not classes or not _SPEAKER.search(" ".join(classes) if isinstance(classes, list) else str(classes)):
        return False
    within = list(islice(tag.descendants, _FEW + 1))
    words = sum(len(str(part)) for part in within if not _is_tag(part))
    return len(within) <= _FEW and words <= _LABEL_LENGTH
