"""`verbatim findings`: coded quotes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from assistant.cli.diagnostics import say
from assistant.cli.options import json_option, open_study, print_json, study_option
from assistant.domain import CODE, KINDS


@click.command()
@click.option("--kind", type=click.Choice((*KINDS, CODE)), default=None, help="Only this kind.")
@click.option("--stage", default="", help="Only this stage of the journey.")
@click.option("--participant", default="", help="Only what this participant said (name or id).")
@click.option("--theme", default="", help="Only what belongs to this theme (name or id).")
@click.option("--coder", default="", help="Only what this engine or person coded.")
@study_option
@json_option
def command(
    kind: str | None, stage: str, participant: str, theme: str, coder: str, folder: Path, as_json: bool
) -> None:
    """List coded quotes with their label and who said them.

    \b
    Examples:
      verbatim findings --kind pain --stage purchase
      verbatim findings --theme "Codes come late" --json
    """
    from assistant.listing import Wanted, check_wanted, finding_rows

    wanted = Wanted(kind or "", stage, participant, theme, coder)
    with open_study(folder) as study:
        check_wanted(study, wanted)
        rows = list(finding_rows(study, wanted))
    if as_json:
        print_json(rows)
    elif rows:
        _print(rows)
    else:
        say("No finding is like that. `verbatim run` codes what was added.")


def _print(rows: list[dict[str, Any]]) -> None:
    from assistant.cli.tables import print_table

    several = len({row["coder"] for row in rows}) > 1
    columns = ("Quote", "Kind", "Label", "Who", "Coder") if several else ("Quote", "Kind", "Label", "Who")
    title = f"{len(rows):,} {'finding' if len(rows) == 1 else 'findings'}"
    cells = [_cells(row)[: len(columns)] for row in rows]
    print_table(title, columns, cells, {"Quote": 5, "Label": 2, "Who": 3, "Coder": 2})


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    who = ", ".join(part for part in (row["who"], row["place"]) if part)
    return row["quote"], row["kind"], row["label"], who, row["coder"]
