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
@click.option("--blind", is_flag=True, help="Show only your own coding, for agreement studies; B ends it.")
def command(folder: Path, reviewer: str, *, blind: bool) -> None:
    """Read, code, and approve, edit or reject the drafts in the terminal.

    Every decision goes on record with your name and can be taken back. Press ? inside for the keys.

    \b
    Examples:
      verbatim review
      verbatim review --study riders --reviewer "Mia Berg"
      verbatim review --blind
    """
    # The app is drawn on stderr: sent to a file, it would show nothing and wait for keys all the same.
    if not (sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()):
        say("The review app needs a terminal; `verbatim status` and `verbatim ledger` work without one.")
        sys.exit(USAGE)
    with open_study(folder) as study:
        _need_database(study)
        from tui.app import ReviewApp

        error = ReviewApp(study, reviewer, blind=blind).run()
        if error is not None:
            raise error


def _need_database(study: Study) -> None:
    """Say at once that there is nothing to review, where the file itself says so; the app looks closer."""
    # The file first: reading the settings would hold up the first paint.
    if not (study.folder / "verbatim.db").exists() and not study.settings.database:
        raise NotReadyError(
            "There is nothing in this study yet.",
            hint="Put files in with `verbatim add`; drafts are made with `verbatim run`, or with r in the app.",
        )
