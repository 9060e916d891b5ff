"""`verbatim changes`: what the files added since a date brought."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from assistant.cli.diagnostics import say
from assistant.cli.options import json_option, open_study, print_json, study_option

_SHOWN = 15


@click.command()
@click.option("--since", required=True, type=click.DateTime(["%Y-%m-%d"]), help="The first day that counts as new.")
@study_option
@json_option
def command(since: datetime, folder: Path, as_json: bool) -> None:
    """Show which themes are new, stronger or weaker, and which claims are contradicted or stale, since a day.

    \b
    Example:
      verbatim changes --since 2026-11-01
    """
    from assistant.growth import as_lines, growth

    with open_study(folder) as study:
        found = growth(study, since.date())
    if as_json:
        print_json(asdict(found))
        return
    if not found.files:
        say(f"No file was added since {found.since}.")
        return
    from assistant.cli.tables import print_facts, print_table

    facts = [("Files", ", ".join(found.files)), ("New participants", ", ".join(found.participants) or "none")]
    facts.append(("Stale approvals", f"{len(found.stale)}; look at them in review" if found.stale else "none"))
    print_facts(f"Since {found.since}", facts)
    for title, items in as_lines(found).items():
        rows = [(item.text, _counted(item.before), _counted(item.now)) for item in items[:_SHOWN]]
        more = f" ({len(items)}, the first {_SHOWN} shown)" if len(items) > _SHOWN else ""
        if rows:
            print_table(title + more, ("", "Before", "Now"), rows, {"": 1})


def _counted(count: tuple[int, int]) -> str:
    return f"{count[0]} of {count[1]}"
