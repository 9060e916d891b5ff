"""Calibration by hand."""

from __future__ import annotations

import pytest

from evals.metrics.calibration import bins, expected_error


def test_bins_and_their_gap() -> None:
    """Four answers at .8, three right (gap .05), one at .3 and wrong (gap .3): ECE = .8·.05 + .2·.3 = .1."""
    found = bins([0.8, 0.8, 0.8, 0.8, 0.3], [True, True, True, False, False])

    assert [(one.low, one.n, one.right) for one in found] == [(0.3, 1, 0.0), (0.8, 4, 0.75)]
    assert expected_error(found) == pytest.approx(0.1)


def test_certainty_belongs_to_the_last_bin() -> None:
    """A probability of one is no bin of its own."""
    assert bins([1.0, 0.95], [True, True])[0].n == 2
