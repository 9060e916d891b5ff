"""The same calls made by hand: LangChain's chat model with structured output over a pool of threads, nothing else.

It stores nothing, checks nothing, hides nothing, keeps to no limit and retries nothing. What this costs on a machine
says what any program with these libraries costs there, so that our own figures can be told as a share of it.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from langchain_openai import ChatOpenAI
from pydantic import BaseModel

from assistant.engines.llm.request import Request


class code(BaseModel):  # noqa: N801 - the scripted endpoint knows what is asked for by this name
    """What is asked for."""

    findings: list[str]


class Peer:
    """The calls, made by hand; opened before the clock runs, as ours is."""

    def __init__(self) -> None:
        model = ChatOpenAI(
            model="scripted", base_url=os.environ["OPENAI_BASE_URL"], max_retries=0, temperature=0.0, timeout=60.0
        )
        self._asking = model.with_structured_output(code, method="json_schema")

    def rows(self, request: Request) -> int:
        """Make one call; returns how many rows came back."""
        reply: Any = self._asking.invoke(list(request.messages))
        return len(reply.findings)

    def all_rows(self, requests: Sequence[Request], workers: int) -> int:
        """Make the calls, so many at once."""
        with ThreadPoolExecutor(workers) as pool:
            return sum(pool.map(self.rows, requests))
