"""What came with the files that were added since a date: who, which themes, and what it did to the claims.

Everything is counted from the evidence as it is now, told apart by when its file was added; so it is the same however
often the study was run in between.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date

from assistant.domain import Claim, Evidence, Theme, by_id
from assistant.places import Places
from assistant.study import Study


@dataclass(frozen=True, slots=True)
class Moved:
    """A theme or a claim before and now."""

    id: str
    text: str
    before: tuple[int, int]
    """Participants who said it, of how many."""
    now: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Growth:
    """The difference that files make."""

    since: str
    files: tuple[str, ...]
    participants: tuple[str, ...]
    """Names of those who were not heard before."""
    new: tuple[Moved, ...] = ()
    """Themes nobody had spoken of."""
    stronger: tuple[Moved, ...] = ()
    """Themes that a larger share speaks of now."""
    weaker: tuple[Moved, ...] = ()
    contradicted: tuple[Moved, ...] = field(default=())
    """Claims that new files speak against; the counts are of participants against."""
    stale: tuple[str, ...] = ()
    """Claims approved for other evidence than they have now."""


def growth(study: Study, since: date) -> Growth:
    """What the files added on that day or later brought."""
    return _Reader(study, since).read()


class _Reader:
    def __init__(self, study: Study, since: date) -> None:
        store = study.store
        documents = by_id(store.documents())
        self._since = since
        self._sources = by_id(store.sources())
        self._new_files = {one.id for one in documents.values() if one.added_at[:10] >= since.isoformat()}
        self._files = tuple(sorted(documents[one].name for one in self._new_files))
        self._places = Places(store.turns())
        self._names = {person.id: person.name for person in store.participants()}
        self._standing = {item.id: item for item in store.findings() if item.status != "rejected"}
        self._themes, self._claims = store.themes(), store.claims()
        heard: dict[bool, set[str]] = {False: set(), True: set()}
        for turn in store.turns():
            if turn.participant_id is not None:
                heard[self._is_new(turn.source_id)].add(turn.participant_id)
        self._before, self._now = heard[False], heard[False] | heard[True]

    def read(self) -> Growth:
        moved = [self._theme(theme) for theme in self._themes if theme.status != "rejected"]
        return Growth(
            since=self._since.isoformat(),
            files=self._files,
            participants=tuple(sorted(self._names[who] for who in self._now - self._before)),
            new=_widest(item for item in moved if item.now[0] and not item.before[0]),
            stronger=_widest(item for item in moved if item.before[0] and _share(item.now) > _share(item.before)),
            weaker=_widest(item for item in moved if item.before[0] and _share(item.now) < _share(item.before)),
            contradicted=_widest(filter(None, map(self._contradicted, self._claims))),
            stale=tuple(sorted(claim.text for claim in self._claims if claim.stale)),
        )

    def _is_new(self, source_id: str) -> bool:
        source = self._sources.get(source_id)
        return source is not None and source.document_id in self._new_files

    def _theme(self, theme: Theme) -> Moved:
        said = [self._standing[one] for one in theme.finding_ids if one in self._standing]
        now = {item.participant_id for item in said if item.participant_id}
        before = {item.participant_id for item in said if item.participant_id and not self._is_new(item.source_id)}
        return self._moved(theme.id, theme.name, before, now)

    def _contradicted(self, claim: Claim) -> Moved | None:
        against = [item for item in claim.counter if claim.status != "rejected"]
        if not any(self._is_new(item.span.source_id) for item in against):
            return None
        before = set(self._speakers(item for item in against if not self._is_new(item.span.source_id)))
        return self._moved(claim.id, claim.text, before, set(self._speakers(iter(against))))

    def _speakers(self, evidence: Iterator[Evidence]) -> Iterator[str]:
        for item in evidence:
            turn = self._places.turn_of(item.span)
            if turn is not None and turn.participant_id is not None:
                yield turn.participant_id

    def _moved(self, identity: str, text: str, before: AbstractSet[str], now: AbstractSet[str]) -> Moved:
        return Moved(identity, text, (len(before), len(self._before)), (len(now), len(self._now)))


def _share(count: tuple[int, int]) -> float:
    return count[0] / max(count[1], 1)


def _widest(items: Iterator[Moved]) -> tuple[Moved, ...]:
    return tuple(sorted(items, key=lambda item: (-item.now[0], item.text, item.id)))


def as_lines(found: Growth) -> Mapping[str, tuple[Moved, ...]]:
    """The kinds of changes by what they are called."""
    return {
        "New themes": found.new,
        "Stronger themes": found.stronger,
        "Weaker themes": found.weaker,
        "Contradicted claims": found.contradicted,
    }
