"""The chain that names themes, says which quotes do not belong to them, and which themes are the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from assistant.engines.llm.asking import Asked, Asker
from assistant.engines.llm.chains import Answered, Filled, chain
from assistant.engines.llm.failures import CallFailedError, UnreadableError
from assistant.engines.llm.prompts import Prompt
from assistant.engines.llm.prose import echoes, plain, unfounded
from assistant.engines.protocol import Quote, ThemeTask, ThemeWords

Shown = TypeVar("Shown")
Read = TypeVar("Read")

_SHOWN = 20
"""Quotes of a theme that are shown: the most typical."""
_MOST_NAME = 80
_MOST_OUT = 0.5
"""Share of the shown quotes that may be put out; where more do not fit, the group is no theme."""


class NamingChain:
    """Names one theme at a time, then compares the names of a kind."""

    def __init__(self, asker: Asker, theme: Prompt, merge: Prompt) -> None:
        self._theme, self._merge = theme, merge
        self._naming = chain(asker, self._shown, self._read, _asked)
        self._comparing = chain(asker, self._compared, _groups, _asked)

    def name(self, task: ThemeTask) -> Asked[ThemeWords]:
        """A theme's name and definition; CallFailedError where there is none to be had."""
        return self._naming.invoke(task)

    def _shown(self, task: ThemeTask) -> Filled[Sequence[Quote]]:
        shown = task.quotes[:_SHOWN]
        quotes = "\n".join(f"{number} {one_line(quote.text)}" for number, quote in enumerate(shown, 1))
        return Filled(self._theme.ask({"kind": task.kind, "quotes": quotes}, step="theme", item=task.id), shown)

    def _read(self, reply: Any, shown: Sequence[Quote]) -> ThemeWords:
        return _words(reply, shown, self._theme.instructions)

    def same(self, named: Sequence[tuple[ThemeTask, ThemeWords]]) -> tuple[dict[str, str], float]:
        """Task ids of themes that say what another one says, with that one's id; and what it cost to ask."""
        if len(named) < 2:
            return {}, 0.0
        try:
            asked = self._comparing.invoke(named)
        except CallFailedError as error:
            if error.cause not in ("long", "unreadable", "refused", "budget"):
                raise
            return {}, 0.0  # themes that stay apart are no loss
        merged: dict[str, str] = {}
        for first, *others in asked.value:
            merged |= {named[other - 1][0].id: named[first - 1][0].id for other in others}
        return merged, asked.cost

    def _compared(self, named: Sequence[tuple[ThemeTask, ThemeWords]]) -> Filled[int]:
        themes = "\n".join(f"{number} {words.name}: {words.definition}" for number, (_, words) in enumerate(named, 1))
        return Filled(self._merge.ask({"themes": themes}, step="merge", item=named[0][0].kind), len(named))


def _asked(answered: Answered[Shown, Read]) -> Asked[Read]:
    return answered.asked


def one_line(text: str) -> str:
    """A quote on one line, so that nothing in it can look like the next number."""
    return " ".join(text.split())


def _words(reply: Any, shown: Sequence[Quote], instructions: str) -> ThemeWords:
    name, definition = reply.get("name"), reply.get("definition")
    if not isinstance(name, str) or not isinstance(definition, str):
        raise UnreadableError('"name" and "definition" must be texts')
    out = {number for number in reply.get("out") or [] if isinstance(number, int) and 1 <= number <= len(shown)}
    if len(out) > _MOST_OUT * len(shown):
        return ThemeWords("", "")
    name, definition = plain(name)[:_MOST_NAME], plain(definition)
    if trouble := unfounded(f"{name}. {definition}", shown):
        raise UnreadableError(f"it holds {trouble}; write without it")
    if echoes(name, instructions, " ".join(quote.text for quote in shown)):
        raise UnreadableError("the name is that of the example; name these quotes")
    return ThemeWords(name, definition, tuple(shown[number - 1].evidence for number in sorted(out)))


def _groups(reply: Any, count: int) -> list[list[int]]:
    """Groups of numbers that exist, each number in one group only, the smallest first."""
    groups = reply.get("same")
    if not isinstance(groups, list):
        raise UnreadableError('it has no list "same"')
    taken: set[int] = set()
    found = []
    for group in groups:
        if not isinstance(group, list):
            raise UnreadableError('the items of "same" must be lists of numbers')
        mine = sorted({number for number in group if isinstance(number, int) and 1 <= number <= count} - taken)
        if len(mine) > 1:
            taken |= set(mine)
            found.append(mine)
    return found
