"""From which confidence something is found."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from assistant.engines.ondevice.calibration import Lean
from assistant.engines.ondevice.leaning import chosen
from assistant.errors import ConfigurationError
from assistant.settings import CodingSettings, parse_settings

LEVELS: Mapping[Lean, float] = {"precision": 0.7, "balanced": 0.4, "recall": 0.1}
LEANING = {"pain": LEVELS, "gain": LEVELS, "anger": LEVELS, "joy": LEVELS}


def test_a_study_leans_one_way() -> None:
    """Every kind follows the lean where nothing else is said."""
    found = chosen(LEANING, CodingSettings(lean="recall"), in_dialogue=False)

    assert {found[name] for name in LEANING} == {0.1}


def test_a_kind_may_lean_another_way() -> None:
    """A kind can have a lean or a confidence of its own; emotions have theirs together."""
    coding = CodingSettings(thresholds={"pain": "precision", "gain": 0.55, "emotion": 0.9})
    found = chosen(LEANING, coding, in_dialogue=True)

    assert (found["pain"], found["gain"], found["anger"], found["joy"]) == (0.7, 0.55, 0.9, 0.9)


def test_emotions_have_to_be_surer_in_a_dialogue() -> None:
    """Who answers questions mostly tells what was: there emotions are taken one lean surer, kinds are not."""
    found = chosen(LEANING, CodingSettings(), in_dialogue=True)

    assert (found["pain"], found["anger"], found["joy"]) == (0.4, 0.7, 0.7)


def test_what_is_no_lean_is_explained() -> None:
    """The message names the setting and what it may be."""
    with pytest.raises(ConfigurationError, match=r"`coding\.thresholds\.pain`: should be .precision., .* between 0"):
        parse_settings({"coding": {"thresholds": {"pain": "bold"}}}, "study.toml")
