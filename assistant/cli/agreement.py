"""`verbatim agreement`: how far two coders agree, and where they do not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.cli.diagnostics import say
from assistant.cli.options import json_option, open_study, print_json, study_option
from assistant.errors import ConfigurationError, NotReadyError

if TYPE_CHECKING:
    from assistant.agreement import Agreement, Disagreement
    from assistant.study import Study


@click.command()
@click.argument("coders", nargs=-1)
@click.option("--disagreements", is_flag=True, help="List the sentences that only one of them marked.")
@click.option("--kind", help="Only this kind: pain, gain and so on.")
@study_option
@json_option
def command(coders: tuple[str, ...], disagreements: bool, kind: str | None, folder: Path, as_json: bool) -> None:
    """Compare two coders sentence by sentence: agreement per kind, and the sentences to look at.

    Coders are engines or people's names; without any, the last two that coded.

    \b
    Examples:
      verbatim agreement
      verbatim agreement ondevice openai:gpt-5-mini --disagreements
    """
    from assistant.agreement import compare

    with open_study(folder) as study:
        first, second = _two(study, coders)
        agreements, differing = compare(study, first, second)
        names = {source.id: source.name for source in study.store.sources()}
    shown = [item for item in differing if kind in (None, item.kind)]
    if as_json:
        print_json(
            {
                "coders": [first, second],
                "agreement": [_row(item) for item in agreements if kind in (None, item.kind)],
                "disagreements": [_queue_row(item, names) for item in shown],
            }
        )
    elif disagreements:
        _print_queue(shown, names)
    else:
        _print_agreement(first, second, agreements)


def _two(study: Study, coders: tuple[str, ...]) -> tuple[str, str]:
    known = list(dict.fromkeys(item.coder for item in study.store.findings()))
    if unknown := [coder for coder in coders if coder not in known]:
        raise ConfigurationError(
            f"Nobody called {unknown[0]!r} has coded.", hint=f"There are: {', '.join(known) or 'none yet'}."
        )
    if len(coders) == 2:
        return coders[0], coders[1]
    ran = [run.engine for run in reversed(study.store.runs())]
    chosen = [coder for coder in dict.fromkeys((*coders, *ran, *known)) if coder in known]
    if len(chosen) < 2:
        raise NotReadyError("There are no two coders to compare.", hint="verbatim run --engine A --second B")
    return chosen[0], chosen[1]


def _row(item: Agreement) -> dict[str, object]:
    return {
        "kind": item.kind,
        "both": item.both,
        "only_first": item.first,
        "only_second": item.second,
        "neither": item.neither,
        "positive_agreement": item.positive,
        "kappa": item.kappa,
    }


def _queue_row(item: Disagreement, names: dict[str, str]) -> dict[str, object]:
    return {
        "source": names.get(item.sentence.source_id, item.sentence.source_id),
        "start": item.sentence.start,
        "end": item.sentence.end,
        "quote": item.text,
        "kind": item.kind,
        "marked_by": item.coder,
        "labels": list(item.labels),
        "findings": list(item.finding_ids),
    }


def _print_agreement(first: str, second: str, agreements: list[Agreement]) -> None:
    from assistant.cli.tables import print_table

    rows = [
        (item.kind, item.both, item.first, item.second, _share(item.positive), _share(item.kappa))
        for item in agreements
    ]
    columns = ("Kind", "Both", "1st only", "2nd only", "Agreement", "Kappa")
    print_table(f"{first} (1st) and {second} (2nd), sentence by sentence", columns, rows, {"Both": 1, "Kappa": 1})
    say("Agreement is that on sentences which at least one of them marked (F1); kappa is corrected for chance.")


def _print_queue(shown: list[Disagreement], names: dict[str, str]) -> None:
    from assistant.cli.tables import print_table

    rows = [(item.kind, item.coder, item.text, names.get(item.sentence.source_id, "")) for item in shown]
    print_table("", ("Kind", "Marked by", "Sentence", "Source"), rows, {"Marked by": 1, "Sentence": 4, "Source": 1})


def _share(value: float | None) -> str:
    return "-" if value is None else f"{round(value, 2) + 0.0:.2f}"  # never -0.00
