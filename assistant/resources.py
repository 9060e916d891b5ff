"""Where the files that ship with the program lie: in a checkout beside the packages, else below `_data`."""

from __future__ import annotations

from pathlib import Path

from assistant.errors import ConfigurationError

_PACKAGE = Path(__file__).resolve().parent


def data_dir(name: str) -> Path:
    """The folder `prompts` or `corpora`, in a checkout and in an installation alike."""
    for candidate in (_PACKAGE / "_data" / name, _PACKAGE.parent / name):
        if candidate.is_dir():
            return candidate
    raise ConfigurationError(f"The folder {name} is missing from this installation.", hint="Install Verbatim again.")
