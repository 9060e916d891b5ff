"""`verbatim ledger`: who decided what, when and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.cli.diagnostics import say
from assistant.cli.options import json_option, open_study, print_json, study_option
from assistant.printable import printable

if TYPE_CHECKING:
    from assistant.review.history import LedgerLine


@click.command()
@study_option
@json_option
def command(folder: Path, as_json: bool) -> None:
    """List the decisions made so far, the newest first.

    \b
    Examples:
      verbatim ledger
      verbatim ledger --json | jq '.[] | select(.who == "Mia")'
    """
    from assistant.review.history import read_ledger

    with open_study(folder) as study:
        lines = read_ledger(study.store)
        if as_json:
            print_json([asdict(line.decision) | {"subject": line.subject, "in_force": line.in_force} for line in lines])
        elif lines:
            _print(lines)
        else:
            say("Nobody has decided anything yet. `verbatim review` is where that happens.")


def _print(lines: Sequence[LedgerLine]) -> None:
    who = max(len(line.decision.who) for line in lines)
    verb = max(len(line.verb) for line in lines)
    for line in lines:
        entry = line.decision
        why = f"  ({entry.why})" if entry.why else ""
        gone = "" if line.in_force else "  [taken back]"
        text = f"{entry.seq:>5}  {line.when}  {entry.who:<{who}}  {line.verb:<{verb}}  {line.subject}{why}{gone}"
        click.echo(printable(text))
