"""What there is to measure on: a sample corpus, somebody's study, a public set, each with the suites it allows."""

from __future__ import annotations

import json
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from assistant.domain import KINDS
from assistant.study import Study
from evals.corpora import Corpus, study_of
from evals.data import Data
from evals.gold.placing import place
from evals.gold.rows import GoldRow
from evals.identifiers import planted_identifiers
from evals.marks import Mark
from evals.texts import texts_of

OF_A_RUN = frozenset({"grounding", "themes", "personas"})
"""Suites that look at what a whole run of the pipeline made."""
OF_GOLD = frozenset({"extraction", "emotion", "touchpoints", "stages", "agreement"})


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


_PASSES_BY = (
    "Coder a and coder b are two language-model readers, neither of whom saw the other's codings; "
    "two people may differ more."
)


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
    suites = (*OF_A_RUN, *OF_GOLD, "redaction")
    identifiers = planted_identifiers(corpus.gold.parent / "key.json", texts)
    gold = place(corpus.rows(), texts)
    data = Data(corpus.name, texts, gold, passes=passes, passes_by=_PASSES_BY, suites=suites, identifiers=identifiers)
    return Bench(data, study, planted_personas(corpus, study), "run")


def planted_personas(corpus: Corpus, study: Study) -> Mapping[str, str] | None:
    """Which persona the authors' key puts each participant of the study in; None where there is no such key."""
    key = corpus.gold.parent / "key.json"
    people = json.loads(key.read_text(encoding="utf-8")).get("participants") if key.is_file() else None
    if not people:
        return None
    entries = {name.casefold(): entry["persona"] for entry in people if entry["persona"] for name in _names_of(entry)}
    named = {person.name: entries.get(person.name.casefold()) for person in study.store.participants()}
    return {name: persona for name, persona in named.items() if persona}


def _names_of(entry: Mapping[str, str]) -> tuple[str, ...]:
    """What the study may call a participant of the key: by the label, or by the file where the label names nobody."""
    file = Path(entry["file"]).stem
    return entry["label"], file, f"{file}, {entry['label']}"


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
        passes = _by_coder(gold)
        spared = set() if len(passes) > 1 else {"agreement"}
        suites = {"grounding", "review", "themes", "personas"} | (OF_GOLD - spared if rows else set())
        judged = {mark.kind for marks in gold.values() for mark in marks}
        kinds = tuple(kind for kind in KINDS if kind in judged) or KINDS
        notes = (f"Gold for {len(kept)} of {len(texts)} sources; the others are not judged.",) if rows else ()
        if len(passes) > 1:
            together = "their marks together are the gold; the suite `agreement` holds them apart."
            notes = (*notes, f"Coded by {', '.join(passes)}: {together}")
        data = Data(
            study.settings.name, kept, gold, kinds, passes=passes, complete=False, suites=tuple(suites), notes=notes
        )
        yield Bench(data, study, way="texts" if anew else "stored")
    finally:
        study.close()


def _by_coder(gold: Mapping[str, Sequence[Mark]]) -> dict[str, dict[str, list[Mark]]]:
    """Gold that several people coded, apart again."""
    found: dict[str, dict[str, list[Mark]]] = defaultdict(lambda: defaultdict(list))
    for text_id, marks in gold.items():
        for mark in marks:
            found[mark.coder][text_id].append(mark)
    return {coder: dict(texts) for coder, texts in sorted(found.items())}
