"""`verbatim search`: what participants said about something."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.cli.diagnostics import say, warn
from assistant.cli.options import json_option, open_study, print_json, study_option
from assistant.cli.quotes import as_row, who_said
from assistant.printable import on_one_line

if TYPE_CHECKING:
    from assistant.search import Passage


@click.command()
@click.argument("query")
@click.option("-k", "--count", default=10, show_default=True, type=click.IntRange(1, 200), help="How many quotes.")
@click.option("--participant", "participants", multiple=True, help="Only this participant; may be repeated.")
@click.option("--source", "sources", multiple=True, help="Only the source of this name; may be repeated.")
@study_option
@json_option
def command(
    query: str, count: int, participants: tuple[str, ...], sources: tuple[str, ...], folder: Path, as_json: bool
) -> None:
    """Find quotes by meaning and by word; words in quotation marks must occur as they stand.

    \b
    Examples:
      verbatim search "waited for delivery"
      verbatim search '"on hold" support' --participant Tom
    """
    from assistant.study_search import find_passages

    with open_study(folder) as study:
        passages, note = find_passages(study, query, count, participants, sources)
        names = {person.id: person.name for person in study.store.participants()}
    if note:
        warn(note)
    if as_json:
        print_json([_row(passage, names) for passage in passages])
        return
    for passage in passages:
        _show(passage, names)
    if not passages:
        say("Nobody said anything like it.")


def _row(passage: Passage, names: dict[str, str]) -> dict[str, object]:
    return {
        **as_row(passage, names),
        "time": passage.time,
        "page": passage.page,
        "before": [said.text for said in passage.before],
        "after": [said.text for said in passage.after],
        "score": round(passage.score, 4),
    }


def _show(passage: Passage, names: dict[str, str]) -> None:
    who = who_said(passage, names)
    click.echo(click.style(f"{who}, {passage.source_name}{_place(passage)}", bold=True))
    for said in passage.before:
        click.echo(click.style("    " + on_one_line(f"{said.speaker}: " * bool(said.speaker) + said.text), dim=True))
    click.echo("  > " + on_one_line(passage.quote))
    for said in passage.after:
        click.echo(click.style("    " + on_one_line(said.text), dim=True))
    click.echo()


def _place(passage: Passage) -> str:
    if passage.time is not None:
        minutes, seconds = divmod(int(passage.time), 60)
        return f", {minutes // 60:02}:{minutes % 60:02}:{seconds:02}"
    return f", page {passage.page}" if passage.page else ""
