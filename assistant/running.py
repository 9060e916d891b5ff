"""Starting a run with what the user asked for: settings, engine, embedding, index."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from assistant.calls import BATCHES
from assistant.engines import open_embedding, open_engine, open_model
from assistant.errors import ConfigurationError, NotReadyError
from assistant.pipeline import Progress, Report, new_run_id, run
from assistant.privacy import Pseudonyms, names_in
from assistant.settings import PersonaSettings, Settings
from assistant.study import Study

if TYPE_CHECKING:
    from assistant.engines.llm.engine import LanguageModelEngine
    from assistant.engines.protocol import Engine


@dataclass(frozen=True, slots=True)
class Wishes:
    """What was asked for on the command line; None and False leave a setting as it is."""

    engine: str | None = None
    personas: str | None = None
    budget: float | None = None
    concurrency: int | None = None
    fresh: bool = False
    """Ask an outside model again, whatever it answered before."""
    second: str | None = None
    """Another engine that codes the same, to be compared."""
    batch: bool = False
    """Hand coding in as a batch: half the price, within a day."""
    screen: bool = False
    """Do not send what the on-device engine sees nothing in."""


def run_study(
    study: Study,
    tell: Callable[[Progress], None],
    *,
    engine_name: str | None = None,
    persona_count: str | None = None,
    wishes: Wishes | None = None,
) -> Report:
    """Run a study with its settings, and what was asked for on top of them."""
    wishes = wishes or Wishes(engine_name, persona_count)
    study.settings = wished(study.settings, wishes)
    if wishes.second is None:
        return _run(study, study.settings.engine, tell, fresh=wishes.fresh)
    if wishes.second == study.settings.engine:
        raise ConfigurationError("Both coders are the same engine.", hint="Name another one with --second.")
    second = _run(study, wishes.second, tell, fresh=wishes.fresh, coding_only=True)
    first = _run(study, study.settings.engine, tell, fresh=wishes.fresh)
    first.notes += [*second.notes, "Two coders: `verbatim agreement` compares them."]
    first.cost, first.calls, first.reused = (
        first.cost + second.cost,
        first.calls + second.calls,
        first.reused + second.reused,
    )
    if failed := second.failed.get("code"):
        first.failed["second coder"] = failed
    return first


def _run(
    study: Study, name: str, tell: Callable[[Progress], None], *, fresh: bool, coding_only: bool = False
) -> Report:
    """One run with one engine."""
    if not is_outside(name):
        engine = open_engine(name, study.settings)
        return run(study, engine, open_embedding(), tell, fresh=fresh, coding_only=coding_only)
    run_id = new_run_id()
    model = open_outside(study, name, run_id=run_id, fresh=fresh)
    model.transport.endpoint.open()  # a missing key is told before anything is begun
    if study.store.note(BATCHES + name) not in (None, "[]") and not fresh:
        raise NotReadyError(
            f"A batch for {name} is under way; asking now would pay for the same twice.",
            hint="Collect it with `verbatim run --batch`.",
        )
    report = run(study, model, open_embedding(), tell, run_id=run_id, fresh=fresh, coding_only=coding_only)
    return told(report, model)


def is_outside(name: str) -> bool:
    """Whether an engine is a model elsewhere: `provider:model`."""
    return ":" in name


def open_outside(study: Study, name: str, *, run_id: str | None = None, fresh: bool = False) -> LanguageModelEngine:
    """The engine for a model elsewhere, with the study's book of calls, prompts, prices and budget."""
    from assistant.engines.llm.transport import Terms

    model = study.settings.model
    terms = Terms(model.budget, fresh, run_id, model.patience)
    redaction = pseudonyms(study) if model.redact else None
    return open_model(name, study.settings, book=study.store, folder=study.folder, terms=terms, redaction=redaction)


def pseudonyms(study: Study) -> Pseudonyms:
    """What hides the people of a study; words that the researcher chose for it stay."""
    store, settings = study.store, study.settings
    labels = {turn.speaker for turn in store.turns()} | {person.name for person in store.participants()}
    chosen = [settings.name, settings.question]
    chosen += [text for stage in settings.stages for text in (stage.name, stage.description)]
    chosen += [text for code in settings.codebook for text in (code.name, code.definition)]
    return Pseudonyms(names_in([source.text for source in store.sources()], labels), chosen)


def open_any(study: Study) -> Engine:
    """The engine that a study's settings name."""
    name = study.settings.engine
    return open_outside(study, name) if is_outside(name) else open_engine(name, study.settings)


def told(report: Report, engine: LanguageModelEngine) -> Report:
    """A report with what the calls cost and what was left out of the replies."""
    report.cost = engine.transport.budget.spent
    report.calls, report.reused = engine.transport.made, engine.transport.reused
    report.notes += engine.remarks()
    return report


def wished(settings: Settings, wishes: Wishes) -> Settings:
    """Settings with what was asked for on top of them."""
    changes: dict[str, object] = {}
    if wishes.engine is not None:
        changes["engine"] = wishes.engine
    if wishes.personas is not None:
        changes["personas"] = PersonaSettings(count=_count(wishes.personas))
    if wishes.screen:
        changes["coding"] = settings.coding.model_copy(update={"screen": True})
    limits = {"budget": wishes.budget, "concurrency": wishes.concurrency}
    given = {name: value for name, value in limits.items() if value is not None}
    if given:
        changes["model"] = settings.model.model_copy(update=given)
    return settings.model_copy(update=changes)


def _count(value: str) -> int | Literal["auto"]:
    if value == "auto":
        return "auto"
    if value.isdigit() and 1 <= int(value) <= 12:
        return int(value)
    raise ConfigurationError(f"{value!r} is no number of personas.", hint="Use auto, or a number from 1 to 12.")
