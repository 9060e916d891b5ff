"""Engines: who codes and drafts. `open_engine` makes one from its name in the settings."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from assistant.errors import ConfigurationError

if TYPE_CHECKING:
    from assistant.engines.ondevice.memory import RememberingEmbedder
    from assistant.engines.protocol import Engine
    from assistant.settings import Settings


def open_engine(name: str, settings: Settings) -> Engine:
    """The engine called `name`: `ondevice`, or a model elsewhere as `provider:model`."""
    if name == "ondevice":
        from assistant.engines.ondevice.engine import OnDeviceEngine

        return OnDeviceEngine(settings)
    raise ConfigurationError(f"There is no engine called {name!r}.", hint='Use "ondevice".')


@cache
def open_embedding() -> RememberingEmbedder:
    """The sentence embedder that ships; loaded once a process, and embeds no text twice."""
    from assistant.engines.ondevice.embedder import Embedder
    from assistant.engines.ondevice.memory import RememberingEmbedder

    return RememberingEmbedder(Embedder())
