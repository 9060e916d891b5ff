"""Engines: who codes and drafts. `open_engine` makes one from its name in the settings."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import ConfigurationError

if TYPE_CHECKING:
    from assistant.calls import CallBook
    from assistant.engines.llm.engine import LanguageModelEngine
    from assistant.engines.llm.screening import Screen
    from assistant.engines.llm.transport import Redaction, Terms
    from assistant.engines.ondevice.memory import RememberingEmbedder
    from assistant.engines.protocol import Engine
    from assistant.settings import Settings


def open_engine(
    name: str,
    settings: Settings,
    *,
    book: CallBook | None = None,
    folder: Path | None = None,
    terms: Terms | None = None,
) -> Engine:
    """The engine called `name`: `ondevice`, or a model elsewhere as `provider:model`.

    A model elsewhere keeps its calls in `book`, and looks for a study's own prompts and prices in `folder`.
    """
    if name == "ondevice":
        from assistant.engines.ondevice.engine import OnDeviceEngine

        return OnDeviceEngine(settings)
    return open_model(name, settings, book=book, folder=folder, terms=terms)


def open_model(
    name: str,
    settings: Settings,
    *,
    book: CallBook | None = None,
    folder: Path | None = None,
    terms: Terms | None = None,
    redaction: Redaction | None = None,
) -> LanguageModelEngine:
    """The engine for a model elsewhere; without a study's own `redaction` identifiers are hidden by their form."""
    if ":" not in name:
        raise ConfigurationError(f"There is no engine called {name!r}.", hint='Use "ondevice", or "openai:MODEL".')
    from assistant.calls import CallsInMemory
    from assistant.engines.llm.engine import LanguageModelEngine
    from assistant.privacy import Pseudonyms

    book = CallsInMemory() if book is None else book
    if redaction is None and settings.model.redact:
        redaction = Pseudonyms(())
    return LanguageModelEngine(
        name, settings, book, folder=folder, terms=terms, redaction=redaction, screen=_screen(settings)
    )


def _screen(settings: Settings) -> Screen | None:
    """What leaves out sentences that hold nothing, where the settings ask for it."""
    if not settings.coding.screen:
        return None
    from assistant.engines.llm.screening import Marked
    from assistant.engines.ondevice.engine import OnDeviceEngine

    # What it is unsure of it lets through: what is left out here is lost.
    generous = settings.coding.model_copy(update={"lean": "recall"})
    return Marked(OnDeviceEngine(settings.model_copy(update={"coding": generous})))


@cache
def open_embedding() -> RememberingEmbedder:
    """The sentence embedder that ships; loaded once a process, and embeds no text twice."""
    from assistant.engines.ondevice.embedder import Embedder
    from assistant.engines.ondevice.memory import RememberingEmbedder

    return RememberingEmbedder(Embedder())
