"""How much of everything a study holds, counted where it lies."""

from __future__ import annotations

from sqlalchemy import func, select, text

from assistant.store import schema
from assistant.store.connection import Database
from assistant.store.figures import Counts, counted


class CountRows:
    """Counts without reading what is counted."""

    _db: Database

    def counts(self) -> Counts:
        """How much of everything the study holds."""
        with self._db.reading() as connection:
            return counted(lambda query: connection.execute(text(query)))

    def spent(self) -> tuple[int, float]:
        """How many calls to outside models are stored, and what they cost in US dollars."""
        calls = schema.model_calls
        query = select(func.count(), func.coalesce(func.sum(calls.c.cost), 0.0)).select_from(calls)
        with self._db.reading() as connection:
            number, cost = connection.execute(query).one()
            return int(number), float(cost)
