"""Which claims of a stage a report prints with their quotes, and in which order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from assistant.analysis.voices import speakers
from assistant.domain import STAGE_FIELDS

if TYPE_CHECKING:
    from assistant.export.work import ExportedClaim, StageWork

_LANES = ("pains", "gains")
_TOO_FEW = ((2, 8), (1, 3))
"""So many people or fewer, of so many or more, are too few to tell a stage by."""


def by_field(items: Sequence[ExportedClaim], headings: Mapping[str, str]) -> dict[str, list[ExportedClaim]]:
    """Claims by their fields, in the order of the headings; unknown fields come last, empty ones not at all."""
    fields = [*headings, *sorted({item.claim.field for item in items} - set(headings))]
    found = {name: [item for item in items if item.claim.field == name] for name in fields}
    return {name: own for name, own in found.items() if own}


def in_order(items: Sequence[ExportedClaim], headings: Mapping[str, str]) -> list[ExportedClaim]:
    """Claims in the order of their headings."""
    return [item for own in by_field(items, headings).values() for item in own]


def printed(stage: StageWork) -> list[ExportedClaim]:
    """The claims of a stage with quotes below them, in the order of the report."""
    if is_thin(stage):
        told = [item for item in stage.claims if item.claim.field == "narrative" or item.claim.status == "approved"]
        return told or list(stage.claims[:1])
    again = told_again(stage)
    return in_order([item for item in stage.claims if item not in again], STAGE_FIELDS)


def told_again(stage: StageWork) -> list[ExportedClaim]:
    """Pains and gains that what happens has told already, with their quotes."""
    happened = {item.claim.key for item in stage.claims if item.claim.field == "narrative"}
    return [item for item in stage.claims if item.claim.field in _LANES and item.claim.key in happened]


def is_thin(stage: StageWork) -> bool:
    """Whether so few of so many tell of a stage that it is not told by feelings and ranks."""
    told = len(tellers(stage))
    return bool(told) and are_too_few(told, asked_of(stage))


def are_too_few(told: int, of: int) -> bool:
    """Whether so many of so many are too few to tell a stage by."""
    return any(told <= few and of >= many for few, many in _TOO_FEW)


def asked_of(stage: StageWork) -> int:
    """Of how many participants a stage tells."""
    return max((item.prevalence.of for item in stage.claims), default=0)


def tellers(stage: StageWork) -> set[str]:
    """Who told of a stage."""
    return speakers(quote for item in stage.claims for quote in item.evidence)
