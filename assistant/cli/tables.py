"""Tables for people: they fit the terminal, and what participants said in them is text and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

import click

from assistant.export.escaping import visible

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], shares: Mapping[str, int]) -> None:
    """A table on stdout, as wide as the terminal; numbers are set to the right.

    Columns with long texts share the room that the others leave, so that one never starves another.
    """
    from rich import box
    from rich.table import Table

    cells = [list(row) for row in rows]
    table = Table(title=_title(title), title_justify="left", expand=True, box=box.SIMPLE_HEAD)
    for at, name in enumerate(columns):
        numbers = bool(cells) and all(isinstance(row[at], int) for row in cells)
        justify: Literal["left", "right"] = "right" if numbers else "left"
        table.add_column(name, justify=justify, no_wrap=numbers, ratio=shares.get(name), overflow="fold")
    _print(table, cells)


def print_facts(title: str, rows: Iterable[Sequence[Any]]) -> None:
    """Names with what is to be said of them, without lines around."""
    from rich.table import Table

    table = Table(title=_title(title), title_justify="left", box=None, show_header=False)
    table.add_column(style="dim")
    table.add_column(overflow="fold")
    _print(table, rows)


def _title(title: str) -> Text | None:
    from rich.text import Text

    return Text(visible(title), style="bold") if title else None


def _print(table: Table, rows: Iterable[Sequence[Any]]) -> None:
    from rich.console import Console
    from rich.text import Text

    for row in rows:
        table.add_row(*(Text(_shown(value)) for value in row))
    console = Console(markup=False, emoji=False, highlight=False)  # what a participant said is never markup
    with console.capture() as captured:
        console.print(table)
    click.echo(captured.get(), nl=False)  # rich would end the program with 1 where the reader goes away


def _shown(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int) else visible(str(value))
