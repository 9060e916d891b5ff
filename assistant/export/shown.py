"""Which quotes stand under each claim of a report: the one its words are from, then such as no claim before showed.

A quote often bears several claims out. Printed under each of them it makes a report long and its evidence look richer
than it is: within a persona or a stage it is printed once, and a later claim says who is quoted above. What is one line
of a list shows one quote. All of them are in the JSON export and in the app. What tells nothing by itself (`The app.`)
is shown only where a claim has nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.analysis.voices import in_turn
from assistant.export.printed import in_a_line, only_counts
from assistant.export.telling import telling, tells

if TYPE_CHECKING:
    from assistant.domain import Span
    from assistant.export.work import ExportedClaim, Quote

_WORD = re.compile(r"\w+")
MOST = 3
"""Quotes under a claim."""
MOTTO = "quote"
"""The field of a persona that is one quote at its head."""
_SAYS = r"(?:,| said,| wanted| needed)?"
_WORDS = "“([^“”]+)”"
_WOVEN = re.compile(
    rf"(?P<text>(?:[^“]* in words such as “[^“”]+”)?[^“]*?)(?:{_WORDS}|\. One said: {_WORDS}\.? Another: {_WORDS}"
    rf"|: one{_SAYS} {_WORDS}; (?:another|the other){_SAYS} {_WORDS}\."
    rf"|: one{_SAYS} {_WORDS}; in (?:another|the other)'s words, {_WORDS}\."
    rf"|: {_WORDS}, as one put it; (?:another|the other){_SAYS} {_WORDS}\."
    rf"|; one of them{_SAYS} {_WORDS}\.| \({_WORDS}(?:; {_WORDS})?\)\.|: {_WORDS}, then {_WORDS})\Z"
)
_TURN = re.compile(r": “[^“”]+”, then “[^“”]+”\Z")
"""What is claimed and, at its end, the words of one or two who said it."""
_MARKS = str.maketrans("", "", "\"'“”‘’„‚")
"""Quotation marks within a quote are written as single ones in a sentence."""
_LEAD = re.compile(r"(?:; as one of them put it|; one said)\Z")


@dataclass(frozen=True, slots=True)
class Part:
    """Claims that are printed together."""

    of: str
    """The persona or the stage: in each, a quote is printed once."""
    claims: Sequence[ExportedClaim]
    in_lines: bool = False
    """Whether each is one line of a list."""


@dataclass(frozen=True, slots=True)
class Above:
    """A quote that stands further up."""

    quote: Quote
    field: str
    """Of the claim that it stands under."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a report prints of a claim's quotes."""

    quotes: tuple[Quote, ...] = ()
    above: tuple[Above, ...] = ()
    """Those that stand further up in the same persona or stage, where nothing else is left to print."""
    against: tuple[Quote, ...] = ()
    against_above: tuple[Above, ...] = ()


def spoken(item: ExportedClaim) -> tuple[str, Sequence[Quote]]:
    """A claim that ends in somebody's words without them, and the quotes they are from first: nothing is said twice."""
    text, said = _woven(item.claim.text)
    speaking = [next((one for one in item.evidence if _holds(one.text, words)), None) for words in said]
    first = [quote for quote in speaking if quote is not None]
    if not said or len(first) < len(said):
        return item.claim.text, item.evidence
    rest = [quote for quote in item.evidence if not any(quote is one for one in first)]
    return _LEAD.sub("", text.rstrip(" :")), in_turn([*first, *rest])


def turns(item: ExportedClaim) -> bool:
    """Whether a claim is somebody's words before and after a change: neither says it alone."""
    return _TURN.search(item.claim.text) is not None and len(spoken(item)[1]) > 1


def _woven(text: str) -> tuple[str, list[str]]:
    """A claim in two: what it says, and whose words it ends in, of one or two people."""
    match = _WOVEN.match(text)
    return (match["text"], [words for words in match.groups()[1:] if words]) if match else (text, [])


def _holds(quote: str, words: str) -> bool:
    return words.translate(_MARKS) in " ".join(quote.translate(_MARKS).split())


def shown(parts: Iterable[Part]) -> Mapping[str, Shown]:
    """What is printed of each claim, by the claim's id; `parts` in the order of the report."""
    found: dict[str, Shown] = {}
    anywhere: set[Span] = set()
    above: dict[str, _Printed] = {}
    for part in parts:
        here = above.setdefault(part.of, _Printed())
        for item in part.claims:
            brief = part.in_lines or in_a_line(item)
            most = 2 if turns(item) else 1 if brief else MOST
            found[item.claim.id] = mine = _of(item, most, here, anywhere)
            here.add(item, mine)
            anywhere |= {quote.span for quote in mine.quotes}
    return found


@dataclass
class _Printed:
    """What a persona or a stage has shown so far: spans, and the field they stand under."""

    own: dict[Span, str] = field(default_factory=dict)
    against: dict[Span, str] = field(default_factory=dict)

    def add(self, item: ExportedClaim, mine: Shown) -> None:
        for quotes, into in ((mine.quotes, self.own), (mine.against, self.against)):
            for quote in quotes:
                into.setdefault(quote.span, item.claim.field)


def _of(item: ExportedClaim, most: int, here: _Printed, anywhere: AbstractSet[Span]) -> Shown:
    own = [] if only_counts(item) else _told(item)
    said = max(len(_woven(item.claim.text)[1]), 1)
    speaking = [quote for quote in own[:said] if quote.span not in here.own]
    speaking = own[:said] if speaking and turns(item) else speaking
    fresh = [quote for quote in own[said:] if quote.span not in anywhere]
    quotes = (*speaking, *fresh)[:most]
    counter = _once(sorted(item.counter, key=lambda quote: not tells(quote.text)))[:most]
    known = here.against | here.own
    against = tuple(quote for quote in counter if quote.span not in known)
    return Shown(quotes, () if quotes else _above(own, here.own), against, () if against else _above(counter, known))


def _above(quotes: Iterable[Quote], here: Mapping[Span, str]) -> tuple[Above, ...]:
    return tuple(Above(quote, here[quote.span]) for quote in quotes if quote.span in here)[:MOST]


def _told(item: ExportedClaim) -> list[Quote]:
    """The quotes that may be printed; the words that a person chose to stand in a claim are always among them."""
    quotes = spoken(item)[1]
    chosen = item.claim.edited or item.claim.status == "approved" or turns(item)
    kept = list(quotes[: len(_woven(item.claim.text)[1])]) if chosen else []
    rest = [quote for quote in telling(quotes) if not any(quote is one for one in kept)]
    return _once([*kept, *in_turn(rest)])


def _once(quotes: Sequence[Quote]) -> list[Quote]:
    """Without those that say the same word for word as one before, as short answers of a survey do."""
    found: dict[str, Quote] = {}
    for quote in quotes:
        found.setdefault(" ".join(_WORD.findall(quote.text.casefold())), quote)
    return list(found.values())
