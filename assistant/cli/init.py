"""`verbatim init`: a new study."""

from __future__ import annotations

from pathlib import Path

import click

from assistant.cli.diagnostics import say
from assistant.study import Study


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--name", help="The study's name (default: the folder's).")
@click.option("--question", default="", help="What you want to learn, one sentence.")
def command(folder: Path, name: str | None, question: str) -> None:
    """Make a new study in FOLDER.

    \b
    Example:
      verbatim init riders --question "Why do riders cancel in winter?"
    """
    study = Study.create(folder, name or folder.resolve().name, question)
    say(f"Made the study {study.settings.name!r} in {folder}.")
    say(f"Next: put your files in with  verbatim add FILES… --study {folder}")
