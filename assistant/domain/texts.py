"""What is read: files, sources, who speaks in them, sentences and the chunks that are indexed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

from assistant.domain.values import Attributes
from assistant.errors import GroundingError

Role = Literal["participant", "interviewer", "other"]
SourceKind = Literal["transcript", "review", "notes"]

ROLES: tuple[Role, ...] = get_args(Role)


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """A stretch of one source."""

    source_id: str
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise GroundingError(f"A span must not be empty or negative: {self.start}-{self.end}.")

    def overlap(self, other: Span) -> int:
        """How many characters both spans share; 0 for different sources."""
        if self.source_id != other.source_id:
            return 0
        return max(0, min(self.end, other.end) - max(self.start, other.start))


@dataclass(frozen=True, slots=True)
class Document:
    """One imported file, copied into the study; a changed file is a new version of it."""

    id: str
    name: str
    """The file's name below the folder it was added from, with forward slashes."""
    path: str
    """Where the copy lies, relative to the study folder."""
    sha256: str
    """Of the file's bytes."""
    format: str
    size: int
    version: int = 1
    added_at: str = ""
    """ISO 8601, UTC."""
    options: Attributes = field(default_factory=dict)
    """How it was read: column roles, interviewer names."""
    retired: bool = False
    """A newer version has taken its place."""


@dataclass(frozen=True, slots=True)
class Source:
    """One transcript, set of notes or review: an immutable text."""

    id: str
    document_id: str
    seq: int
    name: str
    kind: SourceKind
    text: str
    sha256: str
    """Of the text, encoded in UTF-8."""
    attributes: Attributes = field(default_factory=dict)
    """What the file says besides: rating, date, segment, other columns."""
    retired: bool = False

    def quote(self, span: Span) -> str:
        """The words of a span; raises GroundingError where the span is not inside this source."""
        if span.source_id != self.id or span.end > len(self.text):
            raise GroundingError(f"{span.start}-{span.end} lies outside {self.name}.")
        return self.text[span.start : span.end]


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who speaks in the study, under one name across its sources."""

    id: str
    name: str
    attributes: Attributes = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's stretch of speech, without the label that names the speaker."""

    id: str
    source_id: str
    seq: int
    start: int
    end: int
    speaker: str
    """The label as written in the file; empty where there is none."""
    participant_id: str | None
    """None for interviewers and for speech nobody is named for."""
    role: Role
    time: float | None = None
    """Seconds from the start of the recording."""
    page: int | None = None

    @property
    def span(self) -> Span:
        return Span(self.source_id, self.start, self.end)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a turn; the smallest unit that is coded and shown to a model."""

    id: str
    source_id: str
    turn_id: str
    seq: int
    start: int
    end: int

    @property
    def span(self) -> Span:
        return Span(self.source_id, self.start, self.end)


@dataclass(frozen=True, slots=True)
class Chunk:
    """A run of neighbouring sentences: what is indexed and what is coded in one go."""

    id: str
    source_id: str
    seq: int
    start: int
    end: int
    first: int
    """Sequence number of the first sentence that belongs to this chunk alone."""
    last: int
    """Sequence number of the last one; sentences of start-end outside first-last are shared context."""

    @property
    def span(self) -> Span:
        return Span(self.source_id, self.start, self.end)
