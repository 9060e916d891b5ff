"""What is claimed, with what it rests on: one sentence of a persona or of a stage narrative."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from assistant.domain.texts import Span
from assistant.domain.values import Status

Polarity = Literal["for", "against"]


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


EVIDENCE_CHANGED = "its evidence has changed since it was approved"
COUNTS_CHANGED = "the counts in it changed"
NOBODY_LEFT = "nobody of this persona says it any more"
"""Why an approved claim is stale."""


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
    """It was approved for something else than it rests on now."""
    why_stale: str = ""
    """One of the reasons above; empty where it is not stale."""
    outside: int = 0
    """Participants behind it who are not of its persona; its prevalence does not count them."""
    revision: int = 0
    retired: bool = False

    @property
    def support(self) -> tuple[Evidence, ...]:
        return tuple(item for item in self.evidence if item.polarity == "for")

    @property
    def counter(self) -> tuple[Evidence, ...]:
        return tuple(item for item in self.evidence if item.polarity == "against")


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
