"""Rich text, by striprtf; what that would let through (deleted, hidden) is cut out before."""

from __future__ import annotations

import re
from pathlib import Path

from assistant.errors import DocumentError
from assistant.ingest.drafts import Reading, ReadOptions
from assistant.ingest.layout import of_text
from assistant.ingest.text import clean
from assistant.ingest.transcripts import read_layout

_GROUP = re.compile(r"\\[\\{}]|[{}]|\\(?:deleted|v)(?![a-z0-9])")
_CELL = re.compile(r"\\(?:nest)?cell(?![a-z])")
_PARAGRAPH = re.compile(r"\\par(?![a-z])")
_BLANK_LINES = re.compile(r"\n{3,}")


def read(path: Path, options: ReadOptions) -> Reading:
    """Read an .rtf."""
    from striprtf.striprtf import rtf_to_text

    # RTF is ASCII by definition; other bytes are in the code page it names.
    markup = _without_hidden(path.read_bytes().decode("cp1252", errors="replace"))
    shaped = _CELL.sub(r"\\tab", _PARAGRAPH.sub(r"\\par\\par", markup))
    text: str = rtf_to_text(shaped, errors="replace")  # type: ignore[no-untyped-call]
    text = _BLANK_LINES.sub("\n\n", "\n".join(line.rstrip() for line in clean(text).split("\n"))).strip("\n")
    if not text.strip():
        raise DocumentError("holds no text.", hint="Open it and save it as .docx.")
    return read_layout(of_text(text), path.stem, "rtf", options)


def _without_hidden(markup: str) -> str:
    """The markup without the groups that are marked as deleted or hidden."""
    opened: list[int] = []
    cut: list[tuple[int, int]] = []
    hidden: set[int] = set()
    for match in _GROUP.finditer(markup):
        mark = match.group()
        if mark == "{":
            opened.append(match.start())
        elif mark == "}" and opened:
            start = opened.pop()
            if start in hidden:
                cut.append((start, match.end()))
        elif mark in ("\\deleted", "\\v") and len(opened) > 1:
            hidden.add(opened[-1])
    return _without(markup, cut)


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    kept: list[str] = []
    position = 0
    for start, end in sorted(spans):
        if start >= position:
            kept.append(text[position:start])
            position = end
    return "".join([*kept, text[position:]])
