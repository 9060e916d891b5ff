"""`verbatim run`: code, form themes, draft personas and the journey."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.cli.diagnostics import FAILED, say, warn
from assistant.cli.options import json_option, open_study, print_json, study_option

if TYPE_CHECKING:
    from assistant.pipeline import Report
    from assistant.running import Wishes


@click.command()
@click.option("--engine", help="Who codes and drafts: ondevice, or openai:MODEL and the like.")
@click.option("--personas", help="How many personas: auto, or a number.")
@click.option(
    "--budget", type=click.FloatRange(min=0, min_open=True), help="Most that an outside model may cost, in $."
)
@click.option("--concurrency", type=click.IntRange(1, 256), help="Calls to an outside model under way at once.")
@click.option("--fresh", is_flag=True, help="Do everything again; ask an outside model again, whatever it answered.")
@click.option("--second", help="Another engine that codes the same; `verbatim agreement` compares them.")
@click.option("--screen", is_flag=True, help="Do not send sentences in which the on-device engine sees nothing.")
@click.option("--batch", is_flag=True, help="Hand coding in as a batch of OpenAI's: half the price, within a day.")
@click.option("--dry-run", is_flag=True, help="Only say how many calls, tokens and dollars it would take.")
@study_option
@json_option
def command(
    engine: str | None,
    personas: str | None,
    budget: float | None,
    concurrency: int | None,
    fresh: bool,
    second: str | None,
    screen: bool,
    batch: bool,
    dry_run: bool,
    folder: Path,
    as_json: bool,
) -> None:
    """Code what was imported, form themes, draft personas and the journey.

    Only what is missing or has changed is done, and no answer of a model is paid for twice. Stop it whenever you
    like: the same command goes on.

    \b
    Examples:
      verbatim run
      verbatim run --engine openai:gpt-5-mini --dry-run
      verbatim run --engine openai:gpt-5-mini --budget 5.00
      verbatim run --engine openai:gpt-5-mini --batch
    """
    from assistant.running import Wishes

    wishes = Wishes(engine, personas, budget, concurrency, fresh, second, batch, screen)
    if dry_run:
        _estimate(folder, wishes, as_json=as_json)
    elif not batch or _batches_are_done(folder, wishes):
        _run(folder, wishes, as_json=as_json)


def _run(folder: Path, wishes: Wishes, *, as_json: bool) -> None:
    from assistant.cli.progress import progress_bars
    from assistant.running import run_study

    with open_study(folder) as study:
        with progress_bars() as tell:
            report = run_study(study, tell, wishes=wishes)
        for note in report.notes:
            warn(note)
        if as_json:
            print_json(_as_json(report))
        if report.calls or report.reused:
            say(f"{report.calls:,} calls, {report.cost:.4f} US dollars; {report.reused:,} answers were there already.")
        failed = sum(report.failed.values())
        if failed:
            warn(f"{failed} items failed; `verbatim status` says why, `verbatim run` tries them again.")
        say("Done. Look at the drafts with  verbatim review  or  verbatim export --to md --drafts")
    sys.exit(FAILED if failed else 0)


def _batches_are_done(folder: Path, wishes: Wishes) -> bool:
    """Take batches one step further; whether nothing is under way any more."""
    from assistant.batches import next_step

    with open_study(folder) as study:
        standing = next_step(study, wishes)
    for line in standing.lines:
        say(line)
    if not standing.ready:
        say("Come back later with the same command; nothing needs to run meanwhile.")
    return standing.ready


def _as_json(report: Report) -> dict[str, object]:
    return {
        "run": report.run_id,
        "done": report.done,
        "failed": report.failed,
        "cost": report.cost,
        "calls": report.calls,
        "reused": report.reused,
    }


def _estimate(folder: Path, wishes: Wishes, *, as_json: bool) -> None:
    from dataclasses import asdict

    from assistant.estimating import estimate

    with open_study(folder) as study:
        estimated = estimate(study, wishes)
    if as_json:
        print_json(asdict(estimated))
        return
    say(estimated.in_words())
