"""Feelings by name, and how pleasant they are: over sentences, or over texts where gold labels whole texts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from evals.coding import Coding
from evals.data import Data
from evals.marks import Mark, of_kind
from evals.metrics.spans import touched
from evals.results import Confusion, Figure, Item, SuiteResult, every_fourth, figure, last
from evals.suites.voices import Place, Voice, quote, voices

_TONES = ("unpleasant", "none or neutral", "pleasant")
_NONE = 1


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence or a text with the feelings that both sides give it."""

    id: str
    cluster: str
    gold: frozenset[str]
    said: frozenset[str]
    quote: str


def run(data: Data, coding: Coding, *, seed: int = 7) -> SuiteResult:
    """Each feeling's F1, their macro and micro means, and the tone as a confusion with kappa."""
    units = list(_units(data, coding))
    names = sorted({name for unit in units for name in unit.gold | unit.said})
    per = "texts" if data.level == "texts" else "participants' sentences"
    frame = f"{per} that either side gives a feeling"
    figures = list(_figures(units, names, frame, len(coding.failed), seed))
    figures += _tone_figures(units, per, len(coding.failed), seed)
    items = tuple(item for unit in units if unit.gold or unit.said for item in _item(unit))
    return SuiteResult("emotion", data.name, tuple(figures), items, (_confusion(units),), (), data.notes)


def _units(data: Data, coding: Coding) -> Iterator[Unit]:
    if data.level == "texts":
        yield from _text_units(data, coding)
        return
    for voice in voices(data, coding):
        if data.judges(voice.text, "emotion"):
            for place in voice.sentences:
                yield _unit(voice, place, data.classes)


def _text_units(data: Data, coding: Coding) -> Iterator[Unit]:
    for text in data.texts:
        if text.id in coding.said and data.judges(text, "emotion"):
            gold = frozenset(mark.label for mark in of_kind(data.gold.get(text.id, ()), "emotion"))
            said = _named(of_kind(coding.said[text.id], "emotion"), data.classes)
            yield Unit(text.source.name, text.cluster_at(0), gold, said, quote(text, 0, len(text.text)))


def _unit(voice: Voice, place: Place, classes: Mapping[str, frozenset[str]] | None) -> Unit:
    said, gold = voice.of("emotion")
    here = [[mark for mark in marks if touched([mark], [place])] for marks in (said, gold)]
    name = f"{voice.text.source.name}:{place[0]}-{place[1]}"
    words = quote(voice.text, *place)
    return Unit(name, voice.cluster, frozenset(mark.label for mark in here[1]), _named(here[0], classes), words)


def _named(marks: Sequence[Mark], classes: Mapping[str, frozenset[str]] | None) -> frozenset[str]:
    """The engine's feelings in the set's own classes."""
    labels = {mark.label for mark in marks}
    if classes is None:
        return frozenset(labels)
    return frozenset(name for name, members in classes.items() if members & labels)


def _figures(units: Sequence[Unit], names: Sequence[str], frame: str, failed: int, seed: int) -> Iterator[Figure]:
    tallies = {name: _tally(units, name) for name in names}
    every: dict[str, list[float]] = {}
    for cluster in sorted({unit.cluster for unit in units}):
        every[cluster] = [count for name in names for count in tallies[name].get(cluster, [0.0] * 4)]
    if names:
        for name in ("macro-f1", "micro-f1"):
            yield figure(f"emotion {name}", name, every, frame, n=every_fourth, unjudged=failed, seed=seed)
    for name in names:
        yield figure(f"{name} f1", "f1", tallies[name], frame, n=last, unjudged=failed, seed=seed)


def _tally(units: Sequence[Unit], name: str) -> dict[str, list[float]]:
    counts: dict[str, list[float]] = defaultdict(lambda: [0.0] * 4)
    for unit in units:
        said, gold = name in unit.said, name in unit.gold
        if said or gold:
            both = float(said and gold)
            counts[unit.cluster] = [
                one + more for one, more in zip(counts[unit.cluster], (both, said, both, gold), strict=True)
            ]
    return counts


def _tone(labels: frozenset[str]) -> int:
    from assistant.engines.ondevice.coder import VALENCE

    known = {**_OWN_CLASSES, **VALENCE}
    total = sum(known.get(label, 0.0) for label in labels)
    return _NONE if abs(total) < 0.05 else (2 if total > 0 else 0)


_OWN_CLASSES = {"guilt": -0.7, "shame": -0.6}
"""How pleasant the classes are that are no GoEmotions."""


def _tone_figures(units: Sequence[Unit], per: str, failed: int, seed: int) -> list[Figure]:
    tables: dict[str, list[float]] = defaultdict(lambda: [0.0] * 9)
    for unit in units:
        tables[unit.cluster][3 * _tone(unit.gold) + _tone(unit.said)] += 1
    frame = f"all {per}: pleasant, unpleasant, or neither"
    return [
        figure(f"tone {name}", name, tables, frame, n=sum, unjudged=failed, seed=seed)
        for name in ("agreement", "kappa", "ac1")
    ]


def _confusion(units: Sequence[Unit]) -> Confusion:
    counts = Counter((_tone(unit.gold), _tone(unit.said)) for unit in units)
    table = tuple(tuple(counts[row, column] for column in range(3)) for row in range(3))
    return Confusion("Tone: gold (rows) and said (columns)", _TONES, table)


def _item(unit: Unit) -> Iterator[Item]:
    gold, said = ", ".join(sorted(unit.gold)), ", ".join(sorted(unit.said))
    yield Item(f"{unit.id}:feeling", "emotion", unit.gold == unit.said, gold, said, unit.quote)
