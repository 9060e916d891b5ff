"""What a run tells: how far it is while it goes on, and what it did in the end."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime

STEPS = ("index", "code", "themes", "personas", "journey")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a step is, whenever an item of it is done."""

    step: str
    done: int
    total: int
    failed: int = 0


@dataclass(slots=True)
class Report:
    """What a run did."""

    run_id: str
    done: dict[str, int] = field(default_factory=dict)
    failed: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    cost: float = 0.0
    """In US dollars."""
    calls: int = 0
    """Made to an outside model and answered."""
    reused: int = 0
    """Answered by what was kept of earlier calls."""


def new_run_id() -> str:
    """A name for a run: when it began, and some chance."""
    return f"run-{datetime.now(UTC).strftime('%Y%m%dT%H%M%S')}-{secrets.token_hex(3)}"
