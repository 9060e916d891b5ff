"""`verbatim eval`: how good the coding is, how sure that is, and whether something got better."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assistant.cli.diagnostics import FAILED, say, warn
from assistant.cli.options import print_json

if TYPE_CHECKING:
    from evals.commands import Asked

_FILE = click.Path(path_type=Path, dir_okay=False, exists=True)
_FOLDER = click.Path(path_type=Path, file_okay=False, exists=True)


class _Runs(click.Group):
    """A group that measures where no other command is named: `verbatim eval extraction`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0] not in self.commands and args[0] not in ctx.help_option_names):
            args = ["run", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_Runs)
def command() -> None:
    """Measure the coding against gold, and compare engines and prompts.

    Without a command it measures (`verbatim eval run --help` lists the options of that).

    \b
    Examples:
      verbatim eval                              the sample corpora, all suites
      verbatim eval extraction --study riders    a study with gold, as it was coded
      verbatim eval --data serdif=~/serdif       a public set
      verbatim eval compare before.json after.json
      verbatim eval gold --from-review riders    a corrected study becomes gold
    """


@command.command("run")
@click.argument("suites", nargs=-1)
@click.option("--study", type=_FOLDER, help="A study; what its own run found is measured unless --engine is given.")
@click.option("--gold", type=_FILE, help="Gold for the study (default: gold.jsonl in it).")
@click.option("--corpus", "corpora", multiple=True, help="A sample corpus: loopwheel, reviews (default: both).")
@click.option("--data", "sets", multiple=True, metavar="SET=DIR", help="A public set, and the folder it lies in.")
@click.option("--engine", "engines", multiple=True, help="Who codes; several are shown side by side.")
@click.option(
    "--prompts", multiple=True, type=_FOLDER, help="A folder with prompts/NAME.md of its own; several compete."
)
@click.option("--budget", type=click.FloatRange(0, min_open=True), help="Stop an outside model at so many dollars.")
@click.option("--estimate", "only_estimate", is_flag=True, help="Say what an outside model would take, and stop.")
@click.option("--settings", type=_FILE, help="A study.toml to code with (leaning, stages).")
@click.option("--limit", type=click.IntRange(1), help="At most so many texts, drawn in proportion.")
@click.option("--seed", type=int, default=7, show_default=True, help="For the sample and the intervals.")
@click.option("--gate", type=_FILE, help="Fail when a figure is under its floor in this file.")
@click.option("--html", type=click.Path(path_type=Path, dir_okay=False), help="Write the report with plots here.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("build/evals"),
    show_default=True,
    help="Where runs are kept, for `compare`.",
)
@click.option("--all", "everything", is_flag=True, help="Show every figure, not only the main ones.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
def run_command(
    gate: Path | None, html: Path | None, *, everything: bool, as_json: bool, only_estimate: bool, **words: Any
) -> None:
    """Measure SUITES (all that the data allows, if none are named) and keep the run as a file."""
    from evals import commands
    from evals.report.terminal import print_runs

    asked = _asked(**words)
    if only_estimate:
        click.echo("\n".join(commands.estimate_only(asked)))
        return
    runs = commands.run(asked, _tell(), say)
    kept = commands.keep(runs, asked.out)
    if as_json:
        print_json([asdict(run) for run in runs])
    else:
        print_runs(runs, everything=everything)
    if html is not None:
        commands.write_page(html, runs)
    for path in (*kept, *([html] if html else [])):
        say(f"Written: {path}")
    _hold(commands.gate_failures(runs, gate) if gate else [], gate)


def _asked(sets: tuple[str, ...], **rest: Any) -> Asked:
    from evals.commands import Asked

    named = [entry.partition("=") for entry in sets]
    for entry, (name, sign, folder) in zip(sets, named, strict=True):
        if not (name and sign and folder):
            raise click.BadParameter(f"{entry!r} is not SET=DIR.", param_hint="--data")
    return Asked(sets=tuple((name, Path(folder).expanduser()) for name, _, folder in named), **rest)


def _tell() -> Any:
    """Progress as one line that is written over, where somebody is watching."""
    if not sys.stderr.isatty():
        return lambda _line: None
    return lambda line: click.echo(f"\r\033[K{line}", nl=False, err=True)


def _hold(missed: list[str], gate: Path | None) -> None:
    for line in missed:
        warn(line)
    if missed:
        sys.exit(FAILED)
    if gate:
        say("All gates held.")


@command.command("compare")
@click.argument("before", type=_FILE)
@click.argument("after", type=_FILE)
@click.option("--html", type=click.Path(path_type=Path, dir_okay=False), help="Write the report here.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
def compare_command(before: Path, after: Path, html: Path | None, *, as_json: bool) -> None:
    """Show what differs between two kept runs: figures with intervals, and the items that flipped, both ways."""
    from evals import commands
    from evals.report.terminal import print_comparison

    first, second, comparison = commands.compare_files(before, after)
    if as_json:
        print_json(asdict(comparison))
    else:
        print_comparison(comparison)
    if html is not None:
        commands.write_page(html, [first, second], comparison)
        say(f"Written: {html}")


@command.command("gold")
@click.option("--from-review", "reviewed", type=_FOLDER, help="A study whose findings reviewers have decided on.")
@click.option("--from", "project", type=_FILE, help="A project or an export of another program.")
@click.option("--study", type=_FOLDER, help="The study that the texts of the project are in.")
@click.option("--kinds", "map_file", type=_FILE, help="A CSV file: code, kind (and stage) of each imported code.")
@click.option("--waiting", is_flag=True, help="Take findings that nobody decided on as accepted.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Default: gold.jsonl in the study.")
def gold_command(
    reviewed: Path | None,
    project: Path | None,
    study: Path | None,
    map_file: Path | None,
    out: Path | None,
    *,
    waiting: bool,
) -> None:
    """Make gold: from a study that people have corrected, or from another program's codings.

    \b
    Examples:
      verbatim eval gold --from-review riders
      verbatim eval gold --from riders.qdpx --study riders --kinds kinds.csv
    """
    from evals.making_gold import from_project, from_review

    if bool(reviewed) == bool(project):
        raise click.UsageError("Say either --from-review STUDY or --from FILE.")
    if reviewed:
        path, notes = from_review(reviewed, out, waiting=waiting)
    else:
        if study is None or project is None:
            raise click.UsageError("--from needs --study: the study that the coded texts are in.")
        path, notes = from_project(project, study, map_file, out)
    for note in notes:
        say(note)
    say(f"Written: {path}")
