"""Opening a study's database: SQLite beside the study by default, PostgreSQL where a URL says so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from assistant.errors import StoreError
from assistant.store import schema

DatabaseUrl = URL
"""Where a database is, in parts."""

_BUSY_MS = 30_000
"""How long a writer waits for another one before it gives up."""
_ONE_VIEW: dict[str, Any] = {"postgresql": {"isolation_level": "REPEATABLE READ"}}
"""Options of a connection under which several queries see the same data; SQLite does so anyway."""


class Database:
    """A database at the newest schema, with reading and writing transactions."""

    def __init__(self, url: URL, *, as_it_is: bool = False) -> None:
        """`as_it_is`: whatever schema it has is left so."""
        self.url = url
        self.engine = _engine(url)
        if not as_it_is:
            with _explained(url):
                _bring_to_head(self.engine)

    @property
    def revision(self) -> str | None:
        """What its schema is at; None where it is empty."""
        with _explained(self.url):
            return revision_of(self.engine)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A consistent view of the data."""
        with _explained(self.url), self.engine.connect() as raw:
            connection = raw.execution_options(**_ONE_VIEW.get(self.url.get_backend_name(), {}))
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is committed whole or not at all; writers queue up."""
        with _explained(self.url), self.engine.connect() as raw:
            connection = raw.execution_options(verbatim_writes=True)
            with connection.begin():
                yield connection

    def close(self) -> None:
        self.engine.dispose()


def sqlite_url(path: Path) -> URL:
    """The URL of a database file."""
    return URL.create("sqlite", database=str(path))


def parse_url(value: str) -> URL:
    """A database URL as users write it; PostgreSQL is always spoken to through psycopg 3."""
    try:
        url = make_url(value)
    except SQLAlchemyError as error:
        raise StoreError(
            "The database URL cannot be read.", hint="It looks like postgresql://user@host/dbname."
        ) from error
    if url.get_backend_name() == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    return url


def _engine(url: URL) -> Engine:
    try:
        engine = create_engine(url)
    except ModuleNotFoundError as error:
        raise StoreError(
            "PostgreSQL needs a driver that is not installed.",
            hint="Install it with: pip install 'verbatim-research[postgres]'",
        ) from error
    if url.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(dbapi_connection: Any, _record: Any) -> None:
    # The driver's own BEGIN comes late and takes no write lock; we send ours (see _begin_sqlite).
    dbapi_connection.isolation_level = None
    cursor = dbapi_connection.cursor()
    for pragma in (f"busy_timeout = {_BUSY_MS}", "journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("verbatim_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _explained(url: URL) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        name = url.render_as_string(hide_password=True)
        raise StoreError(
            f"The database {name} answered: {error.orig}.",
            hint="If another program has the study open, close it and try again; `verbatim verify` checks the study.",
        ) from error


def revision_of(engine: Engine) -> str | None:
    """The migration a database is at; None where it is empty."""
    if not inspect(engine).has_table("alembic_version"):
        return None
    with engine.connect() as connection:
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _bring_to_head(engine: Engine) -> None:
    if revision_of(engine) == schema.HEAD:
        return
    # Alembic is imported only when there is something to migrate: it costs a tenth of a second.
    from assistant.store.migrate import upgrade

    upgrade(engine)
