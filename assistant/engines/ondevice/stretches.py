"""Which sentences are read at once: what was said in a row, in stretches of like length that hold whole sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from assistant.engines.ondevice.inference import even_windows


class Part(NamedTuple):
    """Tokens of one text: all of them, or a window of a long one."""

    text: int
    first: int
    last: int


def stretches(lengths: Sequence[int], runs: Sequence[int] | None, limit: int) -> Iterator[list[Part]]:
    """Texts to be read at once, in order; `lengths` in tokens, and texts with the same number in `runs` in a row.

    A stretch holds `limit` tokens at most, the marks between its texts counted. Without `runs` every text stands alone.
    A text of more than `limit` tokens is read by itself, window by window.
    """
    numbers = range(len(lengths)) if runs is None else runs
    for _, places in groupby(range(len(lengths)), key=lambda place: numbers[place]):
        for long, together in groupby(places, key=lambda place: lengths[place] > limit):
            if long:
                for text in together:
                    yield from ([Part(text, *window)] for window in even_windows(lengths[text], limit))
            else:
                yield from _even([Part(text, 0, lengths[text]) for text in together], limit)


def _even(parts: Sequence[Part], limit: int) -> Iterator[list[Part]]:
    """Cut short texts into about the fewest stretches, of nearly equal size."""
    total = sum(part.last + 1 for part in parts)
    size = total / max(1, -(-total // (limit + 1)))
    group: list[Part] = []
    held = passed = yielded = 0
    for part in parts:
        if group and (held + part.last > limit or passed + part.last / 2 > size * (yielded + 1)):
            yield group
            group, held, yielded = [], 0, yielded + 1
        group.append(part)
        held, passed = held + part.last + 1, passed + part.last + 1
    if group:
        yield group
