"""Precision, recall and F1 from counts, against fractions worked out by hand and against scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import f1_score, precision_score, recall_score

from evals.metrics.rates import f1, macro_f1, micro_f1, precision, recall

ANSWERS = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=60)


def counts_of(pairs: list[tuple[bool, bool]]) -> np.ndarray:
    """[right, said, covered, marked] of (gold, said) answers."""
    both = sum(gold and said for gold, said in pairs)
    return np.array([both, sum(said for _, said in pairs), both, sum(gold for gold, _ in pairs)], float)


def test_precision_and_recall_may_have_counts_of_their_own() -> None:
    """3 of 4 answers are right, 2 of 5 gold marks are covered: p = 3/4, r = 2/5, F1 = 2·(3/4)(2/5)/(23/20) = 12/23."""
    counts = np.array([3, 4, 2, 5], float)

    assert float(precision(counts)) == 3 / 4
    assert float(recall(counts)) == 2 / 5
    assert float(f1(counts)) == pytest.approx(12 / 23)


def test_what_was_never_asked_is_no_number_and_what_was_missed_is_zero() -> None:
    """Without gold and without answers there is nothing to be right about; with gold and no answer F1 is 0."""
    assert np.isnan(float(f1(np.zeros(4))))
    assert float(f1(np.array([0, 0, 0, 7.0]))) == 0.0
    assert np.isnan(float(precision(np.array([0, 0, 0, 7.0]))))


def test_macro_weighs_classes_and_micro_weighs_answers() -> None:
    """Class one: 8/8 and 8/8, F1 1; class two: 0 of 2, F1 0. Macro 1/2; micro p = r = 8/10, F1 4/5."""
    counts = np.array([8, 8, 8, 8, 0, 2, 0, 2], float)

    assert float(macro_f1(counts)) == 1 / 2
    assert float(micro_f1(counts)) == pytest.approx(4 / 5)


def test_macro_leaves_out_a_class_that_nobody_has() -> None:
    """The second class occurs neither in gold nor in answers."""
    assert float(macro_f1(np.array([1, 2, 1, 2, 0, 0, 0, 0], float))) == 1 / 2


@given(ANSWERS)
def test_like_scikit_learn(pairs: list[tuple[bool, bool]]) -> None:
    """On any answers, where scikit-learn has a value of its own."""
    gold, said = [g for g, _ in pairs], [s for _, s in pairs]
    counts = counts_of(pairs)
    if any(said):
        assert float(precision(counts)) == pytest.approx(precision_score(gold, said))
    if any(gold):
        assert float(recall(counts)) == pytest.approx(recall_score(gold, said))
    if any(gold) or any(said):
        assert float(f1(counts)) == pytest.approx(f1_score(gold, said, zero_division=0))
