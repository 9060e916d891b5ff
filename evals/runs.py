"""A run of the evals as a file: with what it ran, on what, and what it found; enough to compare two of them later."""

from __future__ import annotations

import json
import platform
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from assistant import __version__
from assistant.errors import DocumentError
from assistant.identity import digest
from evals.results import Confusion, Curve, Figure, Item, SuiteResult

FORMAT = 1
_PACKAGES = ("numpy", "onnxruntime", "openai", "langchain", "scikit-learn", "scipy")


@dataclass(frozen=True)
class Run:
    """One engine measured on some data."""

    made: str
    """ISO 8601, UTC."""
    engine: str
    fingerprint: str
    """Hash of all that decides the engine's answers."""
    seed: int
    limit: int | None
    data: Mapping[str, Mapping[str, Any]]
    """By name: hash of texts and gold, and how many texts."""
    results: tuple[SuiteResult, ...]
    prompts: Mapping[str, str] = field(default_factory=dict)
    """Prompt and its hash, where the engine has prompts."""
    versions: Mapping[str, str] = field(default_factory=dict)
    commit: str = ""
    cost: float = 0.0
    seconds: float = 0.0
    unjudged: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By data: texts that failed, and why."""
    format: int = FORMAT

    @property
    def id(self) -> str:
        """Short name that follows from the content."""
        return digest(self.made, self.engine, self.fingerprint, self.data)[:10]

    def figure(self, suite: str, data: str, key: str) -> Figure | None:
        """One figure; None where it was not measured."""
        found = (
            item for result in self.results if (result.suite, result.data) == (suite, data) for item in result.figures
        )
        return next((item for item in found if item.key == key), None)


def now() -> str:
    """This moment, as a run names it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def circumstances() -> dict[str, Any]:
    """Versions and commit: what a run records besides the engine."""
    return {"versions": _versions(), "commit": _commit()}


def _versions() -> dict[str, str]:
    found = {"verbatim": __version__, "python": platform.python_version()}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def _commit() -> str:
    """The checkout's commit, with a plus where files differ from it; empty outside a checkout."""
    here = Path(__file__).resolve().parents[1]
    if not (here / ".git").exists():
        return ""
    try:
        named = _git(here, "describe", "--always", "--abbrev=12", "--dirty=+", "--exclude=*")
    except (OSError, subprocess.SubprocessError):
        return ""
    return named.strip()


def _git(where: Path, *words: str) -> str:
    command = ["git", "-C", str(where), *words]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=20).stdout  # noqa: S603


def write_run(run: Run, path: Path) -> None:
    """Write a run, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    text = json.dumps(run, default=_by_name, ensure_ascii=False, separators=(",", ":"))
    partial.write_text(f"{text}\n", encoding="utf-8")
    partial.replace(path)


def _by_name(value: Any) -> dict[str, Any]:
    """The fields of a part of a run; nothing is copied, as a run has thousands of parts."""
    return {item.name: getattr(value, item.name) for item in fields(value)}


def read_run(path: Path) -> Run:
    """A run from its file; DocumentError where it is none."""
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        if values["format"] != FORMAT:
            raise DocumentError(
                f"{path.name} is a run of format {values['format']}; this program reads {FORMAT}.", hint="Run it again."
            )
        return Run(**{**values, "results": tuple(map(_result, values["results"]))})
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DocumentError(f"{path.name} is no run of `verbatim eval`.", hint="Name a file that it wrote.") from error


def _result(values: Mapping[str, Any]) -> SuiteResult:
    return SuiteResult(
        values["suite"],
        values["data"],
        tuple(_figure(item) for item in values["figures"]),
        tuple(Item(**item) for item in values["items"]),
        tuple(_confusion(item) for item in values["confusions"]),
        tuple(_curve(item) for item in values["curves"]),
        tuple(values["notes"]),
    )


def _figure(values: Mapping[str, Any]) -> Figure:
    clusters = {name: tuple(counts) for name, counts in values["clusters"].items()}
    return Figure(**{**values, "clusters": clusters})


def _confusion(values: Mapping[str, Any]) -> Confusion:
    return Confusion(values["title"], tuple(values["labels"]), _rows(values["table"]))


def _curve(values: Mapping[str, Any]) -> Curve:
    return Curve(values["title"], values["x"], values["y"], _rows(values["points"]))


def _rows(values: Sequence[Sequence[Any]]) -> tuple[Any, ...]:
    return tuple(tuple(row) for row in values)
