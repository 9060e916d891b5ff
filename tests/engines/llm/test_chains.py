"""Chains: what LangChain composes of a prompt, a model and checks."""

from __future__ import annotations

from typing import Any

import pytest
from langchain_core.runnables import Runnable, RunnableLambda

from assistant.engines.llm.asking import Asked
from assistant.engines.llm.chains import Answered, Filled, Step, chain
from assistant.engines.llm.failures import CallFailedError, UnreadableError
from assistant.engines.llm.request import Request


class Scripted:
    """Stands where the asker stands; gives its replies one after the other."""

    def __init__(self, *replies: Any) -> None:
        self.replies = list(replies)
        self.asked: list[Request] = []

    def ask(self, request: Request, read: Any, salvage: Any = None) -> Asked[Any]:
        self.asked.append(request)
        reply = self.replies.pop(0)
        if isinstance(reply, Exception):
            raise reply
        return Asked(read(reply), 0.5)


def _fill(task: str) -> Filled[str]:
    return Filled(Request((("user", task),), "n", {}), task.upper())


def _read(reply: Any, shown: str) -> str:
    if reply == "?":
        raise UnreadableError("no")
    return f"{shown}:{reply}"


def _check(answered: Answered[str, str]) -> tuple[str, float]:
    return f"{answered.shown} {answered.asked.value}", answered.asked.cost


def _chain(asker: Scripted) -> Runnable[str, tuple[str, float]]:
    return chain(asker, _fill, _read, _check)  # type: ignore[arg-type]


def test_what_was_shown_reaches_the_reading_and_the_checks() -> None:
    asker = Scripted("yes")
    assert _chain(asker).invoke("late") == ("LATE LATE:yes", 0.5)
    assert asker.asked[0].messages == (("user", "late"),)


def test_it_goes_on_with_other_runnables() -> None:
    longer = _chain(Scripted("a", "b")) | RunnableLambda(lambda result: result[0])
    assert longer.batch(["x", "y"], {"max_concurrency": 1}) == ["X X:a", "Y Y:b"]


def test_a_failure_comes_through_as_it_is() -> None:
    with pytest.raises(CallFailedError, match="declined") as caught:
        _chain(Scripted(CallFailedError("refused", "declined"))).invoke("x")
    assert caught.value.cause == "refused"


def test_a_step_is_named() -> None:
    assert Step("checks", str).get_name() == "checks"
