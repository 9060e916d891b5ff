"""`verbatim compare`: segments, waves or studies side by side."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assistant.cli.options import json_option, open_study, print_json, study_option
from assistant.errors import ConfigurationError
from assistant.study import Study

if TYPE_CHECKING:
    from assistant.comparison.sides import Compared, Comparison

_EVERY = ("day", "week", "month", "quarter", "year")


@click.command()
@click.option("--by", default="", metavar="NAME", help="persona, file, added (when files were added) or an attribute.")
@click.option("--every", type=click.Choice(_EVERY), help="Length of a wave, where --by is a date.")
@click.option("--wave", "waves", multiple=True, metavar="NAME=FROM..TO", help="A wave of your own; may be repeated.")
@click.option(
    "--group", "groups", multiple=True, metavar="NAME=PATTERN", help="Values taken together; may be repeated."
)
@click.option(
    "--with",
    "others",
    multiple=True,
    metavar="FOLDER",
    type=click.Path(path_type=Path, file_okay=False),
    help="Another study; may be repeated.",
)
@click.option(
    "--server",
    "servers",
    multiple=True,
    metavar="HOST",
    help="With --with: a database server that another study may be read from; may be repeated.",
)
@click.option("--all", "every_row", is_flag=True, help="Everything, not only what differs most.")
@study_option
@json_option
def command(
    by: str,
    every: str | None,
    waves: tuple[str, ...],
    groups: tuple[str, ...],
    others: tuple[Path, ...],
    servers: tuple[str, ...],
    every_row: bool,
    folder: Path,
    as_json: bool,
) -> None:
    """Show how many of each segment, wave or study spoke of each theme, what differs clearly first.

    Segments are the values of an attribute, such as a column of your survey. A date is cut into waves: into the
    shortest of days, weeks, months, quarters and years that gives at most eight, unless you say --every or --wave.
    Without --by, waves are by when files were added to the study, and groups are of files.

    With --with, the themes of another study are matched with those of this one by meaning; the other study is only
    read. One on PostgreSQL is read where its server is this machine, this study's own server, or named by --server.

    \b
    Examples:
      verbatim compare --by segment
      verbatim compare --by date --every month
      verbatim compare --wave pilot=2026-01..2026-02 --wave main=2026-03..
      verbatim compare --group 'pilot=01*,02*' --group 'main=0[3-9]*,1*'
      verbatim compare --with ../last-year
    """
    from assistant.cli.side_by_side import print_comparison

    with open_study(folder) as study:
        if others and (by or every or waves or groups):
            raise ConfigurationError(
                "Segments and other studies are compared one at a time.", hint="Leave --with or the rest out."
            )
        found = _studies(study, others, servers) if others else [_segments(study, by, every, waves, groups)]
    if as_json:
        rows = [_row(one) for one in found]
        print_json(rows if others else rows[0])
        return
    for one in found:
        print_comparison(one, every=every_row)


def _segments(study: Study, by: str, every: str | None, waves: tuple[str, ...], groups: tuple[str, ...]) -> Comparison:
    from assistant.comparison import compare
    from assistant.comparison.segments import Wanted, read_group
    from assistant.comparison.waves import read_wave

    if sum(map(bool, (groups, waves, every))) > 1:
        raise ConfigurationError("--group, --wave and --every exclude each other.", hint="Give one of them.")
    named = tuple(pair for text in groups for pair in read_group(text))
    return compare(study, Wanted(by, named, tuple(map(read_wave, waves)), every))


def _studies(study: Study, others: tuple[Path, ...], servers: tuple[str, ...]) -> list[Comparison]:
    from assistant.comparison.other import check_different, known_servers, open_other
    from assistant.comparison.studies import compare_studies
    from assistant.engines import open_embedding

    with ExitStack() as stack:
        known = known_servers(study, servers)
        opened = [stack.enter_context(open_other(folder, known)) for folder in others]
        check_different(study, opened)
        return [compare_studies(study, other, open_embedding()) for other in opened]


def _row(found: Comparison) -> dict[str, Any]:
    sections = {
        section.title.split()[0].lower(): [_compared(row) for row in section.rows] for section in found.sections
    }
    only = {"only_here": list(map(_compared, found.here)), "only_there": list(map(_compared, found.there))}
    return {
        "by": found.by,
        "sides": dict(found.sides),
        "notes": list(found.notes),
        "rule": found.rule,
        **sections,
        **(only if found.here or found.there else {}),
    }


def _compared(row: Compared) -> dict[str, Any]:
    from dataclasses import asdict

    told = {
        "name": row.name,
        "kind": row.kind,
        "counts": {side: asdict(count) for side, count in row.counts.items()},
        "gap": row.gap,
        "clear": dict(row.clear),
    }
    felt = {side: asdict(emotion) for side, emotion in row.emotions.items()}
    return told | ({"there": row.there} if row.there else {}) | ({"emotions": felt} if felt else {})
