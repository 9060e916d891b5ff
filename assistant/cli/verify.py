"""`verbatim verify`: checks a study or an exported file again."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

import click

from assistant.cli.diagnostics import FAILED, say
from assistant.cli.options import json_option, open_study, print_json, study_option
from assistant.errors import ConfigurationError
from assistant.faults import Fault
from assistant.study import Study

Checked = tuple[list[Fault], int]
"""The faults, and how many quotes were checked; not counted where something is wrong."""


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True), required=False)
@study_option
@json_option
def command(file: Path | None, folder: Path, as_json: bool) -> None:
    """Check every quote, count and decision of the study, or of an exported FILE.

    \b
    Exit code 1 where anything is wrong.
    Examples:
      verbatim verify
      verbatim verify report.md
      verbatim verify study.json --json
    """
    faults, quotes = _of_study(folder) if file is None else _of_file(file, folder)
    if as_json:
        print_json({"ok": not faults, "quotes": quotes, "faults": [_plain(fault) for fault in faults]})
    else:
        _tell(faults, quotes, str(file) if file else "the study")
    sys.exit(FAILED if faults else 0)


def _of_study(folder: Path) -> Checked:
    from assistant.verify import quotes_of, verify_study

    with open_study(folder) as study:
        faults = list(verify_study(study))
        return faults, 0 if faults else quotes_of(study)


def _of_file(file: Path, folder: Path) -> Checked:
    from assistant.export.checks import quotes_of_file, verify_file

    study = _study_at_hand(folder, file)
    try:
        faults = list(verify_file(file, study))
    finally:
        if study is not None:
            study.close()
    return faults, 0 if faults else quotes_of_file(file)


def _study_at_hand(folder: Path, file: Path) -> Study | None:
    """The study that was named, or the one around the file or the current folder; None where there is none."""
    if folder != Path():
        return Study.find(folder.resolve())
    for place in (file.resolve().parent, Path.cwd()):
        with suppress(ConfigurationError):
            return Study.find(place)
    return None


def _plain(fault: Fault) -> dict[str, str]:
    return {"about": fault.about, "id": fault.id, "message": fault.message}


def _tell(faults: list[Fault], quotes: int, where: str) -> None:
    from assistant.export.escaping import visible

    for fault in faults:
        click.echo(visible(fault.message))
    if faults:
        say(f"{len(faults)} {'fault' if len(faults) == 1 else 'faults'} in {where}.")
    else:
        click.echo(f"All {quotes:,} quotes are slices of their sources; nothing is wrong with {where}.")
