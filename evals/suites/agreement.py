"""Two coders beside coder and machine, kind by kind over sentences: is the machine further off than a second coder?

Two frames are given, because agreement on silence inflates the first: *all* participants' sentences, and *coded* ones,
which at least one of the two marked with any kind. A text that a coder did not read is missing: it is in no count of
theirs, and never read as silence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np

from evals.coding import Coding
from evals.data import Data
from evals.marks import Mark, of_kind
from evals.metrics.agreement import prevalence
from evals.metrics.alpha import coincidences
from evals.metrics.spans import overlap, touched
from evals.results import Figure, SuiteResult, figure, last
from evals.suites.voices import voices_of
from evals.texts import Text

MACHINE = "machine"
_FRAMES = (
    ("all", "all participants' sentences that both read; silence of both counts as agreement", False),
    ("coded", "participants' sentences that at least one of the two coded with any kind", True),
)
Answer = tuple[bool, bool] | None
"""Whether a sentence is coded so, and whether it is coded at all; None where the coder did not read it."""
Answers = Mapping[str, Mapping[str, Sequence[Answer]]]
"""By cluster, then by coder, one answer a sentence."""


def run(data: Data, coding: Coding, *, seed: int = 7) -> SuiteResult:
    """F1, kappa and AC1 for every pair, and alpha over all coders, with the prevalence beside them."""
    coders = [*data.passes, MACHINE]
    figures: list[Figure] = []
    for kind in data.kinds:
        answers = _answers(data, coding, coders, kind)
        for first, second in combinations(coders, 2):
            figures.append(_spans(data, coding, (first, second), kind, seed))
            figures += _pair(answers, (first, second), kind, len(coding.failed), seed)
        figures += _all_coders(answers, coders, kind, len(coding.failed), seed)
    notes = (*data.notes, f"The pair of coders is the yardstick for the machine. {data.passes_by}".strip())
    return SuiteResult("agreement", data.name, tuple(figures), notes=notes)


def _answers(data: Data, coding: Coding, coders: Sequence[str], kind: str) -> Answers:
    found: dict[str, dict[str, list[Answer]]] = defaultdict(lambda: {coder: [] for coder in coders})
    for text in data.texts:
        places = [(item.start, item.end) for item in text.own]
        clusters = [text.cluster_at(start) for start, _ in places]
        for coder in coders:
            for cluster, answer in zip(clusters, _of_text(data, coding, coder, text, kind, places), strict=True):
                found[cluster][coder].append(answer)
    return found


def _of_text(
    data: Data, coding: Coding, coder: str, text: Text, kind: str, places: Sequence[tuple[int, int]]
) -> list[Answer]:
    marks = _marks(data, coding, coder, text)
    if marks is None:
        return [None] * len(places)
    so, at_all = touched(of_kind(marks, kind), places), touched(marks, places)
    return [(at in so, at in at_all) for at in range(len(places))]


def _marks(data: Data, coding: Coding, coder: str, text: Text) -> Sequence[Mark] | None:
    """What a coder marked in a text; None where they did not read it."""
    if coder == MACHINE:
        return coding.said.get(text.id)
    return data.passes[coder].get(text.id, () if data.complete else None)


def _spans(data: Data, coding: Coding, pair: tuple[str, str], kind: str, seed: int) -> Figure:
    """How far the marks of one are the other's: F1 over spans, in which silence plays no part."""
    tally: dict[str, list[float]] = defaultdict(lambda: [0.0] * 4)
    for text in data.texts:
        gold, said = (_marks(data, coding, coder, text) for coder in pair)
        if gold is None or said is None:
            continue
        for voice in voices_of(text, of_kind(gold, kind), of_kind(said, kind)):
            counts = overlap(voice.said, voice.gold)
            tally[voice.cluster] = [a + b for a, b in zip(tally[voice.cluster], counts, strict=True)]
    frame = "spans of both; half of the shorter shared"
    name = f"{kind} f1 {'/'.join(pair)}"
    return figure(name, "f1", tally, frame, n=last, unjudged=len(coding.failed), seed=seed)


def _pair(answers: Answers, pair: tuple[str, str], kind: str, failed: int, seed: int) -> Iterator[Figure]:
    first, second = pair
    for short, frame, only_coded in _FRAMES:
        tables = {who: _table(said[first], said[second], only_coded=only_coded) for who, said in answers.items()}
        share = float(prevalence(np.sum(list(tables.values()), axis=0))) if tables else None
        for name in ("kappa", "ac1", "agreement"):
            key = f"{kind} {name} {first}/{second}, {short}"
            yield figure(key, name, tables, frame, n=sum, prevalence=share, unjudged=failed, seed=seed)


def _table(first: Sequence[Answer], second: Sequence[Answer], *, only_coded: bool) -> list[float]:
    table = [0.0] * 4
    for one, other in zip(first, second, strict=True):
        if one and other and (not only_coded or one[1] or other[1]):
            table[2 * one[0] + other[0]] += 1
    return table


def _all_coders(answers: Answers, coders: Sequence[str], kind: str, failed: int, seed: int) -> Iterator[Figure]:
    people = [coder for coder in coders if coder != MACHINE]
    frame = "pairs of codings of participants' sentences that at least two read"
    for who, names in (("coders", people), ("coders and machine", coders)):
        if len(names) > 1:
            tally = {cluster: _coincidences(said, names) for cluster, said in answers.items()}
            key = f"{kind} alpha {who}, all"
            yield figure(key, "alpha", tally, frame, n=sum, unjudged=failed, seed=seed)


def _coincidences(said: Mapping[str, Sequence[Answer]], names: Sequence[str]) -> list[float]:
    """Of all sentences of a cluster; the few ways in which coders can answer are counted out once each."""
    ways: dict[tuple[int | None, ...], int] = defaultdict(int)
    for answers in zip(*(said[name] for name in names), strict=True):
        ways[tuple(None if answer is None else int(answer[0]) for answer in answers)] += 1
    total = np.zeros(4)
    for codes, often in ways.items():
        total += often * coincidences(codes, 2)
    return [float(count) for count in total]
