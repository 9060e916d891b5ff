"""The chain that reads whether quotes carry a claim: it is kept, weakened to what they do carry, or dropped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from assistant.engines.llm.asking import Asker
from assistant.engines.llm.chains import Answered, Filled, chain
from assistant.engines.llm.failures import UnreadableError
from assistant.engines.llm.naming import one_line
from assistant.engines.llm.numbering import numbers_in
from assistant.engines.llm.prompts import Prompt
from assistant.engines.llm.prose import echoes, plain, unfounded
from assistant.engines.llm.replies import MOST_ROWS, rows_of
from assistant.engines.llm.tally import Tally
from assistant.engines.protocol import Point, Quote, Written


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim as the model worded it, with the quotes it names; not checked against them yet."""

    point: Point
    text: str
    quotes: tuple[Quote, ...]

    def written(self) -> Written:
        return Written(self.point.field, self.point.key, self.text, tuple(quote.evidence for quote in self.quotes))


@dataclass(frozen=True, slots=True)
class ToCheck:
    """The claims of one persona or stage."""

    item: str
    claims: Sequence[Claimed]


Verdicts = Mapping[int, tuple[str, str]]
"""A claim's number to the verdict, and the weaker sentence offered instead."""


class SupportingChain:
    """Checks the claims of one persona or stage at a time."""

    def __init__(self, asker: Asker, prompt: Prompt, dropped: Tally) -> None:
        self._prompt, self._dropped = prompt, dropped
        self._chain = chain(asker, self._filled, _verdicts, self._kept)

    def carried(self, claims: Sequence[Claimed], item: str) -> tuple[list[Claimed], float]:
        """Claims that their quotes carry: as they are, or weaker; the others are dropped."""
        return self._chain.invoke(ToCheck(item, claims)) if claims else ([], 0.0)

    def _filled(self, task: ToCheck) -> Filled[Sequence[Claimed]]:
        text = "\n".join(line for number, claim in enumerate(task.claims, 1) for line in _to_check(number, claim))
        return Filled(self._prompt.ask({"claims": text}, step="support", item=task.item), task.claims)

    def _kept(self, answered: Answered[Sequence[Claimed], Verdicts]) -> tuple[list[Claimed], float]:
        kept = []
        for number, claim in enumerate(answered.shown, 1):
            # A claim that the check passes over was not found to hold.
            verdict, weaker = answered.asked.value.get(number, ("no", ""))
            if verdict == "weaker" and self._sound(weaker, claim.quotes):
                kept.append(replace(claim, text=weaker))
            elif verdict == "yes":
                kept.append(claim)
            else:
                self._dropped.count("is not carried by its quotes")
        return kept, answered.asked.cost

    def _sound(self, weaker: str, quotes: Sequence[Quote]) -> bool:
        """Whether the sentence that a check offers instead holds nothing that its quotes do not."""
        said = " ".join(quote.text for quote in quotes)
        return bool(weaker) and not unfounded(weaker, quotes) and not echoes(weaker, self._prompt.instructions, said)


def _to_check(number: int, claim: Claimed) -> Iterator[str]:
    yield f"[C{number}] {claim.text}"
    for quote in claim.quotes:
        yield f"- {one_line(quote.text)}"


_VERDICTS = ("yes", "weaker", "no")


def _verdicts(reply: Any, claims: Sequence[Claimed]) -> Verdicts:
    rows = rows_of(reply, "verdicts", "C1 | yes | -")[:MOST_ROWS]
    found: dict[int, tuple[str, str]] = {}
    for row in rows:
        number, verdict, sentence = (*row.split("|", 2), "", "")[:3]
        which = next(iter(numbers_in(number)), 0)
        if 1 <= which <= len(claims) and verdict.strip().casefold() in _VERDICTS:
            found.setdefault(which, (verdict.strip().casefold(), plain(sentence)))
    if rows and not found:
        raise UnreadableError('a verdict looks like "C1 | yes | -"')
    return found
