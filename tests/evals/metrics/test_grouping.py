"""Groupings against each other, by hand."""

from __future__ import annotations

import pytest

from evals.metrics.grouping import adjusted_rand, best_matches, coverage, v_measure


def test_each_gold_group_finds_the_one_most_like_it() -> None:
    """Fees abcd and found abx: F1 = 2·2/7; bot ef is split, the better half e has F1 = 2·1/3; nothing has g."""
    gold = {"fees": frozenset("abcd"), "bot": frozenset("ef"), "stand": frozenset("g")}
    found = {"1": frozenset("abx"), "2": frozenset("e")}
    matches = best_matches(gold, found)

    assert [(m.gold, m.found, m.f1) for m in matches] == [
        ("fees", "1", pytest.approx(4 / 7)),
        ("bot", "2", pytest.approx(2 / 3)),
        ("stand", None, 0.0),
    ]
    assert coverage(matches) == (2, 3)


def test_the_same_grouping_under_other_names_is_the_same() -> None:
    """Names do not matter."""
    assert v_measure(["a", "a", "b"], ["x", "x", "y"]) == 1.0
    assert adjusted_rand(["a", "a", "b"], ["x", "x", "y"]) == 1.0
