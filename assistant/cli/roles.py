"""`verbatim roles`: say who is an interviewer, after the import."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from assistant.cli.diagnostics import say
from assistant.cli.options import json_option, open_study, print_json, study_option


@click.command()
@click.option("--interviewer", "interviewers", multiple=True, help="Label that is an interviewer's; may be repeated.")
@click.option("--participant", "participants", multiple=True, help="Label that is a participant's; may be repeated.")
@click.option("--source", "source_name", default="", help="Only in the source of this name.")
@click.option("--reviewer", envvar="VERBATIM_REVIEWER", default="", help="Who decides this.")
@study_option
@json_option
def command(
    interviewers: Sequence[str],
    participants: Sequence[str],
    source_name: str,
    reviewer: str,
    folder: Path,
    as_json: bool,
) -> None:
    """List speakers with their roles, or correct them; a correction is on record and can be undone.

    \b
    Examples:
      verbatim roles
      verbatim roles --interviewer Dana --participant "Speaker 2"
    """
    from assistant.roles import correct_roles, speakers

    with open_study(folder) as study:
        if interviewers or participants:
            changed = correct_roles(study, interviewers, participants, source_name, reviewer or "command line")
            say(f"Changed the role of {changed} turns. Run `verbatim run` to code them anew.")
        rows = [row for row in speakers(study) if not source_name or row["source"] == source_name]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        click.echo(f"{row['source']}: {row['speaker'] or '(no label)'} = {row['role']}, {row['turns']} turns")
