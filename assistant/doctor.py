"""Whether everything the program needs is there: each finding says what it is, how it is, and what to do."""

from __future__ import annotations

import hashlib
import json
import locale
import os
import platform
import re
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from assistant import __version__
from assistant.errors import ConfigurationError, VerbatimError
from assistant.settings import Settings
from assistant.study import Study

if TYPE_CHECKING:
    from assistant.engines.llm.engine import LanguageModelEngine

Level = Literal["ok", "warning", "problem"]

DISTRIBUTION = "verbatim-research"
WEIGHTS = Path(__file__).resolve().parent / "engines" / "ondevice" / "weights"

_PYTHON = (3, 11)
_SQLITE = (3, 38)
"""The first SQLite with JSON always built in."""
_NEEDED = ("chromadb", "click", "numpy", "onnxruntime", "rich", "sqlalchemy", "textual", "tokenizers")
"""Looked for where the program itself is not installed, so that its requirements are not known."""
_SPACE = 500 * 1024 * 1024
_COLUMNS, _LINES = 80, 24


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    name: str
    level: Level
    detail: str
    advice: str = ""
    """What to do; empty where all is well."""


def examine(folder: Path, *, engine: str = "ondevice") -> Iterator[Finding]:
    """All that is looked at, for work in `folder` with an engine."""
    yield _program()
    yield _python()
    yield from _packages()
    yield _sqlite()
    yield from _weights()
    yield _writable("study folder", folder)
    yield _writable("temporary folder", Path(tempfile.gettempdir()))
    yield _space(folder)
    yield _terminal()
    yield _encoding()
    yield _colour()
    if ":" not in engine:
        yield _key(needed=False)
    else:
        yield from _endpoint(folder, engine)


def _program() -> Finding:
    return Finding("Verbatim", "ok", f"{__version__} on {platform.system()} {platform.machine()}")


def _python() -> Finding:
    if sys.version_info[:2] >= _PYTHON:
        return Finding("Python", "ok", platform.python_version())
    return Finding("Python", "problem", platform.python_version(), "Install Python 3.11 or newer.")


def _packages() -> Iterator[Finding]:
    """Those that are missing, each; those that are there, in one line."""
    found, missing = [], []
    for name in _requirements():
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            missing.append(name)
    for name in missing:
        yield Finding("package", "problem", f"{name} is not installed", f"Run: pip install {name}")
    yield Finding("packages", "ok", ", ".join(found))


def _requirements() -> list[str]:
    """Names of the packages that the program requires, without those of its extras."""
    try:
        lines = metadata.requires(DISTRIBUTION) or []
    except metadata.PackageNotFoundError:
        return list(_NEEDED)
    names = (re.match(r"[\w.-]+", line) for line in lines if "extra ==" not in line)
    return sorted(match[0].lower() for match in names if match)


def _sqlite() -> Finding:
    version = sqlite3.sqlite_version
    if sqlite3.sqlite_version_info[:2] < _SQLITE:
        return Finding("SQLite", "problem", version, "Use a Python with SQLite 3.38 or newer.")
    with sqlite3.connect(":memory:") as connection:
        try:
            connection.execute("SELECT json_extract('[1]', '$[0]')").fetchone()
        except sqlite3.OperationalError:
            return Finding("SQLite", "problem", f"{version} without JSON", "Use a Python whose SQLite has JSON.")
        finally:
            connection.rollback()
    return Finding("SQLite", "ok", f"{version} with JSON")


def _weights(folder: Path = WEIGHTS) -> Iterator[Finding]:
    """Each model file that the manifest names, by its hash."""
    manifest = folder / "manifest.json"
    try:
        files: dict[str, Any] = json.loads(manifest.read_text(encoding="utf-8"))["files"]
    except FileNotFoundError:
        yield Finding("models", "problem", "their manifest is missing", "Install Verbatim again.")
        return
    except (ValueError, KeyError, TypeError):
        yield Finding("models", "problem", "their manifest is damaged", "Install Verbatim again.")
        return
    for name, entry in sorted(files.items()):
        yield _weight(folder / name, str(entry.get("sha256", "")))


def _weight(path: Path, expected: str) -> Finding:
    name = f"model {path.name}"
    if not path.is_file():
        return Finding(name, "problem", "is missing", "Install Verbatim again.")
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != expected:
        return Finding(name, "problem", "is not the file that was shipped", "Install Verbatim again.")
    return Finding(name, "ok", f"{path.stat().st_size / 1e6:.1f} MB, sha256 {found[:12]}…")


def _writable(name: str, folder: Path) -> Finding:
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".verbatim-"):
            return Finding(name, "ok", f"{folder} can be written to")
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        return Finding(name, "problem", f"{folder} cannot be written to: {reason}", "Work in another folder.")


def _space(folder: Path) -> Finding:
    try:
        free = shutil.disk_usage(folder).free
    except OSError:
        return Finding("disk", "warning", "its free space is not known")
    detail = f"{free / 1e9:.1f} GB free"
    return Finding("disk", "ok", detail) if free > _SPACE else Finding("disk", "warning", detail, "Make room.")


def _terminal() -> Finding:
    if not sys.stdout.isatty():
        return Finding("terminal", "ok", "output goes to a file or a pipe")
    size = shutil.get_terminal_size()
    detail = f"{size.columns} columns, {size.lines} lines"
    if size.columns >= _COLUMNS and size.lines >= _LINES:
        return Finding("terminal", "ok", detail)
    return Finding("terminal", "warning", detail, f"`verbatim review` likes {_COLUMNS} by {_LINES} or more.")


def _encoding() -> Finding:
    # The program itself always writes UTF-8; the question is what the terminal makes of it.
    encoding = locale.getencoding()
    if "utf" in encoding.lower():
        return Finding("characters", "ok", encoding)
    return Finding("characters", "warning", encoding, "Set LANG=C.UTF-8, or names and quotes may be garbled.")


def _colour() -> Finding:
    terminal = os.environ.get("TERM", "")
    if os.environ.get("NO_COLOR"):
        return Finding("colour", "ok", "switched off by NO_COLOR")
    if sys.stdout.isatty() and terminal in ("", "dumb"):
        return Finding("colour", "warning", "the terminal says it has none", "Set TERM=xterm-256color if it has.")
    return Finding("colour", "ok", terminal or "not asked for")


_WAYS = {"schema": "JSON by schema", "tool": "JSON by tool calls", "text": "JSON in words"}


def _endpoint(folder: Path, engine: str) -> Iterator[Finding]:
    """One small call tells what a model elsewhere can do; its study remembers it."""
    from assistant.engines.llm.probing import probe

    yield _key(needed=engine.startswith("openai:") and not os.environ.get("OPENAI_BASE_URL"))
    try:
        with _model(folder, engine) as model:
            yield Finding("endpoint", "ok", f"{engine} at {model.transport.endpoint.host}")
            yield _price(engine, known=model.transport.price is not None)
            probes = list(probe(model.asker))
    except VerbatimError as error:
        yield Finding("endpoint", "problem", error.message, error.hint)
        return
    for found in probes:
        yield Finding(_WAYS[found.mode], "ok" if found.works else "warning", found.detail)
    if not any(found.works for found in probes):
        yield Finding("endpoint", "problem", "it gives no JSON that can be used", "Use a larger model.")


@contextmanager
def _model(folder: Path, engine: str) -> Iterator[LanguageModelEngine]:
    """The engine, with the book of the study in or above the folder where there is one."""
    from assistant.engines import open_model
    from assistant.engines.llm.transport import Terms

    study = _study(folder)
    settings = study.settings if study else Settings()
    book = study.store if study else None
    terms = Terms(fresh=True, attempts=1)
    try:
        yield open_model(engine, settings, book=book, folder=study.folder if study else None, terms=terms)
    finally:
        if study:
            study.close()


def _study(folder: Path) -> Study | None:
    try:
        return Study.find(folder)
    except ConfigurationError:
        return None


def _price(engine: str, *, known: bool) -> Finding:
    if known:
        return Finding("price", "ok", f"the price of {engine} is known")
    advice = "Add it to prices.toml in the study's folder; without it no budget can be kept."
    return Finding("price", "warning", f"the price of {engine} is not known", advice)


def _key(*, needed: bool) -> Finding:
    """Only whether there is a key; its value is nobody's business."""
    if os.environ.get("OPENAI_API_KEY"):
        return Finding("OPENAI_API_KEY", "ok", "is set")
    if needed:
        return Finding("OPENAI_API_KEY", "problem", "is not set", "Set it, or use the engine ondevice.")
    return Finding("OPENAI_API_KEY", "ok", "is not set; engines on machines of one's own need none")
