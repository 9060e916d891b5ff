"""`verbatim verify`: checks a study or an exported file again."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

import click

from assistant.cli.diagnostics import FAILED, say
from assistant.cli.options import json_option, print_json, study_option
from assistant.errors import ConfigurationError
from assistant.faults import Fault
from assistant.study import Study


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
    study = Study.find(folder.resolve()) if file is None else _study_at_hand(folder, file)
    try:
        faults, quotes = _check(file, study)
    finally:
        if study is not None:
            study.close()
    if as_json:
        print_json({"ok": not faults, "quotes": quotes, "faults": [_plain(fault) for fault in faults]})
    else:
        _tell(faults, quotes, str(file) if file else "the study")
    sys.exit(FAILED if faults else 0)


def _check(file: Path | None, study: Study | None) -> tuple[list[Fault], int]:
    """The faults, and how many quotes were checked; not counted where something is wrong."""
    if file is not None:
        from assistant.export.checks import quotes_of_file, verify_file

        faults = list(verify_file(file, study))
        return faults, 0 if faults else quotes_of_file(file)
    from assistant.verify import quotes_of, verify_study

    assert study is not None  # noqa: S101 - without a file, the study was found or an error raised
    faults = list(verify_study(study))
    return faults, 0 if faults else quotes_of(study)


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
