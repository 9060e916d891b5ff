"""From logits to probabilities that mean something, and to the thresholds chosen on data set aside."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from assistant.errors import EngineError

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

Lean = Literal["precision", "balanced", "recall"]
LEANS: tuple[Lean, ...] = get_args(Lean)
"""Fewer and surer findings; as many right ones as wrong ones are worth; more findings."""


@dataclass(frozen=True)
class Calibration:
    """A straight line for each output (Platt's method), and thresholds."""

    outputs: tuple[str, ...]
    slopes: tuple[float, ...]
    offsets: tuple[float, ...]
    mixed: tuple[tuple[int, int, float], ...]
    """Which output takes so much of which other: who is confused or disappointed is likelier telling of a pain."""
    leaning: Mapping[str, Mapping[Lean, float]]
    """The probability from which each kind and emotion is said to be there, for each lean: in comments and reviews."""
    leaning_in_talk: Mapping[str, Mapping[Lean, float]]
    """The same in interviews, where people tell much that is no finding."""
    tokens: int
    """How many outputs follow that tell of single words."""
    touchpoint_threshold: float
    """The probability from which a token belongs to a touchpoint."""

    @classmethod
    def read(cls, path: Path) -> Calibration:
        """Read `coder.json`."""
        try:
            content = json.loads(path.read_text("utf-8"))
            lines: Sequence[Mapping[str, Any]] = content["outputs"]
            names = [str(line["name"]) for line in lines]
            return cls(
                outputs=tuple(names),
                mixed=tuple(
                    (at, names.index(other), float(share))
                    for at, line in enumerate(lines)
                    for other, share in line.get("mix", {}).items()
                ),
                slopes=tuple(float(line["slope"]) for line in lines),
                offsets=tuple(float(line["offset"]) for line in lines),
                leaning={str(line["name"]): _leaning(line) for line in lines if "balanced" in line},
                leaning_in_talk={
                    str(line["name"]): _leaning(line.get("talk", line)) for line in lines if "balanced" in line
                },
                tokens=len(content["tokens"]),
                touchpoint_threshold=float(content["touchpoint_threshold"]),
            )
        except (OSError, ValueError, KeyError, TypeError) as problem:
            raise EngineError(f"{path} cannot be read: {problem}.", hint="Install Verbatim again.") from problem

    @property
    def thresholds(self) -> Mapping[str, float]:
        """The threshold of each kind and emotion where nothing else is asked for."""
        return {name: levels["balanced"] for name, levels in self.leaning.items()}

    def probabilities(self, logits: NDArray[float32]) -> NDArray[float32]:
        """Turn rows of logits into rows of probabilities."""
        import numpy

        scaled = self._mix(logits) * numpy.array(self.slopes, numpy.float32) + numpy.array(self.offsets, numpy.float32)
        result: NDArray[float32] = numpy.float32(1) / (numpy.float32(1) + numpy.exp(-scaled))
        return result

    def _mix(self, logits: NDArray[float32]) -> NDArray[float32]:
        import numpy

        result = logits.copy()
        for output, other, share in self.mixed:
            result[:, output] += logits[:, other] * numpy.float32(share)
        return result


def _leaning(line: Mapping[str, Any]) -> Mapping[Lean, float]:
    return {lean: float(line[lean]) for lean in LEANS}
