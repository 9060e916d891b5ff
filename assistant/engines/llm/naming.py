"""The chain that names themes, says what belongs to them, and which of their quotes do not."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from assistant.engines.llm.asking import Asked, Asker
from assistant.engines.llm.chains import Answered, Filled, chain
from assistant.engines.llm.failures import UnreadableError
from assistant.engines.llm.prompts import Prompt
from assistant.engines.llm.prose import echoes, plain, unfounded
from assistant.engines.llm.replies import numbers_of
from assistant.engines.ondevice.wording import quoted, speaking_quote
from assistant.engines.protocol import Quote, ThemeTask, ThemeWords

Shown = TypeVar("Shown")
Read = TypeVar("Read")

_SHOWN = 20
"""Quotes of a theme that are shown: the most typical."""
_NEAR = 2
"""Quotes of other themes that are shown, so that it is told from them."""
_MOST_NAME = 80
_MOST_OUT = 0.5
"""Share of the shown quotes that may be put out; where more do not fit, the group is no theme."""


class NamingChain:
    """Names one theme at a time."""

    def __init__(self, asker: Asker, theme: Prompt) -> None:
        self._theme = theme
        self._naming = chain(asker, self._shown, self._read, _asked)

    def name(self, task: ThemeTask) -> Asked[ThemeWords]:
        """A theme's name and definition; CallFailedError where there is none to be had."""
        return self._naming.invoke(task)

    def _shown(self, task: ThemeTask) -> Filled[Sequence[Quote]]:
        shown = task.quotes[:_SHOWN]
        quotes = "\n".join(f"{number} {one_line(quote.text)}" for number, quote in enumerate(shown, 1))
        near = "\n".join(f"~ {one_line(border.outside.text)}" for border in task.borders[:_NEAR])
        values = {"kind": task.kind, "quotes": quotes, "near": near}
        return Filled(self._theme.ask(values, step="theme", item=task.id), shown)

    def _read(self, reply: Any, shown: Sequence[Quote]) -> ThemeWords:
        return _words(reply, shown, self._theme.instructions)


def _asked(answered: Answered[Shown, Read]) -> Asked[Read]:
    return answered.asked


def one_line(text: str) -> str:
    """A quote on one line, so that nothing in it can look like the next number."""
    return " ".join(text.split())


def _words(reply: Any, shown: Sequence[Quote], instructions: str) -> ThemeWords:
    name, definition = reply.get("name"), reply.get("definition")
    if not isinstance(name, str) or not isinstance(definition, str):
        raise UnreadableError('"name" and "definition" must be texts')
    out = set(numbers_of(reply.get("out"), len(shown)))
    if len(out) > _MOST_OUT * len(shown):
        return ThemeWords("", "")
    name, definition = plain(name)[:_MOST_NAME], plain(definition)
    if trouble := unfounded(f"{name}. {definition}", shown):
        raise UnreadableError(f"it holds {trouble}; write without it")
    if echoes(name, instructions, " ".join(quote.text for quote in shown)):
        raise UnreadableError("the name is that of the example; name these quotes")
    return ThemeWords(name, definition, tuple(shown[number - 1].evidence for number in sorted(out)))


def with_border(words: ThemeWords, task: ThemeTask, known: Collection[str]) -> ThemeWords:
    """What belongs to a theme, and in people's own words where it ends: its last quote and the next theme's first.

    `known` are the ids of the themes that stand.
    """
    border = task.border_to(known)
    if border is None:
        return words
    inside = [f"Borderline: {quoted(speaking_quote([border.inside]))}"] * task.has_a_middle
    told = [words.definition, *inside, f"Not included: {quoted(speaking_quote([border.outside]))}"]
    return replace(words, definition=" ".join(told))
