"""What differs between segments: each theme's participants in one beside those in the others.

Segments are the values of an attribute that participants or their sources have (a column of a survey, the head of a
transcript), the personas, or the files, as waves of a study are. Differences are of shares that are evened out for
small numbers, (k + 0.5) / (n + 1), so that one of one does not outrank nine of ten; nothing here is a test of
significance, which participants who were not drawn at random do not allow.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assistant.domain import Prevalence, by_id
from assistant.errors import ConfigurationError
from assistant.study import Study

PERSONA, FILE = "persona", "file"
_MOST_SEGMENTS = 12


@dataclass(frozen=True, slots=True)
class Compared:
    """A theme in every segment."""

    theme: str
    kind: str
    counts: Mapping[str, Prevalence]
    gap: float
    """Between the largest and the smallest evened-out share."""


def segments(study: Study, by: str) -> dict[str, set[str]]:
    """Participants' ids by segment, the segments in order of their names."""
    known = dict(_attributes(study))
    if by in (PERSONA, FILE):
        found = _by_persona(study) if by == PERSONA else _by_file(study)
    elif by.casefold() in known:
        found = known[by.casefold()]
    else:
        names = ", ".join([PERSONA, FILE, *sorted(known)][:12])
        raise ConfigurationError(f"Nothing here is called {by!r}.", hint=f"Compare by one of: {names}.")
    if not 2 <= len(found) <= _MOST_SEGMENTS:
        few = f"has {len(found)} values" if found else "has no values"
        raise ConfigurationError(f"{by!r} {few}.", hint=f"Between 2 and {_MOST_SEGMENTS} can be compared.")
    return dict(sorted(found.items()))


def compare(study: Study, by: str) -> list[Compared]:
    """Themes that stand, those that differ most between segments first."""
    groups = segments(study, by)
    standing = {item.id: item for item in study.store.findings() if item.status != "rejected"}
    rows = []
    for theme in study.store.themes():
        said = Counter(standing[one].participant_id for one in theme.finding_ids if one in standing)
        if said and theme.status != "rejected":
            counts = {name: _count(people, said) for name, people in groups.items()}
            rows.append(Compared(theme.name, theme.kind, counts, _gap(counts)))
    return sorted(rows, key=lambda row: (-row.gap, row.theme))


def _count(people: set[str], said: Counter[str | None]) -> Prevalence:
    spoke = [who for who in said if who in people]
    return Prevalence(len(spoke), len(people), sum(said[who] for who in spoke))


def _gap(counts: Mapping[str, Prevalence]) -> float:
    shares = [(count.participants + 0.5) / (count.of + 1) for count in counts.values()]
    return round(max(shares) - min(shares), 3)


def _by_persona(study: Study) -> dict[str, set[str]]:
    return {item.name: {member.participant_id for member in item.members} for item in study.store.personas()}


def _by_file(study: Study) -> dict[str, set[str]]:
    documents, sources = by_id(study.store.documents()), by_id(study.store.sources())
    found: dict[str, set[str]] = defaultdict(set)
    for turn in study.store.turns():
        if turn.participant_id is not None:
            found[documents[sources[turn.source_id].document_id].name].add(turn.participant_id)
    return found


def _attributes(study: Study) -> Iterator[tuple[str, dict[str, set[str]]]]:
    """Attributes by folded name, and for each value who has it."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    sources = by_id(study.store.sources())
    for person in study.store.participants():
        for name, value in person.attributes.items():
            found[name.casefold()][str(value)].add(person.id)
    for turn in study.store.turns():
        if turn.participant_id is not None:
            for name, value in sources[turn.source_id].attributes.items():
                found[name.casefold()][str(value)].add(turn.participant_id)
    for name, values in found.items():
        yield name, {value: people for value, people in values.items() if value.strip()}
