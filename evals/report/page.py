"""The page: one HTML file that opens without a network. Nothing in it runs, and everything people said is escaped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from importlib.resources import files

from assistant.export.escaping import visible
from evals.comparing import Comparison
from evals.report import plots
from evals.report.shown import around, headline, percent
from evals.results import Curve, Figure, Item, SuiteResult
from evals.runs import Run

_MOST_ITEMS = 200
_MOST_PLOTTED = 40


def page_of(runs: Sequence[Run], comparison: Comparison | None = None) -> str:
    """The whole page; a comparison comes first where there is one."""
    body = "".join(_body(runs, comparison))
    rule = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{rule}">'
        f"<title>Evals</title><style>{_style()}</style></head><body>{body}</body></html>\n"
    )


def _style() -> str:
    return (files(__package__) / "page.css").read_text(encoding="utf-8")


def _body(runs: Sequence[Run], comparison: Comparison | None) -> Iterator[str]:
    yield "<h1>How good is the coding?</h1>"
    if comparison is not None:
        yield from _compared(comparison)
    for run in runs:
        yield from _run(run)


def _run(run: Run) -> Iterator[str]:
    yield f"<h2>{_text(run.engine)}</h2><p><small>run {run.id}, {_text(run.made)}, seed {run.seed}, "
    yield f"{run.seconds:.1f} s, cost {run.cost:.4f}, engine {_text(run.fingerprint[:12])}, "
    yield f"commit {_text(run.commit or '–')}; "
    yield ", ".join(f"{_text(name)} {_text(number)}" for name, number in run.versions.items()) + "</small></p>"
    for result in run.results:
        yield from _suite(result)


def _suite(result: SuiteResult) -> Iterator[str]:
    yield f"<h3>{_text(result.suite)} on {_text(result.data)}</h3>"
    yield "".join(f"<p>{_text(note)}</p>" for note in result.notes)
    shown = headline(result.suite, result.figures)
    yield plots.bars(shown)
    yield '<div class="plots">' + "".join(map(plots.heat, result.confusions)) + "</div>"
    if result.curves:
        drawn = "".join(
            f"<figure>{plots.line(one)}<figcaption>{_text(one.title)}</figcaption></figure>" for one in result.curves
        )
        yield f'<details><summary>Calibration and thresholds</summary><div class="plots">{drawn}</div></details>'
    yield f"<details><summary>All figures</summary>{_figures(result.figures)}</details>"
    yield from _wrong(result.items)


def _drawn(curve: Curve) -> str:
    return f"<figure>{plots.line(curve)}<figcaption>{_text(curve.title)}</figcaption></figure>"


def _figures(figures: Sequence[Figure]) -> str:
    head = "<tr><th>figure<th>%<th>95 % interval<th>n<th>not judged<th>prevalence<th>taken over</tr>"
    rows = [
        f"<tr><td>{_text(one.key)}{_number(percent(one.value))}{_number(around(one))}{_number(f'{one.n:,}')}"
        f"{_number(f'{one.unjudged:,}')}{_number('' if one.prevalence is None else percent(one.prevalence))}"
        f'<td class="frame-note">{_text(one.frame)}</tr>'
        for one in figures
    ]
    return f"<table>{head}{''.join(rows)}</table>"


def _wrong(items: Sequence[Item]) -> Iterator[str]:
    wrong = [item for item in items if item.ok is False]
    if wrong:
        shown = f"the first {_MOST_ITEMS} of {len(wrong):,}" if len(wrong) > _MOST_ITEMS else f"{len(wrong):,}"
        table = _items(wrong[:_MOST_ITEMS])
        yield f"<details><summary>Missed, made up or misplaced: {shown}</summary>{table}</details>"


def _items(items: Sequence[Item]) -> str:
    rows = [f"<tr><td>{_text(i.kind)}<td>{_text(i.gold)}<td>{_text(i.said)}<td>{_text(i.quote)}</tr>" for i in items]
    return f"<table><tr><th>kind<th>gold<th>said<th>words</tr>{''.join(rows)}</table>"


def _compared(comparison: Comparison) -> Iterator[str]:
    yield "<h2>What changed</h2>" + "".join(f"<p>{_text(note)}</p>" for note in comparison.notes)
    sure = [change for change in comparison.changes if change.sure]
    yield f"<p>{len(sure)} figures changed by more than chance explains.</p>{plots.changes(sure[:_MOST_PLOTTED])}"
    yield plots.flips(_flips_by_kind(comparison))
    yield "<table><tr><th>figure<th>before<th>after<th>by<th>95 % interval<th></tr>"
    for one in comparison.changes:
        if one.by:
            interval = "" if one.low is None else f"{100 * one.low:+.1f} to {100 * (one.high or 0):+.1f}"
            name = f"{one.suite} on {one.data}: {one.key}"
            yield f"<tr><td>{_text(name)}{_number(percent(one.before))}{_number(percent(one.after))}"
            yield f"{_number(f'{100 * one.by:+.1f}')}{_number(interval)}<td>{'sure' if one.sure else ''}</tr>"
    yield "</table>"
    for better, title in ((False, "Right before, wrong now"), (True, "Wrong before, right now")):
        flips = [flip.item for flip in comparison.flips if flip.better == better]
        yield f"<details><summary>{title}: {len(flips):,}</summary>{_items(flips[:_MOST_ITEMS])}</details>"


def _flips_by_kind(comparison: Comparison) -> list[tuple[str, int, int]]:
    """Kind, how many items became wrong and how many right; each item once, whatever suites list it."""
    flipped = {flip.item.id: flip for flip in comparison.flips}.values()
    kinds = sorted({flip.item.kind for flip in flipped})
    counts = Counter((flip.item.kind, flip.better) for flip in flipped)
    return [(kind, counts[kind, False], counts[kind, True]) for kind in kinds]


def _text(value: str) -> str:
    return escape(visible(value))


def _number(value: str) -> str:
    return f'<td class="number">{_text(value)}'
