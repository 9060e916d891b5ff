"""What a reader hands over: texts with turns, before the study has given anything an id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.domain import Role, SourceKind


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the user said about the files; empty where the reader is to find out."""

    interviewers: tuple[str, ...] = ()
    """Labels that are interviewers', compared without case."""
    text_columns: tuple[str, ...] = ()
    id_column: str = ""
    rating_column: str = ""
    date_column: str = ""
    participant_column: str = ""
    """Column that says who wrote the row, where one person wrote several."""


@dataclass(frozen=True, slots=True)
class TurnDraft:
    """One speaker's stretch of speech; offsets into the draft's text, without the label."""

    start: int
    end: int
    speaker: str = ""
    """The label as written."""
    role: Role = "participant"
    participant: str | None = None
    """Who speaks. None: an interviewer, or nobody to count. Empty: this source's own participant (a generic
    label such as `Participant` or `Speaker 2`, made unique within the source by its number). Else a name or code
    that means the same person in every file of the study."""
    local: bool = False
    """The participant is known by a generic label within this source only: Speaker 2 of another file is another
    person."""
    time: float | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class SourceDraft:
    """One transcript, set of notes, or row."""

    key: str
    """Which part of the file it is (a row's id or number); empty where the file is one source."""
    name: str
    kind: SourceKind
    text: str
    turns: tuple[TurnDraft, ...]
    attributes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one file."""

    format: str
    sources: tuple[SourceDraft, ...]
    roles: Mapping[str, str] = field(default_factory=dict)
    """How it was understood, in words to show: column roles, or speaker labels with their roles."""
    notes: tuple[str, ...] = ()
    """What a person should know: rows left out, an encoding guessed."""
