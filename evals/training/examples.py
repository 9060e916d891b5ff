"""What one training example is: a text, what is known of it, and where the words stand that matter."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from evals.training.labels import EMOTIONS, SENTENCE_OUTPUTS

INDEX = {name: position for position, name in enumerate(SENTENCE_OUTPUTS)}
Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Example:
    """A text with its labels. Outputs that its source says nothing of are unknown and cost nothing."""

    text: str
    labels: Mapping[str, float]
    """Output name to target between 0 and 1; outputs that are missing are unknown."""
    source: str
    group: str
    """The respondent, interview or text: all of a group is on one side of the split."""
    touchpoints: Spans | None = None
    """Where touchpoints are named; None where nobody looked."""
    pains: Spans | None = None
    """The words that carry the pain; None where nobody looked."""
    weight: float = 1.0
    extra: Mapping[str, object] = field(default_factory=dict)
    """What the evaluation needs to know besides, such as the criticality."""

    def targets(self) -> np.ndarray:
        """The targets in the order of the outputs, NaN where unknown."""
        values = np.full(len(SENTENCE_OUTPUTS), np.nan, np.float32)
        for name, value in self.labels.items():
            values[INDEX[name]] = value
        return values


def emotion_labels(names: list[str]) -> dict[str, float]:
    """All 28 emotions, present or absent."""
    return {name: float(name in names) for name in EMOTIONS}


def side(example: Example) -> str:
    """On which side of the split an example is: "train", "dev" or "neither".

    GoEmotions keeps its published split; some interviews were set aside by hand; of everything else a fixed
    share of the groups is on the dev side, the same in every run.
    """
    if "split" in example.extra:
        return str(example.extra["split"])
    if "side" in example.extra:
        return str(example.extra["side"])
    return "dev" if is_dev(example.group) else "train"


def is_dev(group: str, percent: int = 15) -> bool:
    """Whether a group is in the share that is set aside."""
    return int.from_bytes(hashlib.sha256(group.encode()).digest()[:4], "big") % 100 < percent
