"""From what was asked to results: gets the data, lets engines work on it, and hands both to the suites."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.embedding import Embedding
from assistant.engines.protocol import Engine
from assistant.errors import ConfigurationError
from assistant.pipeline import Progress
from assistant.pipeline import run as run_pipeline
from assistant.study import Study
from evals.benches import OF_A_RUN, Bench
from evals.coding import Coding, code_texts
from evals.data import Data, sample
from evals.marks import Mark, mark_of
from evals.results import SuiteResult
from evals.runs import Run, circumstances, now
from evals.suites import (
    agreement,
    emotion,
    extraction,
    grounding,
    personas,
    redaction,
    review,
    stages,
    theme_texts,
    themes,
    touchpoints,
)

SUITES = (
    "grounding",
    "extraction",
    "emotion",
    "touchpoints",
    "stages",
    "themes",
    "personas",
    "redaction",
    "agreement",
    "review",
)

Tell = Callable[[str], None]


@dataclass
class Measured:
    """What one engine did on all benches."""

    results: list[SuiteResult] = field(default_factory=list)
    cost: float = 0.0
    unjudged: dict[str, dict[str, str]] = field(default_factory=dict)


def measure(
    engine: Engine,
    embedding: Callable[[], Embedding],
    benches: Sequence[Bench],
    suites: Sequence[str],
    *,
    limit: int | None,
    seed: int,
    tell: Tell = lambda _: None,
) -> Run:
    """Run the suites on every bench; no suites named means all that a bench allows."""
    began, made = time.monotonic(), Measured()
    data = {}
    for bench in benches:
        drawn = bench if limit is None else replace(bench, data=sample(bench.data, limit, seed), way="texts")
        asked = _asked(drawn, suites)
        data[drawn.data.name] = {"hash": drawn.data.hash, "texts": len(drawn.data.texts)}
        _measure(engine, embedding, drawn, asked, seed, made, tell)
    return Run(
        now(),
        engine.name,
        engine.fingerprint,
        seed,
        limit,
        data,
        tuple(made.results),
        cost=made.cost,
        seconds=round(time.monotonic() - began, 2),
        unjudged=made.unjudged,
        **circumstances(),
    )


def _asked(bench: Bench, suites: Sequence[str]) -> list[str]:
    possible = set(bench.data.suites)
    if bench.study is not None and bench.way == "texts":
        possible -= {"themes", "personas"}  # themes of a sample are other themes
    chosen = [suite for suite in SUITES if suite in possible and (not suites or suite in suites)]
    if not chosen:
        raise ConfigurationError(
            f"None of the suites asked for can be measured on {bench.data.name}.",
            hint=f"Possible there: {', '.join(suite for suite in SUITES if suite in possible)}.",
        )
    return chosen


def _measure(
    engine: Engine,
    embedding: Callable[[], Embedding],
    bench: Bench,
    suites: Sequence[str],
    seed: int,
    made: Measured,
    tell: Tell,
) -> None:
    name = bench.data.name
    if bench.way == "run" and not OF_A_RUN & set(suites):
        bench = replace(bench, way="texts")
    coding = _coding(engine, embedding, bench, tell) if _needs_coding(bench, suites) else None
    if coding:
        made.cost += coding.cost
        made.unjudged[name] = dict(coding.failed)
    for suite in suites:
        tell(f"{name}: {suite}")
        made.results.append(_suite(suite, engine, embedding, bench, coding, seed))


def runs_whole(bench: Bench, suites: Sequence[str], limit: int | None) -> bool:
    """Whether the suites asked for need the whole pipeline, and not the coding alone."""
    return bench.way == "run" and limit is None and bool(OF_A_RUN & set(_asked(bench, suites)))


def _needs_coding(bench: Bench, suites: Sequence[str]) -> bool:
    """Reviews speak of what is stored; themes of whole texts need no findings."""
    spared = {"review", "redaction", "themes"} if bench.study is None else {"review", "redaction"}
    return bool(set(suites) - spared)


def _coding(engine: Engine, embedding: Callable[[], Embedding], bench: Bench, tell: Tell) -> Coding:
    if bench.study is not None and bench.way == "stored":
        return stored_coding(bench.study, engine)
    if bench.study is not None and bench.way == "run":
        began = time.monotonic()
        report = run_pipeline(bench.study, engine, embedding(), lambda step: tell(_step(bench, step)))
        return replace(stored_coding(bench.study, engine), cost=report.cost, seconds=time.monotonic() - began)
    return code_texts(engine, bench.data.texts, lambda done, of: tell(f"{bench.data.name}: coded {done} of {of}"))


def _step(bench: Bench, step: Progress) -> str:
    return f"{bench.data.name}: {step.step} {step.done} of {step.total}"


def stored_coding(study: Study, engine: Engine) -> Coding:
    """What the study's own run of an engine found; sources that failed in it are not judged."""
    found: dict[str, list[Mark]] = {source.id: [] for source in study.store.sources()}
    for finding in study.store.findings():
        if finding.coder == engine.name:
            found[finding.source_id].append(mark_of(finding))
    failed = {item.split(".c")[0]: reason for step, item, reason in study.store.failures() if step == "code"}
    said = {key: tuple(marks) for key, marks in found.items() if key not in failed}
    return Coding(engine.name, engine.fingerprint, said, failed)


def _suite(
    suite: str,
    engine: Engine,
    embedding: Callable[[], Embedding],
    bench: Bench,
    coding: Coding | None,
    seed: int,
) -> SuiteResult:
    if coding is not None and suite in _OF_CODING:
        return _OF_CODING[suite](bench.data, coding, seed=seed)
    if bench.study is not None and suite in ("themes", "personas", "review"):
        return _of_study(suite, engine, embedding, bench, bench.study, seed)
    if coding is not None and suite == "grounding":
        return grounding.run(bench.data, coding, None if bench.way == "texts" else bench.study, seed=seed)
    return _of_texts(suite, engine, embedding, bench.data, seed)


_OF_CODING: Mapping[str, Callable[..., SuiteResult]] = {
    "extraction": extraction.run,
    "emotion": emotion.run,
    "touchpoints": touchpoints.run,
    "stages": stages.run,
    "agreement": agreement.run,
}


def _of_study(
    suite: str, engine: Engine, embedding: Callable[[], Embedding], bench: Bench, study: Study, seed: int
) -> SuiteResult:
    """Suites that look at what a run of the pipeline left in a study."""
    if suite == "review":
        return review.run(study, seed=seed)
    if suite == "themes":
        return themes.run(bench.data, study, engine, embedding(), seed=seed)
    return personas.run(bench.data, study, embedding(), planted=bench.planted, seed=seed)


def _of_texts(suite: str, engine: Engine, embedding: Callable[[], Embedding], data: Data, seed: int) -> SuiteResult:
    """Suites that look at texts alone."""
    if suite == "redaction":
        return redaction.run(data, seed=seed)
    return theme_texts.run(data, engine, embedding(), seed=seed)
