"""What is found in texts: coded spans, and the themes that they make up across participants."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

from assistant.domain.texts import Span
from assistant.domain.values import Attributes, Status

Kind = Literal["pain", "gain", "need", "emotion", "touchpoint", "suggestion", "code"]

CODE: Kind = "code"
"""A sentence put to a code of the researcher's codebook, and the theme of such sentences: on no side by itself."""
KINDS: tuple[Kind, ...] = tuple(kind for kind in get_args(Kind) if kind != CODE)
"""What is found without a codebook."""


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
TOPIC = "topic"
"""Attribute of a theme: what was spoken of, where themes are parts of that: an id that these parts share."""
NEAR = "near"
"""Attribute of a theme: ids of findings on its topic that do not say what it is called. They are in no count of it."""


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

    @property
    def topic(self) -> str:
        """What it is a part of; itself where it is all that was said there."""
        return str(self.attributes.get(TOPIC, self.id))

    @property
    def near(self) -> tuple[str, ...]:
        """Findings on its topic that say something else."""
        return tuple(map(str, self.attributes.get(NEAR, ())))

    @property
    def whole_topic(self) -> tuple[str, ...]:
        """Its findings, and those on its topic that say something else."""
        return (*self.finding_ids, *self.near)
