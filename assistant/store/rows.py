"""Between rows and domain values: a field has its column's name, so one function serves all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, func, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

Value = TypeVar("Value")

_BATCH = 500
"""Rows an INSERT names at once: SQLite allows 32,766 variables in a statement."""


def to_value(cls: type[Value], row: Any, **extra: Any) -> Value:
    """A domain value from a row; `extra` gives the fields that live in other tables."""
    names = _fields_of(cls)  # type: ignore[arg-type]
    data = {name: value for name, value in row._mapping.items() if name in names}
    return cls(**(data | extra))


@cache
def _fields_of(cls: type[Any]) -> frozenset[str]:
    return frozenset(item.name for item in fields(cls))


def to_row(table: Table, value: Any, **extra: Any) -> dict[str, Any]:
    """A row from a domain value: the fields that are columns, and `extra`."""
    data = asdict(value) | extra
    return {column.name: data[column.name] for column in table.columns if column.name in data}


def _insert(dialect: str, table: Table) -> Any:
    """An INSERT of the database's own kind, which knows what to do about rows that are there already."""
    # Late: each kind brings much with it, and reading needs neither.
    if dialect == "postgresql":
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(table)
    from sqlalchemy.dialects import sqlite

    return sqlite.insert(table)


@cache
def _insert_or_leave(dialect: str, table: Table) -> Any:
    """Put together once: one runs for every call to a model."""
    return _insert(dialect, table).on_conflict_do_nothing()


@cache
def _insert_or_bring(dialect: str, table: Table, names: tuple[str, ...], *, drafts: bool = False) -> Any:
    """What brings these columns of a row that is there to new values; `drafts`: unless a person has changed it.

    Put together once: a large study stores thousands of passages one by one.
    """
    keys = [column.name for column in table.primary_key.columns]
    statement = _insert(dialect, table)
    changed = {name: statement.excluded[name] for name in names if name not in keys}
    where = table.c.revision == 0 if drafts else None
    return statement.on_conflict_do_update(index_elements=keys, set_=changed, where=where)


def insert_missing(connection: Connection, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    """Insert rows, leaving alone those whose primary key is there already."""
    for batch in batches(list(rows), _BATCH):
        connection.execute(_insert_or_leave(connection.dialect.name, table), batch)


def bring_drafts(connection: Connection, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    """Insert rows of drafts, or bring those that are there to the new draft, unless a person has changed them."""
    names = tuple(column.name for column in table.columns)
    for batch in batches(list(rows), _BATCH):
        connection.execute(_insert_or_bring(connection.dialect.name, table, names, drafts=True), batch)


def upsert(connection: Connection, table: Table, *rows: dict[str, Any]) -> None:
    """Insert rows, or bring those with their primary keys to their values."""
    for batch in batches(rows, _BATCH):
        connection.execute(_insert_or_bring(connection.dialect.name, table, tuple(rows[0])), batch)


class by_text(FunctionElement[str]):  # noqa: N801 - used like the functions of SQL
    """A name to sort by: the same order in every database, whatever language its server was set up for."""

    inherit_cache = True


@compiles(by_text)
def _sorted_by(element: by_text, compiler: Any, **options: Any) -> str:
    return str(compiler.process(element.clauses, **options))


@compiles(by_text, "postgresql")
def _sorted_by_postgresql(element: by_text, compiler: Any, **options: Any) -> str:
    return f'{compiler.process(element.clauses, **options)} COLLATE "C"'


def batches(items: Sequence[Value], size: int) -> Iterable[Sequence[Value]]:
    """Runs of at most `size` items, in order."""
    return (items[at : at + size] for at in range(0, len(items), size))


def count(connection: Connection, table: Table, *where: Any) -> int:
    """How many rows meet all conditions."""
    return int(connection.execute(select(func.count()).select_from(table).where(*where)).scalar_one())
