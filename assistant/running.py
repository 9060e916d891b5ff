"""Starting a run with what the user asked for: settings, engine, embedding, index."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from assistant.engines import open_embedding, open_engine
from assistant.errors import ConfigurationError
from assistant.pipeline import Progress, Report, run
from assistant.settings import PersonaSettings
from assistant.study import Study


def run_study(
    study: Study,
    tell: Callable[[Progress], None],
    *,
    engine_name: str | None = None,
    persona_count: str | None = None,
) -> Report:
    """Run a study with its settings, and what was asked for on top of them."""
    if persona_count is not None:
        study.settings = study.settings.model_copy(update={"personas": PersonaSettings(count=_count(persona_count))})
    engine = open_engine(engine_name or study.settings.engine, study.settings)
    return run(study, engine, open_embedding(), tell)


def _count(value: str) -> int | Literal["auto"]:
    if value == "auto":
        return "auto"
    if value.isdigit() and 1 <= int(value) <= 12:
        return int(value)
    raise ConfigurationError(f"{value!r} is no number of personas.", hint="Use auto, or a number from 1 to 12.")
