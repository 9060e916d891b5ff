"""Programs that tests start: the command in a process of its own, on a machine without anybody's settings."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]

_HIDDEN = (
    "VERBATIM", "OPENAI", "ANTHROPIC", "AZURE", "CHROMA", "LANGCHAIN", "LANGSMITH", "LC_", "LANG", "XDG_", "PG", "PIP_",
    "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "NO_COLOR", "FORCE_COLOR", "CLICOLOR",
    "PYTHONPATH", "TEXTUAL",
)  # fmt: skip
"""Beginnings of the names of variables that would make a test depend on whose machine it runs on."""
_MEANT_FOR_TESTS = ("VERBATIM_TEST_", "VERBATIM_KILLS")


def machine_without_settings(home: Path) -> dict[str, str]:
    """The environment of somebody who has just installed the program and set nothing."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.upper().startswith(_HIDDEN) or name.startswith(_MEANT_FOR_TESTS)
    }
    return kept | {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_DATA_HOME": str(home / ".local" / "share"),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "COLUMNS": "100",
        "LINES": "40",
        "TZ": "UTC",
    }


def verbatim(
    *words: str | Path, folder: Path, given: bytes | None = None, offline: bool = False, timeout: float = 300
) -> subprocess.CompletedProcess[bytes]:
    """The `verbatim` command, finished; offline no connection at all can be made."""
    return subprocess.run(
        command_line(*words, first=_NO_SOCKETS if offline else ""),
        cwd=folder,
        env=machine_without_settings(folder),
        input=given,
        stdin=subprocess.DEVNULL if given is None else None,
        capture_output=True,
        timeout=timeout,
        check=False,
    )


_NO_SOCKETS = """
import socket
def refuse(*_, **__):
    raise AssertionError("The program opens a connection.")
socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = socket.create_connection = refuse
"""


def command_line(*words: str | Path, first: str = "") -> list[str]:
    """How a process of ours starts the command, after doing something else first."""
    start = f"import sys\nsys.path.insert(0, {str(ROOT)!r})\n{first}\nfrom assistant.cli.main import main\nmain()"
    return [sys.executable, "-P", "-c", start, *map(str, words)]
