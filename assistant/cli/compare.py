"""`verbatim compare`: themes by segment, side by side."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from assistant.cli.diagnostics import say
from assistant.cli.options import json_option, open_study, print_json, study_option

_SHOWN = 25


@click.command()
@click.option("--by", required=True, metavar="NAME", help="An attribute such as a column's name; or persona, or file.")
@click.option("--all", "every", is_flag=True, help=f"All themes, not only the {_SHOWN} that differ most.")
@study_option
@json_option
def command(by: str, every: bool, folder: Path, as_json: bool) -> None:
    """Show how many of each segment spoke of each theme, those that differ most first.

    \b
    Examples:
      verbatim compare --by segment
      verbatim compare --by persona --json
    """
    from assistant.comparison import compare

    with open_study(folder) as study:
        rows = compare(study, by)
    if as_json:
        print_json([asdict(row) for row in rows])
        return
    if not rows:
        say("There are no themes yet. `verbatim run` forms them.")
        return
    from assistant.cli.tables import print_table

    names = list(rows[0].counts)
    shown = rows if every else rows[:_SHOWN]
    cells = [(r.theme, r.kind, *(f"{c.participants} of {c.of}" for c in r.counts.values())) for r in shown]
    print_table("", ("Theme", "Kind", *names), cells, {"Theme": 3, **dict.fromkeys(names, 1)})
    if len(shown) < len(rows):
        say(f"{len(rows) - len(shown)} more differ less; --all shows them.")
