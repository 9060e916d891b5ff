"""An engine at work on texts: what it says, what failed, what it cost and how long it took."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant.analysis.coding import code
from assistant.engines.protocol import Engine, Passage
from assistant.segments.passages import passages_of
from evals.marks import Mark, mark_of
from evals.texts import Text


@dataclass(frozen=True, slots=True)
class Coding:
    """What an engine said of each text."""

    engine: str
    fingerprint: str
    said: Mapping[str, Sequence[Mark]]
    """By text id; texts that failed are not in it."""
    failed: Mapping[str, str]
    """Text id and the reason: these count as not judged, never as wrong."""
    cost: float = 0.0
    seconds: float = 0.0


def code_texts(engine: Engine, texts: Sequence[Text], tell: Callable[[int, int], None] | None = None) -> Coding:
    """Code texts from scratch; a text with a passage that failed is not judged at all."""
    began = time.monotonic()
    passages = [passage for text in texts for passage in passages_in(engine, text)]
    said: dict[str, list[Mark]] = {text.id: [] for text in texts}
    failed: dict[str, str] = {}
    cost: dict[str, float] = defaultdict(float)
    for done, outcome in enumerate(code(engine, passages), 1):
        source = outcome.item.source_id
        cost[source] += outcome.cost
        if outcome.result is None:
            failed[source] = outcome.error
        else:
            said[source] += [mark_of(finding) for finding in outcome.result]
        if tell:
            tell(done, len(passages))
    judged = {key: tuple(marks) for key, marks in said.items() if key not in failed}
    return Coding(engine.name, engine.fingerprint, judged, failed, sum(cost.values()), time.monotonic() - began)


def passages_in(engine: Engine, text: Text) -> list[Passage]:
    """A text as an engine is shown it."""
    parts = (text.source, text.turns, text.sentences, text.chunks)
    return passages_of(*parts, unit=engine.unit, fingerprint=engine.fingerprint)
