"""The stage of the journey: where gold and engine mark the same, do they place it in the same stage?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evals.coding import Coding
from evals.data import Data
from evals.marks import Mark
from evals.metrics.spans import share_half
from evals.results import Confusion, Figure, Item, SuiteResult, figure, rate_figure
from evals.suites.voices import quote, voices

_BLANK = "(none)"


@dataclass(frozen=True, slots=True)
class Placed:
    """A gold mark that was found, with both stages."""

    cluster: str
    gold: str
    said: str
    item: Item


def run(data: Data, coding: Coding, *, seed: int = 7) -> SuiteResult:
    """Share of found marks in the right stage, kappa, and the confusion; marks not found are not judged."""
    pairs, missed = _pairs(data, coding)
    labels = tuple(sorted({stage for pair in pairs for stage in (pair.gold, pair.said)}))
    figures = tuple(_figures(pairs, labels, missed, seed))
    note = f"{missed} gold marks were not found and have no stage to judge." if missed else ""
    notes = (*data.notes, note) if note else data.notes
    items = tuple(pair.item for pair in pairs)
    return SuiteResult("stages", data.name, figures, items, (_confusion(pairs, labels),), (), notes)


def _pairs(data: Data, coding: Coding) -> tuple[list[Placed], int]:
    found, missed = [], 0
    for voice in voices(data, coding):
        for mark in voice.gold:
            if mark.stage is None:
                continue
            hit = _same_place(mark, voice.said)
            if hit is None:
                missed += 1
                continue
            place = f"{voice.text.source.name}:{mark.start}-{mark.end}:{mark.kind}:stage"
            gold, said = mark.stage, hit.stage or _BLANK
            item = Item(place, "stage", gold == said, gold, said, quote(voice.text, mark.start, mark.end))
            found.append(Placed(voice.cluster, gold, said, item))
    return found, missed


def _same_place(mark: Mark, said: Sequence[Mark]) -> Mark | None:
    """What was said of the same kind at a gold mark's place, the nearest to it."""
    near = [other for other in said if other.kind == mark.kind and share_half(mark, other)]
    return max(near, key=mark.shared, default=None)


def _figures(pairs: Sequence[Placed], labels: Sequence[str], missed: int, seed: int) -> Iterator[Figure]:
    frame = "gold marks that were found, of any kind"
    hits: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    tables: dict[str, list[float]] = defaultdict(lambda: [0.0] * len(labels) ** 2)
    for pair in pairs:
        hits[pair.cluster][0] += pair.gold == pair.said
        hits[pair.cluster][1] += 1
        tables[pair.cluster][labels.index(pair.gold) * len(labels) + labels.index(pair.said)] += 1
    yield rate_figure("stage right", tally=hits, frame=frame, unjudged=missed, seed=seed)
    for name in ("kappa", "ac1"):
        yield figure(f"stage {name}", name, tables, frame, n=sum, unjudged=missed, seed=seed)
    often = max(labels, key=lambda label: sum(pair.gold == label for pair in pairs), default="")
    base: dict[str, list[float]] = {}
    for cluster, (_, n) in hits.items():
        base[cluster] = [float(sum(p.gold == often for p in pairs if p.cluster == cluster)), n]
    yield rate_figure(f"always saying {often}", tally=base, frame=frame, unjudged=missed, seed=seed)


def _confusion(pairs: Sequence[Placed], labels: tuple[str, ...]) -> Confusion:
    table = tuple(
        tuple(sum(pair.gold == row and pair.said == column for pair in pairs) for column in labels) for row in labels
    )
    return Confusion("Stage: gold (rows) and said (columns)", labels, table)
