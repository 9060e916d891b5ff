"""A first look at a study's own file with Python's own driver: SQLAlchemy takes longer to load than this to answer."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from assistant.store.figures import Counts, counted


@dataclass(frozen=True, slots=True)
class Glance:
    """What is known of a study before its database is opened in full."""

    seq: int
    """The newest entry of the ledger when it was counted."""
    counts: Counts


def glance(file: Path) -> Glance | None:
    """The figures of a study as its file has them now; None where that cannot be said yet.

    A file that is not there, of another schema, or busy is for the store to deal with and to explain.
    """
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            connection.execute("BEGIN")
            seq = connection.execute("SELECT coalesce(max(seq), 0) FROM decisions").fetchone()[0]
            return Glance(int(seq), counted(connection.execute))
    except sqlite3.Error:
        return None
