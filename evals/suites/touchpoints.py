"""Touchpoints: the words that name where people and the service meet."""

from __future__ import annotations

from dataclasses import replace

from evals.coding import Coding
from evals.data import Data
from evals.results import SuiteResult
from evals.suites import extraction


def run(data: Data, coding: Coding, *, seed: int = 7) -> SuiteResult:
    """Touchpoints as spans, as words and as sentences that name one."""
    return replace(extraction.run(data, coding, kinds=("touchpoint",), seed=seed), suite="touchpoints")
