"""`verbatim code`: the engine as a filter, JSON lines in and out."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from assistant.cli.diagnostics import FAILED, warn

if TYPE_CHECKING:
    from assistant.filtering import Record


@click.command()
@click.argument("file", type=click.File("rb"), default="-")
@click.option("--engine", "engine_name", default="ondevice", show_default=True, help="Who codes.")
@click.option(
    "--lean",
    type=click.Choice(["precision", "balanced", "recall"]),
    help="Fewer and surer findings, or more (default: as the settings say, else balanced).",
)
@click.option(
    "--settings",
    "settings_file",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="A study.toml with stages and codebook.",
)
def command(file: IO[bytes], engine_name: str, lean: str | None, settings_file: Path | None) -> None:
    """Code JSON lines {"id", "text"} from FILE or a pipe; print one JSON line for each, in order.

    A line that cannot be read or coded is answered with an "error", and the rest goes on.

    \b
    Example:
      echo '{"id": 1, "text": "The app crashed twice. The staff were lovely."}' | verbatim code
    """
    from assistant.engines import open_engine
    from assistant.filtering import code_texts
    from assistant.settings import Settings, read_settings

    settings = read_settings(settings_file) if settings_file else Settings()
    if lean:
        settings = settings.model_copy(update={"coding": settings.coding.model_copy(update={"lean": lean})})
    failed = 0
    engine = open_engine(engine_name, settings)
    for answer in code_texts(engine, _records(_apart(file))):
        if "error" in answer:
            failed += 1
            warn(f"{answer['id']}: {answer['error']}")
        # ASCII escapes keep every text whole on every terminal and in every pipe.
        click.echo(json.dumps(answer, ensure_ascii=True))
    for note in getattr(engine, "notes", ()):
        warn(note)
    sys.exit(FAILED if failed else 0)


def _apart(file: IO[bytes]) -> IO[bytes]:
    """The input under a handle of its own: Python cannot end while a thread waits in its own stdin."""
    try:
        return os.fdopen(os.dup(file.fileno()), "rb")
    except OSError:
        return file


def _records(lines: Iterable[bytes]) -> Iterator[Record]:
    """Id and text of each line; of a line that is none its number, and what is wrong with it."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            record = None
        if not isinstance(record, dict):
            yield number, ValueError(f'Line {number} is no JSON object. Each line looks like {{"id": 1, "text": "…"}}.')
        elif not isinstance(record.get("text"), str):
            yield record.get("id", number), ValueError(f'Line {number} has no "text" that is a string.')
        else:
            yield record.get("id", number), record["text"]
