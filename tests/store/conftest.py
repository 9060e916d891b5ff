"""Every test of the store runs on SQLite, and on PostgreSQL too where `VERBATIM_TEST_POSTGRES` names a server."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL

from assistant.store import Store, parse_url, sqlite_url

SERVER = os.environ.get("VERBATIM_TEST_POSTGRES", "")

_DATABASES = [
    "sqlite",
    pytest.param(
        "postgresql",
        marks=[pytest.mark.postgres, pytest.mark.skipif(not SERVER, reason="VERBATIM_TEST_POSTGRES names no server")],
    ),
]


@pytest.fixture(params=_DATABASES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[URL]:
    """An empty database: a file, or a schema of its own."""
    if request.param == "sqlite":
        yield sqlite_url(tmp_path / "verbatim.db")
        return
    schema = f"test_{uuid.uuid4().hex}"
    admin = create_engine(parse_url(SERVER), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    yield parse_url(SERVER).update_query_dict({"options": f"-csearch_path={schema}"})
    with admin.connect() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    admin.dispose()


@pytest.fixture
def open_store(url: URL) -> Iterator[Callable[[], Store]]:
    """Opens the database once more, as another program would."""
    opened: list[Store] = []

    def again() -> Store:
        opened.append(Store(url))
        return opened[-1]

    yield again
    for store in opened:
        store.close()


@pytest.fixture
def store(open_store: Callable[[], Store]) -> Store:
    """A store at the newest schema."""
    return open_store()
