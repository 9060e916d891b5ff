"""The schema that migrations make is the one the code works with."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.engine import URL

from assistant.errors import StoreError
from assistant.store import Store, parse_url, schema, sqlite_url
from assistant.store.connection import _engine, revision_of
from assistant.store.migrate import configuration, upgrade

SCRIPTS = ScriptDirectory.from_config(configuration())
REVISIONS = [script.revision for script in reversed(list(SCRIPTS.walk_revisions()))]


def test_the_code_knows_its_newest_migration() -> None:
    """`schema.HEAD` is what Alembic calls the head, and there is one only."""
    assert SCRIPTS.get_heads() == [schema.HEAD]


def test_migrations_begin_at_number_one() -> None:
    """Revisions are numbered without gaps."""
    assert [f"{number:04}" for number in range(1, len(REVISIONS) + 1)] == REVISIONS


def test_the_migrated_schema_is_the_one_in_the_code(url: URL, store: Store) -> None:
    """Alembic finds nothing that a further migration would have to change."""
    with create_engine(url).connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})

        assert compare_metadata(context, schema.metadata) == []


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_database_of_every_revision_is_brought_to_the_newest(
    url: URL, open_store: Callable[[], Store], revision: str
) -> None:
    """Opening a study of an earlier release upgrades it."""
    engine = create_engine(url)
    upgrade(engine, revision)
    assert revision == revision_of(engine)

    open_store().documents()

    assert revision_of(engine) == schema.HEAD


def test_a_migrated_database_is_not_migrated_again(url: URL, store: Store, open_store: Callable[[], Store]) -> None:
    """Opening a study that is up to date changes nothing in it."""
    store.set_note("a", "1")

    assert open_store().note("a") == "1"


def test_a_newer_database_is_refused(url: URL, store: Store, open_store: Callable[[], Store]) -> None:
    """A study of a later release is left alone, and the message says what to do."""
    with create_engine(url).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(StoreError, match=r"newer Verbatim \(schema 9999\)\. Update Verbatim"):
        open_store()


def test_two_that_open_a_new_study_at_once_make_its_tables_once(url: URL) -> None:
    """The second waits for the first."""

    def use(number: int) -> int:
        store = Store(url)
        store.set_note(str(number), "there")
        store.close()
        return number

    with ThreadPoolExecutor(6) as pool:
        assert list(range(6)) == list(pool.map(use, range(6)))


def test_a_migration_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The schema is changed whole or not at all."""
    engine = _engine(sqlite_url(tmp_path / "v.db"))
    monkeypatch.setattr("alembic.command.upgrade", _half_an_upgrade)

    with pytest.raises(RuntimeError):
        upgrade(engine)

    assert inspect(engine).get_table_names() == []


def _half_an_upgrade(config: object, revision: str) -> None:
    connection = config.attributes["connection"]  # type: ignore[attr-defined]
    connection.execute(text("CREATE TABLE half (id INTEGER)"))
    raise RuntimeError


@pytest.mark.parametrize(
    ("content", "expected"), [(b"not a database at all, just words " * 40, "file is not a database")]
)
def test_a_file_that_is_no_database_is_told_in_words(tmp_path: Path, content: bytes, expected: str) -> None:
    """The message names the file and what it answered."""
    path = tmp_path / "verbatim.db"
    path.write_bytes(content)

    with pytest.raises(StoreError, match=expected) as caught:
        Store(sqlite_url(path))
    assert str(path) in str(caught.value)


def test_a_password_is_never_shown() -> None:
    """The message about a database that cannot be reached leaves it out."""
    with pytest.raises(StoreError) as caught:
        Store(parse_url("postgresql://me:hunter2@127.0.0.1:9/none?connect_timeout=2"))

    assert "hunter2" not in str(caught.value)


def test_a_url_that_is_none_is_told_in_words() -> None:
    """The hint shows what one looks like."""
    with pytest.raises(StoreError, match="It looks like postgresql://"):
        parse_url("no url")
