"""How far probabilities can be believed: of what is said with 0.8, eight in ten should be right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers of about the same probability."""

    low: float
    high: float
    said: float
    """Mean probability."""
    right: float
    """Share that was right."""
    n: int


def bins(probabilities: Sequence[float], right: Sequence[bool], number: int = 10) -> list[Bin]:
    """Bins of equal width that hold answers; a probability of 1 belongs to the last."""
    p, hit = np.asarray(probabilities, float), np.asarray(right, bool)
    place = np.minimum((p * number).astype(int), number - 1)
    found = []
    for at in np.unique(place):
        mine = place == at
        found.append(
            Bin(at / number, (at + 1) / number, float(p[mine].mean()), float(hit[mine].mean()), int(mine.sum()))
        )
    return found


def expected_error(found: Sequence[Bin]) -> float:
    """Mean gap between what was said and what was right, weighted by answers (ECE); nan without answers."""
    total = sum(one.n for one in found)
    return sum(one.n * abs(one.said - one.right) for one in found) / total if total else float("nan")
