"""What a report says of a theme: what it holds, a typical quote, one on its border, and who among whom tells of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.analysis.voices import speakers
from assistant.comparison.attributes import attributes
from assistant.comparison.sides import gap
from assistant.comparison.standing import Voice
from assistant.domain import SIBLING, by_id
from assistant.export.telling import telling

if TYPE_CHECKING:
    from assistant.export.work import CountedTheme, Quote, Work

_PARTS = re.compile(r"\s*\b(Included|Borderline|Not included): ")
_WORDS = re.compile(r"“([^“”]+)”")
_EXAMPLE = re.compile(r",? such as “[^“”]*”|“[^“”]*”")
_MOST_VALUES, _FEWEST_OF_EACH, _MOST_KNOWN = 4, 2, 0.5
"""An attribute tells segments apart that has so many values at most, each of so many people, known of this share."""

Segments = Mapping[str, Mapping[str, AbstractSet[str]]]
"""By attribute, and for each of its values the participants who have it."""


@dataclass(frozen=True, slots=True)
class Card:
    """A theme as it is read: the quotes are among its own."""

    item: CountedTheme
    definition: str
    """Without quotes."""
    typical: Quote | None
    borderline: Quote | None
    """One near another theme."""
    borders_on: str
    """That theme's name; empty where there is none."""


def cards(work: Work) -> list[Card]:
    """A card for each theme, those of most participants first."""
    return [_card(item, work.theme_names) for item in sorted(work.themes, key=lambda item: item.widest_first)]


def _card(item: CountedTheme, names: Mapping[str, str]) -> Card:
    meaning, *rest = _PARTS.split(item.theme.definition)
    parts = dict(zip(rest[::2], rest[1::2], strict=True))
    typical = _with_words(item, parts.get("Included", "")) or _first(item)
    borderline = _with_words(item, parts.get("Borderline", ""))
    held = [
        f"{name}: {words}" for name in ("Included", "Not included") if (words := _without_quotes(parts.get(name, "")))
    ]
    about = " ".join([meaning.strip(), *(f"{text}." for text in held)]).strip()
    borders_on = names.get(str(item.theme.attributes.get(SIBLING, "")), "")
    apart = borderline if borderline and typical and borderline.span != typical.span and borders_on else None
    return Card(item, about, typical, apart, borders_on)


def _without_quotes(part: str) -> str:
    return _EXAMPLE.sub("", part).strip(" .,;")


def _with_words(item: CountedTheme, part: str) -> Quote | None:
    """The theme's quote that some quoted words are from."""
    match = _WORDS.search(part)
    quotes = [coding.quote for coding in item.codings]
    return next((quote for quote in quotes if match and match[1] in " ".join(quote.text.split())), None)


def _first(item: CountedTheme) -> Quote | None:
    """The most typical quote that tells something."""
    return next(iter(telling([coding.quote for coding in item.codings])), None)


def segments(work: Work) -> Segments:
    """What the files give of participants or sources and tells a few segments apart; else the personas."""
    speaking = {
        (turn.participant_id, source.id)
        for source in work.sources
        for turn in work.places.of_source(source.id)
        if turn.participant_id in work.names
    }
    known = attributes(speaking, by_id(work.participants), by_id(work.sources))
    found = {name: _by_value(values) for name, values in known.items()}
    given = {name: values for name, values in found.items() if _tells_apart(values, len(work.participants))}
    if given or len(work.personas) < 2:
        return given
    return {
        "persona": {item.persona.name: {who.participant_id for who in item.persona.members} for item in work.personas}
    }


def _by_value(values: Mapping[Voice, str]) -> Mapping[str, AbstractSet[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for (person, _), value in values.items():
        found[value].add(person)
    return found


def _tells_apart(values: Mapping[str, AbstractSet[str]], of: int) -> bool:
    known = set().union(*values.values())
    filled = 2 <= len(values) <= _MOST_VALUES
    return filled and min(map(len, values.values())) >= _FEWEST_OF_EACH and len(known) >= _MOST_KNOWN * of


def widest_gap(item: CountedTheme, found: Segments) -> tuple[str, Sequence[tuple[str, int, int]]] | None:
    """The attribute whose segments differ most in how many tell of a theme: value, how many, of how many."""
    told = speakers(coding.quote for coding in item.codings)
    counted = {
        name: [(value, len(told & people), len(people)) for value, people in sorted(values.items())]
        for name, values in found.items()
    }
    return max(counted.items(), key=lambda one: (gap((told, of) for _, told, of in one[1]), one[0]), default=None)
