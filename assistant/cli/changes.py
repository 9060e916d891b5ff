"""`verbatim changes`: what the files added since some moment brought."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.cli.diagnostics import say
from assistant.cli.options import json_option, open_study, print_json, study_option

if TYPE_CHECKING:
    from assistant.growth import Growth, Moved

_SHOWN, _UNCLEAR_SHOWN, _NAMED = 15, 5, 10
_MOMENTS = ["%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]


@click.command()
@click.option(
    "--since",
    required=True,
    type=click.DateTime(_MOMENTS),
    metavar="WHEN",
    help='The first day that counts as new, or the moment: 2026-11-01, "2026-11-01 14:30".',
)
@study_option
@json_option
def command(since: datetime, folder: Path, as_json: bool) -> None:
    """Show what the files added since some moment brought: themes, personas, and approved claims to look at again.

    A theme is stronger or weaker where those heard for the first time speak of it more or less often than chance would
    make them, beside those heard before.

    \b
    Examples:
      verbatim changes --since 2026-11-01
      verbatim changes --since "2026-11-01 14:30"
    """
    from assistant.growth import growth

    with open_study(folder) as study:
        found = growth(study, since)
    if as_json:
        print_json(asdict(found))
    elif found.files:
        _print(found)
    else:
        say(f"No file was added since {_moment(found)}.")


def _print(found: Growth) -> None:
    from assistant.cli.tables import print_facts

    print_facts(f"Since {_moment(found)}", list(_facts(found)))
    _print_themes("New themes, of which nobody had spoken", found.new)
    _print_themes("Stronger: newcomers clearly speak of them more often", found.stronger)
    _print_themes("Weaker: newcomers clearly speak of them less often", found.weaker)
    if found.unclear and found.participants and found.before:
        title = "About as before: those that differ most, though chance may make it so"
        _print_themes(title, found.unclear, _UNCLEAR_SHOWN)
        click.echo(
            "Stronger and weaker are only themes in which newcomers differ from those before by\n"
            "more than chance would make them (Fisher's exact test, 1 in 20, corrected for the\n"
            "number of themes).\n"
        )
    _print_themes("Contradicted: new files speak against what is claimed; participants against", found.contradicted)


def _moment(found: Growth) -> str:
    return found.since[:16].replace("T", " ").removesuffix(" 00:00")


def _facts(found: Growth) -> Iterator[tuple[str, str]]:
    yield "Files", _some(found.files)
    newcomers, everybody = len(found.participants), len(found.participants) + found.before
    yield "Newcomers", f"{newcomers} of {everybody}: {_some(found.participants)}" if newcomers else "none"
    if not found.before:
        yield "Before", "nobody: all that there is was added since"
    if found.recounted:
        yield "Counted anew", f"{found.recounted} approved claims; they stay approved"
    stale = [f"{len(claims)}: {why}" for why, claims in found.stale.items()]
    yield "Stale", f"{'; '.join(stale)}. Look at them in review." if stale else "none"
    if found.personas is not None:
        yield "New personas", ", ".join(found.personas.new) or "none"
        yield "Personas gone", ", ".join(found.personas.gone) or "none"
        if not found.personas.moved:
            yield "People moved", "none"
        for at, one in enumerate(found.personas.moved):
            yield "" if at else "People moved", f"{one.participant} from {_persona(one.before)} to {_persona(one.now)}"


def _persona(name: str) -> str:
    return f"“{name}”" if name else "none"


def _some(names: Sequence[str]) -> str:
    """The first of some names, and how many more there are."""
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more:,} more" if more > 0 else "")


def _print_themes(title: str, items: Sequence[Moved], most: int = _SHOWN) -> None:
    from assistant.cli.tables import print_table

    if items:
        more = f" ({len(items)}, the first {most} shown)" if len(items) > most else ""
        rows = [(item.text, _counted(item.newcomers), _counted(item.before)) for item in items[:most]]
        print_table(title + more, ("", "Newcomers", "Before"), rows, {"": 1})


def _counted(count: tuple[int, int]) -> str:
    return f"{count[0]} of {count[1]}"
