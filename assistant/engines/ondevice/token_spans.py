"""From scores of tokens to stretches of the text, in whole words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

Offsets = Sequence[tuple[int, int]]


def runs_above(scores: Sequence[float], threshold: float) -> Iterator[tuple[int, int]]:
    """Yield (first, last + 1) for each stretch of tokens that reaches the threshold."""
    start: int | None = None
    for index, score in enumerate(scores):
        if score >= threshold and start is None:
            start = index
        elif score < threshold and start is not None:
            yield start, index
            start = None
    if start is not None:
        yield start, len(scores)


def best_run(scores: Sequence[float]) -> tuple[int, int] | None:
    """Return the stretch of tokens with the largest sum, or None where no token is above zero."""
    best: tuple[float, int, int] = (0.0, 0, 0)
    total, start = 0.0, 0
    for index, score in enumerate(scores):
        if total <= 0:
            total, start = 0.0, index
        total += score
        if total > best[0]:
            best = (total, start, index + 1)
    return best[1:] if best[0] > 0 else None


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a stretch to the edges of its words."""
    while 0 < start < len(text) and _joined(text[start]) and _joined(text[start - 1]):
        start -= 1
    while 0 < end < len(text) and _joined(text[end]) and _joined(text[end - 1]):
        end += 1
    return start, end


def _joined(character: str) -> bool:
    return character.isalnum() or character in "'’" or unicodedata.category(character).startswith("M")


def span_of(text: str, offsets: Offsets, first: int, last: int) -> tuple[int, int] | None:
    """Turn a stretch of tokens into whole words of the text; None where the tokens stand for nothing."""
    places = [place for place in offsets[first:last] if place[0] < place[1]]
    if not places:
        return None
    start, end = whole_words(text, places[0][0], places[-1][1])
    return (start, end) if start < end else None
