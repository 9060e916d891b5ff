"""Taguette's export of highlights as a page: the words, then a line with `Document:` and `Tags:`, then a rule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from assistant.errors import DocumentError
from assistant.ingest.limits import MAX_MARKUP_CHARACTERS
from evals.projects import Segment

_ABOUT = re.compile(r"\bDocument:\s*(?P<document>.*?)\s*\bTags:\s*(?P<tags>.*)", re.DOTALL)
_BETWEEN_TAGS = re.compile(r",\s*\n")
"""A tag stands on a line of its own; a comma inside one belongs to its name."""


def read(path: Path) -> list[Segment]:
    """The highlights of an HTML export."""
    from bs4 import BeautifulSoup

    markup = path.read_text(encoding="utf-8", errors="replace")
    if len(markup) > MAX_MARKUP_CHARACTERS:
        raise DocumentError(f"{path.name} is too large to read.", hint="Export it as CSV instead.")
    body = BeautifulSoup(markup, "html.parser").body
    if body is None:
        raise DocumentError(f"{path.name} is no export of highlights.")
    parts: list[list[str]] = [[]]
    for element in body.children:
        name = getattr(element, "name", None)
        if name == "hr":
            parts.append([])
        elif name and name != "h1":
            parts[-1].append(element.get_text(" "))
    return list(_segments(parts))


def _segments(parts: list[list[str]]) -> Iterator[Segment]:
    for lines in parts:
        about = next((found for line in reversed(lines) if (found := _ABOUT.search(line))), None)
        if about:
            words = " ".join(" ".join(line for line in lines if not _ABOUT.search(line)).split())
            tags = tuple(tag.strip() for tag in _BETWEEN_TAGS.split(about["tags"]) if tag.strip())
            yield Segment(about["document"].strip(), words, tags)
