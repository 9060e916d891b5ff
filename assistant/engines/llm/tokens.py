"""Counting tokens without a network: the o200k table, which ships with a package.

Exact for the newer OpenAI models; for others an approximation that estimates and limits are content with.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from assistant.engines.llm.request import Request

_A_MESSAGE = 4
"""Tokens that a chat model's template adds to a message."""
_A_REPLY = 3
_AT_ONCE = 100_000
"""Characters that are counted at once; the package refuses a million, which a reply may have."""


@cache
def _table() -> Any:
    from bpe_openai import get_encoding

    return get_encoding("o200k_base")


def count(text: str) -> int:
    """Tokens of a text."""
    parts = (text[at : at + _AT_ONCE] for at in range(0, len(text), _AT_ONCE))
    return sum(len(_table().encode_ordinary(part)) for part in parts)


@cache
def _count_known(text: str) -> int:
    return count(text)


def count_request(request: Request) -> int:
    """Tokens of all that a request sends: messages, their wrapping, and the schema where there is one.

    Texts that many requests share (instructions, schemas) are counted once a process.
    """
    total = _A_REPLY
    for role, text in request.messages:
        total += _A_MESSAGE + (_count_known(text) if role == "system" else count(text))
    if request.mode != "text":
        total += _count_known(json.dumps(request.schema, separators=(",", ":"))) + _A_MESSAGE
    return total


_CHARACTERS = 4
"""A token holds about so many of them."""


def roughly(request: Request) -> int:
    """About how many tokens a request sends, by its characters: so do endpoints that limit tokens a minute."""
    return sum(len(text) for _, text in request.messages) // _CHARACTERS + 1
