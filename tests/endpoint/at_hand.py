"""A scripted endpoint where the program looks for one, for tests of what stands above the engine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

import pytest

from assistant.testing import HashingEmbedder
from tests.endpoint.server import Scripted, serving


@contextmanager
def at_hand(monkeypatch: pytest.MonkeyPatch, *embedding: ModuleType) -> Iterator[Scripted]:
    """An endpoint with a key for it, tried again without a wait; the modules named embed without a model."""
    with serving() as scripted:
        monkeypatch.setenv("OPENAI_BASE_URL", scripted.url)
        monkeypatch.setenv("OPENAI_API_KEY", "k")
        monkeypatch.setattr("assistant.engines.llm.attempts._FIRST_WAIT", 0.01)
        for module in embedding:
            monkeypatch.setattr(module, "open_embedding", HashingEmbedder)
        yield scripted
