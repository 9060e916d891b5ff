"""The book of calls to outside models: what was asked, what came, what it cost."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import Select, bindparam, func, select, update

from assistant.calls import ModelCall
from assistant.store import schema
from assistant.store.connection import Database
from assistant.store.rows import batches, by_text, insert_missing, to_value

_CALLS = schema.model_calls.c
_NEWEST = (
    select(schema.model_calls)
    .where(_CALLS.hash == bindparam("wanted"), _CALLS.usable.is_(True))
    .order_by(_CALLS.at.desc(), _CALLS.id.desc())
    .limit(1)
)
"""Put together once: it is asked before every call."""
_FIELDS = tuple(item.name for item in fields(ModelCall))


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run, a source or a step has used."""

    of: str
    calls: int
    tokens_in: int
    tokens_cached: int
    tokens_out: int
    cost: float
    """In US dollars."""


class CallRows:
    """Reads and writes of calls; used by many threads at once."""

    _db: Database

    def find_call(self, request_hash: str) -> ModelCall | None:
        """The newest usable reply to a request."""
        with self._db.reading() as connection:
            row = connection.execute(_NEWEST, {"wanted": request_hash}).first()
        return None if row is None else _call(row)

    def keep_call(self, call: ModelCall) -> None:
        """Keep a call; committed when this returns."""
        row = {name: getattr(call, name) for name in _FIELDS}  # as it is: `asdict` would copy the texts
        with self._db.writing() as connection:
            insert_missing(connection, schema.model_calls, [row])

    def spoil_calls(self, call_ids: Collection[str]) -> None:
        """Mark replies that nothing could be made of: what they answered is asked again."""
        table = schema.model_calls
        with self._db.writing() as connection:
            for batch in batches(sorted(call_ids), 500):
                connection.execute(update(table).where(table.c.id.in_(batch)).values(usable=False))

    def calls(self, *, run_id: str | None = None, step: str | None = None, failed: bool = False) -> list[ModelCall]:
        """Calls in the order they were made; narrowed to a run, a step, or those that failed."""
        table = schema.model_calls
        query: Select = select(table).order_by(by_text(table.c.at), by_text(table.c.id))  # type: ignore[type-arg]
        if run_id is not None:
            query = query.where(table.c.run_id == run_id)
        if step is not None:
            query = query.where(table.c.step == step)
        if failed:
            query = query.where((table.c.error != "") | table.c.usable.is_(False))
        with self._db.reading() as connection:
            return [_call(row) for row in connection.execute(query)]

    def call(self, beginning: str) -> list[ModelCall]:
        """Calls whose id begins so: one, where enough of it was given."""
        table = schema.model_calls
        query = select(table).where(table.c.id.startswith(beginning, autoescape=True)).limit(2)
        with self._db.reading() as connection:
            return [_call(row) for row in connection.execute(query)]

    def costs_by_run(self) -> list[Cost]:
        """What each run used, oldest first."""
        return self._costs("run_id")

    def costs_by_step(self) -> list[Cost]:
        """What each step used."""
        return self._costs("step")

    def _costs(self, column: str) -> list[Cost]:
        table = schema.model_calls
        sums = [func.sum(table.c[name]) for name in ("tokens_in", "tokens_cached", "tokens_out", "cost")]
        query = select(func.coalesce(table.c[column], ""), func.count(), *sums)
        query = query.group_by(table.c[column]).order_by(func.min(table.c.at))
        with self._db.reading() as connection:
            return [_cost(row) for row in connection.execute(query)]

    def costs_by_source(self) -> list[Cost]:
        """What each source used; a call about several is shared out evenly, what is about none is left out."""
        table = schema.model_calls
        names = ("tokens_in", "tokens_cached", "tokens_out", "cost")
        query = select(table.c.sources, *(table.c[name] for name in names)).order_by(table.c.at)
        found: dict[str, list[float]] = {}
        with self._db.reading() as connection:
            for sources, *amounts in connection.execute(query):
                for source in sources:
                    sums = found.setdefault(source, [0.0] * 5)
                    for place, amount in enumerate((len(sources), *amounts)):
                        sums[place] += amount / len(sources)
        return [_cost((source, *sums)) for source, sums in found.items()]


def _cost(row: Sequence[object]) -> Cost:
    of, *amounts = row
    calls, tokens_in, cached, tokens_out, cost = (float(str(amount or 0)) for amount in amounts)
    return Cost(str(of), round(calls), round(tokens_in), round(cached), round(tokens_out), cost)


def _call(row: Any) -> ModelCall:
    return to_value(ModelCall, row, sources=tuple(row.sources))
