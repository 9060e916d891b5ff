"""Codings that people made in other programs, read from their projects and exports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from assistant.errors import DocumentError


@dataclass(frozen=True, slots=True)
class Segment:
    """A coded stretch as another program gives it: by its words, since offsets are into its own copy of the text."""

    document: str
    """The document's name there; empty where the export does not say."""
    quote: str
    codes: tuple[str, ...]
    coder: str = ""
    place: float = 0.0
    """How far into the document it begins, 0..1: tells the same words in two places apart."""


READERS = {
    ".sqlite3": "taguette",
    ".sqlite": "taguette",
    ".tag": "taguette",
    ".db": "taguette",
    ".html": "highlights",
    ".htm": "highlights",
    ".qdpx": "qdpx",
    ".csv": "segments",
    ".tsv": "segments",
    ".xlsx": "segments",
    ".xls": "segments",
}
"""File extension, and the module that reads it."""

MAX_FILE_BYTES = 200 * 1024 * 1024


def read_project(path: Path) -> list[Segment]:
    """The coded segments of a project or an export; DocumentError says what is wrong with it."""
    name = READERS.get(path.suffix.casefold())
    if name is None:
        raise DocumentError(
            f"{path.name} is no project that can be read.", hint=f"Known are {', '.join(sorted(READERS))}."
        )
    if path.stat().st_size > MAX_FILE_BYTES:
        raise DocumentError(f"{path.name} is larger than {MAX_FILE_BYTES // 1024 // 1024} MB.")
    read: Callable[[Path], list[Segment]] = import_module(f"evals.projects.{name}").read
    segments = [segment for segment in read(path) if segment.quote.strip() and segment.codes]
    if not segments:
        raise DocumentError(f"{path.name} holds no coded words.", hint="Check that the export includes the segments.")
    return segments
