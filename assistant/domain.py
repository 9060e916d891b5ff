"""The words of the program as values: what is read, what is found in it, what is claimed, what people decide.

All values are frozen. Offsets are Unicode code points into `Source.text`, 0-based, end-exclusive. A quote is
never stored: it is always the slice of its source, so it cannot drift from what was said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar, get_args

from assistant.errors import GroundingError

Kind = Literal["pain", "gain", "need", "emotion", "touchpoint", "suggestion"]
Role = Literal["participant", "interviewer", "other"]
SourceKind = Literal["transcript", "review", "notes"]
Status = Literal["draft", "approved", "rejected"]
Polarity = Literal["for", "against"]

KINDS: tuple[Kind, ...] = get_args(Kind)
ROLES: tuple[Role, ...] = get_args(Role)

Attributes = Mapping[str, Any]
"""Small JSON values: strings, numbers, booleans, lists of these."""


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


@dataclass(frozen=True, slots=True)
class Finding:
    """A coded span."""

    id: str
    source_id: str
    start: int
    end: int
    kind: Kind
    label: str
    stage: str | None
    coder: str
    """A person's name, `ondevice`, or the model that proposed it."""
    participant_id: str | None
    confidence: float = 1.0
    attributes: Attributes = field(default_factory=dict)
    """emotion: valence (-1..1), intensity (0..1); touchpoint: channel, owner; pain: severity (0..1)."""
    run_id: str | None = None
    status: Status = "draft"
    flagged: bool = False
    """Somebody wants it looked at again."""
    revision: int = 0
    retired: bool = False

    @property
    def span(self) -> Span:
        return Span(self.source_id, self.start, self.end)


SIBLING = "sibling"
"""Attribute of a theme: the id of the one that is nearest to it on its side, to tell it from."""
UNDER = "under"
"""Attribute of a theme: the broader topic that it stands under together with others, as `the app`."""


@dataclass(frozen=True, slots=True)
class Theme:
    """Findings that say the same across participants."""

    id: str
    name: str
    kind: Kind
    definition: str
    finding_ids: tuple[str, ...]
    """The most typical first."""
    parent_id: str | None = None
    attributes: Attributes = field(default_factory=dict)
    run_id: str | None = None
    status: Status = "draft"
    flagged: bool = False
    revision: int = 0
    retired: bool = False

    @property
    def waits(self) -> bool:
        """Whether somebody has to decide on it: nobody has, or it is flagged for another look."""
        return self.status == "draft" or self.flagged


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words behind a claim, or against it."""

    span: Span
    finding_id: str | None = None
    polarity: Polarity = "for"


@dataclass(frozen=True, slots=True)
class Prevalence:
    """How many said it: computed from rows, never written by a model."""

    participants: int
    of: int
    mentions: int

    def in_words(self) -> str:
        """The count as a reader meets it: `7 of 12 participants, 15 mentions`."""
        people = "participant" if self.of == 1 else "participants"
        times = "mention" if self.mentions == 1 else "mentions"
        return f"{self.participants} of {self.of} {people}, {self.mentions} {times}"


@dataclass(frozen=True, slots=True)
class Searched:
    """Where words against a claim were looked for when it was drafted: counted, like its evidence."""

    quotes: int
    """Quotes from the other side that were read: what pleased for what hurt, and the other way round."""
    participants: int
    """Who said them, within those whom the claim speaks of."""
    about: int
    """Of these quotes, how many are on the same topic."""
    found: int
    """Of these, how many were put against the claim."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of a persona or a stage narrative, with what it rests on."""

    id: str
    owner_id: str
    """The persona or the stage narrative that it belongs to."""
    field: str
    """One of PERSONA_FIELDS or STAGE_FIELDS."""
    key: str
    """What it is about (a theme, a label): the same from run to run, so that decisions can follow it."""
    seq: int
    text: str
    """As it stands now: the draft, or what a person made of it."""
    draft: str
    """As the engine wrote it."""
    evidence: tuple[Evidence, ...]
    prevalence: Prevalence
    engine: str = ""
    run_id: str | None = None
    assumption: bool = False
    """Offered by a model without evidence: shown apart and never exported as a finding."""
    searched: Searched | None = None
    """None where it has no other side, as what somebody tells of themselves."""
    status: Status = "draft"
    edited: bool = False
    flagged: bool = False
    stale: bool = False
    """Its evidence has changed since somebody approved it."""
    revision: int = 0
    retired: bool = False

    @property
    def support(self) -> tuple[Evidence, ...]:
        return tuple(item for item in self.evidence if item.polarity == "for")

    @property
    def counter(self) -> tuple[Evidence, ...]:
        return tuple(item for item in self.evidence if item.polarity == "against")


@dataclass(frozen=True, slots=True)
class Member:
    """Who belongs to a persona, and how firmly (0..1)."""

    participant_id: str
    firmness: float


@dataclass(frozen=True, slots=True)
class Persona:
    """A kind of customer, drawn from the participants who belong to it."""

    id: str
    name: str
    summary: str
    members: tuple[Member, ...]
    attributes: Attributes = field(default_factory=dict)
    """stability, contrast with siblings, who fits none."""
    run_id: str | None = None
    status: Status = "draft"
    revision: int = 0
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Emotion:
    """A stage's feeling from -2 to +2, computed from coded quotes; value None where nobody showed any."""

    value: float | None
    n: int
    spread: float


@dataclass(frozen=True, slots=True)
class TouchpointUse:
    """A touchpoint met in a stage, and how many met it."""

    name: str
    channel: str
    owner: str
    prevalence: Prevalence


_FEW = 2


@dataclass(frozen=True, slots=True)
class StageNarrative:
    """One stage of the journey, for all participants or for one persona."""

    id: str
    stage: str
    persona_id: str | None
    emotion: Emotion
    touchpoints: tuple[TouchpointUse, ...]
    attributes: Attributes = field(default_factory=dict)
    run_id: str | None = None
    status: Status = "draft"
    revision: int = 0
    retired: bool = False

    @property
    def is_felt_by_few(self) -> bool:
        """Whether the emotion is that of one or two participants, where that is known."""
        felt = self.attributes.get("felt_by")
        return felt is not None and 0 < felt["participants"] <= _FEW


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry of the ledger: who decided what, when and why. Each holds the hash of the one before."""

    seq: int
    at: str
    who: str
    action: str
    target_type: str
    target_id: str
    before: Attributes
    after: Attributes
    why: str
    undoes: int | None
    """The entry that this one takes back."""
    batch: str
    """Entries made in one go share it and are undone together."""
    previous_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class Run:
    """One go of the pipeline: with what it ran, and how far it came."""

    id: str
    started: str
    finished: str | None
    engine: str
    fingerprint: str
    """Hash of all that decides the engine's answers: weights or model, prompts, parameters."""
    settings: Attributes
    """Hash of study.toml, prompt hashes, versions, seed."""
    status: Literal["running", "finished", "stopped"]
    counts: Attributes


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of the customer's way, as the study defines it."""

    name: str
    description: str


DEFAULT_STAGES: tuple[Stage, ...] = (
    Stage("awareness", "first hears of it: an advert, a friend, a search; notices a need or a problem"),
    Stage("consideration", "looks into it: compares options, reads reviews, asks around, weighs price and doubts"),
    Stage("decision", "makes up their mind: what tips the choice, trials, last worries, who has a say"),
    Stage("purchase", "signs up, orders, pays: checkout, contract, deposit, account, delivery being arranged"),
    Stage("post-purchase", "receives, sets up and uses it: everyday use, faults, support, service, repairs, bills"),
    Stage("loyalty", "stays, recommends, upgrades, complains in public, cancels or comes back"),
)

PERSONA_FIELDS: Mapping[str, str] = {
    "quote": "In their words",
    "summary": "In short",
    "demographics": "Demographics",
    "role": "Role and tasks",
    "goals": "Goals and needs",
    "pains": "Pains",
    "joys": "Joys",
    "channels": "Channels used",
    "emotions": "Emotions",
    "values": "Values and social setting",
    "technology": "Technology",
    "behaviours": "Behaviours",
    "trust": "What builds or breaks trust",
    "says": "Says",
    "thinks": "Thinks",
    "does": "Does",
    "feels": "Feels",
}
"""Field of a persona claim, and its heading."""

STAGE_FIELDS: Mapping[str, str] = {
    "narrative": "What happens",
    "feelings": "Feelings at their best and worst",
    "actions": "Actions",
    "thoughts": "Thoughts",
    "pains": "Pains",
    "gains": "Gains",
    "friction": "Friction",
    "opportunities": "Opportunities",
    "moments": "Moments of truth",
}
"""Field of a stage claim, and its heading."""


Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Item, Result]):
    """What became of one item: a result, or the failure and its reason."""

    item: Item
    result: Result | None = None
    error: str = ""
    cost: float = 0.0

    @property
    def ok(self) -> bool:
        return not self.error


def by_id(values: Sequence[Any]) -> dict[str, Any]:
    """Values keyed by their `id`."""
    return {value.id: value for value in values}
