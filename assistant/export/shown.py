"""Which quotes stand under each claim of a report: the one its words are from, then such as no claim before showed.

A quote often bears several claims out. Printed under each of them it makes a report long and its evidence look richer
than it is; all of them are in the JSON export and in the app.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from assistant.analysis.voices import in_turn

if TYPE_CHECKING:
    from assistant.domain import Span
    from assistant.export.work import ExportedClaim, Quote

MOST = 3
"""Quotes under a claim."""
_ENDS_IN_WORDS = re.compile(r"(?P<text>[^“]*)“(?P<words>[^“”]+)”\Z")
_LEAD = re.compile(r"; as one of them put it\Z")


def spoken(item: ExportedClaim) -> tuple[str, Sequence[Quote]]:
    """A claim that ends in somebody's words without them, and the quote they are from first: nothing is said twice."""
    match = _ENDS_IN_WORDS.match(item.claim.text)
    speaking = [quote for quote in item.evidence if match and match["words"] in " ".join(quote.text.split())]
    if match is None or not speaking:
        return item.claim.text, item.evidence
    rest = [quote for quote in item.evidence if quote is not speaking[0]]
    return _LEAD.sub("", match["text"].rstrip(" :")), in_turn([speaking[0], *rest])


def shown(claims: Iterable[ExportedClaim]) -> Mapping[str, tuple[Quote, ...]]:
    """The quotes under each claim, by the claim's id; `claims` in the order of the report."""
    found: dict[str, tuple[Quote, ...]] = {}
    seen: set[Span] = set()
    for item in claims:
        own = spoken(item)[1]
        fresh = [quote for quote in own[1:] if quote.span not in seen]
        found[item.claim.id] = (*own[:1], *fresh[: MOST - 1])
        seen |= {quote.span for quote in found[item.claim.id]}
    return found
