"""What `verbatim eval` does: the one door through which the command line comes in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.embedding import Embedding
from assistant.engines import open_embedding
from assistant.errors import ConfigurationError
from assistant.estimating import Part, later_steps
from assistant.settings import Settings, read_settings
from assistant.study import Study
from evals.benches import Bench, corpus_bench, study_bench
from evals.comparing import Comparison, compare
from evals.contestants import Contestant, contestants, estimate
from evals.corpora import corpora, find_corpus
from evals.data import sample
from evals.datasets import read_set
from evals.gates import failures, read_gates
from evals.gold.rows import GoldRow, read_rows
from evals.measuring import SUITES, Tell, measure, runs_whole
from evals.report.page import page_of
from evals.runs import Run, read_run, write_run

GOLD_FILE = "gold.jsonl"
"""Where a study keeps its gold."""


RUNS = Path("build") / "evals"


@dataclass(frozen=True)
class Asked:
    """What to measure, on what, with whom."""

    suites: tuple[str, ...] = ()
    corpora: tuple[str, ...] = ()
    sets: tuple[tuple[str, Path], ...] = ()
    study: Path | None = None
    gold: Path | None = None
    engines: tuple[str, ...] = ()
    prompts: tuple[Path, ...] = ()
    settings: Path | None = None
    limit: int | None = None
    seed: int = 7
    budget: float | None = None
    out: Path = RUNS
    """Where runs and calls are kept."""


def run(asked: Asked, tell: Tell, say: Tell = lambda _: None) -> list[Run]:
    """One run an engine and folder of prompts; `say` is told what it will cost, before."""
    _check_suites(asked)
    settings = _settings(asked)
    engines = asked.engines or (settings.engine,)
    with contestants(engines, asked.prompts, settings, asked.out, asked.budget) as measured:
        if any(item.outside for item in measured):
            for line in _estimates(asked, measured):
                say(line)
        return [_run(asked, item, tell) for item in measured]


def estimate_only(asked: Asked) -> list[str]:
    """What coding would take for each outside engine; nothing is sent."""
    settings = _settings(asked)
    engines = asked.engines or (settings.engine,)
    with contestants(engines, asked.prompts, settings, asked.out, asked.budget) as measured:
        return _estimates(asked, measured) or ["The on-device engine calls no model, so it costs nothing."]


def _estimates(asked: Asked, measured: Sequence[Contestant]) -> list[str]:
    with ExitStack() as stack:
        benches = [stack.enter_context(bench) for bench in _benches(asked)]
        texts = [text for bench in benches for text in sample(bench.data, asked.limit, asked.seed).texts]
        later = [part for bench in benches for part in _later(bench, asked)]
        return [estimate(item, texts, later) for item in measured if item.outside]


def _later(bench: Bench, asked: Asked) -> list[Part]:
    """What the steps after coding take, where a suite looks at what they make."""
    if bench.study is None or not runs_whole(bench, asked.suites, asked.limit):
        return []
    words = sum(len(text.text[turn.start : turn.end].split()) for text in bench.data.texts for turn in text.turns)
    return list(later_steps(bench.study.settings, bench.study.store.counts().participants, words))


def _check_suites(asked: Asked) -> None:
    unknown = set(asked.suites) - set(SUITES)
    if unknown:
        raise ConfigurationError(
            f"There is no suite {', '.join(sorted(unknown))}.", hint=f"There are {', '.join(SUITES)}."
        )


def _run(asked: Asked, contestant: Contestant, tell: Tell) -> Run:
    with ExitStack() as stack:
        benches = [stack.enter_context(bench) for bench in _benches(asked)]
        made = measure(
            contestant.engine, _embedding, benches, asked.suites, limit=asked.limit, seed=asked.seed, tell=tell
        )
    return replace(made, engine=contestant.name, prompts=contestant.prompts)


def _embedding() -> Embedding:
    return open_embedding()


def _settings(asked: Asked) -> Settings:
    if asked.settings is not None:
        return read_settings(asked.settings)
    return Study.find(asked.study.resolve()).settings if asked.study is not None else Settings()


def _benches(asked: Asked) -> Iterator[AbstractContextManager[Bench]]:
    for name in asked.corpora:
        yield corpus_bench(find_corpus(name))
    if asked.study is not None:
        yield study_bench(asked.study, _gold(asked), anew=bool(asked.engines) or asked.settings is not None)
    for name, folder in asked.sets:
        yield nullcontext(Bench(read_set(name, folder)))
    if not (asked.corpora or asked.study or asked.sets):
        for corpus in corpora().values():
            yield corpus_bench(corpus)


def _gold(asked: Asked) -> list[GoldRow] | None:
    path = asked.gold or (asked.study / GOLD_FILE if asked.study else None)
    if path is None or (asked.gold is None and not path.is_file()):
        return None
    return read_rows(path)


def gate_failures(runs: Sequence[Run], path: Path) -> list[str]:
    """What the runs do not hold of the gates in a file."""
    gates = read_gates(path)
    return [f"{run.engine}: {line}" for run in runs for line in failures(run, gates)]


def keep(runs: Sequence[Run], folder: Path) -> list[Path]:
    """Write each run to a file of its own; returns where."""
    paths = [folder / f"{run.made[:19].replace(':', '')}-{_safe(run.engine)}-{run.id}.json" for run in runs]
    for made, path in zip(runs, paths, strict=True):
        write_run(made, path)
    return paths


def _safe(name: str) -> str:
    return "".join(char if char.isalnum() or char in "-_." else "-" for char in name)


def compare_files(before: Path, after: Path) -> tuple[Run, Run, Comparison]:
    """Two runs and what differs between them."""
    first, second = read_run(before), read_run(after)
    return first, second, compare(first, second)


def write_page(path: Path, runs: Sequence[Run], comparison: Comparison | None = None) -> None:
    """The HTML report."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page_of(runs, comparison), encoding="utf-8")
