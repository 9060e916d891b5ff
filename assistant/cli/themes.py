"""`verbatim themes`: what several participants say, and how many."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from assistant.cli.diagnostics import say
from assistant.cli.options import json_option, open_study, print_json, study_option


@click.command()
@study_option
@json_option
def command(folder: Path, as_json: bool) -> None:
    """List themes with how many participants said them, the widest first.

    Themes that speak of the same thing stand together under it.

    \b
    Example:
      verbatim themes
    """
    from assistant.export.wording import NO_THEMES, share
    from assistant.listing import broader_topics, theme_rows

    with open_study(folder) as study:
        rows, topics = list(theme_rows(study)), broader_topics(study)
        formed = any(run.status == "finished" for run in study.store.runs())
    if as_json:
        print_json(rows)
        return
    if not rows:
        say(NO_THEMES if formed else "There are no themes yet. `verbatim run` forms them.")
        return
    from assistant.analysis.broader import arranged
    from assistant.cli.tables import print_table

    cells = []
    for topic, own in arranged(rows, lambda row: row["id"], topics):
        if topic is not None:
            count = topic.prevalence
            cells.append((topic.name, f"{len(own)} themes", share(count.participants, count.of), count.mentions))
        indent = "  " if topic is not None else ""
        cells += [(f"{indent}{row['name']}", _kind(row), _said_by(row), row["mentions"]) for row in own]
    print_table("", ("Theme", "Kind", "Said by", "Mentions"), cells, {"Theme": 1})


def _kind(row: dict[str, Any]) -> str:
    """Codes of the researcher's own stand apart from what was found."""
    from assistant.domain import CODE

    return "your code" if row["kind"] == CODE else str(row["kind"])


def _said_by(row: dict[str, Any]) -> str:
    from assistant.export.wording import share

    return share(row["participants"], row["of"])
