"""What a check reads: rows as they are stored, also where no domain value could be made of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import select

from assistant.domain import Claim, Prevalence
from assistant.store import schema
from assistant.store.connection import Database
from assistant.store.rows import to_value


class EvidenceRow(NamedTuple):
    """A row of evidence; unlike a span, its offsets may be anything."""

    claim_id: str
    polarity: str
    source_id: str
    start: int
    end: int
    finding_id: str | None


class CheckRows:
    """Reads for `verbatim verify`."""

    _db: Database

    def evidence_rows(self) -> list[EvidenceRow]:
        """All evidence, withdrawn or not, in a stable order."""
        table = schema.evidence
        query = select(table).order_by(table.c.claim_id, table.c.polarity.desc(), table.c.seq)
        with self._db.reading() as connection:
            return [_evidence_row(row) for row in connection.execute(query)]

    def bare_claims(self) -> list[Claim]:
        """All claims, retired or not, without their evidence."""
        query = select(schema.claims).order_by(schema.claims.c.owner_id, schema.claims.c.seq, schema.claims.c.id)
        with self._db.reading() as connection:
            nothing: dict[str, Any] = {"evidence": (), "prevalence": Prevalence(0, 0, 0)}
            return [to_value(Claim, row, **nothing) for row in connection.execute(query)]

    def database_faults(self) -> Iterator[str]:
        """What SQLite itself finds wrong with the file, a sentence each; PostgreSQL looks after its own."""
        if self._db.url.get_backend_name() != "sqlite":
            return
        with self._db.reading() as connection:
            for row in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
                if row[0] != "ok":
                    yield f"The database file is damaged: {row[0]}."
            missing: dict[tuple[str, str], int] = {}
            for table, _, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
                missing[table, parent] = missing.get((table, parent), 0) + 1
        for (table, parent), count in sorted(missing.items()):
            yield f"{count} of the {table} in the database belong to {parent} that are not there."


def _evidence_row(row: Any) -> EvidenceRow:
    return EvidenceRow(row.claim_id, row.polarity, row.source_id, row.start, row.end, row.finding_id)
