"""Public sets, read from where the user has put them: nothing is downloaded. evals/README.md says what each is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path

from assistant.errors import ConfigurationError, DocumentError
from evals.data import Data

SETS: Mapping[str, str] = {
    "goemotions": "labels",
    "isear": "labels",
    "jupyter": "labels",
    "nhs": "labels",
    "suggestion_mining": "labels",
    "app_reviews": "aspects",
    "mams": "aspects",
    "serdif": "interviews",
    "pdpilot": "interviews",
    "scrum": "interviews",
    "argkp": "arguments",
    "btc": "names",
    "wnut17": "names",
    "presidio": "names",
}
"""A set's name, and the module of this package with a function of that name."""


def read_set(name: str, folder: Path) -> Data:
    """The set called so, from a folder; ConfigurationError where the name or the folder is unknown."""
    if name not in SETS:
        raise ConfigurationError(f"There is no adapter for {name!r}.", hint=f"There are {', '.join(SETS)}.")
    if not folder.is_dir():
        raise ConfigurationError(f"{folder} is no folder.", hint=f"Give the folder of the set: --data {name}=DIR.")
    read: Callable[[Path], Data] = getattr(import_module(f"evals.datasets.{SETS[name]}"), name)
    try:
        return read(folder)
    except (KeyError, TypeError, ValueError) as error:
        raise DocumentError(
            f"{folder} does not hold {name} in the shape that is expected ({type(error).__name__}: {error}).",
            hint="evals/README.md lists the files and columns.",
        ) from error
