"""Kappa, AC1 and alpha: worked out by hand, and against scikit-learn, iaa-kit and krippendorff on random codings."""

from __future__ import annotations

import iaa_kit
import krippendorff
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from evals.metrics.agreement import cohen_kappa, gwet_ac1, observed, prevalence
from evals.metrics.alpha import alpha, coincidences

pytestmark = pytest.mark.filterwarnings("ignore:.*cohen_kappa_score", "ignore:invalid value encountered")
"""The libraries warn where they have no number; that we have none either is what is tested."""

CODES = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=2, max_size=50)
MISSING = st.lists(st.lists(st.one_of(st.none(), st.integers(0, 2)), min_size=3, max_size=3), min_size=1, max_size=40)


def table(pairs: list[tuple[int, int]], size: int = 3) -> np.ndarray:
    """How often each said what, flattened."""
    counts = np.zeros((size, size))
    for first, second in pairs:
        counts[first, second] += 1
    return counts.ravel()


def test_kappa_by_hand() -> None:
    """20 both no, 15 both yes, 5 yes/no, 10 no/yes of 50: po = 35/50 = .7; yes .4 and .5: pe = .2+.3 = .5; k = .4."""
    counts = np.array([20, 10, 5, 15], float)

    assert float(observed(counts)) == pytest.approx(7 / 10)
    assert float(cohen_kappa(counts)) == pytest.approx(2 / 5)


def test_ac1_by_hand() -> None:
    """The same table: mean yes = .45; chance = 2·.45·.55 = .495; AC1 = (.7-.495)/(1-.495) = 205/505."""
    assert float(gwet_ac1(np.array([20, 10, 5, 15], float))) == pytest.approx(205 / 505)


def test_prevalence_is_the_mean_of_both_coders() -> None:
    """20 of 50 and 25 of 50: 9/20."""
    assert float(prevalence(np.array([20, 10, 5, 15], float))) == pytest.approx(9 / 20)


def test_kappa_of_silence_is_no_number() -> None:
    """Two coders who code nothing agree fully, and kappa cannot say whether by chance."""
    assert np.isnan(float(cohen_kappa(np.array([50, 0, 0, 0], float))))


def test_alpha_by_hand() -> None:
    """Units aa, aa, ab, bb. Coincidences: aa 4, bb 2, ab 1, ba 1; n = 8, a 5, b 3.

    Observed disagreement 2; expected (64-25-9)/7 = 30/7; alpha = 1-14/30 = 16/30.
    """
    units = [(0, 0), (0, 0), (0, 1), (1, 1)]
    total = sum(coincidences(codes, 2) for codes in units)

    assert float(alpha(np.asarray(total))) == pytest.approx(16 / 30)


def test_a_unit_that_one_coder_coded_says_nothing() -> None:
    """A single coding can neither agree nor disagree."""
    assert coincidences([1, None, None], 2).sum() == 0


@given(CODES)
def test_kappa_like_scikit_learn(pairs: list[tuple[int, int]]) -> None:
    """On random codings; where scikit-learn has no number, neither have we."""
    with np.errstate(all="ignore"):
        theirs = cohen_kappa_score([a for a, _ in pairs], [b for _, b in pairs], labels=[0, 1, 2])
    ours = float(cohen_kappa(table(pairs)))

    assert (np.isnan(theirs) and np.isnan(ours)) or ours == pytest.approx(theirs)


@given(CODES)
def test_ac1_like_iaa_kit(pairs: list[tuple[int, int]]) -> None:
    """On random codings that hold all the categories, since iaa-kit counts only those that occur."""
    if {0, 1, 2} - {code for pair in pairs for code in pair}:
        return
    theirs = iaa_kit.ac1([a for a, _ in pairs], [b for _, b in pairs])

    assert float(gwet_ac1(table(pairs))) == pytest.approx(theirs)


@settings(max_examples=60)
@given(MISSING)
def test_alpha_like_krippendorff(units: list[list[int | None]]) -> None:
    """Three coders, any of whom may be missing."""
    ours = float(alpha(np.asarray(sum(coincidences(codes, 3) for codes in units))))
    data = [[np.nan if code is None else code for code in coder] for coder in zip(*units, strict=True)]
    try:
        theirs = krippendorff.alpha(reliability_data=data, level_of_measurement="nominal")
    except ValueError:
        return  # fewer than two values, or no unit with two codings
    if np.isnan(theirs):
        return

    assert ours == pytest.approx(theirs)
