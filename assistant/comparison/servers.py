"""Which database servers another study may be read from: whoever wrote its settings must not choose any."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from assistant.errors import ConfigurationError
from assistant.store import DatabaseUrl, parse_url

HERE = ""
"""This machine, by whatever name."""
_NAMES_OF_HERE = ("", "localhost", "127.0.0.1", "::1")
_HOST = re.compile(r"[\w.:-]*", re.ASCII)
_TAKEN = {"options", "sslmode", "application_name"}
"""What a URL may say besides who, where and which database: other words can name another server or files of ours."""


def server_of(database: str) -> str:
    """The server that a study's settings name."""
    host = (parse_url(database).host or "").casefold()
    return HERE if host in _NAMES_OF_HERE else host


def url_on_known_server(database: str, known: Collection[str], folder: Path) -> DatabaseUrl:
    """The URL of another study's database, where its server is this machine or one of those known."""
    url = parse_url(database)
    if url.get_backend_name() != "postgresql" or not set(url.query) <= _TAKEN or not _HOST.fullmatch(url.host or ""):
        raise ConfigurationError(
            f"The database that {folder} names is not opened from here.",
            hint="Compare from there: verbatim compare --study THAT_STUDY --with THIS_STUDY",
        )
    server = server_of(database)
    if server != HERE and server not in known:
        raise ConfigurationError(
            f"{folder} keeps its data on {server}, a server that this study does not use.",
            hint=f"If you know that server, add --server {server}",
        )
    return url
