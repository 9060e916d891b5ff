"""A transport to a scripted endpoint, with a book in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from assistant.calls import CallBook, CallsInMemory
from assistant.engines.llm.endpoint import EndpointSettings, open_endpoint
from assistant.engines.llm.prices import Price
from assistant.engines.llm.transport import Terms, Transport
from tests.endpoint.server import Script, Scripted

MODEL = "openai:scripted"
PRICE = Price(1.0, 0.5, 4.0)
"""Per million tokens."""

Connect = Callable[..., Transport]


@pytest.fixture
def serve() -> Iterator[Callable[..., Scripted]]:
    """Starts a scripted endpoint."""
    servers: list[Scripted] = []

    def start(**script: object) -> Scripted:
        servers.append(Scripted(Script(**script)))  # type: ignore[arg-type]
        return servers[-1]

    yield start
    for server in servers:
        server.close()


@pytest.fixture
def connect() -> Connect:
    """A transport to a server."""

    def to(
        server: Scripted,
        *,
        book: CallBook | None = None,
        concurrency: int = 4,
        timeout: float = 5.0,
        **terms: object,
    ) -> Transport:
        settings = EndpointSettings(concurrency, timeout, server.url)
        return Transport(
            open_endpoint(MODEL, settings),
            book or CallsInMemory(),
            PRICE,
            Terms(**terms),
            concurrency=concurrency,  # type: ignore[arg-type]
        )

    return to
