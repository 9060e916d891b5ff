"""What is drafted: personas, and the stages of a journey with their narratives."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.domain.claims import Prevalence
from assistant.domain.values import Attributes, Status


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
