"""The only place with SQL. Takes and returns domain values; the same code for SQLite and PostgreSQL."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.store.coded import CodedRow, SourceRow
    from assistant.store.connection import DatabaseUrl, parse_url, sqlite_url
    from assistant.store.ledger import Change
    from assistant.store.sources import SourceRecord
    from assistant.store.store import Store

__all__ = ["Change", "CodedRow", "DatabaseUrl", "SourceRecord", "SourceRow", "Store", "parse_url", "sqlite_url"]

_PLACES = {
    "Change": "ledger",
    "CodedRow": "coded",
    "DatabaseUrl": "connection",
    "SourceRecord": "sources",
    "SourceRow": "coded",
    "Store": "store",
    "parse_url": "connection",
    "sqlite_url": "connection",
}


def __getattr__(name: str) -> Any:
    # When they are first asked for: all of them need SQLAlchemy, a first look at a study (`glance`) does not.
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
