"""From logits to probabilities that mean something, and to the thresholds chosen on data set aside.

What people say around a sentence says something of it: who has just told of trouble is more likely still telling of it.
So a share of what the sentences beside it have is added to a sentence's own, less of those further off.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from assistant.errors import EngineError

if TYPE_CHECKING:
    from numpy import float32, int64
    from numpy.typing import NDArray

Lean = Literal["precision", "balanced", "recall"]
LEANS: tuple[Lean, ...] = get_args(Lean)
"""Fewer and surer findings; as many right ones as wrong ones are worth; more findings."""

NEAR = ((1, 1.0), (2, 0.5))
"""How far to either side sentences count, and how much."""


@dataclass(frozen=True)
class Calibration:
    """A straight line for each output (Platt's method), thresholds, and how much the sentences around count."""

    outputs: tuple[str, ...]
    slopes: tuple[float, ...]
    offsets: tuple[float, ...]
    mixed: tuple[tuple[int, int, float], ...]
    """Which output takes so much of which other: who is confused or disappointed is likelier telling of a pain."""
    context: tuple[float, ...]
    """What share of the logit of a sentence beside, above or below the typical one, is added to a sentence's own."""
    typical: tuple[float, ...]
    """The mean logit of spoken sentences: sentences like any other around one, or none, change nothing."""
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
                context=tuple(float(line["context"]) for line in lines),
                typical=tuple(float(line["typical"]) for line in lines),
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

    def probabilities(self, logits: NDArray[float32], runs: NDArray[int64] | None = None) -> NDArray[float32]:
        """Turn rows of logits into rows of probabilities; rows with the same number in `runs` were said in a row."""
        import numpy

        logits = self._mix(logits)
        if runs is not None:
            logits = logits + self._around(logits, runs)
        scaled = logits * numpy.array(self.slopes, numpy.float32) + numpy.array(self.offsets, numpy.float32)
        result: NDArray[float32] = numpy.float32(1) / (numpy.float32(1) + numpy.exp(-scaled))
        return result

    def _mix(self, logits: NDArray[float32]) -> NDArray[float32]:
        import numpy

        result = logits.copy()
        for output, other, share in self.mixed:
            result[:, output] += logits[:, other] * numpy.float32(share)
        return result

    def _around(self, logits: NDArray[float32], runs: NDArray[int64]) -> NDArray[float32]:
        """What the sentences before and after add to each."""
        import numpy

        above = (logits - numpy.array(self.typical, numpy.float32)) * numpy.array(self.context, numpy.float32)
        added = numpy.zeros_like(logits)
        for distance, weight in NEAR:
            together = (runs[distance:] == runs[:-distance])[:, None] * numpy.float32(weight)
            added[distance:] += above[:-distance] * together
            added[:-distance] += above[distance:] * together
        return added


def _leaning(line: Mapping[str, Any]) -> Mapping[Lean, float]:
    return {lean: float(line[lean]) for lean in LEANS}
