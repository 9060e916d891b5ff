"""Findings, themes and sources as lists show them: read narrowly, because a study may hold many thousands."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select

from assistant.store import schema
from assistant.store.connection import Database
from assistant.store.rows import batches, by_text, count

_AT_ONCE = 50
"""Texts read together: some megabytes at most."""


class CodedRow(NamedTuple):
    """What a list shows of a finding, without the words themselves."""

    id: str
    source_id: str
    start: int
    end: int
    kind: str
    label: str
    stage: str | None
    coder: str
    participant_id: str | None
    confidence: float
    status: str
    flagged: bool
    revision: int

    @property
    def waits(self) -> bool:
        """Whether somebody has to decide on it: nobody has, or it is flagged for another look."""
        return self.status == "draft" or self.flagged


class SourceRow(NamedTuple):
    """What a list shows of a source."""

    id: str
    name: str
    format: str
    kind: str
    turns: int
    speakers: Sequence[tuple[str, str]]
    """Label and role, those who speak most first."""
    findings: int
    """That stand: neither retired nor rejected."""


_FINDING_COLUMNS = [schema.findings.c[name] for name in CodedRow._fields]


class CodedRows:
    """Narrow reads for lists."""

    _db: Database

    def coded(self, *, source_id: str | None = None, source_ids: Sequence[str] = ()) -> list[CodedRow]:
        """Findings of sources that count, in the order of the texts; rejected ones are among them."""
        table, sources, documents = schema.findings, schema.sources, schema.documents
        query: Select[Any] = (
            select(*_FINDING_COLUMNS)
            .join(sources, table.c.source_id == sources.c.id)
            .join(documents)
            .where(table.c.retired.is_(False), sources.c.retired.is_(False))
            .order_by(by_text(documents.c.name), sources.c.seq, by_text(sources.c.id))
            .order_by(table.c.start, table.c.end, by_text(table.c.kind), by_text(table.c.id))
        )
        if chosen := [source_id] if source_id is not None else source_ids:
            query = query.where(table.c.source_id.in_(chosen))
        with self._db.reading() as connection:
            return list(map(CodedRow._make, connection.execute(query).all()))

    def coded_by_id(self, finding_ids: Sequence[str], *, retired: bool = False) -> list[CodedRow]:
        """Some findings as they stand; those that count no longer only on request."""
        table, found = schema.findings, []
        with self._db.reading() as connection:
            for batch in batches(finding_ids, 500):
                query = select(*_FINDING_COLUMNS).where(table.c.id.in_(batch))
                query = query if retired else query.where(table.c.retired.is_(False))
                found += [CodedRow(*row) for row in connection.execute(query)]
        return found

    def texts(self, source_ids: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Id and text of some sources, a few at a time."""
        table = schema.sources
        for batch in batches(source_ids, _AT_ONCE):
            with self._db.reading() as connection:
                rows = connection.execute(select(table.c.id, table.c.text).where(table.c.id.in_(batch))).all()
            yield from ((row.id, row.text) for row in rows)

    def turn_places(self) -> dict[str, list[tuple[int, int]]]:
        """Start and end of every turn, by source."""
        table = schema.turns
        places: dict[str, list[tuple[int, int]]] = defaultdict(list)
        with self._db.reading() as connection:
            for source_id, start, end in connection.execute(select(table.c.source_id, table.c.start, table.c.end)):
                places[source_id].append((start, end))
        return places

    def source_rows(self) -> list[SourceRow]:
        """Sources in the order of their documents."""
        sources, documents = schema.sources, schema.documents
        query = (
            select(sources.c.id, sources.c.name, documents.c.format, sources.c.kind)
            .join(documents)
            .where(sources.c.retired.is_(False))
            .order_by(by_text(documents.c.name), sources.c.seq, by_text(sources.c.id))
        )
        found = self._standing_by_source()
        speakers = self._speakers_by_source()
        with self._db.reading() as connection:
            rows = connection.execute(query).all()
        return [
            SourceRow(*row, sum(speakers[row.id].values()), _in_order(speakers[row.id]), found.get(row.id, 0))
            for row in rows
        ]

    def waiting(self) -> tuple[int, int]:
        """How many findings and themes wait for a decision."""
        findings, sources, themes = schema.findings, schema.sources, schema.themes
        waits = (findings.c.status == "draft") | findings.c.flagged.is_(True)
        open_themes = (themes.c.status == "draft") | themes.c.flagged.is_(True)
        gone = select(sources.c.id).where(sources.c.retired.is_(True))
        # No join: the few sources that are gone are looked up once, not one for each finding.
        open_findings = (
            select(func.count())
            .select_from(findings)
            .where(waits, findings.c.retired.is_(False), findings.c.source_id.not_in(gone))
        )
        with self._db.reading() as connection:
            number = int(connection.execute(open_findings).scalar_one())
            return number, count(connection, themes, open_themes, themes.c.retired.is_(False))

    def source_names(self) -> list[str]:
        """Names of the sources that count, in the order of their documents."""
        sources, documents = schema.sources, schema.documents
        query = select(sources.c.name).join(documents).where(sources.c.retired.is_(False))
        order = (by_text(documents.c.name), sources.c.seq, by_text(sources.c.id))
        with self._db.reading() as connection:
            return list(dict.fromkeys(connection.execute(query.order_by(*order)).scalars()))

    def names_of_sources(self) -> dict[str, str]:
        """Names of the sources that count by their ids, in the order of their documents."""
        sources, documents = schema.sources, schema.documents
        query = select(sources.c.id, sources.c.name).join(documents).where(sources.c.retired.is_(False))
        order = (by_text(documents.c.name), sources.c.seq, by_text(sources.c.id))
        with self._db.reading() as connection:
            return {row.id: row.name for row in connection.execute(query.order_by(*order))}

    def findings_by_source(self) -> dict[str, int]:
        """How many findings, rejected or not, each source has."""
        table = schema.findings
        query = select(table.c.source_id, func.count()).where(table.c.retired.is_(False)).group_by(table.c.source_id)
        with self._db.reading() as connection:
            return {source_id: int(number) for source_id, number in connection.execute(query)}

    def waiting_by_source(self) -> dict[str, int]:
        """How many findings of each source wait for a decision."""
        table = schema.findings
        waits = (table.c.status == "draft") | table.c.flagged.is_(True)
        query = select(table.c.source_id, func.count()).where(table.c.retired.is_(False), waits)
        with self._db.reading() as connection:
            rows = connection.execute(query.group_by(table.c.source_id))
            return {source_id: int(number) for source_id, number in rows}

    def _standing_by_source(self) -> dict[str, int]:
        table = schema.findings
        stands = (table.c.retired.is_(False), table.c.status != "rejected")
        query = select(table.c.source_id, func.count()).where(*stands).group_by(table.c.source_id)
        with self._db.reading() as connection:
            return {source_id: int(number) for source_id, number in connection.execute(query)}

    def _speakers_by_source(self) -> dict[str, Counter[tuple[str, str]]]:
        table = schema.turns
        query = select(table.c.source_id, table.c.speaker, table.c.role, func.count()).group_by(
            table.c.source_id, table.c.speaker, table.c.role
        )
        speakers: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
        with self._db.reading() as connection:
            for source_id, speaker, role, number in connection.execute(query):
                speakers[source_id][speaker, role] = int(number)
        return speakers


def _in_order(speakers: Counter[tuple[str, str]]) -> list[tuple[str, str]]:
    return [speaker for speaker, _ in sorted(speakers.items(), key=lambda item: (-item[1], item[0]))]
