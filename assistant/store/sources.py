"""What was read: documents, sources, turns, sentences, chunks, participants."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection, Table, select, update

from assistant.domain import Chunk, Document, Participant, Sentence, Source, Turn
from assistant.errors import StoreError
from assistant.store import schema
from assistant.store.connection import Database
from assistant.store.rows import by_text, insert_missing, to_row, to_value, upsert

Part = TypeVar("Part", Turn, Sentence, Chunk)


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """A source with all that was derived from its text."""

    source: Source
    turns: Sequence[Turn]
    sentences: Sequence[Sentence]
    chunks: Sequence[Chunk]
    participants: Sequence[Participant]


class SourceRows:
    """Reads and writes of what was imported."""

    _db: Database

    def add_document(self, document: Document, records: Iterable[SourceRecord], replaces: str | None = None) -> None:
        """Store a document with its sources in one transaction; the version it replaces is retired.

        A source that an older version held too (same id) is kept as it is, with all that was found in it.
        """
        with self._db.writing() as connection:
            if replaces is not None:
                self._retire(connection, replaces)
            insert_missing(connection, schema.documents, [to_row(schema.documents, document)])
            self._add_sources(connection, list(records))

    def _add_sources(self, connection: Connection, records: Sequence[SourceRecord]) -> None:
        people = {person.id: person for record in records for person in record.participants}
        upsert(connection, schema.participants, *(to_row(schema.participants, item) for item in people.values()))
        # The words of a known source are the same, but the file may say something else about them now.
        upsert(connection, schema.sources, *(to_row(schema.sources, record.source) for record in records))
        for table, values in (
            (schema.turns, (item for record in records for item in record.turns)),
            (schema.sentences, (item for record in records for item in record.sentences)),
            (schema.chunks, (item for record in records for item in record.chunks)),
        ):
            insert_missing(connection, table, (to_row(table, item) for item in values))

    def _retire(self, connection: Connection, document_id: str) -> None:
        for table, column in (
            (schema.documents, schema.documents.c.id),
            (schema.sources, schema.sources.c.document_id),
        ):
            connection.execute(update(table).where(column == document_id).values(retired=True))

    def add_participants(self, people: Sequence[Participant]) -> None:
        """Make people known who were not recognised at import."""
        with self._db.writing() as connection:
            rows = (to_row(schema.participants, item) for item in people)
            insert_missing(connection, schema.participants, rows)

    def documents(self, *, retired: bool = False) -> list[Document]:
        """The documents of the study in the order of their names; older versions only on request."""
        table = schema.documents
        query = select(table).order_by(by_text(table.c.name), table.c.version)
        if not retired:
            query = query.where(table.c.retired.is_(False))
        with self._db.reading() as connection:
            return [to_value(Document, row) for row in connection.execute(query)]

    def sources(self, *, retired: bool = False) -> list[Source]:
        """The sources of the study, in the order of their documents and rows."""
        table, documents = schema.sources, schema.documents
        query = select(table).join(documents).order_by(by_text(documents.c.name), table.c.seq, by_text(table.c.id))
        if not retired:
            query = query.where(table.c.retired.is_(False))
        with self._db.reading() as connection:
            return [to_value(Source, row) for row in connection.execute(query)]

    def source(self, source_id: str) -> Source:
        """One source, retired or not."""
        query = select(schema.sources).where(schema.sources.c.id == source_id)
        with self._db.reading() as connection:
            row = connection.execute(query).first()
        if row is None:
            raise StoreError(f"There is no source {source_id} in this study.", hint="`verbatim sources` lists them.")
        return to_value(Source, row)

    def turns(self, source_id: str | None = None) -> list[Turn]:
        """The turns of one source, or of all sources that count."""
        return self._parts(schema.turns, Turn, source_id)

    def sentences(self, source_id: str | None = None) -> list[Sentence]:
        """The sentences of one source, or of all sources that count."""
        return self._parts(schema.sentences, Sentence, source_id)

    def chunks(self, source_id: str | None = None) -> list[Chunk]:
        """The chunks of one source, or of all sources that count."""
        return self._parts(schema.chunks, Chunk, source_id)

    def retired_chunk_ids(self) -> list[str]:
        """Chunks of sources that a newer version has replaced."""
        table = schema.chunks
        query = select(table.c.id).join(schema.sources).where(schema.sources.c.retired.is_(True))
        with self._db.reading() as connection:
            return list(connection.execute(query).scalars())

    def _parts(self, table: Table, cls: type[Part], source_id: str | None) -> list[Part]:
        query = select(table).order_by(by_text(table.c.source_id), table.c.seq)
        if source_id is None:
            query = query.join(schema.sources).where(schema.sources.c.retired.is_(False))
        else:
            query = query.where(table.c.source_id == source_id)
        with self._db.reading() as connection:
            return [to_value(cls, row) for row in connection.execute(query)]

    def participants(self) -> list[Participant]:
        """Everybody who speaks in a source that counts, in the order of their names."""
        table, turns, sources = schema.participants, schema.turns, schema.sources
        speaking = (
            select(turns.c.participant_id)
            .join(sources)
            .where(sources.c.retired.is_(False), turns.c.role == "participant", turns.c.participant_id.is_not(None))
        )
        query = select(table).where(table.c.id.in_(speaking)).order_by(by_text(table.c.name), by_text(table.c.id))
        with self._db.reading() as connection:
            return [to_value(Participant, row) for row in connection.execute(query)]
