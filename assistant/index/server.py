"""An index on a Chroma server, which does its own locking and repairs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from assistant.index.home import Home, quiet


class Server(Home):
    """On a Chroma server, which does its own locking and repairs."""

    _hint = "Is the server running, and is its address right?"

    @contextmanager
    def collection(self, *, writing: bool = False) -> Iterator[Any]:
        from httpx import HTTPError

        try:
            with super().collection(writing=writing) as collection:
                yield collection
        except HTTPError as error:
            self.close()
            raise self.unusable(error) from error

    def _connect(self) -> None:
        try:
            super()._connect()
        except ValueError as error:  # what Chroma's client makes of a refused connection
            raise self.unusable(error) from error

    def _new_client(self) -> Any:
        import chromadb

        parts = urlsplit(self.place)
        secure = parts.scheme == "https"
        port = parts.port or (443 if secure else 8000)
        return chromadb.HttpClient(parts.hostname or "", port, ssl=secure, settings=quiet())
