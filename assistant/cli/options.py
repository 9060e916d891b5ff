"""Options that several commands share, and opening the study they name."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from assistant.study import Study

Command = TypeVar("Command", bound=Callable[..., Any])


def study_option(command: Command) -> Command:
    """`--study DIR`: the study's folder; else the one around the current folder."""
    return click.option(
        "--study",
        "-s",
        "folder",
        type=click.Path(path_type=Path, file_okay=False),
        envvar="VERBATIM_STUDY",
        default=Path(),
        help="The study's folder (default: the one you are in).",
    )(command)


def json_option(command: Command) -> Command:
    """`--json`: machine-readable output."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")(command)


@contextmanager
def open_study(folder: Path) -> Iterator[Study]:
    """The study in or above a folder; closed again whatever happens."""
    study = Study.find(folder.resolve())
    try:
        yield study
    finally:
        study.close()


def print_json(value: Any) -> None:
    """JSON on stdout, readable by people too."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
