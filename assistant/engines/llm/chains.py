"""What all chains are made of: LangChain runnables that fill a prompt, have it answered in JSON, and check the answer.

A chain is put together once and invoked by many threads. The step in the middle is the model with structured output;
it keeps every reply before it is used and tries one repair (`asking.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from langchain_core.runnables import Runnable, RunnableConfig

from assistant.engines.llm.asking import Asked, Asker
from assistant.engines.llm.request import Request

Given = TypeVar("Given")
Made = TypeVar("Made")
Task = TypeVar("Task")
Shown = TypeVar("Shown")
Read = TypeVar("Read")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Filled(Generic[Shown]):
    """A prompt with a task's values in it."""

    request: Request
    shown: Shown
    """What the numbers of a reply stand for."""


@dataclass(frozen=True, slots=True)
class Answered(Generic[Shown, Read]):
    """What could be read of the reply, beside what had been shown."""

    filled: Filled[Shown]
    asked: Asked[Read]

    @property
    def shown(self) -> Shown:
        return self.filled.shown


class Step(Runnable[Given, Made]):
    """A function as a runnable. LangChain's own wrapper costs six times as much processor time a call."""

    def __init__(self, name: str, work: Callable[[Given], Made]) -> None:
        self.name = name
        self._work = work

    def invoke(self, input: Given, config: RunnableConfig | None = None, **_: Any) -> Made:  # noqa: A002, ARG002 LangChain's names
        return self._work(input)


def chain(
    asker: Asker,
    fill: Callable[[Task], Filled[Shown]],
    read: Callable[[Any, Shown], Read],
    check: Callable[[Answered[Shown, Read]], Result],
    *,
    salvage: Callable[[str], Read] | None = None,
) -> Runnable[Task, Result]:
    """Prompt, model, checks.

    `read` makes something of the JSON, and its UnreadableError is shown to the model once; `salvage` does what it can
    with a reply that was cut. Invoking raises CallFailedError with the reason.
    """

    def ask(filled: Filled[Shown]) -> Answered[Shown, Read]:
        asked = asker.ask(filled.request, lambda reply: read(reply, filled.shown), salvage)
        return Answered(filled, asked)

    return Step("prompt", fill) | Step("model", ask) | Step("checks", check)
