"""What is found in texts: coded spans, and the themes that they make up across participants."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

from assistant.domain.texts import Span
from assistant.domain.values import Attributes, Status

Kind = Literal["pain", "gain", "need", "emotion", "touchpoint", "suggestion"]

KINDS: tuple[Kind, ...] = get_args(Kind)


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
