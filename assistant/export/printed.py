"""Which claims a report prints with their quotes, which in a line of a list, and in which order.

What one of several people alone said, or two of very many, is no statement of its own: it stands in a list, below what
several said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from assistant.analysis.voices import speakers
from assistant.domain import PERSONA_FIELDS, STAGE_FIELDS
from assistant.engines.protocol import BALANCE
from assistant.export.wording import ONDEVICE

if TYPE_CHECKING:
    from assistant.export.work import ExportedClaim, PersonaWork, StageWork

EMPATHY = ("says", "thinks", "does", "feels")
"""Fields of a persona that are its empathy map."""
_LISTED = ("quote", "channels", "emotions", *EMPATHY)
"""Fields of which each claim is one line, or one quote, however many said it."""
_LANES = ("pains", "gains")
_HARDLY = 0.1
"""Share of a persona's people below which its stage is told in short."""
_PAIR, _VERY_MANY = 2, 100
"""What so many of so many or more said is told as what one of several said."""
_TOLD = re.compile(r"(?:One|Two) of the \S+ \w+ (.+)")
_WORD_FOR = {
    "told of trouble": "Trouble",
    "spoke of problems": "Trouble",
    "told of what went well": "What went well",
    "spoke of what was good": "What went well",
    "said what they needed": "Need",
    "spoke of what was needed": "Need",
    "asked for a change": "Wish",
}
"""What few of several told, as a line of a list is called; `of` how many its list says."""
_TOO_FEW = ((5, 100), (2, 8), (1, 3))
"""So many people or fewer, of so many or more, are too few to tell a stage by."""


def by_field(items: Sequence[ExportedClaim], headings: Mapping[str, str]) -> dict[str, list[ExportedClaim]]:
    """Claims by their fields, in the order of the headings; unknown fields come last, empty ones not at all."""
    fields = [*headings, *sorted({item.claim.field for item in items} - set(headings))]
    found = {name: [item for item in items if item.claim.field == name] for name in fields}
    return {name: own for name, own in found.items() if own}


def is_alone(item: ExportedClaim) -> bool:
    """Whether only one of several people said it."""
    return item.prevalence.participants == 1 < item.prevalence.of


def is_by_few(item: ExportedClaim) -> bool:
    """Whether only one of several people said it, or two of very many."""
    return is_alone(item) or (item.prevalence.participants == _PAIR and item.prevalence.of >= _VERY_MANY)


def only_counts(item: ExportedClaim) -> bool:
    """Whether a claim says no more than how many told of either side: a few of their quotes would bear out nothing."""
    return item.claim.key == BALANCE and item.claim.engine == ONDEVICE and not item.claim.edited


def what_it_is(item: ExportedClaim, text: str) -> str:
    """What few told, in a word, where the on-device engine says of it no more than that they told it; else empty."""
    match = _TOLD.fullmatch(text)
    plain = is_by_few(item) and item.claim.engine == ONDEVICE and not item.claim.edited
    return _WORD_FOR.get(match[1], "") if match and plain else ""


def in_a_line(item: ExportedClaim) -> bool:
    """Whether a claim is one line of a list, with one of its quotes."""
    return is_by_few(item) or item.claim.field in _LISTED


def shared(items: Sequence[ExportedClaim]) -> list[ExportedClaim]:
    """What several said, or the only one there is."""
    return [item for item in items if not is_by_few(item)]


def by_few(items: Sequence[ExportedClaim]) -> list[ExportedClaim]:
    """What one of several said, or two of very many; what most people said most often comes first."""
    few = filter(is_by_few, items)
    return sorted(few, key=lambda item: (-item.prevalence.participants, -item.prevalence.mentions))


def few_in_words(items: Sequence[ExportedClaim]) -> str:
    """By how many each of some claims is that are by few."""
    return "one participant" if all(map(is_alone, items)) else "one or two participants"


def of_persona(item: PersonaWork) -> list[ExportedClaim]:
    """The claims of a persona in the order of the report: in each field what several said, then what few said."""
    fields = by_field(item.claims, PERSONA_FIELDS)
    return [claim for own in fields.values() for claim in (*shared(own), *by_few(own))]


def of_stage(stage: StageWork) -> list[ExportedClaim]:
    """The claims of a stage with quotes below them, in the order of the report: what several said, then what few."""
    claims, again = stage.claims, told_again(stage)
    if is_thin(stage):
        told = [item for item in claims if item.claim.field == "narrative" or item.claim.status == "approved"]
        return _in_order(told or claims[:1])
    return _in_order([item for item in claims if item not in again])


def _in_order(items: Sequence[ExportedClaim]) -> list[ExportedClaim]:
    parts = (by_field(part, STAGE_FIELDS) for part in (shared(items), by_few(items)))
    return [item for fields in parts for own in fields.values() for item in own]


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


def is_hardly_told(told: int, of: int) -> bool:
    """Whether so small a part of a persona's people speak of a stage that it is told in short."""
    return told < _HARDLY * of


def asked_of(stage: StageWork) -> int:
    """Of how many participants a stage tells."""
    return max((item.prevalence.of for item in stage.claims), default=0)


def tellers(stage: StageWork) -> set[str]:
    """Who told what is claimed of a stage."""
    return speakers(quote for item in stage.claims for quote in item.evidence)
