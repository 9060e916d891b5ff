"""Comparisons on a terminal: a column for each side where they fit, else what stands out of each row."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from string import ascii_uppercase

import click

from assistant.cli.tables import print_facts, print_table
from assistant.comparison.sides import Compared, Comparison, Section
from assistant.domain import Emotion, Prevalence
from assistant.export.escaping import visible
from assistant.export.wording import counted

SHOWN = 25
_FEWER_SHOWN = 8
"""Of emotions and touchpoints, and of themes that only one study has."""
_NAME, _KIND, _VERDICT, _GAP = 22, 12, 14, 2
"""What a name, a kind and a verdict need of a line at least, and the room between columns."""
_HEAD = 14
"""Letters of a side's name that fit over a column; sides with longer ones go by A, B, C."""
_ENOUGH = 10
"""People from whom on a share may be given in per cent."""
_LINE = 100
"""Letters of a line of prose."""
_LIST, _CLEARLY = "By side", "Clearly"


def print_comparison(found: Comparison, *, every: bool) -> None:
    """Who is compared, what to know, then theme by theme, what differs clearly first; last the rule it does so by."""
    labels = _labels(found.sides)
    print_facts("", [_presented(labels[name], name, people) for name, people in found.sides.items()])
    for note in found.notes:
        _tell(note)
    for section, most in zip(found.sections, (SHOWN, *[_FEWER_SHOWN] * len(found.sections)), strict=False):
        _print_section(section, labels, None if every else most)
    for name, rows in zip(found.sides, (found.here, found.there), strict=False):
        _print_alone(name, rows, None if every else _FEWER_SHOWN)
    _tell(found.rule)


def _presented(label: str, name: str, people: int) -> tuple[str, ...]:
    """Who a side is: with its letter, where it goes by one."""
    told = (name, counted(people, "participant"))
    return told if label == visible(name) else (label, *told)


def _tell(sentence: str) -> None:
    width = min(_LINE, shutil.get_terminal_size().columns)
    click.echo(textwrap.fill(visible(sentence), width, break_long_words=False, break_on_hyphens=False))


def _print_section(section: Section, labels: Mapping[str, str], most: int | None) -> None:
    shown = section.rows[:most]
    if not shown:
        return
    sides = list(labels)
    is_clear = any(row.clear for row in shown)
    with_shares = _has_shares(shown[0].counts)
    counts = [[_count(row.counts[side], with_shares) for side in sides] for row in shown]
    beside = _NAME + _KIND * section.has_kinds + _VERDICT * is_clear
    if _fits(labels, counts, beside):
        columns, shares = list(labels.values()), {"": 1}
    else:
        columns, shares = [_LIST], {"": 3, _LIST: 4, _CLEARLY: 2}
        counts = [[_listed(row, labels, with_shares)] for row in shown]
    names = [f"{row.name} = {row.there}" if row.there else row.name for row in shown]
    clear = [[_clearly(row, labels)] if is_clear else [] for row in shown]
    kinds = [[row.kind] if section.has_kinds else [] for row in shown]
    cells = [[name, *kind, *count, *one] for name, kind, count, one in zip(names, kinds, counts, clear, strict=True)]
    titles = ("", *(["Kind"] if section.has_kinds else []), *columns, *([_CLEARLY] if is_clear else []))
    print_table(_title(section.title, len(shown), len(section.rows)), titles, cells, shares)
    if any(row.emotions for row in shown):
        _print_feelings(shown, labels)


def _print_feelings(rows: Sequence[Compared], labels: Mapping[str, str]) -> None:
    """How the stages felt; no test is made of a mean, so it stands with its number of quotes and no more."""
    felt = [[_felt(row.emotions[side]) for side in labels] for row in rows]
    title = "How the stages felt: mean emotion from -2 to +2, and of how many quotes (not tested)"
    if _fits(labels, felt, _NAME):
        cells = [[row.name, *own] for row, own in zip(rows, felt, strict=True)]
        print_table(title, ("", *labels.values()), cells, {"": 1})
        return
    listed = [
        [row.name, "; ".join(f"{label}: {_felt(row.emotions[side])}" for side, label in labels.items())] for row in rows
    ]
    print_table(title, ("", _LIST), listed, {"": 1, _LIST: 4})


def _print_alone(name: str, rows: Sequence[Compared], most: int | None) -> None:
    shown = rows[:most]
    if shown:
        cells = [
            (row.name, row.kind, *(_count(count, _has_shares(row.counts)) for count in row.counts.values()))
            for row in shown
        ]
        title = _title(f"Without a clear counterpart, only in {name}", len(shown), len(rows))
        print_table(title, ("", "Kind", "Said by"), cells, {"": 1})


def _title(title: str, shown: int, number: int) -> str:
    return title if shown == number else f"{title} ({number:,}, the first {shown} shown; --all for the rest)"


def _labels(sides: Iterable[str]) -> dict[str, str]:
    """What the sides are called in a table: by their names, or by letters where these are long."""
    names = list(sides)
    shown = [visible(name) for name in names]
    is_short = all(len(name) <= _HEAD for name in shown) and len(set(shown)) == len(names)
    return dict(zip(names, shown if is_short else ascii_uppercase, strict=False))


def _fits(labels: Mapping[str, str], cells: Sequence[Sequence[str]], beside: int) -> bool:
    """Whether beside so much every side can have a column in which nothing has to be broken."""
    widths = [max(len(label), *(len(row[at]) for row in cells)) + _GAP for at, label in enumerate(labels.values())]
    return sum(widths) <= shutil.get_terminal_size().columns - beside


def _has_shares(counts: Mapping[str, Prevalence]) -> bool:
    """Whether percentages help: never with fewer than ten people on a side, nor where all sides are as large."""
    sizes = {count.of for count in counts.values()}
    return min(sizes) >= _ENOUGH and (len(sizes) > 1 or len(counts) == 1)


def _count(count: Prevalence, with_shares: bool) -> str:
    plain = f"{count.participants:,} of {count.of:,}"
    return f"{plain}, {_percent(count)}" if with_shares else plain


def _percent(count: Prevalence) -> str:
    share = f"{count.participants / count.of:.0%}"
    return "<1%" if share == "0%" and count.participants else share


def _listed(row: Compared, labels: Mapping[str, str], with_shares: bool) -> str:
    """The sides on which somebody speaks of it, those with the largest share first."""
    heard = [(label, row.counts[side]) for side, label in labels.items() if row.counts[side].participants]
    heard.sort(key=lambda pair: -pair[1].participants / pair[1].of)
    listed = "; ".join(f"{label}: {_count(count, with_shares)}" for label, count in heard)
    silent = len(labels) - len(heard)
    return f"{listed}; none in {silent} others" if silent > 1 else listed


def _clearly(row: Compared, labels: Mapping[str, str]) -> str:
    """On which sides more and on which fewer; of two sides the one on which more do."""
    clear = row.clear
    if len(labels) == 2 and clear:
        first, second = labels
        clear = {first if clear[first] == "more" else second: "more"}
    told = [(way, [labels[side] for side in labels if clear.get(side) == way]) for way in ("more", "less")]
    return "; ".join(f"{way}: {', '.join(names)}" for way, names in told if names)


def _felt(emotion: Emotion) -> str:
    if emotion.value is None:
        return "-"
    mean = round(emotion.value, 1)
    return f"{mean:+.1f} of {emotion.n}" if mean else f"0.0 of {emotion.n}"
