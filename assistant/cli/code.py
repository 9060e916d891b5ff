"""`verbatim code`: the engine as a filter, JSON lines in and out."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

import click

from assistant.cli.diagnostics import FAILED, warn
from assistant.errors import ConfigurationError


@click.command()
@click.argument("file", type=click.File("rb"), default="-")
@click.option("--engine", "engine_name", default="ondevice", show_default=True, help="Who codes.")
@click.option("--lean", type=click.Choice(["precision", "balanced", "recall"]), default="balanced", show_default=True)
@click.option("--settings", "settings_file", type=click.Path(path_type=Path, dir_okay=False, exists=True),
              help="A study.toml with stages and codebook.")
def command(file: IO[bytes], engine_name: str, lean: str, settings_file: Path | None) -> None:
    """Code JSON lines {"id", "text"} from FILE or a pipe; print one JSON line for each, in order.

    \b
    Example:
      echo '{"id": 1, "text": "The app crashed twice. The staff were lovely."}' | verbatim code
    """
    from assistant.engines import open_engine
    from assistant.filtering import code_texts
    from assistant.settings import CodingSettings, Settings, read_settings

    settings = read_settings(settings_file) if settings_file else Settings()
    settings = settings.model_copy(update={"coding": CodingSettings(lean=lean)})  # type: ignore[arg-type]
    failed = 0
    for answer in code_texts(open_engine(engine_name, settings), _records(file)):
        if "error" in answer:
            failed += 1
            warn(f"{answer['id']}: {answer['error']}")
        # ASCII escapes keep every text whole on every terminal and in every pipe.
        click.echo(json.dumps(answer, ensure_ascii=True))
    sys.exit(FAILED if failed else 0)


def _records(lines: Iterable[bytes]) -> Iterator[tuple[Any, str]]:
    """Id and text of each line; a line that is none ends the work with its number."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            yield record.get("id", number), record["text"] if isinstance(record["text"], str) else _refuse(number)
        except (ValueError, KeyError, AttributeError, TypeError, RecursionError) as error:
            raise ConfigurationError(
                f"Line {number} is not a JSON object with a text.", hint='Each line looks like {"id": 1, "text": "…"}.'
            ) from error


def _refuse(number: int) -> str:
    raise ConfigurationError(f"Line {number}: the text is not a string.", hint="Put the words in quotes.")
