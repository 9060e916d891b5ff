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

_WORD = re.compile(r"\w+")
MOST = 3
"""Quotes under a claim."""
_ENDS_IN_WORDS = re.compile(r"(?P<text>[^“]*)“(?P<words>[^“”]+)”\Z")
_TWO_SPEAK = re.compile(r"(?P<text>[^“]*)\. One said: “(?P<words>[^“”]+)”\.? Another: “(?P<other>[^“”]+)”\Z")
_LEAD = re.compile(r"(?:; as one of them put it|; one said)\Z")


def spoken(item: ExportedClaim) -> tuple[str, Sequence[Quote]]:
    """A claim that ends in somebody's words without them, and the quotes they are from first: nothing is said twice."""
    match = _ENDS_IN_WORDS.match(item.claim.text) or _TWO_SPEAK.match(item.claim.text)
    if match is None:
        return item.claim.text, item.evidence
    said = [words for name, words in match.groupdict().items() if name != "text"]
    speaking = [next((one for one in item.evidence if words in " ".join(one.text.split())), None) for words in said]
    first = [quote for quote in speaking if quote is not None]
    if len(first) < len(said):
        return item.claim.text, item.evidence
    rest = [quote for quote in item.evidence if not any(quote is one for one in first)]
    return _LEAD.sub("", match["text"].rstrip(" :")), in_turn([*first, *rest])


def shown(claims: Iterable[ExportedClaim]) -> Mapping[str, tuple[Quote, ...]]:
    """The quotes under each claim, by the claim's id; `claims` in the order of the report."""
    found: dict[str, tuple[Quote, ...]] = {}
    seen: set[Span] = set()
    for item in claims:
        own = _once(spoken(item)[1])
        said = 2 if _TWO_SPEAK.match(item.claim.text) else 1
        fresh = [quote for quote in own[said:] if quote.span not in seen]
        found[item.claim.id] = (*own[:said], *fresh[: MOST - said])
        seen |= {quote.span for quote in found[item.claim.id]}
    return found


def _once(quotes: Sequence[Quote]) -> list[Quote]:
    """Without those that say the same word for word as one before, as short answers of a survey do."""
    found: dict[str, Quote] = {}
    for quote in quotes:
        found.setdefault(" ".join(_WORD.findall(quote.text.casefold())), quote)
    return list(found.values())
