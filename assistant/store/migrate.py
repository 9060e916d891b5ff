"""Bringing a database to the newest schema with Alembic, from whatever revision it is at."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

from assistant.errors import StoreError
from assistant.store.connection import revision_of

_SCRIPTS = Path(__file__).parent / "migrations"
_LOCK = 7301
"""Number of the PostgreSQL advisory lock under which the schema is changed."""


def configuration() -> Config:
    """Alembic's settings, without a file."""
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    return config


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Apply every migration a database lacks, in one transaction; StoreError where it is newer than we are."""
    config = configuration()
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    current = revision_of(engine)
    if current is not None and current not in known:
        raise StoreError(
            f"This study was written by a newer Verbatim (schema {current}).", hint="Update Verbatim to open it."
        )
    with engine.connect() as raw:
        connection = raw.execution_options(verbatim_writes=True)
        with connection.begin():
            if connection.dialect.name == "postgresql":
                # Two that open a new study at once must not both make its tables; SQLite lets in one writer anyway.
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
