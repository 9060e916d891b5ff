"""The quality table of the README, measured and written by `python -m evals.readme [RUN.json]`.

It stands between two marks in README.md; a run's file that is named is used, else the sample corpora are measured.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from assistant.errors import ConfigurationError
from evals.commands import Asked, run
from evals.report.shown import percent
from evals.results import Figure
from evals.runs import Run, read_run

_MARKS = re.compile(r"(<!-- quality: made by python -m evals.readme -->\n).*?(<!-- end of quality -->)", re.DOTALL)
_KINDS = ("pain", "gain", "need", "suggestion", "emotion", "touchpoint")
_SETS = {"loopwheel": "12 interviews", "reviews": "300 reviews"}
_SUITES = ("grounding", "extraction", "agreement")


def table_of(measured: Run) -> str:
    """Machine beside the second coder of the gold, kind by kind, with intervals, and the rates that must be 100 %."""
    return "\n".join([*_quality(measured), "", *_grounding(measured), ""])


def _quality(measured: Run) -> Iterator[str]:
    yield f"| F1, % (95 % interval) | {' | '.join(f'{title}: program | second coder' for title in _SETS.values())} |"
    yield "|---|" + "---:|" * (2 * len(_SETS))
    for kind in _KINDS:
        cells = [_cell(figure) for name in _SETS for figure in _pair(measured, name, kind)]
        yield f"| {kind} | {' | '.join(cells)} |"


def _pair(measured: Run, name: str, kind: str) -> tuple[Figure | None, Figure | None]:
    return (
        measured.figure("extraction", name, f"{kind} f1 overlap"),
        measured.figure("agreement", name, f"{kind} f1 coder-a/coder-b"),
    )


def _cell(figure: Figure | None) -> str:
    if figure is None or figure.value is None:
        return "–"
    around = "" if figure.low is None else f" ({100 * figure.low:.0f}–{100 * (figure.high or 0):.0f})"
    return f"{100 * figure.value:.0f}{around}"


def _grounding(measured: Run) -> Iterator[str]:
    rates = []
    for key in ("exported quotes verbatim", "claims evidenced", "counts right"):
        found = [figure for name in _SETS if (figure := measured.figure("grounding", name, key))]
        lowest = min((figure.value for figure in found if figure.value is not None), default=None)
        rates.append(f"{key}: {percent(lowest)} % of {sum(figure.n for figure in found):,}")
    yield f"{'; '.join(rates)[:1].upper()}{'; '.join(rates)[1:]}."


def write_table(readme: Path, measured: Run) -> None:
    """Put the table between its marks."""
    text = readme.read_text(encoding="utf-8")
    if not _MARKS.search(text):
        raise ConfigurationError(f"{readme.name} has no marks for the quality table.")
    table = table_of(measured)
    readme.write_text(_MARKS.sub(lambda found: f"{found[1]}{table}{found[2]}", text), encoding="utf-8")


def main(arguments: list[str]) -> None:
    """Measure, or take the run that is named, and write the table."""
    if arguments:
        measured = read_run(Path(arguments[0]))
    else:
        (measured,) = run(Asked(suites=_SUITES, corpora=tuple(_SETS)), lambda _line: None)
    write_table(Path("README.md"), measured)


if __name__ == "__main__":
    main(sys.argv[1:])
