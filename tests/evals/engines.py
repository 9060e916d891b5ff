"""Engines that code from gold, with faults planted: what the gates and the comparison have to notice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from assistant.domain import Outcome, Span
from assistant.engines.protocol import Coded, Passage, Unit
from assistant.testing import KeywordEngine
from evals.marks import Mark

Fault = Callable[[Sequence[Mark]], Sequence[Mark]]


class GoldEngine(KeywordEngine):
    """Says what the gold says, after a fault was put into it; themes and drafts are KeywordEngine's."""

    def __init__(self, gold: Mapping[str, Sequence[Mark]], fault: Fault = tuple, name: str = "gold") -> None:
        super().__init__(name, fingerprint=f"{name}-1")
        self.unit: Unit = "source"
        self._gold = {key: fault(tuple(marks)) for key, marks in gold.items()}

    def code(self, passages: Iterable[Passage]) -> Iterator[Outcome[Passage, tuple[Coded, ...]]]:
        for passage in passages:
            speakers = {line.span: line.participant_id for line in passage.lines}
            found = [self._coded(mark, speakers) for mark in self._gold.get(passage.source_id, ())]
            yield Outcome(passage, tuple(found))

    def _coded(self, mark: Mark, speakers: Mapping[Span, str | None]) -> Coded:
        span = Span(mark.text_id, mark.start, mark.end)
        who = next((person for place, person in speakers.items() if place.overlap(span)), None)
        attributes = {"valence": 0.5} if mark.kind == "emotion" else {}
        return Coded(span, mark.kind, mark.label or mark.kind, mark.stage, who, 0.9, attributes)


def shifted(marks: Sequence[Mark]) -> list[Mark]:
    """Every span one character late."""
    return [replace(mark, start=mark.start + 1, end=mark.end + 1) for mark in marks]


def without_touchpoints(marks: Sequence[Mark]) -> list[Mark]:
    """A prompt that forgot to ask for touchpoints."""
    return [mark for mark in marks if mark.kind != "touchpoint"]


def every_second_pain(marks: Sequence[Mark]) -> list[Mark]:
    """Half of the pains missed."""
    pains = [mark for mark in marks if mark.kind == "pain"]
    return [mark for mark in marks if mark not in pains[::2]]
