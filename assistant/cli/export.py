"""`verbatim export`: the approved work, for people and for programs."""

from __future__ import annotations

from pathlib import Path

import click

from assistant.cli.diagnostics import say, warn
from assistant.cli.options import open_study, study_option
from assistant.export import EXPORTERS, collect, write_whole


@click.command()
@click.option("--to", "form", type=click.Choice(list(EXPORTERS)), help="The format (default: by FILE, else md).")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File (default: stdout).")
@click.option("--drafts", is_flag=True, help="Include what nobody has approved yet, marked.")
@study_option
def command(form: str | None, output: Path | None, drafts: bool, folder: Path) -> None:
    """Write the approved personas and journey with their evidence.

    \b
    Examples:
      verbatim export -o report.md
      verbatim export --to json --drafts -o study.json
      verbatim export --to json | jq '.personas[].name'
    """
    with open_study(folder) as study:
        work = collect(study, drafts=drafts)
    text = EXPORTERS[form or _format_of(output)](work)
    for note in work.notes:
        warn(note)
    if output is None:
        click.echo(text, nl=False)
    else:
        write_whole(output, text)
        say(f"Wrote {output}.")


def _format_of(output: Path | None) -> str:
    suffix = output.suffix.removeprefix(".").lower() if output else ""
    return suffix if suffix in EXPORTERS else "md"
