"""From which confidence something is found: chosen on data set aside, unless a study asks for more or for surer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from assistant.engines.ondevice.calibration import Lean

if TYPE_CHECKING:
    from assistant.settings import CodingSettings

_KINDS = {"pain", "gain", "need", "suggestion", "touchpoint"}
"""All others are emotions, which a study sets together."""
_TOUCHPOINT: Mapping[Lean, float] = {"precision": 0.5, "balanced": 0.3, "recall": 0.25}
"""Score of a phrase that the catalogue does not know."""
_SURER: Mapping[Lean, Lean] = {"recall": "balanced", "balanced": "precision", "precision": "precision"}


def chosen(
    leaning: Mapping[str, Mapping[Lean, float]], coding: CodingSettings, *, in_dialogue: bool
) -> dict[str, float]:
    """The threshold of each kind and emotion; a kind that the study sets by itself as it says there.

    Emotions were learned from comments, which are full of them. Whoever answers questions mostly tells what was, so
    there an emotion has to be surer.
    """
    leaning = {**leaning, "touchpoint": _TOUCHPOINT}
    felt = _SURER[coding.lean] if in_dialogue else coding.lean
    found = {name: levels[coding.lean if name in _KINDS else felt] for name, levels in leaning.items()}
    for kind, wanted in coding.thresholds.items():
        for name in [kind] if kind in leaning else leaning.keys() - _KINDS:
            found[name] = leaning[name][wanted] if isinstance(wanted, str) else wanted
    return found
