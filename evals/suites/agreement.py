"""Two coders beside coder and machine, kind by kind over sentences: is the machine further off than a second coder?

Two frames are given, because agreement on silence inflates the first: *all* participants' sentences, and *coded* ones,
which at least one of the two marked with any kind.
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
    ("all", "all participants' sentences; silence of both counts as agreement", False),
    ("coded", "participants' sentences that at least one of the two coded with any kind", True),
)


def run(data: Data, coding: Coding, *, seed: int = 7) -> SuiteResult:
    """Kappa and AC1 for every pair, and alpha over all coders, with the prevalence beside them."""
    coders = [*data.passes, MACHINE]
    figures: list[Figure] = []
    for kind in data.kinds:
        answers = _answers(data, coding, coders, kind)
        for first, second in combinations(coders, 2):
            figures.append(_spans(data, coding, first, second, kind, seed))
            figures += _pair(answers, first, second, kind, seed, len(coding.failed))
        figures += _all_coders(answers, coders, kind, seed, len(coding.failed))
    notes = (*data.notes, f"The pair of coders is the yardstick for the machine. {data.passes_by}".strip())
    return SuiteResult("agreement", data.name, tuple(figures), notes=notes)


def _answers(data: Data, coding: Coding, coders: Sequence[str], kind: str) -> dict[str, dict[str, list[list[bool]]]]:
    """By cluster and coder: [coded so, coded at all] of each sentence."""
    found: dict[str, dict[str, list[list[bool]]]] = defaultdict(lambda: {coder: [] for coder in coders})
    for text in data.texts:
        if text.id not in coding.said:
            continue
        places = [(item.start, item.end) for item in text.own]
        for coder in coders:
            marks = _marks(data, coding, coder, text)
            so, at_all = touched(of_kind(marks, kind), places), touched(marks, places)
            for at, place in enumerate(places):
                found[text.cluster_at(place[0])][coder].append([at in so, at in at_all])
    return found


def _marks(data: Data, coding: Coding, coder: str, text: Text) -> Sequence[Mark]:
    if coder == MACHINE:
        return coding.said[text.id]
    return data.passes[coder].get(text.id, ())


def _spans(data: Data, coding: Coding, first: str, second: str, kind: str, seed: int) -> Figure:
    """How far the marks of one are the other's: F1 over spans, in which silence plays no part."""
    tally: dict[str, list[float]] = defaultdict(lambda: [0.0] * 4)
    for text in data.texts:
        if text.id in coding.said:
            gold, said = (of_kind(_marks(data, coding, coder, text), kind) for coder in (first, second))
            for voice in voices_of(text, gold, said):
                counts = overlap(voice.said, voice.gold)
                tally[voice.cluster] = [a + b for a, b in zip(tally[voice.cluster], counts, strict=True)]
    frame = "spans of both; half of the shorter shared"
    return figure(f"{kind} f1 {first}/{second}", "f1", tally, frame, n=last, unjudged=len(coding.failed), seed=seed)


def _pair(
    answers: Mapping[str, Mapping[str, Sequence[Sequence[bool]]]],
    first: str,
    second: str,
    kind: str,
    seed: int,
    failed: int,
) -> Iterator[Figure]:
    for short, frame, only_coded in _FRAMES:
        tables = {
            cluster: _table(said[first], said[second], only_coded=only_coded) for cluster, said in answers.items()
        }
        total = np.array(list(tables.values()), float).sum(axis=0) if tables else np.zeros(4)
        share = float(prevalence(total)) if total.any() else None
        for name in ("kappa", "ac1", "agreement"):
            yield figure(
                f"{kind} {name} {first}/{second}, {short}",
                name,
                tables,
                frame,
                n=sum,
                prevalence=share,
                unjudged=failed,
                seed=seed,
            )


def _table(first: Sequence[Sequence[bool]], second: Sequence[Sequence[bool]], *, only_coded: bool) -> list[float]:
    table = [0.0] * 4
    for one, other in zip(first, second, strict=True):
        if not only_coded or one[1] or other[1]:
            table[2 * one[0] + other[0]] += 1
    return table


def _all_coders(
    answers: Mapping[str, Mapping[str, Sequence[Sequence[bool]]]],
    coders: Sequence[str],
    kind: str,
    seed: int,
    failed: int,
) -> Iterator[Figure]:
    people = [coder for coder in coders if coder != MACHINE]
    for who, names in (("coders", people), ("coders and machine", coders)):
        if len(names) < 2:
            continue
        tally = {
            cluster: np.sum(
                [coincidences([int(said[name][at][0]) for name in names], 2) for at in range(len(said[names[0]]))],
                axis=0,
            ).tolist()
            for cluster, said in answers.items()
            if said[names[0]]
        }
        yield figure(
            f"{kind} alpha {who}, all",
            "alpha",
            tally,
            "pairs of codings of all participants' sentences",
            n=sum,
            unjudged=failed,
            seed=seed,
        )
