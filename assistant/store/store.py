"""A study's database: what each kind of rows can do, in one."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.engine import URL

from assistant.store import schema
from assistant.store.calls import CallRows
from assistant.store.checks import CheckRows
from assistant.store.coded import CodedRows
from assistant.store.connection import Database
from assistant.store.counts import CountRows
from assistant.store.ledger import LedgerRows
from assistant.store.rows import by_text, upsert
from assistant.store.runs import RunRows
from assistant.store.sources import SourceRows


class Store(SourceRows, RunRows, LedgerRows, CountRows, CheckRows, CodedRows, CallRows):
    """A study's database. Nothing is opened before one is made; `close` gives the file free."""

    def __init__(self, url: URL, *, as_it_is: bool = False) -> None:
        """`as_it_is`: whatever schema it has is left so."""
        self._db = Database(url, as_it_is=as_it_is)

    @property
    def revision(self) -> str | None:
        """What its schema is at; None where it is empty."""
        return self._db.revision

    def close(self) -> None:
        self._db.close()

    def note(self, key: str) -> str | None:
        """A small fact about the study, such as the fingerprint its index was built with."""
        with self._db.reading() as connection:
            return connection.execute(select(schema.meta.c.value).where(schema.meta.c.key == key)).scalar()

    def notes(self, beginning: str) -> dict[str, str]:
        """All facts whose key begins like that, by the rest of their key."""
        key = schema.meta.c.key
        with self._db.reading() as connection:
            query = select(schema.meta).where(key.startswith(beginning, autoescape=True)).order_by(by_text(key))
            return {row.key.removeprefix(beginning): row.value for row in connection.execute(query)}

    def set_note(self, key: str, value: str) -> None:
        with self._db.writing() as connection:
            upsert(connection, schema.meta, {"key": key, "value": value})
