"""What the tests of the readers share: read a text or a file, and look at its turns."""

from __future__ import annotations

from pathlib import Path

from assistant.ingest import Reading, ReadOptions, SourceDraft, read_file
from assistant.ingest.layout import of_text
from assistant.ingest.text import clean
from assistant.ingest.transcripts import read_layout


def read_text(text: str, **options: object) -> SourceDraft:
    """The one source of a plain text."""
    reading = read_layout(of_text(clean(text)), "talk", "txt", ReadOptions(**options))  # type: ignore[arg-type]
    return checked(reading).sources[0]


def read(path: Path, **options: object) -> Reading:
    """A file's reading, with every offset checked."""
    return checked(read_file(path, ReadOptions(**options)))  # type: ignore[arg-type]


def written(folder: Path, name: str, content: str | bytes) -> Path:
    """A file with this content."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def checked(reading: Reading) -> Reading:
    """The reading itself, once its turns are shown to be slices in order that hold words."""
    for source in reading.sources:
        end = 0
        for turn in source.turns:
            words = source.text[turn.start : turn.end]
            assert end <= turn.start < turn.end <= len(source.text)
            assert words == words.strip() != ""
            assert (turn.participant is not None) == (turn.role == "participant")
            end = turn.end
    return reading


def said(source: SourceDraft) -> list[tuple[str, str]]:
    """(label, words) of every turn."""
    return [(turn.speaker, source.text[turn.start : turn.end]) for turn in source.turns]


def by_role(source: SourceDraft) -> list[tuple[str, str]]:
    """(role, words) of every turn."""
    return [(turn.role, source.text[turn.start : turn.end]) for turn in source.turns]


def roles(source: SourceDraft) -> dict[str, str]:
    """Role of every label."""
    return {turn.speaker: turn.role for turn in source.turns}
