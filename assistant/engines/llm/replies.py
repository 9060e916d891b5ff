"""Parts that replies have in common, taken out of JSON that may hold anything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assistant.engines.llm.failures import UnreadableError

MOST_ROWS = 1000
"""Rows that are read of a list; a model that writes more is caught in a loop."""
DIGITS = 9
"""Digits of a number that are read: no study has as many sentences."""


def rows_of(reply: Any, key: str, example: str) -> list[str]:
    """The texts of a list in a reply; UnreadableError, with an example, where it is no list of texts."""
    rows = reply.get(key)
    if not isinstance(rows, list) or any(not isinstance(row, str) for row in rows):
        raise UnreadableError(f'"{key}" must be a list of texts such as "{example}"')
    return rows


def numbers_of(value: Any, last: int) -> Iterator[int]:
    """Those of a list's items that are whole numbers from 1 to `last`, or such a number as a text."""
    for item in value if isinstance(value, list) else ():
        number = int(item[:DIGITS]) if isinstance(item, str) and item.isdecimal() else item
        if not isinstance(number, bool) and number in range(1, last + 1):
            yield int(number)
