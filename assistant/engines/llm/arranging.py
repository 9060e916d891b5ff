"""The chain that compares all themes by their names: which of them say the same, and what several are about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.analysis.broader import FEWEST_THEMES, MOST_OF_ALL
from assistant.engines.llm.asking import Asker
from assistant.engines.llm.chains import Answered, Filled, chain
from assistant.engines.llm.failures import CallFailedError, UnreadableError
from assistant.engines.llm.numbering import numbers_in
from assistant.engines.llm.prompts import Prompt
from assistant.engines.llm.prose import plain, unfounded
from assistant.engines.llm.replies import MOST_ROWS, numbers_of
from assistant.engines.protocol import ThemeTask, ThemeWords

Named = Sequence[tuple[ThemeTask, ThemeWords]]

_MOST_LABEL = 40
_TELLING = 4
"""Letters of a word that tells what a topic is about; its first so many decide whether a theme speaks of it."""


@dataclass(frozen=True, slots=True)
class Arranged:
    """How themes stand to each other, by the ids of their tasks."""

    same: dict[str, str] = field(default_factory=dict)
    """A theme to the one that says the same."""
    under: dict[str, str] = field(default_factory=dict)
    """A theme to its broader topic."""


class ArrangingChain:
    """Compares the themes of a study, all at once where the model can read so many."""

    def __init__(self, asker: Asker, merge: Prompt) -> None:
        self._prompt = merge
        self._chain = chain(asker, self._filled, _read, _arranged)

    def arranged(self, named: Named) -> Arranged:
        """Which say the same and which belong together; without an answer all stay apart, which is no loss."""
        if len(named) < 2:
            return Arranged()
        try:
            return self._chain.invoke(named)
        except CallFailedError as error:
            if error.cause == "long" and len({task.kind for task, _ in named}) > 1:
                return self._kind_by_kind(named)
            if error.cause not in ("long", "unreadable", "refused", "budget"):
                raise
            return Arranged()

    def _kind_by_kind(self, named: Named) -> Arranged:
        kinds = dict.fromkeys(task.kind for task, _ in named)
        parts = [self.arranged([item for item in named if item[0].kind == kind]) for kind in kinds]
        same = {one: other for part in parts for one, other in part.same.items()}
        return Arranged(same, {theme: topic for part in parts for theme, topic in part.under.items()})

    def _filled(self, named: Named) -> Filled[Named]:
        lines = (f"{at} {task.kind}: {words.name}: {words.definition}" for at, (task, words) in enumerate(named, 1))
        return Filled(self._prompt.ask({"themes": "\n".join(lines)}, step="merge", item="all themes"), named)


@dataclass(frozen=True, slots=True)
class _Read:
    """A reply in the numbers of the list."""

    same: Sequence[Sequence[int]]
    topics: Sequence[tuple[str, Sequence[int]]]


def _read(reply: Any, named: Named) -> _Read:
    same, topics = reply.get("same"), reply.get("topics")
    if not isinstance(same, list) or any(not isinstance(group, list) for group in same):
        raise UnreadableError('"same" must be a list of lists of numbers')
    given = topics[:MOST_ROWS] if isinstance(topics, list) else ()
    rows = [row.partition("|") for row in given if isinstance(row, str)]
    told = [(plain(name)[:_MOST_LABEL], numbers_in(numbers)) for name, _, numbers in rows]
    return _Read(list(_once(same, len(named))), told)


def _once(groups: Iterable[Iterable[Any]], count: int) -> Iterable[list[int]]:
    """Numbers that exist, each in one group only, the smallest first."""
    taken: set[int] = set()
    for group in groups:
        mine = sorted(set(numbers_of(group, count)) - taken)
        taken |= set(mine)
        yield mine


def _arranged(answered: Answered[Named, _Read]) -> Arranged:
    named, read = answered.shown, answered.asked.value
    same: dict[str, str] = {}
    for group in read.same:
        tasks = [named[number - 1][0] for number in group]
        same |= {task.id: tasks[0].id for task in tasks[1:] if task.kind == tasks[0].kind}
    return Arranged(same, _topics(read.topics, named, same))


def _topics(topics: Sequence[tuple[str, Sequence[int]]], named: Named, same: dict[str, str]) -> dict[str, str]:
    """Topics that help to find one's way: named in the themes' own words, over some of them and not over most."""
    left, names = len(named) - len(same), {words.name.casefold() for _, words in named}
    under: dict[str, str] = {}
    if left < FEWEST_THEMES:
        return under
    for label, numbers in topics:
        if label.casefold() in names:
            continue  # Two counts under one name would contradict each other.
        mine = [named[number - 1] for number in dict.fromkeys(numbers) if 1 <= number <= len(named)]
        fitting = [task.id for task, words in mine if task.id not in same and task.id not in under]
        spoken = " ".join(f"{words.name} {words.definition}" for _, words in mine)
        if 2 <= len(fitting) <= max(2, MOST_OF_ALL * left) and not unfounded(label, ()) and _speaks_of(label, spoken):
            under |= dict.fromkeys(fitting, label)
    return under


def _speaks_of(label: str, text: str) -> bool:
    """Whether every telling word of a label stands in a text, whatever its ending."""
    beginnings = {word[:_TELLING] for word in _words(text)}
    telling = [word[:_TELLING] for word in _words(label) if len(word) >= _TELLING] or _words(label)
    return bool(telling) and set(telling) <= beginnings


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.casefold())
