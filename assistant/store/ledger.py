"""Decisions: every change a person makes, together with its entry in a hash-chained ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Table, func, select, text, update

from assistant.domain import Decision, Evidence, Finding, Span, Theme
from assistant.errors import ClashError, StoreError
from assistant.identity import digest
from assistant.store import schema
from assistant.store.connection import Database
from assistant.store.drafts import DraftRows
from assistant.store.rows import insert_missing, to_row, to_value
from assistant.store.topics import Topic

FIRST_HASH = "0" * 64
"""What the first entry names as the hash before it."""

_LEDGER_LOCK = 7302
"""Number of the PostgreSQL advisory lock under which entries are appended one after another."""

TARGETS: Mapping[str, Table] = {
    "claim": schema.claims,
    "persona": schema.personas,
    "narrative": schema.narratives,
    "theme": schema.themes,
    "topic": schema.topics,
    "finding": schema.findings,
    "turn": schema.turns,
}


@dataclass(frozen=True, slots=True)
class Change:
    """What a decision does to one target: column values, or the whole evidence of a claim."""

    target_type: str
    target_id: str
    after: Mapping[str, Any]
    revision: int | None = None
    """Of the target when it was shown; None to change it whatever happened since."""


class LedgerRows(DraftRows):
    """Appends decisions and applies them; reads the ledger."""

    _db: Database

    def decide(
        self,
        who: str,
        action: str,
        changes: Sequence[Change],
        *,
        why: str = "",
        undoes: Sequence[int] | None = None,
        batch: str = "",
        new: Sequence[Finding | Theme | Topic] = (),
    ) -> list[Decision]:
        """Apply changes and append an entry for each, all or none; ClashError where a target has moved on.

        What is `new` is put in first, findings and themes as retired, so that the change which brings it in can be
        taken back.
        """
        with self._db.writing() as connection:
            _lock_ledger(connection)
            for value in new:
                table = TARGETS[type(value).__name__.lower()]
                gone = {"retired": True} if "retired" in table.c else {}
                insert_missing(connection, table, [to_row(table, value) | gone | {"revision": 0}])
            made = []
            for number, change in enumerate(changes):
                before = self._apply(connection, change)
                taken_back = undoes[number] if undoes else None
                entry = _next_entry(connection, who, action, change, before, why, taken_back, batch)
                connection.execute(schema.decisions.insert().values(_entry_row(entry)))
                made.append(entry)
            return made

    def _apply(self, connection: Connection, change: Change) -> dict[str, Any]:
        """Change a target and return the values it had."""
        table = TARGETS[change.target_type]
        row = connection.execute(select(table).where(table.c.id == change.target_id)).first()
        if row is None:
            raise StoreError(f"There is no {change.target_type} {change.target_id} in this study.")
        current = dict(row._mapping)
        if change.revision is not None and current.get("revision", 0) != change.revision:
            raise ClashError(
                f"Somebody else has changed this {change.target_type} since it was shown.",
                hint="Look at it again, then decide.",
            )
        columns = {name: value for name, value in change.after.items() if name not in ("evidence", "finding_ids")}
        before = {name: current[name] for name in columns}
        before |= self._apply_links(connection, change)
        if not change.after:
            # A comment changes nothing, so it must not clash with a decision that somebody is about to make.
            return before
        if "revision" in table.c:
            columns["revision"] = current["revision"] + 1
        connection.execute(update(table).where(table.c.id == change.target_id).values(**columns))
        return before

    def _apply_links(self, connection: Connection, change: Change) -> dict[str, Any]:
        before: dict[str, Any] = {}
        if "evidence" in change.after:
            before["evidence"] = _evidence_values(connection, change.target_id)
            self._set_evidence(connection, change.target_id, [_evidence(item) for item in change.after["evidence"]])
        if "finding_ids" in change.after:
            before["finding_ids"] = _theme_findings(connection, change.target_id)
            self._set_theme_findings(connection, change.target_id, change.after["finding_ids"])  # type: ignore[attr-defined]
        return before

    def decisions(self, *, since: int = 0, target_id: str | None = None) -> list[Decision]:
        """The ledger, oldest first; only what comes after an entry, or concerns one target, where that is asked."""
        table = schema.decisions
        query = select(table).where(table.c.seq > since).order_by(table.c.seq)
        if target_id is not None:
            query = query.where(table.c.target_id == target_id)
        with self._db.reading() as connection:
            return [to_value(Decision, row) for row in connection.execute(query)]

    def last_decision(self) -> int:
        """The number of the newest entry; 0 before the first."""
        with self._db.reading() as connection:
            return int(connection.execute(select(func.max(schema.decisions.c.seq))).scalar() or 0)

    def standing(self, target_type: str, target_id: str, names: Iterable[str]) -> dict[str, Any]:
        """What a target's columns (or its evidence, or its findings) hold now, and its revision."""
        table, asked = TARGETS[target_type], set(names)
        with self._db.reading() as connection:
            row = connection.execute(select(table).where(table.c.id == target_id)).first()
            if row is None:
                raise StoreError(f"There is no {target_type} {target_id} in this study.")
            now = {name: row._mapping[name] for name in (asked | {"revision"}) if name in table.c}
            if "evidence" in asked:
                now["evidence"] = _evidence_values(connection, target_id)
            if "finding_ids" in asked:
                now["finding_ids"] = _theme_findings(connection, target_id)
            return now

    def ledger_faults(self) -> Iterator[str]:
        """What is wrong with the chain, a sentence each; nothing where it is whole."""
        return chain_faults(self.decisions())


def chain_faults(entries: Iterable[Decision]) -> Iterator[str]:
    """What is wrong with a chain of entries, wherever they were read from."""
    previous, number = FIRST_HASH, 0
    for entry in entries:
        number += 1
        if entry.seq != number:
            yield f"Ledger entry {number} is missing."
            number = entry.seq
        if entry.previous_hash != previous:
            yield f"Ledger entry {entry.seq} does not follow the entry before it."
        if entry.hash != entry_hash(entry):
            yield f"Ledger entry {entry.seq} was altered after it was written."
        previous = entry.hash


def entry_hash(entry: Decision) -> str:
    """SHA-256 over all that an entry says, and the hash of the entry before."""
    return digest(
        entry.previous_hash,
        entry.seq,
        entry.at,
        entry.who,
        entry.action,
        entry.target_type,
        entry.target_id,
        entry.before,
        entry.after,
        entry.why,
        entry.undoes,
        entry.batch,
    )


def _lock_ledger(connection: Connection) -> None:
    # SQLite's BEGIN IMMEDIATE has let in one writer already.
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LEDGER_LOCK})


def _next_entry(
    connection: Connection,
    who: str,
    action: str,
    change: Change,
    before: Mapping[str, Any],
    why: str,
    undoes: int | None,
    batch: str,
) -> Decision:
    table = schema.decisions
    last = connection.execute(select(table.c.seq, table.c.hash).order_by(table.c.seq.desc()).limit(1)).first()
    entry = Decision(
        seq=last.seq + 1 if last else 1,
        at=datetime.now(UTC).isoformat(timespec="milliseconds"),
        who=who,
        action=action,
        target_type=change.target_type,
        target_id=change.target_id,
        before=dict(before),
        after=dict(change.after),
        why=why,
        undoes=undoes,
        batch=batch,
        previous_hash=last.hash if last else FIRST_HASH,
        hash="",
    )
    return _sealed(entry)


def _sealed(entry: Decision) -> Decision:
    from dataclasses import replace

    return replace(entry, hash=entry_hash(entry))


def _entry_row(entry: Decision) -> dict[str, Any]:
    return {column.name: getattr(entry, column.name) for column in schema.decisions.columns}


def _evidence(item: Mapping[str, Any]) -> Evidence:
    return Evidence(Span(item["source_id"], item["start"], item["end"]), item.get("finding_id"), item["polarity"])


def _evidence_values(connection: Connection, claim_id: str) -> list[dict[str, Any]]:
    table = schema.evidence
    query = select(table).where(table.c.claim_id == claim_id).order_by(table.c.seq)
    names = ("source_id", "start", "end", "finding_id", "polarity")
    return [{name: row._mapping[name] for name in names} for row in connection.execute(query)]


def _theme_findings(connection: Connection, theme_id: str) -> list[str]:
    table = schema.theme_findings
    query = select(table.c.finding_id).where(table.c.theme_id == theme_id).order_by(table.c.rank)
    return list(connection.execute(query).scalars())
