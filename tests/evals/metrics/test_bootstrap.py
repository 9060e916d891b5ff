"""Cluster intervals: worked out for a case with few outcomes, and against SciPy's bootstrap."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import bootstrap

from evals.metrics.bootstrap import difference, drawn, interval
from evals.metrics.rates import rate


def test_every_draw_has_as_many_clusters() -> None:
    """Drawn with replacement: each row sums to the number of clusters."""
    assert set(drawn(5, 100, seed=1).sum(axis=1)) == {5.0}


def test_no_interval_from_two_clusters() -> None:
    """Two people tell nothing of how people differ."""
    assert interval(np.array([[1, 2], [2, 2]], float), rate, seed=1) is None


def test_clusters_that_are_alike_leave_no_doubt() -> None:
    """Every participant has one of two right: every draw gives 1/2."""
    assert interval(np.tile([1.0, 2.0], (6, 1)), rate, seed=1) == (0.5, 0.5)


def test_like_scipy() -> None:
    """A mean over clusters of one size is what SciPy's percentile bootstrap draws too."""
    hits = np.random.default_rng(3).integers(0, 11, 30).astype(float)
    ours = interval(np.stack([hits, np.full(30, 10.0)], axis=1), rate, seed=5, draws=20_000)
    theirs = bootstrap((hits / 10,), np.mean, method="percentile", n_resamples=20_000, rng=7).confidence_interval

    assert ours == pytest.approx((theirs.low, theirs.high), abs=0.01)


def test_sentences_of_one_person_are_not_many_people() -> None:
    """The same answers, all of a participant alike: the clustered interval is wider than one over sentences."""
    clusters = np.array([[10, 10], [0, 10]] * 5, float)
    sentences = np.array([[1, 1], [0, 1]] * 50, float)
    by_person, by_sentence = interval(clusters, rate, seed=2), interval(sentences, rate, seed=2)

    assert by_person is not None
    assert by_sentence is not None
    assert by_person[1] - by_person[0] > 2 * (by_sentence[1] - by_sentence[0])


def test_a_difference_draws_both_together() -> None:
    """Everybody is better by one of ten, however good they are: the difference is certain, the level is not."""
    before = np.array([[hits, 10] for hits in range(1, 9)], float)
    after = before + np.array([1, 0])
    change, level = difference(before, after, rate, seed=2), interval(after, rate, seed=2)

    assert change == pytest.approx((0.1, 0.1))
    assert level is not None
    assert level[1] - level[0] > 0.1
