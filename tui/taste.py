"""The theme that a reviewer likes, kept beside their name."""

from __future__ import annotations

import contextlib
from pathlib import Path


def remembered_theme() -> str:
    """The theme of last time; empty where there is none."""
    with contextlib.suppress(OSError, UnicodeDecodeError):
        return _file().read_text(encoding="utf-8").strip()
    return ""


def remember_theme(name: str) -> None:
    """Keep a theme; where that is not possible, the next time is in the dark again."""
    path = _file()
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name + "\n", encoding="utf-8")


def _file() -> Path:
    from platformdirs import user_config_path

    return user_config_path("verbatim") / "theme"
