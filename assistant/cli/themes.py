"""`verbatim themes`: what several participants say, and how many."""

from __future__ import annotations

from pathlib import Path

import click

from assistant.cli.diagnostics import say
from assistant.cli.options import json_option, open_study, print_json, study_option


@click.command()
@study_option
@json_option
def command(folder: Path, as_json: bool) -> None:
    """List themes with how many participants said them, the widest first.

    \b
    Example:
      verbatim themes
    """
    from assistant.export.wording import NO_THEMES, share
    from assistant.listing import theme_rows

    with open_study(folder) as study:
        rows = list(theme_rows(study))
        formed = any(run.status == "finished" for run in study.store.runs())
    if as_json:
        print_json(rows)
        return
    if not rows:
        say(NO_THEMES if formed else "There are no themes yet. `verbatim run` forms them.")
        return
    from assistant.cli.tables import print_table

    cells = [(row["name"], row["kind"], share(row["participants"], row["of"]), row["mentions"]) for row in rows]
    print_table("", ("Theme", "Kind", "Said by", "Mentions"), cells, {"Theme": 1})
