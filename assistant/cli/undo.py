"""`verbatim undo`: take a decision back."""

from __future__ import annotations

from pathlib import Path

import click

from assistant.cli.options import open_study, study_option


@click.command()
@click.argument("seq", type=click.IntRange(min=1), required=False)
@study_option
@click.option("--reviewer", default="", help="Who takes it back (else VERBATIM_REVIEWER, else the name the app keeps).")
@click.option("--why", default="", help="A reason, kept on record.")
def command(seq: int | None, folder: Path, reviewer: str, why: str) -> None:
    """Take back your last decision, or the one with number SEQ.

    The undo is an entry of the ledger too: taking it back makes the decision good again. Decisions made in one
    go are taken back together.

    \b
    Examples:
      verbatim undo
      verbatim undo 17 --why "wrong persona"
    """
    from assistant.review.decisions import Review
    from assistant.review.reviewer import need_reviewer

    name = need_reviewer(reviewer)
    with open_study(folder) as study:
        for entry in Review(study.store, name).undo(seq, why):
            verb = "Made good" if entry.action == "redo" else "Took back"
            click.echo(f"{verb} decision {entry.undoes} ({entry.target_type} {entry.target_id}); entry {entry.seq}.")
