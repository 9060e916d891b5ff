"""Two coders side by side: how far they agree on each kind, and where they do not.

Both are compared sentence by sentence, among the sentences that participants said. Agreement beyond chance is Cohen's
kappa; positive agreement (the share of marks that both set) does not grow with what neither marks.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.domain import KINDS, Finding, Kind, Sentence
from assistant.places import Places
from assistant.study import Study


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two coders agree on one kind."""

    kind: Kind
    both: int
    """Sentences that both marked."""
    first: int
    """Sentences that only the first marked."""
    second: int
    neither: int

    @property
    def positive(self) -> float | None:
        """Twice the common marks by all marks (F1); None where nobody marked anything."""
        marks = 2 * self.both + self.first + self.second
        return 2 * self.both / marks if marks else None

    @property
    def kappa(self) -> float | None:
        """Cohen's kappa; None where chance alone would agree."""
        total = self.both + self.first + self.second + self.neither
        if not total:
            return None
        one, other = (self.both + self.first) / total, (self.both + self.second) / total
        chance = one * other + (1 - one) * (1 - other)
        observed = (self.both + self.neither) / total
        return (observed - chance) / (1 - chance) if chance < 1 else None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A sentence that one coder marked with a kind and the other did not."""

    sentence: Sentence
    text: str
    kind: Kind
    coder: str
    """Who marked it."""
    labels: tuple[str, ...]
    finding_ids: tuple[str, ...]


Marks = Mapping[tuple[str, Kind], Sequence[Finding]]


def compare(study: Study, first: str, second: str) -> tuple[list[Agreement], list[Disagreement]]:
    """Agreement by kind, and the sentences to look at, in the order of the study."""
    sentences = _said_by_participants(study)
    findings = [item for item in study.store.findings() if item.status != "rejected"]
    one, other = (_marks(sentences, (item for item in findings if item.coder == coder)) for coder in (first, second))
    agreements = [_agreement(kind, sentences, one, other) for kind in KINDS]
    return agreements, list(_disagreements(study, sentences, {first: one, second: other}))


def _said_by_participants(study: Study) -> list[Sentence]:
    places = Places(study.store.turns())
    return [item for item in study.store.sentences() if not places.has_interviewer(item.span)]


def _marks(sentences: Sequence[Sentence], findings: Iterable[Finding]) -> Marks:
    """Findings by the sentence and kind that they mark."""
    by_source: dict[str, list[Sentence]] = defaultdict(list)
    for sentence in sentences:
        by_source[sentence.source_id].append(sentence)
    starts = {source: [sentence.start for sentence in own] for source, own in by_source.items()}
    marks: dict[tuple[str, Kind], list[Finding]] = defaultdict(list)
    for item in findings:
        own = by_source.get(item.source_id, [])
        places = starts.get(item.source_id, [])
        for sentence in own[max(0, bisect_right(places, item.start) - 1) : bisect_left(places, item.end)]:
            if sentence.span.overlap(item.span):
                marks[sentence.id, item.kind].append(item)
    return marks


def _agreement(kind: Kind, sentences: Sequence[Sentence], one: Marks, other: Marks) -> Agreement:
    counts = {(True, True): 0, (True, False): 0, (False, True): 0, (False, False): 0}
    for sentence in sentences:
        counts[(sentence.id, kind) in one, (sentence.id, kind) in other] += 1
    return Agreement(kind, counts[True, True], counts[True, False], counts[False, True], counts[False, False])


def _disagreements(study: Study, sentences: Sequence[Sentence], marks: Mapping[str, Marks]) -> Iterator[Disagreement]:
    texts = {source.id: source for source in study.store.sources()}
    (first, one), (second, other) = marks.items()
    for sentence in sentences:
        for kind in KINDS:
            key = (sentence.id, kind)
            if (key in one) == (key in other):
                continue
            coder, found = (first, one[key]) if key in one else (second, other[key])
            labels, ids = tuple(item.label for item in found), tuple(item.id for item in found)
            text = texts[sentence.source_id].quote(sentence.span)
            yield Disagreement(sentence, text, kind, coder, labels, ids)
