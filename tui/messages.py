"""What happened, as it is told to whoever wants to know. Workers post these and touch no widget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    # The app paints before the database is opened, so nothing here may bring SQLAlchemy in.
    from assistant.answering import Reply
    from assistant.domain import Decision
    from assistant.errors import VerbatimError
    from assistant.review.codings import Codings
    from assistant.review.context import QuoteInContext, Transcript
    from assistant.review.desk import Desk
    from assistant.review.history import LedgerLine
    from assistant.review.listed import ListedSource
    from assistant.review.redraft import Redraft
    from assistant.search import Passage
    from assistant.store.figures import Counts
    from assistant.store.glance import Glance
    from tui.run_job import Pace


@dataclass
class DeskRead(Message):
    """All drafts were read."""

    desk: Desk


@dataclass
class CountsRead(Message):
    """How much of everything there is: known before the drafts are read."""

    glance: Glance


@dataclass
class Recounted(Message):
    """How much there is and how much waits was counted again, after decisions on findings or themes."""

    counts: Counts
    open_findings: int
    open_themes: int


@dataclass
class OthersDecided(Message):
    """Somebody else has decided something, or a run has changed the drafts."""

    desk: Desk
    entries: Sequence[Decision]


@dataclass
class Failed(Message):
    """Something could not be done; the error explains it."""

    error: VerbatimError


@dataclass
class CodingsRead(Message):
    """All findings and themes were read."""

    codings: Codings


@dataclass
class SourcesRead(Message):
    """The list of sources was read."""

    sources: Sequence[ListedSource]


@dataclass
class EvidenceRead(Message):
    """The quotes of a claim, a finding or a theme were looked up."""

    about: str
    """Its id."""
    quotes: Sequence[QuoteInContext]
    history: Sequence[Decision]


@dataclass
class LedgerRead(Message):
    """The ledger was read, the newest entry first."""

    lines: Sequence[LedgerLine]


@dataclass
class TranscriptRead(Message):
    """A transcript is ready to be shown."""

    transcript: Transcript


@dataclass
class PassagesFound(Message):
    """A search or a question has come to its end."""

    words: str
    passages: Sequence[Passage]
    said: bool
    """Whether they answer; where not, they are what comes nearest."""


@dataclass
class ModelAsked(Message):
    """A model elsewhere is being asked a question."""

    words: str
    name: str
    quotes: int
    """That it may answer from."""
    price: float | None
    """About what it costs in US dollars; None where that is not known."""


@dataclass
class ModelAnswered(Message):
    """A model has answered, or nobody waits for it any more."""

    words: str
    name: str
    reply: Reply | None
    """None where there is none."""
    trouble: str
    """Why there is none."""
    spent: tuple[int, float]
    """Calls to models so far, and what they cost in US dollars."""


@dataclass
class Redrafted(Message):
    """The engine has worded claims anew."""

    redrafts: Sequence[Redraft]


@dataclass
class RunMoved(Message):
    """A run has got further."""

    pace: Pace


@dataclass
class RunEnded(Message):
    """A run is over, one way or another."""

    told: str
    failed: bool = False


@dataclass
class Recorded(Message):
    """The ledger has grown: what is told of something's history has to be read again."""

    entries: Sequence[Decision]


@dataclass
class DecisionsTaken(Message):
    """The reviewer's own decision is on record."""

    entries: Sequence[Decision]
