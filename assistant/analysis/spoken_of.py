"""What a group of participants speaks of: how many of them each theme and broader topic, and what sets them apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from assistant.analysis.broader import side_of
from assistant.analysis.material import Material
from assistant.analysis.voices import speakers
from assistant.domain import UNDER, Kind, Theme
from assistant.engines.told import OUTLOOK, Told, Topic


@dataclass(frozen=True)
class SpokenOf:
    """Who of a group, and who of everybody, speaks of what."""

    material: Material
    members: frozenset[str]

    def people(self, theme: Theme) -> int:
        """How many of the group speak of a theme."""
        return len(self._speakers[theme.id] & self.members)

    def lift(self, theme: Theme) -> float:
        """How much more of the group speak of a theme than of everybody, evened out for small numbers."""
        everybody = self._speakers[theme.id]
        inside = (self.people(theme) + 0.5) / (len(self.members) + 1)
        return inside / ((len(everybody) + 0.5) / (len(self.material.participants) + 1))

    def topic(self, theme: Theme) -> Topic:
        """A theme with how many of the group speak of it, and how many others."""
        return self._counted(theme.name, theme.kind, self._speakers[theme.id])

    def setting_apart(self) -> tuple[Topic, ...]:
        """What sets the group apart, the strongest first: what a fair share speaks of, or all if there is none such.

        Broader topics are among it: of many interviews hardly any theme is a fair share's.
        """
        found = [(topic, under) for topic, under in self._topics() if topic.told.lead > 0]
        if not found or not found[0][0].told.of_there:
            return ()
        found.sort(key=lambda pair: (-pair[0].told.lead, pair[0].name))
        standing = [pair for pair in found if pair[0].told.stands_for_all]
        return _once(standing or [pair for pair in found if pair[0].told.here >= min(2, pair[0].told.of)])

    def outlooks(self) -> tuple[Topic, ...]:
        """Whether they tell of more that hurt or of more that pleased them, where that stands for the group."""
        topics = (self._counted(OUTLOOK[kind], kind, who) for kind, who in _by_outlook(self.material).items())
        return tuple(topic for topic in topics if topic.told.of_there and topic.told.stands_for_all)

    def _topics(self) -> Iterator[tuple[Topic, str]]:
        """Themes and broader topics, each with the broader topic that it is or stands under."""
        together: dict[tuple[str, str], list[Theme]] = defaultdict(list)
        for theme in self.material.themes:
            under = str(theme.attributes.get(UNDER, ""))
            # Somebody may have called one of what pleases as one of what hurts.
            together[side_of(theme.kind), under].append(theme)
            yield self.topic(theme), under
        for (_, under), themes in together.items():
            if under and len(themes) > 1:
                who = set().union(*(self._speakers[theme.id] for theme in themes))
                yield self._counted(under, themes[0].kind, who), under

    def _counted(self, name: str, kind: Kind, everybody: Set[str]) -> Topic:
        here = len(everybody & self.members)
        return Topic(name, kind, Told(here, len(self.members), len(everybody) - here, self._others))

    @cached_property
    def _others(self) -> int:
        return len({person.id for person in self.material.participants} - self.members)

    @cached_property
    def _speakers(self) -> Mapping[str, Set[str]]:
        """Who speaks of each theme, by its id."""
        return {theme.id: speakers(self.material.findings_of(theme)) for theme in self.material.themes}


def _once(found: Sequence[tuple[Topic, str]]) -> tuple[Topic, ...]:
    """Of a broader topic and what stands under it only what comes first: the rest says the same again."""
    told: set[str] = set()
    first = []
    for topic, under in found:
        if under not in told:
            first.append(topic)
        told |= {under} - {""}
    return tuple(first)


def _by_outlook(material: Material) -> Mapping[Kind, Set[str]]:
    """Who tells of more that hurt than pleased them, and who of the reverse."""
    found: dict[Kind, set[str]] = {"pain": set(), "gain": set()}
    for who, told in material.by_participant.items():
        kinds = Counter(item.kind for item in told)
        if kinds["pain"] != kinds["gain"]:
            found["pain" if kinds["pain"] > kinds["gain"] else "gain"].add(who)
    return found
