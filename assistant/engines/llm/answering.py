"""The chain that answers a question from quotes, each sentence naming those it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.engines.llm.asking import Asker
from assistant.engines.llm.failures import UnreadableError
from assistant.engines.llm.naming import one_line
from assistant.engines.llm.numbering import numbers_in
from assistant.engines.llm.prompts import Prompt
from assistant.engines.llm.prose import plain, unfounded
from assistant.engines.protocol import Quote


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of an answer."""

    text: str
    quotes: tuple[int, ...]
    """Positions of the quotes it rests on, among those that were given."""


class AnsweringChain:
    """Answers one question at a time."""

    def __init__(self, asker: Asker, prompt: Prompt) -> None:
        self._asker, self._prompt = asker, prompt

    def answer(self, question: str, quotes: Sequence[Quote]) -> tuple[Told, ...]:
        """Sentences that the quotes carry; none where they do not tell."""
        shown = "\n".join(f"{number} {one_line(quote.text)}" for number, quote in enumerate(quotes, 1))
        values = {"question": one_line(question), "quotes": shown}
        request = self._prompt.ask(values, step="ask", item=one_line(question)[:80])
        return self._asker.ask(request, lambda reply: _told(reply, quotes)).value


def _told(reply: Any, quotes: Sequence[Quote]) -> tuple[Told, ...]:
    rows = reply.get("answer")
    if not isinstance(rows, list) or any(not isinstance(row, str) for row in rows):
        raise UnreadableError('"answer" must be a list of texts such as "Parcels come late. | 1, 4"')
    found = []
    for row in rows:
        text, _, numbers = row.rpartition("|")
        named = tuple(dict.fromkeys(at - 1 for at in numbers_in(numbers) if 1 <= at <= len(quotes)))
        sentence = plain(text)
        if sentence and named and not unfounded(sentence, [quotes[at] for at in named]):
            found.append(Told(sentence, named))
    if rows and not found and not any("|" in row for row in rows):
        raise UnreadableError('a sentence looks like "Parcels come late. | 1, 4"')
    return tuple(found)
