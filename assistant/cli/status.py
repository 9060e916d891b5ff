"""`verbatim status`: where the study stands and what waits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.cli.options import json_option, open_study, print_json, study_option

if TYPE_CHECKING:
    from assistant.status import OwnerStatus, StudyStatus

_FAILURES_SHOWN = 20


@click.command()
@study_option
@json_option
def command(folder: Path, as_json: bool) -> None:
    """Show what was read, found, drafted and decided, what waits, and what failed.

    \b
    Example:
      verbatim status --json | jq .waiting
    """
    from assistant.status import status_of

    with open_study(folder) as study:
        status = status_of(study)
    if as_json:
        print_json(asdict(status))
    else:
        _print(status)


def _print(status: StudyStatus) -> None:
    from assistant.cli.tables import print_facts, print_table

    print_facts(status.name, _facts(status))
    if status.owners:
        columns = ("Claims of", "Draft", "Approved", "Rejected", "Flagged", "Stale")
        print_table("Drafts and decisions", columns, _claim_rows(status), {"Claims of": 1})
    if status.failures:
        shown = status.failures[:_FAILURES_SHOWN]
        rows = [(failure.step, failure.where or failure.item, failure.reason) for failure in shown]
        title = f"Failed, and tried again by the next run ({len(status.failures)})"
        print_table(title, ("Step", "Where", "Why"), rows, {"Where": 2, "Why": 3})


def _facts(status: StudyStatus) -> Iterator[tuple[str, str]]:
    if status.question:
        yield "Question", status.question
    yield "Sources", f"{status.sources:,} in {_counts(status.documents) or 'no documents'}"
    interviewers = ", ".join(status.interviewers[:6]) or "none"
    yield "People", f"{status.participants:,} participants; interviewers: {interviewers}"
    yield "Findings", _counts(status.findings) or "none yet"
    if len(status.coders) > 1:
        yield "Coded by", "; ".join(f"{coder} {count:,}" for coder, count in status.coders.items())
    yield "Themes", f"{status.themes:,}"
    yield "Coding", f"{status.waiting:,} of {status.chunks:,} chunks wait to be coded"
    yield "Decisions", f"{status.decisions:,}"
    yield "Runs", _runs(status)
    if status.calls:
        last = next((run for run in reversed(status.runs) if run.cost), None)
        latest = f"; the run of {last.started[:16].replace('T', ' ')} {last.cost:.2f}" if last else ""
        yield "Models", f"{status.calls:,} calls, {status.cost:.2f} US dollars{latest} (verbatim calls --by run)"


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count:,} {name}" for name, count in counts.items())


def _runs(status: StudyStatus) -> str:
    if not status.runs:
        return "none yet; start one with `verbatim run`"
    last = status.runs[-1]
    return f"{len(status.runs)}; the last on {last.started[:16].replace('T', ' ')} with {last.engine}, {last.status}"


def _claim_rows(status: StudyStatus) -> Iterator[tuple[str | int, ...]]:
    """A row for each persona and each stage; the stages of single personas are summed up."""
    rest: Counter[str] = Counter()
    for owner in status.owners:
        if owner.persona:
            rest.update(owner.claims)
        else:
            yield _row(_called(owner), owner.claims)
    if rest:
        yield _row("Stages by persona", rest)


def _called(owner: OwnerStatus) -> str:
    return f"{owner.kind.capitalize()}: {owner.name} ({owner.status})"


def _row(name: str, claims: Mapping[str, int]) -> tuple[str | int, ...]:
    return (name, *(claims[state] for state in ("draft", "approved", "rejected", "flagged", "stale")))
