"""Everything said to people, on stderr, and the exit codes. Stdout is data.

0 all is well; 1 something failed or is wrong (and the rest was done); 2 the call or a setting is wrong;
130 interrupted.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from assistant.errors import ConfigurationError, VerbatimError

FAILED = 1
USAGE = 2
INTERRUPTED = 130


def say(message: str) -> None:
    """A line for the person at the terminal."""
    click.echo(message, err=True)


def warn(message: str) -> None:
    """A line that something was left out or needs a look."""
    click.echo(click.style("! ", fg="yellow") + message, err=True)


def fail(error: VerbatimError) -> None:
    """An error in words: what happened and where, then what to do."""
    click.echo(click.style("Error: ", fg="red") + error.message, err=True)
    if error.hint:
        click.echo("  " + error.hint, err=True)


@contextmanager
def explaining_errors() -> Iterator[None]:
    """Turn the program's own errors into words and an exit code; anything else is a bug and keeps its traceback."""
    try:
        yield
    except VerbatimError as error:
        fail(error)
        sys.exit(USAGE if isinstance(error, ConfigurationError) else FAILED)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (KeyboardInterrupt, click.Abort):
        say("Interrupted. What was done is kept; the same command goes on from there.")
        sys.exit(INTERRUPTED)
