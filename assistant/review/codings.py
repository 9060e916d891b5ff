"""All that was coded, as reviewers go through it: findings with their words, narrowed to what is wanted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
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

    @cached_property
    def by_id(self) -> Mapping[str, Coded]:
        """Findings by their id."""
        return {item.row.id: item for item in self.findings}

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
        found: Sequence[Coded] = self.findings
        # One pass for each thing that narrows: fifty thousand findings are gone through at every letter typed.
        for at, value in (
            (4, wanted.kind),
            (6, wanted.stage),
            (7, wanted.coder),
            (8, wanted.participant),
            (1, wanted.source),
            (10, _STATUSES.get(wanted.standing, "")),
        ):
            if value:
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
            found = [item for item in found if words in item[1].casefold() or words in item[0][5].casefold()]
        return found

    def _in_theme(self, found: Sequence[Coded], theme_id: str) -> list[Coded]:
        if theme_id == NO_THEME:
            return [item for item in found if item[0][0] not in self.themes_of]
        members = {item for theme in self.themes if theme.id == theme_id for item in theme.finding_ids}
        return [item for item in found if item[0][0] in members]

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
    rows, names = store.coded(), {row.id: row.name for row in store.source_rows()}
    people = {person.id: person.name for person in store.participants()}
    return Codings(seq, _with_words(store, rows), store.themes(), people, names)


def reread_codings(store: Store, codings: Codings, finding_ids: Iterable[str], *, themes: bool = True) -> Codings:
    """The same after decisions on some findings and, unless that is denied, on themes."""
    ids = set(finding_ids)
    now = {item.row.id: item for item in _with_words(store, store.coded_by_id(sorted(ids)))}
    kept = [now.pop(item.row.id) if item.row.id in now else item for item in codings.findings
            if item.row.id not in ids or item.row.id in now]  # fmt: skip
    if now:
        order = {source_id: number for number, source_id in enumerate(codings.sources)}
        kept = sorted([*kept, *now.values()], key=lambda item: (order.get(item.row.source_id, 0), item.row[2:5]))
    return replace(codings, findings=kept, themes=store.themes() if themes else codings.themes)


def _with_words(store: Store, rows: Sequence[CodedRow]) -> list[Coded]:
    by_source: dict[str, list[CodedRow]] = defaultdict(list)
    for row in rows:
        by_source[row.source_id].append(row)
    words: dict[str, str] = {}
    for source_id, text in store.texts(list(by_source)):
        words |= {row.id: text[row.start : row.end] for row in by_source[source_id]}
    return [Coded(row, words[row.id]) for row in rows]
