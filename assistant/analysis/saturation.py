"""Whether more participants would still bring new themes.

The measure of Guest, Namey and Chen, A simple method to assess and report thematic saturation in qualitative research,
PLoS ONE 15(5), 2020: the new themes of a run of participants over the themes of a base before it. They studied bases
of 4 to 6, runs of 2 or 3, and 5% or nothing new. As an order of interviews is one of many, several are tried.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from statistics import median_low

BASE, RUN, MOST_NEW = 4, 2, 0.05
"""Participants in the base and in a run, and the share of new themes at which it is reached."""
ORDERS = 100
BIAS = "A theme is what two or more said, so those who come last can hardly bring a new one: it errs towards “reached”."
"""What must be said with the figures."""


def too_few(people: int) -> str:
    """Why nothing can be said of so many participants."""
    return f"too few participants to say ({people}; the measure needs {BASE + RUN} or more)"


@dataclass(frozen=True, slots=True)
class Saturation:
    """When new themes stop coming."""

    new: tuple[int, ...]
    """New themes each participant brought, in the order given."""
    reached: int | None
    """Participants after which it was reached in this order; None where it was not."""
    orders: int
    """Random orders tried."""
    reached_in: int
    """Of these, how many reached it."""
    typical: int | None
    """The median over those that did, and below the fewest and the most participants."""
    earliest: int | None
    latest: int | None

    def in_short(self) -> str:
        """When it was reached, in one line: `reached after 12 of 15 participants in the order they were added; …`."""
        people = len(self.new)
        reached = (
            f"reached after {self.reached} of {people} participants"
            if self.reached
            else f"not reached by {people} participants"
        )
        return f"{reached} in the order they were added; in {self.reached_in} of {self.orders} random orders"


def themes_told(people: Iterable[str], themes: Iterable[Iterable[str | None]]) -> list[AbstractSet[str]]:
    """For each participant the themes they spoke of; `themes` are those who told of each."""
    told: dict[str, set[str]] = {person: set() for person in people}
    for number, tellers in enumerate(themes):
        for who in tellers:
            if who in told:
                told[who].add(str(number))
    return list(told.values())


def saturation(themes_of: Sequence[AbstractSet[str]], seed: int) -> Saturation | None:
    """From the themes each participant spoke of; None where there are too few for a base and a run."""
    if len(themes_of) < BASE + RUN:
        return None
    draw = random.Random(seed)  # noqa: S311 (orders to try, no secret)
    orders = [draw.sample(themes_of, len(themes_of)) for _ in range(ORDERS)]
    reached = [number for order in orders if (number := _reached(_new(order))) is not None]
    new = _new(themes_of)
    return Saturation(
        new=tuple(new),
        reached=_reached(new),
        orders=ORDERS,
        reached_in=len(reached),
        typical=median_low(reached) if reached else None,
        earliest=min(reached, default=None),
        latest=max(reached, default=None),
    )


def _new(order: Iterable[AbstractSet[str]]) -> list[int]:
    known: set[str] = set()
    counts = []
    for themes in order:
        counts.append(len(themes - known))
        known |= themes
    return counts


def _reached(new: Sequence[int]) -> int | None:
    """Participants up to the end of the first run that brought next to nothing new."""
    base = sum(new[:BASE])
    for start in range(BASE, len(new) - RUN + 1):
        if base and sum(new[start : start + RUN]) <= MOST_NEW * base:
            return start + RUN
    return None
