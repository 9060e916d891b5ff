"""On which side people speak of a code: who praises it, whom it troubles, who wishes for something there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.analysis.overlap import Overlapping
from assistant.analysis.themes import WISHES
from assistant.domain import Finding, Kind


@dataclass(frozen=True, slots=True)
class Sides:
    """Participants by what was found in the same words; one may be on several sides, or on none."""

    praised: int
    troubled: int
    wished: int


def sides(coded: Sequence[Finding], found: Overlapping) -> Sides:
    """Counted over the sentences of a code."""

    def people(*kinds: Kind) -> int:
        who = {item.participant_id for item in coded if any(other.kind in kinds for other in found.at(item.span))}
        return len(who - {None})

    return Sides(people("gain"), people("pain"), people(*WISHES))
