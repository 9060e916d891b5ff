"""Gates: floors that a run must hold, read from TOML, so that a build fails when a figure falls under one.

[[gate]]
suite = "extraction"
data = "loopwheel"
figure = "pain f1 overlap"
floor = 0.40            # or: ceiling = …
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from assistant.errors import ConfigurationError
from evals.runs import Run


class Gate(BaseModel):
    """One bound on one figure."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    suite: str
    data: str
    figure: str
    floor: float | None = None
    ceiling: float | None = None

    @model_validator(mode="after")
    def _has_a_bound(self) -> Gate:
        if self.floor is None and self.ceiling is None:
            raise ValueError("a gate needs a floor or a ceiling")
        return self

    @property
    def name(self) -> str:
        return f"{self.suite} on {self.data}: {self.figure}"


def read_gates(path: Path) -> list[Gate]:
    """The gates of a file; ConfigurationError names what is wrong with it."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
        if set(values) - {"gate"}:
            raise ConfigurationError(f"{path.name}: only [[gate]] tables are known.")
        gates = [Gate.model_validate(item) for item in values.get("gate", [])]
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigurationError(f"{path.name} cannot be read as gates: {error}.", hint="Check the file.") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise ConfigurationError(f"{path.name}: {place}: {first['msg']}.", hint="See evals/gates.toml.") from error
    if not gates:
        raise ConfigurationError(f"{path.name} holds no gate.", hint="Write [[gate]] tables as in evals/gates.toml.")
    return gates


def failures(run: Run, gates: Sequence[Gate]) -> Iterator[str]:
    """What a run does not hold, in words; a figure that was not measured fails its gate."""
    for gate in gates:
        figure = run.figure(gate.suite, gate.data, gate.figure)
        if figure is None or figure.value is None:
            yield f"{gate.name} was not measured."
        elif gate.floor is not None and figure.value < gate.floor:
            yield f"{gate.name} is {figure.value:.3f}, under its floor of {gate.floor:.3f}."
        elif gate.ceiling is not None and figure.value > gate.ceiling:
            yield f"{gate.name} is {figure.value:.3f}, over its ceiling of {gate.ceiling:.3f}."
