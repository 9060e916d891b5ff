"""What goes together: the stages, emotions and touchpoints that a theme's words were coded with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.analysis.overlap import Overlapping
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
        self._near = Overlapping(item for item in findings if item.kind in _KINDS)

    def company(self, theme: Sequence[Finding]) -> Company:
        """Of a theme's findings; a participant counts once for each stage, emotion and touchpoint."""
        seen: dict[str, dict[str, set[str | None]]] = {kind: defaultdict(set) for kind in ("stage", *_KINDS)}
        for item in theme:
            if item.stage:
                seen["stage"][item.stage].add(item.participant_id)
            for other in self._near.at(item.span):
                seen[other.kind][other.label].add(item.participant_id)
        return Company(_most_first(seen["stage"]), _most_first(seen["emotion"]), _most_first(seen["touchpoint"]))


_KINDS = ("emotion", "touchpoint")


def _most_first(people: Mapping[str, set[str | None]]) -> dict[str, int]:
    return {name: len(who) for name, who in sorted(people.items(), key=lambda item: (-len(item[1]), item[0]))}
