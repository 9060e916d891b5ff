"""What came with the files that were added since some moment: who, which themes, and what it did to what was approved.

Everything is counted from the evidence as it is now, told apart by when its file was added; so it is the same however
often the study was run in between. Only who belonged to which persona is taken from the record of earlier runs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from assistant.comparison.chance import chance_of, comparisons, is_clear
from assistant.domain import Claim, Evidence, Run, Theme
from assistant.places import Places
from assistant.review.recounting import COUNTER
from assistant.study import Study

Count = tuple[int, int]
"""Participants who said it, of how many."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A theme, or what is claimed of one: among those heard before, and among those heard for the first time since."""

    id: str
    text: str
    before: Count
    newcomers: Count
    now: Count
    """All together; somebody who was heard before may have said it only since."""

    @property
    def split(self) -> tuple[int, int, int, int]:
        """Newcomers who say it, of how many, and those before."""
        return (*self.newcomers, *self.before)

    @property
    def is_said_more(self) -> bool:
        """Whether a larger share of the newcomers says it."""
        return self.newcomers[0] * self.before[1] > self.before[0] * self.newcomers[1]


@dataclass(frozen=True, slots=True)
class Resettled:
    """Somebody whose persona is another one now; empty names stand for none."""

    participant: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Regrouped:
    """What became of the personas, against the last run before the files were added."""

    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    moved: tuple[Resettled, ...] = ()


@dataclass(frozen=True, slots=True)
class Growth:
    """The difference that files make."""

    since: str
    files: tuple[str, ...]
    participants: tuple[str, ...]
    """Names of those who were not heard before."""
    before: int = 0
    """How many were."""
    new: tuple[Moved, ...] = ()
    """Themes nobody had spoken of."""
    stronger: tuple[Moved, ...] = ()
    """Themes that newcomers speak of clearly more often than those before."""
    weaker: tuple[Moved, ...] = ()
    unclear: tuple[Moved, ...] = ()
    """Themes in which newcomers and those before differ no more than by chance, the furthest apart first."""
    contradicted: tuple[Moved, ...] = ()
    """What is claimed, a theme each, and new files speak against; the counts are of participants against."""
    stale: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Approved claims that want another look, by the reason."""
    recounted: int = 0
    """Approved claims in which the counts were brought to those of now."""
    personas: Regrouped | None = None
    """None where no earlier run kept who belonged to which."""


def growth(study: Study, since: datetime) -> Growth:
    """What the files added at that moment or later brought."""
    return _Reader(study, since).read()


class _Reader:
    def __init__(self, study: Study, since: datetime) -> None:
        self._store = store = study.store
        self._since = since.astimezone()
        self._documents = [one for one in store.documents() if one.added_at and _time(one.added_at) >= self._since]
        new = {one.id for one in self._documents}
        self._new_sources = {source.id for source in store.sources() if source.document_id in new}
        self._places = Places(store.turns())
        self._names = {person.id: person.name for person in store.participants()}
        self._standing = {item.id: item for item in store.findings() if item.status != "rejected"}
        self._themes = [theme for theme in store.themes() if theme.status != "rejected"]
        self._claims = store.claims()
        heard: dict[bool, set[str]] = {False: set(), True: set()}
        for turn in store.turns():
            if turn.participant_id is not None:
                heard[turn.source_id in self._new_sources].add(turn.participant_id)
        self._before, self._newcomers = heard[False], heard[True] - heard[False]

    def read(self) -> Growth:
        moved = [self._theme(theme) for theme in self._themes]
        known = [item for item in moved if item.before[0]]
        clear, unclear = _parted(known)
        stronger = [item for item in clear if item.is_said_more]
        weaker = [item for item in clear if not item.is_said_more]
        return Growth(
            since=self._since.isoformat(timespec="minutes"),
            files=tuple(sorted(one.name for one in self._documents)),
            participants=self._named(self._newcomers),
            before=len(self._before),
            new=_widest(item for item in moved if item.now[0] and not item.before[0]),
            stronger=_widest(stronger),
            weaker=_widest(weaker),
            unclear=tuple(unclear),
            contradicted=_widest(self._contradicted()),
            stale=self._stale(),
            recounted=self._recounted(),
            personas=self._personas(),
        )

    def _theme(self, theme: Theme) -> Moved:
        said = [self._standing[one] for one in theme.finding_ids if one in self._standing]
        return self._moved(theme.id, theme.name, [(item.participant_id, item.source_id) for item in said])

    def _contradicted(self) -> Iterator[Moved]:
        """What new files speak against, a theme each: the same is often claimed of several personas and stages."""
        names = {theme.id: theme.name for theme in self._themes}
        against: dict[str, list[Claim]] = defaultdict(list)
        for claim in self._claims:
            if claim.status != "rejected" and claim.counter:
                against[claim.key if claim.key in names else claim.id].append(claim)
        for key, claims in against.items():
            said = {item for claim in claims for item in self._speakers(claim.counter)}
            if any(source in self._new_sources for _, source in said):
                yield self._moved(key, names.get(key, claims[0].text), sorted(said))

    def _speakers(self, evidence: Iterable[Evidence]) -> Iterator[tuple[str, str]]:
        for item in evidence:
            turn = self._places.turn_of(item.span)
            if turn is not None and turn.participant_id is not None:
                yield turn.participant_id, item.span.source_id

    def _moved(self, identity: str, text: str, said: Sequence[tuple[str | None, str]]) -> Moved:
        """From who said it and where."""
        now = {who for who, _ in said if who is not None}
        before = {who for who, source in said if who is not None and source not in self._new_sources}
        first, second = len(self._before), len(self._newcomers)
        fresh = len(now & self._newcomers)
        return Moved(identity, text, (len(before), first), (fresh, second), (len(now), first + second))

    def _stale(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for claim in self._claims:
            if claim.stale:
                found[claim.why_stale].append(claim.text)
        return {why: tuple(sorted(texts)) for why, texts in sorted(found.items(), key=lambda item: -len(item[1]))}

    def _recounted(self) -> int:
        entries = (entry for entry in self._store.decisions() if (entry.who, entry.action) == (COUNTER, "recount"))
        return len({entry.target_id for entry in entries if _time(entry.at) >= self._since})

    def _personas(self) -> Regrouped | None:
        first = min((one.added_at for one in self._documents), default="")
        earlier = [run for run in self._store.runs() if "personas" in run.counts and _ended_by(run, first)]
        if not earlier:
            return None
        then = {name: who for name, who in earlier[-1].counts["personas"].items() if who["members"]}
        now = {persona.id: persona for persona in self._store.personas() if persona.members}
        was = {member: name for name, who in then.items() for member in who["members"]}
        belongs = {member.participant_id: persona.id for persona in now.values() for member in persona.members}
        names = {name: who["name"] for name, who in then.items()} | {name: one.name for name, one in now.items()}
        moved = (
            Resettled(self._names[who], names.get(was.get(who, ""), ""), names.get(belongs.get(who, ""), ""))
            for who in (was.keys() | belongs.keys()) & self._before & self._names.keys()
            if was.get(who) != belongs.get(who)
        )
        return Regrouped(
            tuple(sorted(names[name] for name in now.keys() - then.keys())),
            tuple(sorted(names[name] for name in then.keys() - now.keys())),
            tuple(sorted(moved, key=lambda one: (one.before, one.now, one.participant))),
        )

    def _named(self, people: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(self._names[who] for who in people))


def _time(at: str) -> datetime:
    return datetime.fromisoformat(at)


def _ended_by(run: Run, at: str) -> bool:
    return run.finished is not None and bool(at) and _time(run.finished) <= _time(at)


def _parted(items: Sequence[Moved]) -> tuple[list[Moved], list[Moved]]:
    """Those in which newcomers differ by more than chance would make them, and the others, the furthest apart first."""
    if not all(item.newcomers[1] and item.before[1] for item in items):
        return [], list(items)
    number = comparisons([item.split for item in items])
    clear = [item for item in items if is_clear(item.split, number)]
    others = [item for item in items if item not in clear]
    return clear, sorted(others, key=lambda item: (round(chance_of(item.split)[0], 9), item.text, item.id))


def _widest(items: Iterable[Moved]) -> tuple[Moved, ...]:
    return tuple(sorted(items, key=lambda item: (-item.now[0], item.text, item.id)))
