"""From what was asked to results: gets the data, lets engines work on it, and hands both to the suites."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from assistant.domain import KINDS
from assistant.embedding import Embedding
from assistant.engines.protocol import Engine
from assistant.errors import ConfigurationError
from assistant.pipeline import Progress
from assistant.pipeline import run as run_pipeline
from assistant.study import Study
from evals.coding import Coding, code_texts
from evals.corpora import Corpus, study_of
from evals.data import Data, sample
from evals.gold.placing import place
from evals.gold.rows import GoldRow
from evals.marks import Mark, mark_of
from evals.results import SuiteResult
from evals.runs import Run, circumstances, now
from evals.suites import (
    agreement,
    emotion,
    extraction,
    grounding,
    personas,
    review,
    stages,
    theme_texts,
    themes,
    touchpoints,
)
from evals.texts import texts_of

SUITES = ("grounding", "extraction", "emotion", "touchpoints", "stages", "themes", "personas", "agreement", "review")
_OF_A_RUN = {"grounding", "themes", "personas"}
"""Suites that look at what a whole run of the pipeline made."""
_OF_GOLD = {"extraction", "emotion", "touchpoints", "stages", "agreement"}

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Bench:
    """Something to measure on: data, and the study it lies in, if it does."""

    data: Data
    study: Study | None = None
    planted: Mapping[str, str] | None = None
    """Participant and the persona that the authors wrote them in."""
    way: Literal["run", "stored", "texts"] = "texts"
    """`run`: the study is ours, the whole pipeline works on it. `stored`: it is somebody's, what its own run found is
    measured and nothing in it is changed. `texts`: the texts are coded, and no study is looked at."""


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
    if bench.way == "run" and not _OF_A_RUN & set(suites):
        bench = replace(bench, way="texts")
    coding = _coding(engine, embedding, bench, tell) if _needs_coding(bench, suites) else None
    if coding:
        made.cost += coding.cost
        made.unjudged[name] = dict(coding.failed)
    for suite in suites:
        tell(f"{name}: {suite}")
        made.results.append(_suite(suite, engine, embedding, bench, coding, seed))


def _needs_coding(bench: Bench, suites: Sequence[str]) -> bool:
    """Reviews speak of what is stored; themes of whole texts need no findings."""
    spared = {"review", "themes"} if bench.study is None else {"review"}
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
    data, study = bench.data, bench.study
    if suite == "review" and study is not None:
        return review.run(study, seed=seed)
    if suite == "themes" and study is None:
        return theme_texts.run(data, engine, embedding(), seed=seed)
    assert coding is not None  # noqa: S101 - every other suite stands on a coding
    if suite == "grounding":
        return grounding.run(data, coding, None if bench.way == "texts" else study, seed=seed)
    if suite == "themes" and study is not None:
        return themes.run(data, study, engine, embedding(), seed=seed)
    if suite == "personas" and study is not None:
        return personas.run(data, study, embedding(), planted=bench.planted, seed=seed)
    runners = {
        "extraction": extraction.run,
        "emotion": emotion.run,
        "touchpoints": touchpoints.run,
        "stages": stages.run,
        "agreement": agreement.run,
    }
    return runners[suite](data, coding, seed=seed)


@contextmanager
def corpus_bench(corpus: Corpus) -> Iterator[Bench]:
    """A sample corpus imported into a study of its own that is thrown away afterwards."""
    with tempfile.TemporaryDirectory(prefix="verbatim-eval-") as folder:
        study = study_of(corpus, Path(folder) / "study")
        try:
            yield _bench_of(corpus, study)
        finally:
            study.close()


def _bench_of(corpus: Corpus, study: Study) -> Bench:
    texts = tuple(texts_of(study))
    passes = {coder: place(corpus.rows(coder), texts) for coder in ("coder-a", "coder-b")}
    suites = (*_OF_A_RUN, *_OF_GOLD)
    data = Data(corpus.name, texts, place(corpus.rows(), texts), passes=passes, suites=suites)
    return Bench(data, study, planted_personas(corpus, study), "run")


def planted_personas(corpus: Corpus, study: Study) -> Mapping[str, str] | None:
    """Which persona the authors' key puts each participant of the study in; None where there is no such key."""
    key = corpus.gold.parent / "key.json"
    people = json.loads(key.read_text(encoding="utf-8")).get("participants") if key.is_file() else None
    if not people:
        return None
    found = {}
    for person in study.store.participants():
        for entry in people:
            file = Path(entry["file"]).stem
            if person.name in (entry["label"], f"{file}, {entry['label']}") and entry.get("persona"):
                found[person.name] = entry["persona"]
    return found


@contextmanager
def study_bench(folder: Path, rows: Sequence[GoldRow] | None, *, anew: bool) -> Iterator[Bench]:
    """Somebody's study, with gold where there is some: only the sources that the gold speaks of are measured.

    `anew`: the texts are coded again by another engine or prompt, beside what the study holds.
    """
    study = Study.find(folder.resolve())
    try:
        texts = texts_of(study)
        gold = place(rows, texts) if rows else {}
        kept = tuple(text for text in texts if text.id in gold) if rows else tuple(texts)
        suites = {"grounding", "review", "themes", "personas"} | (_OF_GOLD - {"agreement"} if rows else set())
        judged = {mark.kind for marks in gold.values() for mark in marks}
        kinds = tuple(kind for kind in KINDS if kind in judged) or KINDS
        notes = (f"Gold for {len(kept)} of {len(texts)} sources; the others are not judged.",) if rows else ()
        data = Data(study.settings.name, kept, gold, kinds=kinds, suites=tuple(suites), notes=notes)
        yield Bench(data, study, way="texts" if anew else "stored")
    finally:
        study.close()
