"""`verbatim`: the group of commands. A command's module is imported only when it is called or asked for help."""

from __future__ import annotations

import importlib
import os
import sys

import click

from assistant import __version__
from assistant.cli.diagnostics import explaining_errors

COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("Make a new study.", "The job"),
    "add": ("Import transcripts, reviews and surveys.", "The job"),
    "run": ("Code, form themes, draft personas and the journey.", "The job"),
    "review": ("Approve, edit or reject the drafts in the terminal.", "The job"),
    "export": ("Write the approved work as Markdown, JSON and more.", "The job"),
    "status": ("Show where the study stands and what waits.", "The job"),
    "sources": ("List sources with their speakers and roles.", "Looking closer"),
    "search": ("Find what participants said about something.", "Looking closer"),
    "ask": ("Answer a question from the sources, with quotes.", "Looking closer"),
    "findings": ("List coded quotes.", "Looking closer"),
    "themes": ("List themes with who said them.", "Looking closer"),
    "compare": ("Put segments, waves or studies side by side.", "Looking closer"),
    "changes": ("Show what files added since a day brought.", "Looking closer"),
    "ledger": ("List the decisions made so far.", "Looking closer"),
    "undo": ("Take back the last decision, or a given one.", "Looking closer"),
    "calls": ("List calls to outside models, and what they cost.", "Looking closer"),
    "agreement": ("Compare two coders, and list where they differ.", "Looking closer"),
    "verify": ("Check every quote, count and decision of a study or an exported file.", "Looking closer"),
    "roles": ("Say who is an interviewer.", "Looking closer"),
    "metrics": ("List figures given for stages, or take them from a file.", "Looking closer"),
    "codebook": ("List your own codes, or take them from a file.", "Looking closer"),
    "eval": ("Measure the coding against gold, and compare engines and prompts.", "Tools"),
    "code": ("Code JSON lines from a file or a pipe.", "Tools"),
    "demo": ("Do the whole job on the sample study.", "Tools"),
    "doctor": ("Check that everything this program needs is there.", "Tools"),
}
"""Name, one line for `--help`, and the heading it stands under. Kept here so that help needs no imports."""

_EPILOG = """\b
Examples:
  verbatim init riders
  cd riders
  verbatim add ~/interviews reviews.csv
  verbatim run
  verbatim review
  verbatim export --to md -o report.md
"""


class Commands(click.Group):
    """Finds a command's module by its name: `add` lives in `assistant/cli/add.py` as `command`."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # The reader of our output went away (`| head`): nobody is left to tell, and nothing is wrong.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return None

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"assistant.cli.{cmd_name}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for heading in dict.fromkeys(heading for _, heading in COMMANDS.values()):
            rows = [(name, line) for name, (line, under) in COMMANDS.items() if under == heading]
            with formatter.section(heading):
                formatter.write_dl(rows)


@click.group(cls=Commands, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="verbatim")
def cli() -> None:
    """Personas and journey maps from interviews and reviews, in which every quote is somebody's words."""


def main() -> None:
    """Entry of the `verbatim` command."""
    for stream in (sys.stdout, sys.stderr):
        # A pipe or an old console may not be UTF-8; a transcript must still get through.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    with explaining_errors():
        sys.exit(cli.main(prog_name="verbatim", standalone_mode=False))
