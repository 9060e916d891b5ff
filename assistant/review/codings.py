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
from assistant.review.columns import Columns, Places, in_all
from assistant.store import CodedRow, Store

STANDINGS = ("waiting", "accepted", "rejected", "flagged")
"""How a finding may stand; one that is flagged waits too, whatever was decided on it before."""
_SOURCE, _KIND, _STAGE, _CODER, _PARTICIPANT, _STATUS, _FLAGGED = (
    CodedRow._fields.index(name)
    for name in ("source_id", "kind", "stage", "coder", "participant_id", "status", "flagged")
)
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

    @property
    def waiting(self) -> int:
        """How many findings wait for a decision."""
        flagged = self.columns.with_value(_FLAGGED, True)
        decided = sum(self.findings[place][0][_STATUS] != "draft" for place in flagged)
        return len(self.columns.with_value(_STATUS, "draft")) + decided

    @staticmethod
    def waiting_among(findings: Sequence[Coded]) -> int:
        """How many of some findings wait for a decision."""
        return sum(item[0][_STATUS] == "draft" or bool(item[0][_FLAGGED]) for item in findings)

    @cached_property
    def _page(self) -> tuple[str, Sequence[int]]:
        """All quotes and labels as they are searched, in one text, and where each finding begins in it."""
        lines = [f"{item[1]}\n{item[0][5]}\0".casefold() for item in self.findings]
        return "".join(lines), [0, *accumulate(map(len, lines))]

    @cached_property
    def columns(self) -> Columns:
        """Findings by what stands in their columns."""
        return Columns(self.findings)

    def prepare(self) -> None:
        """Work out what the first filter or search would have to: for a thread that has time."""
        for column in (_KIND, _STAGE, _CODER, _PARTICIPANT, _SOURCE, _STATUS, _FLAGGED):
            self.columns.with_value(column, None)
        self.columns.as_sure(0.0, 0.0)
        self.themes_of, self._page  # noqa: B018  # worked out when they are asked for

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
        return self._standing(theme.finding_ids)

    def beside(self, theme: Theme) -> list[Coded]:
        """The findings that were told on a theme's topic and are not counted in it."""
        return self._standing(theme.near)

    def _standing(self, finding_ids: Sequence[str]) -> list[Coded]:
        found = (self.by_id.get(item) for item in finding_ids)
        return [item for item in found if item is not None and item.row.status != "rejected"]

    def prevalence(self, theme: Theme) -> Prevalence:
        """How many participants a theme comes from."""
        own = self.of_theme(theme)
        people = {item.row.participant_id for item in own} - {None}
        return Prevalence(len(people), len(self.participants), len(own))

    def wanted(self, wanted: Wanted) -> Sequence[Coded]:
        """The findings that are wanted, in their order."""
        parts, words = self._parts(wanted), wanted.words.strip().casefold()
        if not parts and not words:
            return self.findings
        # Fifty thousand findings may be gone through at every letter typed: words are looked for last.
        places = in_all(parts) if parts else self._with_words(words)
        if parts and words:
            (page, starts) = self._page
            places = [place for place in places if page.find(words, starts[place], starts[place + 1]) >= 0]
        return [self.findings[place] for place in places]

    def _parts(self, wanted: Wanted) -> list[Places]:
        """Where each thing that is asked for holds, words apart."""
        columns = (
            (_KIND, wanted.kind),
            (_STAGE, wanted.stage),
            (_CODER, wanted.coder),
            (_PARTICIPANT, wanted.participant),
            (_SOURCE, wanted.source),
            (_STATUS, _STATUSES.get(wanted.standing, "")),
        )
        parts = [self.columns.with_value(at, value) for at, value in columns if value]
        flagged = self.columns.with_value(_FLAGGED, True) if wanted.standing in ("waiting", "flagged") else ()
        if wanted.standing == "waiting":
            parts.append(sorted({*self.columns.with_value(_STATUS, "draft"), *flagged}))
        elif wanted.standing == "flagged":
            parts.append(flagged)
        if wanted.theme:
            parts.append(self._in_theme(wanted.theme))
        if (wanted.least, wanted.most) != (0.0, 1.0):
            parts.append(self.columns.as_sure(wanted.least, wanted.most))
        return parts

    def _with_words(self, words: str) -> Places:
        page, starts = self._page
        found, at = [], page.find(words)
        while at >= 0:
            place = bisect_right(starts, at) - 1
            found.append(place)
            at = page.find(words, starts[place + 1])
        return found

    def _in_theme(self, theme_id: str) -> Places:
        if theme_id == NO_THEME:
            return [place for place, name in enumerate(self.ids) if name not in self.themes_of]
        members = {item for theme in self.themes if theme.id == theme_id for item in theme.finding_ids}
        return sorted(self.places[item] for item in members if item in self.places)

    def only_by(self, coder: str) -> Codings:
        """What one person has coded, and no themes: nothing that others think."""
        return replace(self, findings=[item for item in self.findings if item.row.coder == coder], themes=())

    def labels(self, kind: str) -> list[str]:
        """The labels in use for a kind, the most frequent first."""
        counts = Counter(item.row.label for item in self.findings if item.row.kind == kind)
        return [label for label, _ in counts.most_common()]


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
    known["columns"] = codings.columns.after(findings, [codings.places[name] for name in now])
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
