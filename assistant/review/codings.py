"""All that was coded, as reviewers go through it: findings with their words, narrowed to what is wanted."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from assistant.domain import Prevalence, Span, Theme
from assistant.store import CodedRow, Store

STANDINGS = ("waiting", "accepted", "rejected", "flagged")
"""How a finding may stand; one that is flagged waits too, whatever was decided on it before."""
_STATUSES = {"accepted": "approved", "rejected": "rejected"}


class Coded(NamedTuple):
    """A finding with the words it stands on."""

    row: CodedRow
    quote: str

    @property
    def id(self) -> str:
        return self.row.id

    @property
    def span(self) -> Span:
        return Span(self.row.source_id, self.row.start, self.row.end)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which findings are wanted; empty where everything is."""

    kind: str = ""
    stage: str = ""
    coder: str = ""
    participant: str = ""
    """An id."""
    theme: str = ""
    """An id; `-` for findings without a theme."""
    source: str = ""
    """An id."""
    standing: str = ""
    """One of STANDINGS."""
    least: float = 0.0
    """Confidence, from..."""
    most: float = 1.0
    """... to."""
    words: str = ""
    """In the quote or the label."""


EVERYTHING = Wanted()
NO_THEME = "-"


@dataclass(frozen=True, repr=False)
class Codings:
    """The findings of a study in the order of its texts, and the themes they form."""

    seq: int
    """The newest entry of the ledger that is in it."""
    findings: Sequence[Coded]
    themes: Sequence[Theme]
    participants: Mapping[str, str]
    sources: Mapping[str, str]
    """Names by id."""
    more: int = 0
    """Findings that are still to be read: those of the first texts can be shown before the others are there."""

    @cached_property
    def by_id(self) -> Mapping[str, Coded]:
        """Findings by their id."""
        return {item[0][0]: item for item in self.findings}

    @cached_property
    def ids(self) -> Sequence[str]:
        """The ids of all findings, in their order."""
        return [item[0][0] for item in self.findings]

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Where each finding stands in the list, by its id."""
        return {name: number for number, name in enumerate(self.ids)}

    @cached_property
    def waiting(self) -> int:
        """How many findings wait for a decision."""
        return sum(item[0][10] == "draft" or item[0][11] for item in self.findings)

    @cached_property
    def _page(self) -> tuple[str, Sequence[int]]:
        """All quotes and labels as they are searched, in one text, and where each finding begins in it."""
        lines = [f"{item[1]}\n{item[0][5]}\0".casefold() for item in self.findings]
        return "".join(lines), [0, *accumulate(map(len, lines))]

    @cached_property
    def _with_value(self) -> Mapping[int, Mapping[object, Sequence[Coded]]]:
        """Findings by what stands in a column; a column is gone through when it is first asked for."""
        return _Columns(self.findings)

    @cached_property
    def themes_of(self) -> Mapping[str, Sequence[Theme]]:
        """The themes of a finding."""
        found: dict[str, list[Theme]] = defaultdict(list)
        for theme in self.themes:
            for item in theme.finding_ids:
                found[item].append(theme)
        return found

    def of_theme(self, theme: Theme) -> list[Coded]:
        """The findings of a theme that stand, the most typical first."""
        own = (self.by_id.get(item) for item in theme.finding_ids)
        return [item for item in own if item is not None and item.row.status != "rejected"]

    def prevalence(self, theme: Theme) -> Prevalence:
        """How many participants a theme comes from."""
        own = self.of_theme(theme)
        people = {item.row.participant_id for item in own} - {None}
        return Prevalence(len(people), len(self.participants), len(own))

    def wanted(self, wanted: Wanted) -> Sequence[Coded]:
        """The findings that are wanted, in their order."""
        columns = (
            (4, wanted.kind),
            (6, wanted.stage),
            (7, wanted.coder),
            (8, wanted.participant),
            (1, wanted.source),
            (10, _STATUSES.get(wanted.standing, "")),
        )
        asked = [(at, value) for at, value in columns if value]
        # Fifty thousand findings may be gone through at every letter typed: the narrowest column goes first.
        parts = [self._with_value[at].get(value, ()) for at, value in asked]
        found: Sequence[Coded] = min(parts, key=len, default=self.findings)
        for at, value in asked if len(asked) > 1 else ():
            found = [item for item in found if item[0][at] == value]
        if wanted.standing == "waiting":
            found = [item for item in found if item[0][10] == "draft" or item[0][11]]
        elif wanted.standing == "flagged":
            found = [item for item in found if item[0][11]]
        if wanted.theme:
            found = self._in_theme(found, wanted.theme)
        if (wanted.least, wanted.most) != (0.0, 1.0):
            least, most = wanted.least, wanted.most
            found = [item for item in found if least <= item[0][9] <= most]
        if words := wanted.words.strip().casefold():
            found = self._with_words(words) if found is self.findings else self._of_these_with(words, found)
        return found

    def _of_these_with(self, words: str, found: Sequence[Coded]) -> list[Coded]:
        (page, starts), places = self._page, self.places
        return [item for item in found if page.find(words, starts[at := places[item[0][0]]], starts[at + 1]) >= 0]

    def _with_words(self, words: str) -> list[Coded]:
        page, starts = self._page
        found, at = [], page.find(words)
        while at >= 0:
            number = bisect_right(starts, at) - 1
            found.append(self.findings[number])
            at = page.find(words, starts[number + 1])
        return found

    def _in_theme(self, found: Sequence[Coded], theme_id: str) -> list[Coded]:
        if theme_id == NO_THEME:
            return [item for item in found if item[0][0] not in self.themes_of]
        members = {item for theme in self.themes if theme.id == theme_id for item in theme.finding_ids}
        own = sorted(self.places[item] for item in members if item in self.places)
        of_theme = [self.findings[place] for place in own]
        return of_theme if found is self.findings else _both(of_theme, found)

    def only_by(self, coder: str) -> Codings:
        """What one person has coded, and no themes: nothing that others think."""
        return replace(self, findings=[item for item in self.findings if item.row.coder == coder], themes=())

    def labels(self, kind: str) -> list[str]:
        """The labels in use for a kind, the most frequent first."""
        counts = Counter(item.row.label for item in self.findings if item.row.kind == kind)
        return [label for label, _ in counts.most_common()]


def _both(some: Sequence[Coded], others: Sequence[Coded]) -> list[Coded]:
    """What is in both, in the order of the first."""
    kept = {item[0][0] for item in others}
    return [item for item in some if item[0][0] in kept]


class _Columns(dict[int, Mapping[object, Sequence[Coded]]]):
    """Findings by the values of a column, made when a column is asked for."""

    def __init__(self, findings: Sequence[Coded]) -> None:
        super().__init__()
        self._findings = findings

    def __missing__(self, column: int) -> Mapping[object, Sequence[Coded]]:
        found: dict[object, list[Coded]] = defaultdict(list)
        for item in self._findings:
            found[item[0][column]].append(item)
        self[column] = dict(found)
        return self[column]


def read_codings(store: Store) -> Codings:
    """All findings and themes of a study."""
    seq = store.last_decision()
    rows, names = store.coded(), store.names_of_sources()
    people = {person.id: person.name for person in store.participants()}
    return Codings(seq, _with_words(store, rows), store.themes(), people, names)


def read_first_codings(store: Store, least: int) -> Codings:
    """The findings of the first texts, at least so many where there are, and no themes: a first page at once."""
    seq, names = store.last_decision(), store.names_of_sources()
    numbers, chosen, found = store.findings_by_source(), [], 0
    for source_id in names:
        if found >= least:
            break
        chosen.append(source_id)
        found += numbers.get(source_id, 0)
    rows = store.coded(source_ids=chosen)
    people = {person.id: person.name for person in store.participants()}
    return Codings(seq, _with_words(store, rows), (), people, names, more=sum(numbers.values()) - len(rows))


def reread_codings(store: Store, codings: Codings, finding_ids: Iterable[str], *, themes: bool = True) -> Codings:
    """The same after decisions on some findings and, unless that is denied, on themes."""
    ids = set(finding_ids)
    now = {item.row.id: item for item in _with_words(store, store.coded_by_id(sorted(ids)))}
    if now.keys() == ids <= codings.by_id.keys():
        return _in_place(codings, now, store.themes() if themes else codings.themes)
    kept = [now.pop(item.row.id) if item.row.id in now else item for item in codings.findings
            if item.row.id not in ids or item.row.id in now]  # fmt: skip
    if now:
        order = {source_id: number for number, source_id in enumerate(codings.sources)}
        kept = sorted([*kept, *now.values()], key=lambda item: (order.get(item.row.source_id, 0), item.row[2:5]))
    return replace(codings, findings=kept, themes=store.themes() if themes else codings.themes)


def _in_place(codings: Codings, now: Mapping[str, Coded], themes: Sequence[Theme]) -> Codings:
    """The same list with some findings as they stand now; what was worked out about the others is handed on."""
    findings = list(codings.findings)
    for name, item in now.items():
        findings[codings.places[name]] = item
    fresh = replace(codings, findings=findings, themes=themes)
    known: dict[str, object] = {"ids": codings.ids, "places": codings.places, "by_id": {**codings.by_id, **now}}
    if themes is codings.themes:
        known["themes_of"] = codings.themes_of
    if all(item.row.label == codings.by_id[name].row.label for name, item in now.items()):
        known |= {name: value for name, value in vars(codings).items() if name == "_page"}
    vars(fresh).update(known)
    return fresh


def _with_words(store: Store, rows: Sequence[CodedRow]) -> list[Coded]:
    by_source: dict[str, list[CodedRow]] = defaultdict(list)
    for row in rows:
        by_source[row.source_id].append(row)
    words: dict[str, str] = {}
    for source_id, text in store.texts(list(by_source)):
        words |= {row.id: text[row.start : row.end] for row in by_source[source_id]}
    return [Coded(row, words[row.id]) for row in rows]
