"""Taguette's project file: a SQLite database, opened for reading only. It keeps each highlight's words as HTML."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from contextlib import closing
from pathlib import Path
from urllib.parse import quote as quoted

from assistant.errors import DocumentError
from evals.projects import Segment

_HIGHLIGHTS = """
SELECT h.id, d.name, h.snippet, h.start_offset, length(CAST(d.contents AS BLOB)), t.path
FROM highlights h
JOIN documents d ON d.id = h.document_id
JOIN highlight_tags ht ON ht.highlight_id = h.id
JOIN tags t ON t.id = ht.tag_id
ORDER BY d.name, h.start_offset, h.id, t.path
"""


def read(path: Path) -> list[Segment]:
    """The highlights with all their tags."""
    try:
        with closing(sqlite3.connect(f"file:{quoted(str(path.resolve()))}?mode=ro", uri=True)) as connection:
            rows = connection.execute(_HIGHLIGHTS).fetchall()
    except sqlite3.DatabaseError as error:
        raise DocumentError(
            f"{path.name} is no Taguette project ({error}).", hint="Export it again: Project info, Export, SQLite3."
        ) from error
    tags: dict[int, list[str]] = defaultdict(list)
    about: dict[int, tuple[str, str, float]] = {}
    for highlight, document, snippet, start, length, tag in rows:
        tags[highlight].append(str(tag))
        about[highlight] = str(document), words_of(str(snippet)), (start or 0) / max(1, length or 1)
    return [Segment(about[key][0], about[key][1], tuple(names), place=about[key][2]) for key, names in tags.items()]


def words_of(markup: str) -> str:
    """The words of a piece of HTML, one space where markup stood between them."""
    from bs4 import BeautifulSoup

    return " ".join(BeautifulSoup(markup, "html.parser").get_text(" ").split())
