"""Tables for the terminal; what participants said in them is text and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from assistant.export.escaping import visible
from evals.comparing import Change, Comparison
from evals.report.shown import around, headline, percent, with_interval
from evals.results import SuiteResult
from evals.runs import Run

_MOST_FLIPS = 12


def print_runs(runs: Sequence[Run], *, everything: bool = False) -> None:
    """All runs in one table a suite and set: one column of figures an engine."""
    for suite, data in dict.fromkeys((result.suite, result.data) for run in runs for result in run.results):
        if len(runs) == 1 and not everything and suite in ("extraction", "touchpoints"):
            _print_kinds(next(r for r in runs[0].results if (r.suite, r.data) == (suite, data)))
        else:
            _print_suite(runs, suite, data, everything=everything)
    for run in runs:
        _say(f"{run.engine}: {run.seconds:.1f} s, cost {run.cost:.4f}, seed {run.seed}, run {run.id}")


def _print_suite(runs: Sequence[Run], suite: str, data: str, *, everything: bool) -> None:
    results = [next((r for r in run.results if (r.suite, r.data) == (suite, data)), None) for run in runs]
    table = _table(f"{suite} on {data} (%)", ["figure"])
    for run in runs:
        table.add_column(visible(run.engine), justify="right", no_wrap=True)
        table.add_column("95 % interval", justify="right", no_wrap=True)
    table.add_column("n", justify="right", no_wrap=True)
    table.add_column("not judged", justify="right", no_wrap=True)
    columns = [{f.key: f for f in result.figures} if result else {} for result in results]
    first = next(result for result in results if result)
    shown = first.figures if everything else headline(suite, first.figures)
    for figure in shown:
        cells = [figure.key]
        for column in columns:
            own = column.get(figure.key)
            cells += [percent(own.value), around(own)] if own else ["–", ""]
        table.add_row(*map(_text, [*cells, f"{figure.n:,}", f"{figure.unjudged:,}" if figure.unjudged else ""]))
    if shown:
        _show(table)
    for note in first.notes:
        _say(f"  {note}")


def _print_kinds(result: SuiteResult) -> None:
    """One engine's findings, a line a kind: what most people ask first."""
    figures = {figure.key: figure for figure in result.figures}
    level = "texts" if any(key.endswith(" texts") for key in figures) else "overlap"
    kinds = [key.split()[0] for key in figures if key.endswith(f" f1 {level}")]
    finer = ("exact", "tokens") if level == "overlap" else ()
    table = _table(f"{result.suite} on {result.data} (%, {level})", ["kind"])
    for name in ("F1 (95 %)", "prec.", "recall", *finer, "n"):
        table.add_column(name, justify="right", no_wrap=True)
    for kind in kinds:
        f1, right, found = (figures[f"{kind} {name} {level}"] for name in ("f1", "precision", "recall"))
        shown = [percent(one.value) for one in (right, found, *(figures[f"{kind} f1 {part}"] for part in finer))]
        table.add_row(*map(_text, [kind, with_interval(f1), *shown, f"{f1.n:,}"]))
    for name in ("macro-f1", "micro-f1"):
        if f"{name} {level}" in figures:
            mean = figures[f"{name} {level}"]
            shown = ["", "", *(percent(figures[f"{name} {part}"].value) for part in finer)]
            table.add_row(*map(_text, [name, with_interval(mean), *shown, f"{mean.n:,}"]))
    _show(table)
    if result.figures and result.figures[0].unjudged:
        _say(f"  {result.figures[0].unjudged:,} texts could not be judged: the engine failed on them.")
    for note in result.notes:
        _say(f"  {note}")


def print_comparison(comparison: Comparison) -> None:
    """What changed for sure, what changed perhaps, and the items that flipped."""
    moved = [change for change in comparison.changes if change.by]
    sure = [change for change in moved if change.sure]
    _print_changes("Changed, and the interval leaves zero out (percentage points)", sure)
    _print_changes("Changed, perhaps by chance (percentage points)", [change for change in moved if not change.sure])
    for better, title in ((False, "Right before, wrong now"), (True, "Wrong before, right now")):
        flips = [flip for flip in comparison.flips if flip.better == better]
        _say(f"{title}: {len(flips):,} items")
        for flip in flips[:_MOST_FLIPS]:
            _say(f"  {flip.item.kind}: “{visible(flip.item.quote)}”")
    for note in comparison.notes:
        _say(note)


def _print_changes(title: str, changes: Sequence[Change]) -> None:
    table = _table(title, ["figure"])
    for name in ("before", "after", "by", "95 % interval"):
        table.add_column(name, justify="right", no_wrap=True)
    for change in changes:
        interval = "" if change.low is None else f"{100 * change.low:+.1f} to {100 * (change.high or 0):+.1f}"
        by = "" if change.by is None else f"{100 * change.by:+.1f}"
        name = f"{change.suite} on {change.data}: {change.key}"
        table.add_row(*map(_text, [name, percent(change.before), percent(change.after), by, interval]))
    if changes:
        _show(table)


def _table(title: str, columns: Sequence[str]) -> Table:
    table = Table(title=Text(visible(title), style="bold"), title_justify="left", box=box.SIMPLE_HEAD)
    for name in columns:
        table.add_column(name, overflow="fold")
    return table


def _text(value: str) -> Text:
    return Text(visible(value))


def _show(table: Table) -> None:
    Console(markup=False, emoji=False, highlight=False).print(table)


def _say(line: str) -> None:
    Console(markup=False, emoji=False, highlight=False).print(Text(visible(line)))
