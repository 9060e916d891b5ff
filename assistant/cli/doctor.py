"""`verbatim doctor`: is everything there?"""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import click

from assistant.cli.diagnostics import FAILED, say
from assistant.cli.options import json_option, print_json, study_option

_COLOURS = {"ok": "green", "warning": "yellow", "problem": "red"}


@click.command()
@click.option("--engine", default="ondevice", show_default=True, help="The engine that you mean to use.")
@study_option
@json_option
def command(engine: str, folder: Path, as_json: bool) -> None:
    """Check the program, its packages and models, the terminal and the disk.

    \b
    Exit code 1 where something must be put right.
    Example:
      verbatim doctor
    """
    from assistant.doctor import examine

    findings = list(examine(folder.resolve(), engine=engine))
    problems = sum(finding.level == "problem" for finding in findings)
    if as_json:
        print_json([asdict(finding) for finding in findings])
    else:
        for finding in findings:
            level = click.style(f"{finding.level:8}", fg=_COLOURS[finding.level])
            click.echo(f"{level} {finding.name}: {finding.detail}")
            if finding.advice:
                click.echo(f"         {finding.advice}")
        say(f"{problems} {'problem' if problems == 1 else 'problems'}." if problems else "Everything is there.")
    sys.exit(FAILED if problems else 0)
