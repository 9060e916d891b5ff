"""A run while it goes on: what its steps work with, what is done already, and what it tells of how far it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from assistant.embedding import Embedding
from assistant.engines.protocol import Engine
from assistant.pipeline.report import Progress, Report
from assistant.store import Store
from assistant.study import Study


@dataclass(frozen=True, slots=True)
class RunUnderWay:
    """What every step of a run works with, and where it says what became of its items."""

    study: Study
    engine: Engine
    embedding: Embedding
    tell: Callable[[Progress], None]
    report: Report
    fresh: bool = False
    """All is to be done anew, whatever was done before."""

    @property
    def store(self) -> Store:
        return self.study.store

    @property
    def id(self) -> str:
        return self.report.run_id

    def is_up_to_date(self, step: str, key: str) -> bool:
        """Whether a step that is done in one go saw the same when it was last done."""
        return not self.fresh and self.store.done_keys(step, self.engine.name).get("all") == key

    def mine(self, value: Any) -> Any:
        """A finding or a draft, marked as of this run."""
        return replace(value, run_id=self.id)

    def count(self, step: str, more: int, total: int) -> None:
        """Items of a step that are done."""
        self.report.done[step] = self.report.done.get(step, 0) + more
        self.tell(Progress(step, self.report.done[step], total, self.report.failed.get(step, 0)))

    def fail(self, step: str, item: str, key: str, error: str, total: int) -> None:
        """An item of a step that failed: the next run tries it again."""
        self.store.store_failure(step, item, self.engine.name, key, error, self.id)
        self.report.failed[step] = self.report.failed.get(step, 0) + 1
        self.tell(Progress(step, self.report.done.get(step, 0), total, self.report.failed[step]))
