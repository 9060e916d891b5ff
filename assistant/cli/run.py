"""`verbatim run`: code, form themes, draft personas and the journey."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from assistant.cli.diagnostics import FAILED, say, warn
from assistant.cli.options import json_option, open_study, print_json, study_option


@click.command()
@click.option("--engine", "engine_name", help="Who codes and drafts (default: as study.toml says).")
@click.option("--personas", "persona_count", help="How many personas: auto, or a number.")
@study_option
@json_option
def command(engine_name: str | None, persona_count: str | None, folder: Path, as_json: bool) -> None:
    """Code what was imported, form themes, draft personas and the journey.

    Only what is missing or has changed is done. Stop it whenever you like: the same command goes on.

    \b
    Example:
      verbatim run
    """
    from assistant.cli.progress import progress_bars
    from assistant.running import run_study

    with open_study(folder) as study:
        with progress_bars() as tell:
            report = run_study(study, tell, engine_name=engine_name, persona_count=persona_count)
        failed = sum(report.failed.values())
        for note in report.notes:
            warn(note)
        if as_json:
            print_json({"run": report.run_id, "done": report.done, "failed": report.failed, "cost": report.cost})
        if failed:
            warn(f"{failed} items failed; `verbatim status` says why, `verbatim run` tries them again.")
        say("Done. Look at the drafts with  verbatim review  or  verbatim export --to md --drafts")
    sys.exit(FAILED if failed else 0)
