"""What is put side by side: the people of a segment, a wave or a study, with what was found in their words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from assistant.analysis.themes import THEMED
from assistant.domain import Emotion, Finding, Prevalence, Theme, by_id

STAGE = "stage"
"""Kind of a row that is a stage of the journey."""
Test = tuple[int, int, int, int]
"""How many of how many on one side spoke of something, and how many of how many on the others."""


def gap(shares: Iterable[tuple[int, int]]) -> float:
    """Between the largest and the smallest share, evened out so that one of one does not outrank nine of ten."""
    even = [(count + 0.5) / (of + 1) for count, of in shares]
    return round(max(even) - min(even), 3)


@dataclass(frozen=True)
class Side:
    """A column of a comparison."""

    name: str
    people: frozenset[str]
    findings: tuple[Finding, ...]
    """What was found in their words and still stands."""

    def of_theme(self, theme: Theme) -> list[Finding]:
        """What stands of a theme on this side."""
        return [self._by_id[one] for one in theme.finding_ids if one in self._by_id]

    @cached_property
    def _by_id(self) -> Mapping[str, Finding]:
        return by_id(self.findings)


@dataclass(frozen=True, slots=True)
class Compared:
    """A theme, an emotion, a touchpoint or a stage on every side."""

    name: str
    kind: str
    counts: Mapping[str, Prevalence]
    tests: Mapping[str, Test]
    """By side: what is asked of chance."""
    emotions: Mapping[str, Emotion] = field(default_factory=dict)
    """Of a stage: how it felt."""
    there: str = ""
    """What it is called in the other study."""
    clear: Mapping[str, str] = field(default_factory=dict)
    """Sides that clearly speak of it `more` or `less` often than the others."""

    @property
    def gap(self) -> float:
        """Between the largest and the smallest share."""
        return gap((count.participants, count.of) for count in self.counts.values())


@dataclass(frozen=True, slots=True)
class Section:
    """Rows of one sort: themes, emotions, touchpoints, stages."""

    title: str
    rows: tuple[Compared, ...]

    @property
    def has_kinds(self) -> bool:
        """Whether its rows are of several kinds, as themes are."""
        return len({row.kind for row in self.rows} & set(THEMED)) > 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that was put side by side, and by which rule something differs clearly."""

    by: str
    sides: Mapping[str, int]
    """Participants by side."""
    sections: tuple[Section, ...]
    rule: str
    notes: tuple[str, ...] = ()
    here: tuple[Compared, ...] = ()
    """Themes that only this study has."""
    there: tuple[Compared, ...] = ()
    """Themes that only the other study has."""
