"""Figures of runs as Markdown for docs/quality.md: `python -m evals.quality RUN.json…` prints them."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.export.escaping import visible
from evals.report.shown import headline, percent, with_interval
from evals.results import Figure, SuiteResult
from evals.runs import Run, read_run

_BY_KIND = ("extraction", "touchpoints")


def tables_of(runs: Sequence[Run]) -> str:
    """One table for all findings by kind, one for everything else."""
    results = [result for run in runs for result in run.results]
    whole = {result.data for result in results if result.suite == "extraction"}
    listed = [result for result in results if result.suite == "extraction" or result.data not in whole]
    kinds = [row for result in listed if result.suite in _BY_KIND for row in _kind_rows(result)]
    others = [row for result in results if result.suite not in _BY_KIND for row in _other_rows(result)]
    head = ["| set | kind | F1, % (95 %) | precision | recall | exact F1 | token F1 | gold | not judged |"]
    rest = ["", "| set | suite | figure | % (95 %) | n | not judged |", "|---|---|---|---:|---:|---:|"]
    parts = [*head, "|---|---|" + "---:|" * 7, *kinds] if kinds else []
    return "\n".join([*parts, *([*rest, *others] if others else []), ""])


def _kind_rows(result: SuiteResult) -> Iterator[str]:
    figures = {figure.key: figure for figure in result.figures}
    level = "texts" if any(key.endswith(" texts") for key in figures) else "overlap"
    for key, f1 in figures.items():
        kind, _, rest = key.partition(" ")
        if rest == f"f1 {level}" or key in (f"macro-f1 {level}", f"micro-f1 {level}"):
            pair = [_value(figures.get(f"{kind} {name} {level}")) for name in ("precision", "recall")]
            stem = kind if kind in ("macro-f1", "micro-f1") else f"{kind} f1"
            finer = [_value(figures.get(f"{stem} {part}")) for part in ("exact", "tokens")]
            cells = [_cell(result.data), kind, with_interval(f1), *pair, *finer, f"{f1.n:,}", _unjudged(f1)]
            yield f"| {' | '.join(cells)} |"


def _other_rows(result: SuiteResult) -> Iterator[str]:
    for figure in headline(result.suite, result.figures):
        cells = [_cell(result.data), result.suite, _cell(figure.key), with_interval(figure), f"{figure.n:,}"]
        yield f"| {' | '.join([*cells, _unjudged(figure)])} |"


def _value(figure: Figure | None) -> str:
    return "" if figure is None else percent(figure.value)


def _unjudged(figure: Figure) -> str:
    return f"{figure.unjudged:,}" if figure.unjudged else ""


def _cell(words: str) -> str:
    return visible(words).replace("|", "\\|")


def main(files: Sequence[str]) -> None:
    """Print the tables of the runs that are named."""
    sys.stdout.write(tables_of([read_run(Path(file)) for file in files]))


if __name__ == "__main__":
    main(sys.argv[1:])
