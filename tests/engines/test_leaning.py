"""From which confidence something is found."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.engines.ondevice.calibration import Lean
from assistant.engines.ondevice.leaning import chosen
from assistant.settings import CodingSettings

LEVELS: Mapping[Lean, float] = {"precision": 0.7, "balanced": 0.4, "recall": 0.1}
LEANING = {"pain": LEVELS, "gain": LEVELS, "anger": LEVELS, "joy": LEVELS}


def test_a_study_leans_one_way() -> None:
    """Every kind follows the lean where nothing else is said."""
    found = chosen(LEANING, CodingSettings(lean="recall"))

    assert {found[name] for name in LEANING} == {0.1}


def test_a_kind_may_lean_another_way() -> None:
    """A kind can have a lean or a confidence of its own; emotions have theirs together."""
    found = chosen(LEANING, CodingSettings(thresholds={"pain": "precision", "gain": 0.55, "emotion": 0.9}))

    assert (found["pain"], found["gain"], found["anger"], found["joy"]) == (0.7, 0.55, 0.9, 0.9)
