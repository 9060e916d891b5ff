"""`verbatim sources`: what was read, and who speaks in it."""

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
    """List sources with their size, their speakers and roles, and how much was found in each.

    \b
    Example:
      verbatim sources --json | jq '.[].speakers'
    """
    from assistant.listing import source_rows

    with open_study(folder) as study:
        rows = list(source_rows(study))
    if as_json:
        print_json(rows)
    elif rows:
        _print(rows)
    else:
        say("There are no sources yet. Add some with  verbatim add FILES…")


def _print(rows: list[dict[str, Any]]) -> None:
    from assistant.cli.tables import print_table

    columns = ("Source", "Format", "Words", "Turns", "Speakers", "Findings")
    cells = [
        (row["name"], row["format"], row["words"], row["turns"], _speakers(row["speakers"]), row["findings"])
        for row in rows
    ]
    print_table("", columns, cells, {"Source": 4, "Speakers": 5})


def _speakers(speakers: list[dict[str, Any]]) -> str:
    """Who takes part, then who asks: `Bea, Walter; Moderator asks`."""
    by_role: dict[str, list[str]] = {"participant": [], "interviewer": [], "other": []}
    for item in speakers:
        by_role[item["role"]].append(item["speaker"] or "(no label)")
    parts = [", ".join(by_role["participant"])]
    parts += [f"{name} asks" for name in by_role["interviewer"]]
    parts += [f"{name} is neither" for name in by_role["other"]]
    return "; ".join(part for part in parts if part)
