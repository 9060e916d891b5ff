"""What is known of participants before a word of theirs is read: what files give, and how they came to be heard.

Groups that follow one of these may tell of how a study was made, and not of the people in it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from assistant.analysis.material import Material

What = Literal["attribute", "company", "document", "source", "interviewer", "kind", "words"]

FEWEST = 5
"""Participants in groups that are compared with what is known of them."""
_KNOWN = 0.8
"""Share of them of whom something must be known to be compared."""
ALONE, TOGETHER, BOTH = "alone", "together", "both"
"""Whether somebody is heard in sources of their own, in sources with others, or in both."""
_THOUSANDS = re.compile(r"[-+]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
"""A comma before three digits parts thousands; any other is a decimal point."""


@dataclass(frozen=True, slots=True)
class Trait:
    """What is known of participants, in one word for each."""

    what: What
    name: str
    """Of the attribute, as files call it; empty for what no file gives."""
    of: Mapping[str, str]
    """By participant; those of whom it is not known are left out."""


@dataclass(frozen=True, slots=True)
class Amount:
    """How much of something participants have."""

    what: What
    name: str
    of: Mapping[str, float]
    is_date: bool = False
    """Seconds since 1970 then."""


def is_known_of_enough(known: int, people: int) -> bool:
    """Whether something that is known of so many of the people in groups may be compared with the groups."""
    return known >= max(FEWEST, _KNOWN * people)


def traits(material: Material) -> list[Trait]:
    """All that tells participants apart in words; first what files give, as that says most to a reader."""
    main = {who: max(sorted(told), key=lambda name: told[name]) for who, told in _words(material).items()}
    sources = material.sources
    asked = _interviewers(material)
    found = [Trait("attribute", name, of) for name, of in _attributes(material).items()]
    found.append(Trait("company", "", _company(material)))
    documents = {who: sources[source].document_id for who, source in main.items()}
    found.append(Trait("document", "", {who: material.documents.get(name, name) for who, name in documents.items()}))
    found.append(Trait("source", "", {who: sources[source].name for who, source in main.items()}))
    found.append(Trait("interviewer", "", {who: asked[source] for who, source in main.items() if source in asked}))
    found.append(Trait("kind", "", {who: str(sources[source].kind) for who, source in main.items()}))
    return [trait for trait in found if len(set(trait.of.values())) > 1]


def amounts(material: Material) -> list[Amount]:
    """All that participants have more or less of: what they said, and numbers and dates that files give."""
    said = {who: float(sum(told.values())) for who, told in _words(material).items()}
    found = [Amount("words", "", said)]
    for name, of in _attributes(material).items():
        for read, is_date in ((_number, False), (_date, True)):
            values = {who: value for who, text in of.items() if (value := read(text)) is not None}
            if len(values) == len(of) and not _counts_up(values):
                found.append(Amount("attribute", name, values, is_date))
                break
    return [amount for amount in found if len(set(amount.of.values())) > 1]


def _words(material: Material) -> dict[str, Counter[str]]:
    """How many words each participant says in each source."""
    found: dict[str, Counter[str]] = {}
    for who, lines in material.lines.items():
        told = found.setdefault(who, Counter())
        for line in lines:
            told[line.span.source_id] += len(line.text.split())
    return found


def _company(material: Material) -> dict[str, str]:
    heard: dict[str, set[str]] = defaultdict(set)
    for who, told in _words(material).items():
        for source in told:
            heard[source].add(who)
    ways: dict[str, set[str]] = defaultdict(set)
    for people in heard.values():
        for who in people:
            ways[who].add(TOGETHER if len(people) > 1 else ALONE)
    return {who: BOTH if len(way) > 1 else next(iter(way)) for who, way in ways.items()}


def _interviewers(material: Material) -> dict[str, str]:
    """Who asks most in each source."""
    asked: dict[str, Counter[str]] = defaultdict(Counter)
    for turn in material.turns:
        if turn.role == "interviewer" and turn.speaker.strip():
            asked[turn.source_id][turn.speaker.strip().casefold()] += turn.end - turn.start
    return {source: max(sorted(names), key=lambda name: names[name]) for source, names in asked.items()}


def _attributes(material: Material) -> dict[str, dict[str, str]]:
    """What files give of each participant, by the attribute's name; nothing where their sources differ in it."""
    given: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for who, attributes in _given(material):
        for name, value in attributes.items():
            if isinstance(value, str | int | float) and (text := str(value).strip()):
                given[name][who].add(text)
    return {
        name: {who: next(iter(values)) for who, values in of.items() if len(values) == 1} for name, of in given.items()
    }


def _given(material: Material) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for person in material.participants:
        yield person.id, person.attributes
    for who, told in _words(material).items():
        for source in told:
            yield who, material.sources[source].attributes


def _number(text: str) -> float | None:
    if "_" in text:
        return None
    with suppress(ValueError):
        value = float(text.replace(",", "" if _THOUSANDS.fullmatch(text) else "."))
        return value if abs(value) < float("inf") else None
    return None


def _date(text: str) -> float | None:
    with suppress(ValueError, OverflowError, OSError):
        return datetime.fromisoformat(text).timestamp()
    return None


def _counts_up(of: Mapping[str, float]) -> bool:
    """Whether values look like the numbers of rows: whole, and each of one participant alone."""
    return len(set(of.values())) == len(of) and all(value.is_integer() for value in of.values())
