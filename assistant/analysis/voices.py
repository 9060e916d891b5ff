"""Whose words some quotes are, and in which order people are heard: everybody once before anybody twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Protocol, TypeVar


class Voiced(Protocol):
    """Words of a participant."""

    @property
    def participant_id(self) -> str | None:
        """Whose they are; None where nobody is named."""
        ...


Words = TypeVar("Words", bound=Voiced)


def speakers(quotes: Iterable[Voiced]) -> set[str]:
    """The participants that quotes come from."""
    return {quote.participant_id for quote in quotes if quote.participant_id is not None}


def people_in(quotes: Iterable[Voiced]) -> int:
    """How many participants quotes come from."""
    return len(speakers(quotes))


def voices_in(quotes: Iterable[Voiced]) -> int:
    """How many speak in quotes; all that nobody is named for count as one."""
    return len({quote.participant_id for quote in quotes})


def in_turn(quotes: Iterable[Words]) -> tuple[Words, ...]:
    """The first quote of each participant, then the second of each, each round in the order they came in."""
    heard: Counter[str | None] = Counter()
    places = []
    for quote in quotes:
        places.append((heard[quote.participant_id], quote))
        heard[quote.participant_id] += 1
    return tuple(quote for _, quote in sorted(places, key=lambda place: place[0]))
