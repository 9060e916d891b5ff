"""The chain that answers a question from quotes, each sentence naming those it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.engines.llm.asking import Asker
from assistant.engines.llm.chains import Answered, Filled, chain
from assistant.engines.llm.failures import UnreadableError
from assistant.engines.llm.naming import one_line
from assistant.engines.llm.numbering import numbers_in
from assistant.engines.llm.prompts import Prompt
from assistant.engines.llm.prose import plain, unfounded
from assistant.engines.llm.replies import MOST_ROWS, rows_of
from assistant.engines.llm.request import Request
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
        self._prompt = prompt
        self._chain = chain(asker, self._filled, _told, _told_by)

    def answer(self, question: str, quotes: Sequence[Quote]) -> tuple[Told, ...]:
        """Sentences that the quotes carry; none where they do not tell."""
        return self._chain.invoke((question, quotes))

    def request(self, question: str, quotes: Sequence[Quote]) -> Request:
        """What would be asked, before it is."""
        return self._filled((question, quotes)).request

    def _filled(self, asked: tuple[str, Sequence[Quote]]) -> Filled[Sequence[Quote]]:
        question, quotes = one_line(asked[0]), asked[1]
        shown = "\n".join(f"{number} {one_line(quote.text)}" for number, quote in enumerate(quotes, 1))
        return Filled(self._prompt.ask({"question": question, "quotes": shown}, step="ask", item=question[:80]), quotes)


def _told_by(answered: Answered[Sequence[Quote], tuple[Told, ...]]) -> tuple[Told, ...]:
    return answered.asked.value


def _told(reply: Any, quotes: Sequence[Quote]) -> tuple[Told, ...]:
    rows = rows_of(reply, "answer", "Parcels come late. | 1, 4")[:MOST_ROWS]
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
