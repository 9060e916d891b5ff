"""A study's database that is only read: nothing in it or beside it is changed, not even its schema."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import URL

from assistant.errors import StoreError
from assistant.store.schema import HEAD
from assistant.store.store import Store


def read_only(file: Path) -> Store:
    """The store in a file that is left as it is."""
    if not file.is_file():
        raise _nothing_yet(file.parent)
    mode = _mode(file)
    _check_schema(file, mode)
    return Store(URL.create("sqlite", database=file.absolute().as_uri(), query={**mode, "uri": "true"}))


def read_only_on_server(url: URL, folder: Path) -> Store:
    """The store of a study on a PostgreSQL server, which refuses every write of this connection."""
    options = url.query.get("options", "")
    said = options if isinstance(options, str) else " ".join(options)
    # The last word counts: what the study's own settings say cannot allow writing again.
    query = {"connect_timeout": "10", "options": f"{said} -c default_transaction_read_only=on".strip()}
    store = Store(url.update_query_dict(query), as_it_is=True)
    if (revision := store.revision) != HEAD:
        store.close()
        raise _nothing_yet(folder) if revision is None else _another_version(folder)
    return store


def _nothing_yet(folder: Path) -> StoreError:
    return StoreError(f"{folder} has no database yet.", hint="Add files there and run it first.")


def _another_version(folder: Path) -> StoreError:
    return StoreError(
        f"{folder} was written by another version of Verbatim.",
        hint=f"Open it once with this one: verbatim status --study {folder}",
    )


def _mode(file: Path) -> dict[str, str]:
    """Without a write-ahead log nobody has it open, and SQLite need not put its own files beside it."""
    log = file.with_name(f"{file.name}-wal")
    is_open = log.is_file() and log.stat().st_size > 0
    return {"mode": "ro"} if is_open else {"mode": "ro", "immutable": "1"}


def _check_schema(file: Path, mode: dict[str, str]) -> None:
    options = "&".join(f"{key}={value}" for key, value in mode.items())
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?{options}", uri=True)) as connection:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error as error:
        raise StoreError(
            f"{file} cannot be read: {error}.", hint=f"Check it: verbatim verify --study {file.parent}"
        ) from error
    if row is None or row[0] != HEAD:
        raise _another_version(file.parent)
