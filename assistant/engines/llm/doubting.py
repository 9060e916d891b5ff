"""The chain that reads whether quotes speak against a claim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.domain import Evidence
from assistant.engines.llm.asking import Asker
from assistant.engines.llm.chains import Answered, Filled, chain
from assistant.engines.llm.naming import one_line
from assistant.engines.llm.numbering import numbers_in
from assistant.engines.llm.prompts import Prompt
from assistant.engines.llm.replies import MOST_ROWS, rows_of
from assistant.engines.protocol import DoubtTask, Quote

Against = tuple[tuple[Evidence, ...], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """How many claims were shown, and with each quote the claim it stood under."""

    claims: int
    quotes: Sequence[tuple[int, Quote]]


class DoubtingChain:
    """Weighs the claims of one persona or stage at a time."""

    def __init__(self, asker: Asker, prompt: Prompt) -> None:
        self._prompt = prompt
        self._chain = chain(asker, self._filled, _against, _with_cost)

    def weigh(self, task: DoubtTask) -> tuple[Against, float]:
        """For each claim the quotes that speak against it, and the cost."""
        return self._chain.invoke(task)

    def _filled(self, task: DoubtTask) -> Filled[Shown]:
        quotes: list[tuple[int, Quote]] = []
        text = "\n".join(_shown(task, quotes))
        return Filled(self._prompt.ask({"claims": text}, step="doubt", item=task.id), Shown(len(task.claims), quotes))


def _with_cost(answered: Answered[Shown, Against]) -> tuple[Against, float]:
    return answered.asked.value, answered.asked.cost


def _shown(task: DoubtTask, quotes: list[tuple[int, Quote]]) -> Iterator[str]:
    """Claims with their quotes numbered through; `quotes` is filled with the claim and quote of each number."""
    for at, (claim, candidates) in enumerate(task.claims):
        yield f"[C{at + 1}] {one_line(claim)}"
        for quote in candidates:
            quotes.append((at, quote))
            yield f"{len(quotes)} {one_line(quote.text)}"


def _against(reply: Any, shown: Shown) -> Against:
    rows = rows_of(reply, "against", "C1 | 2, 3")[:MOST_ROWS]
    found: list[dict[Evidence, None]] = [{} for _ in range(shown.claims)]
    for row in rows:
        which, _, numbers = row.partition("|")
        claim = next(iter(numbers_in(which)), 0) - 1
        for number in numbers_in(numbers):
            # A quote that was shown under another claim says nothing about this one.
            if 1 <= number <= len(shown.quotes) and shown.quotes[number - 1][0] == claim:
                found[claim][shown.quotes[number - 1][1].evidence] = None
    return tuple(tuple(each) for each in found)
