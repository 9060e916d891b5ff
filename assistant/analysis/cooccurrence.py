"""What goes together: the stages, emotions and touchpoints that a theme's words were coded with."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.domain import Finding


@dataclass(frozen=True, slots=True)
class Company:
    """Participants by what they spoke of together with a theme, the most first."""

    stages: Mapping[str, int]
    emotions: Mapping[str, int]
    touchpoints: Mapping[str, int]


class Neighbours:
    """Finds findings whose words overlap; reads all of a study's findings once."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self._by_source: dict[str, list[Finding]] = defaultdict(list)
        for item in sorted(findings, key=lambda item: (item.source_id, item.end)):
            if item.kind in ("emotion", "touchpoint"):
                self._by_source[item.source_id].append(item)
        self._ends = {source: [item.end for item in items] for source, items in self._by_source.items()}

    def company(self, theme: Sequence[Finding]) -> Company:
        """Of a theme's findings; a participant counts once for each stage, emotion and touchpoint."""
        seen: dict[str, dict[str, set[str | None]]] = {kind: defaultdict(set) for kind in ("stage", *_KINDS)}
        for item in theme:
            if item.stage:
                seen["stage"][item.stage].add(item.participant_id)
            for other in self._overlapping(item):
                seen[other.kind][other.label].add(item.participant_id)
        return Company(_most_first(seen["stage"]), _most_first(seen["emotion"]), _most_first(seen["touchpoint"]))

    def _overlapping(self, item: Finding) -> Iterable[Finding]:
        items = self._by_source.get(item.source_id, [])
        first = bisect_left(self._ends.get(item.source_id, []), item.start + 1)
        # Findings are coded within sentences, so the first that begins behind this one's end is near.
        for other in items[first:]:
            if other.start < item.end:
                yield other
            elif other.start > item.end + _FAR:
                break


_KINDS = ("emotion", "touchpoint")
_FAR = 2_000
"""Characters behind a finding's end from which nothing that overlaps it can begin."""


def _most_first(people: Mapping[str, set[str | None]]) -> dict[str, int]:
    return {name: len(who) for name, who in sorted(people.items(), key=lambda item: (-len(item[1]), item[0]))}
