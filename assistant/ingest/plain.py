"""Plain text."""

from __future__ import annotations

from pathlib import Path

from assistant.errors import DocumentError
from assistant.ingest.drafts import Reading, ReadOptions
from assistant.ingest.encoding import Decoded, decode
from assistant.ingest.layout import of_text
from assistant.ingest.line_numbers import without_line_numbers
from assistant.ingest.text import clean
from assistant.ingest.transcripts import read_layout


def read(path: Path, options: ReadOptions) -> Reading:
    """Read a text file."""
    decoded = read_text(path)
    text, numbered = without_line_numbers(decoded.text)
    notes = (*decoded.notes, "Line numbers were left out.") if numbered else decoded.notes
    return read_layout(of_text(text), path.stem, "txt", options, notes)


def read_text(path: Path, *, declared: str = "") -> Decoded:
    """The cleaned text of a file; DocumentError where there is none."""
    decoded = decode(path.read_bytes(), declared=declared)
    text = clean(decoded.text)
    if not text.strip():
        raise DocumentError("holds no text.", hint="Check that the export was complete.")
    return Decoded(text, decoded.notes)
