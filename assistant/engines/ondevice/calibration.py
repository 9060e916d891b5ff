"""From logits to probabilities that mean something, and to the thresholds chosen on data set aside."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import EngineError

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Calibration:
    """A straight line for each output (Platt's method), thresholds, and how much the sentence before counts."""

    outputs: tuple[str, ...]
    slopes: tuple[float, ...]
    offsets: tuple[float, ...]
    context: tuple[float, ...]
    """What share of the previous sentence's logit, above or below the typical one, is added to a sentence's own."""
    typical: tuple[float, ...]
    """The mean logit of spoken sentences: a previous sentence like any other, or none, changes nothing."""
    thresholds: Mapping[str, float]
    """The probability from which each kind and emotion is said to be there."""
    touchpoint_threshold: float
    """The probability from which a token belongs to a touchpoint."""

    @classmethod
    def read(cls, path: Path) -> Calibration:
        """Read `coder.json`."""
        try:
            content = json.loads(path.read_text("utf-8"))
            lines: Sequence[Mapping[str, float]] = content["outputs"]
            return cls(
                outputs=tuple(str(line["name"]) for line in lines),
                slopes=tuple(float(line["slope"]) for line in lines),
                offsets=tuple(float(line["offset"]) for line in lines),
                context=tuple(float(line["context"]) for line in lines),
                typical=tuple(float(line["typical"]) for line in lines),
                thresholds={str(line["name"]): line["threshold"] for line in lines if "threshold" in line},
                touchpoint_threshold=float(content["touchpoint_threshold"]),
            )
        except (OSError, ValueError, KeyError, TypeError) as problem:
            raise EngineError(f"{path} cannot be read: {problem}.", hint="Install Verbatim again.") from problem

    @property
    def uses_context(self) -> bool:
        """Whether the previous sentence counts at all."""
        return any(self.context)

    def probabilities(self, logits: NDArray[float32], previous: NDArray[float32] | None = None) -> NDArray[float32]:
        """Turn rows of logits into rows of probabilities; NaN rows of `previous` stand for no sentence."""
        import numpy

        if previous is not None:
            above = numpy.nan_to_num(previous - numpy.array(self.typical, numpy.float32))
            logits = logits + above * numpy.array(self.context, numpy.float32)
        scaled = logits * numpy.array(self.slopes, numpy.float32) + numpy.array(self.offsets, numpy.float32)
        result: NDArray[float32] = numpy.float32(1) / (numpy.float32(1) + numpy.exp(-scaled))
        return result
