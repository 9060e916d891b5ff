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
