"""`verbatim review`: the app in which reviewers decide."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from assistant.cli.diagnostics import USAGE, say
from assistant.cli.options import open_study, study_option
from assistant.errors import NotReadyError
from assistant.study import Study


@click.command()
@study_option
@click.option("--reviewer", default="", help="Who decides (else VERBATIM_REVIEWER, else you are asked once).")
def command(folder: Path, reviewer: str) -> None:
    """Approve, edit or reject the drafts in the terminal.

    Every decision goes on record with your name and can be taken back. Press ? inside for the keys.

    \b
    Examples:
      verbatim review
      verbatim review --study riders --reviewer "Mia Berg"
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        say("The review app needs a terminal; `verbatim status` and `verbatim ledger` work without one.")
        sys.exit(USAGE)
    with open_study(folder) as study:
        _need_database(study)
        from tui.app import ReviewApp

        error = ReviewApp(study, reviewer).run()
        if error is not None:
            raise error


def _need_database(study: Study) -> None:
    """Say at once that there is nothing to review, where the file itself says so; the app looks closer."""
    # The file first: reading the settings would hold up the first paint.
    if not (study.folder / "verbatim.db").exists() and not study.settings.database:
        raise NotReadyError(
            "Nothing is drafted in this study yet.",
            hint="Put files in with `verbatim add`, then draft with `verbatim run`.",
        )
