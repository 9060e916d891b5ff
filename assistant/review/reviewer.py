"""Who reviews: said with the command, in the environment, or once and kept in the user's configuration."""

from __future__ import annotations

import getpass
import os
from pathlib import Path

from assistant.errors import ConfigurationError
from assistant.printable import on_one_line

VARIABLE = "VERBATIM_REVIEWER"
LONGEST = 80


def known_reviewer(said: str = "") -> str:
    """The reviewer's name as far as somebody has given one; empty where nobody has."""
    return _tidy(said) or _tidy(os.environ.get(VARIABLE, "")) or _tidy(_remembered())


def suggested_reviewer() -> str:
    """A name to offer: that of the account."""
    try:
        return _tidy(getpass.getuser())
    except (OSError, KeyError):
        # An account without an entry in the user database has no name.
        return ""


def remember_reviewer(name: str) -> None:
    """Keep a name for the next time."""
    path = _file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_tidy(name) + "\n", encoding="utf-8")
    except OSError as error:
        raise ConfigurationError(
            f"The name could not be kept in {path}: {error.strerror}.", hint=f"Set {VARIABLE} instead."
        ) from error


def need_reviewer(said: str = "") -> str:
    """The reviewer's name; ConfigurationError where nobody has given one."""
    name = known_reviewer(said)
    if not name:
        raise ConfigurationError(
            "The ledger needs to know who decides.", hint=f"Give --reviewer NAME, or set {VARIABLE}."
        )
    return name


def _remembered() -> str:
    try:
        return _file().read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _file() -> Path:
    from platformdirs import user_config_path

    return user_config_path("verbatim") / "reviewer"


def _tidy(name: str) -> str:
    """One line without control characters."""
    return on_one_line(name)[:LONGEST]
