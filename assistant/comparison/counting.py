"""How many on each side speak of a theme, feel an emotion, meet a touchpoint, tell of a stage."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from assistant.analysis.journey import emotion_of
from assistant.comparison.sides import STAGE, Compared, Section, Side, Test
from assistant.domain import Finding, Kind, Prevalence, Theme


class Counting:
    """Counts the same things on every side."""

    def __init__(self, sides: Sequence[Side]) -> None:
        self.sides = sides
        places = Counter(who for side in sides for who in side.people)
        self.on_several = frozenset(who for who, number in places.items() if number > 1)

    def sections(self, stages: Sequence[str]) -> Iterator[Section]:
        """Emotions, touchpoints and stages, as far as anybody on these sides speaks of them."""
        yield Section("Emotions", self._labels("emotion"))
        yield Section("Touchpoints", self._labels("touchpoint"))
        yield Section("Stages of the journey", self._stages(stages))

    def themes(self, themes: Iterable[Theme]) -> list[Compared]:
        """Themes that stand and that somebody speaks of."""
        rows = (self._theme(theme) for theme in themes if theme.status != "rejected")
        return [row for row in rows if _is_heard(row)]

    def _theme(self, theme: Theme) -> Compared:
        return self.compared(theme.name, theme.kind, [side.of_theme(theme) for side in self.sides])

    def _labels(self, kind: Kind) -> tuple[Compared, ...]:
        found = [_grouped((item.label, item) for item in side.findings if item.kind == kind) for side in self.sides]
        names = sorted({name for own in found for name in own})
        rows = (self.compared(name, kind, [own.get(name, []) for own in found]) for name in names)
        return tuple(filter(_is_heard, rows))

    def _stages(self, names: Sequence[str]) -> tuple[Compared, ...]:
        found = [_grouped((item.stage or "", item) for item in side.findings) for side in self.sides]
        rows = (self._stage(name, [own.get(name, []) for own in found]) for name in names)
        return tuple(filter(_is_heard, rows))

    def _stage(self, name: str, found: Sequence[Sequence[Finding]]) -> Compared:
        felt = {side.name: emotion_of(own) for side, own in zip(self.sides, found, strict=True)}
        return replace(self.compared(name, STAGE, found), emotions=felt)

    def compared(self, name: str, kind: str, found: Sequence[Iterable[Finding]]) -> Compared:
        """A row from what was found on each side."""
        said: list[Counter[str | None]] = [
            Counter(item.participant_id for item in own if item.participant_id in side.people)
            for side, own in zip(self.sides, found, strict=True)
        ]
        pairs = list(zip(self.sides, said, strict=True))
        counts = {side.name: Prevalence(len(own), len(side.people), sum(own.values())) for side, own in pairs}
        return Compared(name, kind, counts, self._tests(pairs))

    def _tests(self, pairs: Sequence[tuple[Side, Counter[str | None]]]) -> dict[str, Test]:
        """Each side against the others together, of people who are on one side only."""
        apart = self.on_several
        counted = {
            side.name: (len(said.keys() - apart), len(side.people) - len(side.people & apart)) for side, said in pairs
        }
        spoke, people = (sum(column) for column in zip(*counted.values(), strict=True))
        # Of two sides one is tested: the other is all the others, so its test is the same.
        tested = list(counted.items())[: 1 if len(counted) == 2 else None]
        return {name: (said, own, spoke - said, people - own) for name, (said, own) in tested}


def _grouped(named: Iterable[tuple[str, Finding]]) -> dict[str, list[Finding]]:
    groups: dict[str, list[Finding]] = defaultdict(list)
    for name, item in named:
        groups[name].append(item)
    return groups


def _is_heard(row: Compared) -> bool:
    return any(count.participants for count in row.counts.values())
