"""Checks an exported file: the JSON out of itself, the Markdown report against the study it was made from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from assistant.errors import ConfigurationError
from assistant.export.json_checks import json_faults, quotes_in
from assistant.export.markdown_checks import report_faults, report_quotes
from assistant.faults import Fault
from assistant.study import Study

__all__ = ["quotes_of_file", "verify_file"]


def verify_file(path: Path, study: Study | None) -> Iterator[Fault]:
    """Everything that is wrong with an exported file; a report needs its study at hand."""
    text = _read(path)
    if _is_json(path, text):
        yield from _json_faults(text, study)
    elif study is None:
        raise ConfigurationError(
            f"{path} can only be checked against its study.", hint="Name it with `--study FOLDER`."
        )
    else:
        yield from report_faults(text, study)


def quotes_of_file(path: Path) -> int:
    """How many quotes a sound file holds."""
    text = _read(path)
    return quotes_in(json.loads(text)) if _is_json(path, text) else len(report_quotes(text))


def _json_faults(text: str, study: Study | None) -> Iterator[Fault]:
    try:
        document = json.loads(text)
    except ValueError as error:
        yield Fault("file", "", f"The file is not JSON: {error}.")
        return
    yield from json_faults(document, study)


def _is_json(path: Path, text: str) -> bool:
    return path.suffix.lower() == ".json" or text.lstrip()[:1] == "{"


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{path} is not a text file.", hint="Name a .json or .md export.") from error
