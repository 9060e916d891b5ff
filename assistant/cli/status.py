"""`verbatim status`: where the study stands and what waits."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.cli.options import json_option, open_study, print_json, study_option
from assistant.identity import without_ids

if TYPE_CHECKING:
    from assistant.status import Failure, OwnerStatus, StudyStatus

_FAILURES_SHOWN = 20
_PLACES_SHOWN = 3
_FIGURE = re.compile(r"\d[\d.,]*")


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
        rows = list(_failure_rows(status.failures))[:_FAILURES_SHOWN]
        title = f"Failed, and tried again by the next run ({len(status.failures):,})"
        print_table(title, ("Step", "Items", "Where", "Why"), rows, {"Where": 2, "Why": 3})


def _failure_rows(failures: Sequence[Failure]) -> Iterator[tuple[str | int, ...]]:
    """A row for each reason: the same one, but for its figures, often holds for every item of a step."""
    alike: dict[tuple[str, str], list[Failure]] = {}
    for failure in failures:
        alike.setdefault((failure.step, _FIGURE.sub("", failure.reason)), []).append(failure)
    for (step, _), group in alike.items():
        yield step, len(group), _places(group), group[0].reason


def _places(failures: Sequence[Failure]) -> str:
    places = (failure.where or without_ids(failure.item) for failure in failures)
    names = [name for name in dict.fromkeys(places) if name]
    more = f" and {len(names) - _PLACES_SHOWN:,} more" if len(names) > _PLACES_SHOWN else ""
    return ", ".join(names[:_PLACES_SHOWN]) + more


def _facts(status: StudyStatus) -> Iterator[tuple[str, str]]:
    if status.question:
        yield "Question", status.question
    yield "Sources", f"{status.sources:,} in {_counts(status.documents) or 'no documents'}"
    interviewers = ", ".join(status.interviewers[:6]) or "none"
    yield "People", f"{status.participants:,} participants; interviewers: {interviewers}"
    yield "Findings", _counts(status.findings) or _why_none(status)
    if len(status.coders) > 1:
        yield "Coded by", "; ".join(f"{coder} {count:,}" for coder, count in status.coders.items())
    yield "Themes", f"{status.themes:,}"
    if status.saturation:
        yield "Saturation", status.saturation
    yield "Coding", _waiting(status)
    yield "Decisions", f"{status.decisions:,}"
    yield "Runs", _runs(status)
    for engine, requests in status.handed_in.items():
        yield "Batches", f"{requests:,} requests under way; collect them with  verbatim run --engine {engine} --batch"
    if status.calls:
        last = next((run for run in reversed(status.runs) if run.cost), None)
        latest = f"; the run of {last.started[:16].replace('T', ' ')} {last.cost:.2f}" if last else ""
        yield "Models", f"{status.calls:,} calls, {status.cost:.2f} US dollars{latest} (verbatim calls --by run)"


def _why_none(status: StudyStatus) -> str:
    coded = status.chunks and not status.waiting
    return "none: nothing was coded in what participants said" if coded else "none yet"


def _waiting(status: StudyStatus) -> str:
    if status.waiting and status.waiting < status.chunks:
        return f"{status.waiting:,} of {status.chunks:,} passages wait to be coded"
    return "nothing is coded yet" if status.waiting else "nothing waits to be coded"


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
