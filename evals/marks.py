"""A mark: a stretch of a text with what somebody coded in it; engines, people and imported projects all make them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.domain import Finding, Kind


@dataclass(frozen=True, slots=True)
class Mark:
    """What one coder coded at one place."""

    text_id: str
    start: int
    end: int
    kind: Kind
    label: str = ""
    stage: str | None = None
    coder: str = ""
    probability: float = 1.0
    attributes: Mapping[str, Any] = field(default_factory=dict)

    @property
    def length(self) -> int:
        return self.end - self.start

    def shared(self, other: Mark) -> int:
        """Characters that both cover; 0 in different texts."""
        if self.text_id != other.text_id:
            return 0
        return max(0, min(self.end, other.end) - max(self.start, other.start))


def mark_of(finding: Finding) -> Mark:
    """A finding as a mark in the text with its source's id."""
    return Mark(
        finding.source_id,
        finding.start,
        finding.end,
        finding.kind,
        finding.label,
        finding.stage,
        finding.coder,
        finding.confidence,
        dict(finding.attributes),
    )


def of_kind(marks: Iterable[Mark], kind: str) -> list[Mark]:
    """The marks of one kind, in their order."""
    return [mark for mark in marks if mark.kind == kind]
