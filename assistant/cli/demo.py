"""`verbatim demo`: the whole job on the sample study, from the files to the report."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

from assistant.cli.diagnostics import say
from assistant.errors import ConfigurationError
from assistant.study import FILE_NAME, Study

_NAME = "Loopwheel riders (sample)"
_QUESTION = "What makes riders of an e-bike subscription stay, and what drives them away?"


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path("build/demo"))
@click.option("--review/--no-review", default=None, help="End in the review app (default: in a terminal).")
def command(folder: Path, review: bool | None) -> None:
    """Do the whole job on the sample study in FOLDER: import, code, themes, personas, journey, report.

    The sample is synthetic. Started again, it goes on where it was.

    \b
    Example:
      verbatim demo try-it
    """
    began = time.monotonic()
    study = _sample_study(folder)
    try:
        report, data = _whole_job(study)
    finally:
        study.close()
    say(f"Done in {time.monotonic() - began:.0f} s. Read {report}; the data are in {data}.")
    if review if review is not None else sys.stdin.isatty() and sys.stdout.isatty():
        from assistant.cli.review import command as review_command

        review_command.main(["--study", str(folder)], standalone_mode=False)
    else:
        say(f"Decide on the drafts with  verbatim review --study {folder}")


def _sample_study(folder: Path) -> Study:
    """The sample study in a folder, new or as it was left."""
    there = (folder / FILE_NAME).exists()
    study = Study(folder) if there else Study.create(folder, _NAME, _QUESTION)
    if study.settings.name != _NAME:
        study.close()
        raise ConfigurationError(
            f"{folder} holds another study, {study.settings.name!r}; the sample is not put into it.",
            hint="Name a new folder: `verbatim demo try-it`.",
        )
    return study


def _whole_job(study: Study) -> tuple[Path, Path]:
    """From the files to the report and the data, which are named."""
    from assistant.cli.progress import progress_bars
    from assistant.export import EXPORTERS, collect, write_whole
    from assistant.importing import import_files
    from assistant.ingest.drafts import ReadOptions
    from assistant.resources import data_dir
    from assistant.running import run_study

    for outcome in import_files(study, [data_dir("corpora") / "loopwheel" / "interviews"], ReadOptions()):
        if outcome.error:
            say(outcome.error)
    with progress_bars() as tell:
        run_study(study, tell)
    report, data = study.exports_dir / "report.md", study.exports_dir / "study.json"
    work = collect(study, drafts=True)
    write_whole(report, EXPORTERS["md"](work))
    write_whole(data, EXPORTERS["json"](work))
    return report, data
