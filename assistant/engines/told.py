"""How many of a group speak of something: whether it may stand for all of them, and tells them from the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.domain import Kind

OUTLOOK: Mapping[Kind, str] = {
    "pain": "more of what hurt them than of what pleased them",
    "gain": "more of what pleased them than of what hurt them",
}
"""What is told of somebody's outlook, by the side that outweighs the other."""

_SMALL = 6
"""Members up to which half of a group, and two of it, must speak of something that stands for it; a third of more."""
_CLEARLY = 2
"""How many times as many, for their number, must speak of it as of the others."""


@dataclass(frozen=True, slots=True)
class Told:
    """How many of a group speak of something, and how many of all others."""

    here: int
    of: int
    there: int
    of_there: int

    @property
    def lead(self) -> float:
        """By how much the share here exceeds that elsewhere: what is common here and rare there leads most."""
        return self.here / max(self.of, 1) - self.there / max(self.of_there, 1)

    @property
    def stands_for_all(self) -> bool:
        """Whether a fair share of the group speaks of it, and clearly more than of the others."""
        enough = max(min(2, self.of), self.of / 2) if self.of <= _SMALL else self.of / 3
        return self.here >= enough and self.here * self.of_there >= _CLEARLY * self.there * self.of


@dataclass(frozen=True, slots=True)
class Topic:
    """A theme or an outlook that sets a group apart."""

    name: str
    kind: Kind
    told: Told
