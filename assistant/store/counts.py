"""How much of everything a study holds, counted where it lies."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import func, select

from assistant.store import schema
from assistant.store.connection import Database
from assistant.store.rows import count


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of what counts in a study: nothing retired or rejected is among them."""

    sources: int
    participants: int
    findings: dict[str, int]
    """By kind."""
    coders: dict[str, int]
    """The same by who coded them."""
    themes: int
    failures: int


class CountRows:
    """Counts without reading what is counted."""

    _db: Database

    def counts(self) -> Counts:
        """How much of everything the study holds."""
        sources, turns, findings, themes = schema.sources, schema.turns, schema.findings, schema.themes
        kept = (findings.c.retired.is_(False), findings.c.status != "rejected", sources.c.retired.is_(False))
        found = select(findings.c.kind, findings.c.coder, func.count()).join(sources).where(*kept)
        people = (
            select(func.count(turns.c.participant_id.distinct()))
            .join(sources)
            .where(sources.c.retired.is_(False), turns.c.role == "participant")
        )
        kinds: Counter[str] = Counter()
        coders: Counter[str] = Counter()
        with self._db.reading() as connection:
            # One way through the findings for both: there may be fifty thousand.
            for kind, coder, number in connection.execute(found.group_by(findings.c.kind, findings.c.coder)):
                kinds[kind] += int(number)
                coders[coder] += int(number)
            return Counts(
                sources=count(connection, sources, sources.c.retired.is_(False)),
                participants=int(connection.execute(people).scalar_one()),
                findings=dict(kinds),
                coders=dict(sorted(coders.items())),
                themes=count(connection, themes, themes.c.retired.is_(False), themes.c.status != "rejected"),
                failures=count(connection, schema.outcomes, schema.outcomes.c.ok.is_(False)),
            )

    def spent(self) -> tuple[int, float]:
        """How many calls to outside models are stored, and what they cost in US dollars."""
        calls = schema.model_calls
        query = select(func.count(), func.coalesce(func.sum(calls.c.cost), 0.0)).select_from(calls)
        with self._db.reading() as connection:
            number, cost = connection.execute(query).one()
            return int(number), float(cost)
