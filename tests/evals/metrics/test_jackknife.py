"""Intervals by leaving people out, against what can be worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.metrics.jackknife import BLOCKS, blocks, interval


@given(st.lists(st.floats(0, 1), min_size=3, max_size=BLOCKS))
def test_of_a_mean_it_is_the_textbook_standard_error(values: list[float]) -> None:
    """For a mean the jackknife's standard error is s / sqrt(n), exactly."""
    told = {f"p{at:02}": value for at, value in enumerate(values)}
    mean = float(np.mean(values))

    def without(out: frozenset[str]) -> float:
        return float(np.mean([value for name, value in told.items() if name not in out]))

    found = interval(mean, told, without, seed=1, bounds=(-9, 9))
    spread = 1.96 * np.std(values, ddof=1) / math.sqrt(len(values))
    assert found == pytest.approx((mean - spread, mean + spread), abs=1e-9)


def test_everybody_is_left_out_once() -> None:
    """Many people in blocks of like size, the same in every run."""
    people = [f"p{at}" for at in range(300)]
    found = blocks(people, seed=3)

    assert (len(found), {len(block) for block in found}) == (BLOCKS, {15})
    assert frozenset().union(*found) == set(people)
    assert found == blocks(reversed(people), seed=3)


def test_it_stays_within_what_can_be() -> None:
    assert interval(0.9, "abc", lambda out: 0.1 if "a" in out else 1.0, seed=1) == (0.0, 1.0)


def test_two_people_have_no_interval() -> None:
    assert interval(0.5, "ab", lambda _: 0.5, seed=1) is None
    assert interval(math.nan, "abc", lambda _: 0.5, seed=1) is None
