"""Runs of the pipeline, what became of each item, and the calls to outside models."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, select, update

from assistant.domain import Claim, Finding, Persona, Run, StageNarrative, Theme
from assistant.store import schema
from assistant.store.connection import Database
from assistant.store.drafts import DraftRows
from assistant.store.findings import FindingRows
from assistant.store.rows import batches, by_text, insert_missing, to_row, to_value, upsert

Failed = Mapping[str, str]
"""Items that could not be drafted, and why; what was drafted of them before stays."""
NONE_FAILED: Failed = {}


def now() -> str:
    """The time as it is stored: ISO 8601, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


class RunRows(FindingRows, DraftRows):
    """Stores each outcome of a step in one transaction together with the note that the item is done."""

    _db: Database

    def start_run(self, run: Run) -> None:
        """Record a run before its first item; one that never told its end was stopped from outside."""
        table = schema.runs
        with self._db.writing() as connection:
            connection.execute(update(table).where(table.c.status == "running").values(status="stopped"))
            insert_missing(connection, schema.runs, [to_row(schema.runs, run)])

    def finish_run(self, run_id: str, status: str, counts: dict[str, Any]) -> None:
        """Record how a run ended."""
        values = {"status": status, "counts": counts, "finished": now()}
        with self._db.writing() as connection:
            connection.execute(update(schema.runs).where(schema.runs.c.id == run_id).values(**values))

    def runs(self) -> list[Run]:
        """All runs, oldest first."""
        with self._db.reading() as connection:
            query = select(schema.runs).order_by(by_text(schema.runs.c.started), by_text(schema.runs.c.id))
            return [to_value(Run, row) for row in connection.execute(query)]

    def done_keys(self, step: str, coder: str) -> dict[str, str]:
        """Item and the hash of what the step saw, for items that are done."""
        table = schema.outcomes
        query = select(table.c.item, table.c.key).where(
            table.c.step == step, table.c.coder == coder, table.c.ok.is_(True)
        )
        with self._db.reading() as connection:
            return {row.item: row.key for row in connection.execute(query)}

    def failures(self) -> list[tuple[str, str, str]]:
        """Step, item and reason of what failed last time and waits to be tried again."""
        table = schema.outcomes
        query = select(table).where(table.c.ok.is_(False)).order_by(by_text(table.c.step), by_text(table.c.item))
        with self._db.reading() as connection:
            return [(row.step, row.item, row.error) for row in connection.execute(query)]

    def store_failure(self, step: str, item: str, coder: str, key: str, error: str, run_id: str) -> None:
        """Note that an item failed; the next run tries it again."""
        with self._db.writing() as connection:
            _put_outcome(connection, step, item, coder, key, run_id, error)

    def forget_failures(self, step: str, coder: str, items: Collection[str]) -> None:
        """Take failures off the list whose items are no longer there, other than `items`."""
        table = schema.outcomes
        mine = (table.c.step == step, table.c.coder == coder, table.c.ok.is_(False))
        with self._db.reading() as connection:
            failed = list(connection.execute(select(table.c.item).where(*mine)).scalars())
        if gone := set(failed) - set(items):
            with self._db.writing() as connection:
                connection.execute(table.delete().where(*mine, table.c.item.in_(gone)))

    def forget_passages(self, coder: str, items: Collection[str], *, step: str = "code") -> None:
        """Take out of the count what a coder drafted in passages that are cut otherwise now, other than `items`."""
        table, findings = schema.outcomes, schema.findings
        mine = (table.c.step == step, table.c.coder == coder)
        with self._db.reading() as connection:
            gone = sorted(set(connection.execute(select(table.c.item).where(*mine)).scalars()) - set(items))
        for batch in batches(gone, 500):
            with self._db.writing() as connection:
                connection.execute(table.delete().where(*mine, table.c.item.in_(batch)))
                drafts = (findings.c.passage_id.in_(batch), findings.c.coder == coder, findings.c.revision == 0)
                connection.execute(update(findings).where(*drafts).values(retired=True))

    def store_coding(
        self, done: Sequence[tuple[str, str, Sequence[Finding]]], coder: str, run_id: str, *, step: str = "code"
    ) -> None:
        """Store passages (id, key, findings) that were coded; each replaces its earlier draft."""
        with self._db.writing() as connection:
            for passage_id, key, findings in done:
                self._replace_findings(connection, passage_id, coder, findings)
                _put_outcome(connection, step, passage_id, coder, key, run_id)

    def store_themes(
        self, themes: Sequence[Theme], coder: str, key: str, run_id: str, *, failed: Failed = NONE_FAILED
    ) -> None:
        """Store the themes of a run."""
        with self._db.writing() as connection:
            self._replace_themes(connection, themes, failed)
            _put_step(connection, "themes", coder, key, run_id, failed)

    def store_codes(self, themes: Sequence[Theme], coder: str, key: str, run_id: str) -> None:
        """Store the themes of the researcher's codebook, in the place of what it was before."""
        with self._db.writing() as connection:
            self._replace_themes(connection, themes, NONE_FAILED, of_codebook=True)
            _put_step(connection, "codebook_themes", coder, key, run_id, NONE_FAILED)

    def store_personas(
        self,
        drafts: Sequence[tuple[Persona, Sequence[Claim]]],
        coder: str,
        key: str,
        run_id: str,
        *,
        failed: Failed = NONE_FAILED,
    ) -> None:
        """Store the personas of a run with their claims."""
        with self._db.writing() as connection:
            self._replace_personas(connection, drafts, failed)
            _put_step(connection, "personas", coder, key, run_id, failed)

    def store_journey(
        self,
        drafts: Sequence[tuple[StageNarrative, Sequence[Claim]]],
        coder: str,
        key: str,
        run_id: str,
        *,
        failed: Failed = NONE_FAILED,
    ) -> None:
        """Store the stage narratives of a run with their claims."""
        with self._db.writing() as connection:
            self._replace_narratives(connection, drafts, failed)
            _put_step(connection, "journey", coder, key, run_id, failed)


def _put_step(connection: Connection, step: str, coder: str, key: str, run_id: str, failed: Failed) -> None:
    """Note what a step over the whole study came to; it is done only where nothing failed.

    What another engine drafted is replaced with it, so its note goes too.
    """
    connection.execute(schema.outcomes.delete().where(schema.outcomes.c.step == step))
    for item, error in failed.items():
        _put_outcome(connection, step, item, coder, key, run_id, error)
    if not failed:
        _put_outcome(connection, step, "all", coder, key, run_id)


def _put_outcome(
    connection: Connection, step: str, item: str, coder: str, key: str, run_id: str, error: str = ""
) -> None:
    row = {"step": step, "item": item, "coder": coder, "key": key, "ok": not error, "error": error}
    upsert(connection, schema.outcomes, row | {"run_id": run_id, "at": now()})
