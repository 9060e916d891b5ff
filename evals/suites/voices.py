"""Texts taken apart by who speaks, so that counts can be added up a participant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.analysis.themes import THEMED
from evals.coding import Coding
from evals.data import Data
from evals.marks import Mark
from evals.texts import Text

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Voice:
    """What one participant says in one text, with both codings of it."""

    cluster: str
    text: Text
    sentences: Sequence[Place]
    turns: Sequence[Place]
    gold: Sequence[Mark]
    said: Sequence[Mark]

    def of(self, kind: str) -> tuple[list[Mark], list[Mark]]:
        """What was said and what is gold of one kind; `any` takes all that themes are made of."""
        if kind == "any":
            return [m for m in self.said if m.kind in THEMED], list(self.gold)
        return [m for m in self.said if m.kind == kind], [m for m in self.gold if m.kind == kind]


def voices(data: Data, coding: Coding) -> Iterator[Voice]:
    """Every participant of every text that the engine did not fail on."""
    for text in data.texts:
        if text.id in coding.said:
            yield from voices_of(text, data.gold.get(text.id, ()), coding.said[text.id])


def voices_of(text: Text, gold: Sequence[Mark], said: Sequence[Mark]) -> Iterator[Voice]:
    """The participants of one text."""
    sentences = _apart(text, ((item.start, item.end) for item in text.own))
    turns = _apart(text, ((item.start, item.end) for item in text.own_turns))
    marked, answered = _marks_apart(text, gold), _marks_apart(text, said)
    for cluster in sorted({*sentences, *marked, *answered}):
        yield Voice(
            cluster,
            text,
            sentences.get(cluster, ()),
            turns.get(cluster, ()),
            marked.get(cluster, ()),
            answered.get(cluster, ()),
        )


def _apart(text: Text, places: Iterable[Place]) -> Mapping[str, list[Place]]:
    found: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        found[text.cluster_at(place[0])].append(place)
    return found


def _marks_apart(text: Text, marks: Iterable[Mark]) -> Mapping[str, list[Mark]]:
    found: dict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        found[text.cluster_at(mark.start)].append(mark)
    return found


def quote(text: Text, start: int, end: int, most: int = 160) -> str:
    """The words of a place on one line, cut where they are long."""
    words = " ".join(text.text[start:end].split())
    return words if len(words) <= most else words[: most - 1] + "…"
