"""Harm done to a study's database behind the program's back."""

from __future__ import annotations

import sqlite3

from assistant.study import Study


def sql(study: Study, statement: str) -> None:
    """Change rows as no command would: without checks, without the ledger."""
    with sqlite3.connect(study.folder / "verbatim.db") as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(statement)
    connection.close()
