"""How much of everything a study holds: the questions in SQL that SQLite and PostgreSQL both read.

They are words, not SQLAlchemy's expressions, so that the review app can ask them before SQLAlchemy is there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

Ask = Callable[[str], Iterable[Sequence[Any]]]
"""Puts a question to the database and gives its rows."""

_SOURCES = "SELECT count(*) FROM sources WHERE NOT retired"
_PARTICIPANTS = """
    SELECT count(DISTINCT participant_id) FROM turns
    WHERE role = 'participant' AND source_id NOT IN (SELECT id FROM sources WHERE retired)
"""
# By coder first: SQLite would follow its index of kinds otherwise, and fetch fifty thousand rows one by one.
_FOUND = """
    SELECT coder, kind, count(*) FROM findings
    WHERE NOT retired AND status <> 'rejected' AND source_id NOT IN (SELECT id FROM sources WHERE retired)
    GROUP BY coder, kind
"""
_THEMES = "SELECT count(*) FROM themes WHERE NOT retired AND status <> 'rejected'"
_FAILURES = "SELECT count(*) FROM outcomes WHERE NOT ok"


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


def counted(ask: Ask) -> Counts:
    """How much of everything there is."""
    kinds: Counter[str] = Counter()
    coders: Counter[str] = Counter()
    # One way through the findings for both: there may be fifty thousand.
    for coder, kind, number in ask(_FOUND):
        kinds[kind] += int(number)
        coders[coder] += int(number)
    sources, participants, themes, failures = (
        int(next(iter(ask(query)))[0]) for query in (_SOURCES, _PARTICIPANTS, _THEMES, _FAILURES)
    )
    return Counts(sources, participants, dict(kinds), dict(sorted(coders.items())), themes, failures)
