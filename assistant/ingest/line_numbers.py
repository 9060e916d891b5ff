"""Transcripts with a number at the start of each line, as courts and some analysis programs print them."""

from __future__ import annotations

import re
from itertools import pairwise

_NUMBERED = re.compile(r"^[ \t]*(\d{1,5})(?:[ \t]{1,}|[ \t]*$)")
_MIN_LINES = 8


def without_line_numbers(text: str) -> tuple[str, bool]:
    """The text without its line numbers, and whether it had any."""
    lines = text.split("\n")
    if not are_line_numbers(lines):
        return text, False
    return "\n".join(strip_number(line) for line in lines), True


def are_line_numbers(lines: list[str]) -> bool:
    """Whether nearly all lines open with a number, each one more than the last (or with 1 again on a new page)."""
    filled = [line for line in lines if line.strip()]
    numbers = [int(match[1]) for line in filled if (match := _NUMBERED.match(line))]
    if len(numbers) < _MIN_LINES or len(numbers) < 0.8 * len(filled):
        return False
    steps = sum(after - before == 1 or after == 1 for before, after in pairwise(numbers))
    return steps >= 0.9 * (len(numbers) - 1)


def strip_number(line: str) -> str:
    """A line without the number it opens with."""
    return _NUMBERED.sub("", line, count=1)
