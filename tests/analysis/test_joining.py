"""Participants are joined bottom-up, and a few of many are no group."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.analysis.joining import MOST_JOINED_AGAIN, NONE, Joined


def crowd(*sizes: int) -> Joined:
    """So many people at each corner, hardly apart from each other."""
    draw = np.random.default_rng(7)
    rows = [
        np.eye(len(sizes))[corner] + draw.normal(0, 0.02, len(sizes))
        for corner, n in enumerate(sizes)
        for _ in range(n)
    ]
    return Joined(np.array(rows), 7)


@pytest.mark.parametrize(
    ("sizes", "least"),
    [
        ((6, 5, 1), 2),  # of a dozen two are enough
        ((100, 96, 4), 10),  # of two hundred one in twenty
        ((90, 90, 20), 10),
    ],
)
def test_a_group_has_people_enough(sizes: tuple[int, int, int], least: int) -> None:
    """A corner of too few fits none, and as many groups as were asked for are found without it."""
    labels = crowd(*sizes).into(3)
    groups = np.bincount(labels[labels != NONE])
    last = labels[-sizes[-1] :]

    assert (groups[groups > 0] >= least).all()
    assert (groups > 0).sum() == 3
    assert bool((last == NONE).all()) is (sizes[-1] < least)


def test_of_thousands_likewise() -> None:
    """There they are joined around centres."""
    assert sum((700, 690, 10)) > 8 * MOST_JOINED_AGAIN
    labels = crowd(700, 690, 10).into(3)

    assert (labels == NONE).sum() == 10
