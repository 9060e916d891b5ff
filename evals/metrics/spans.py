"""Marks against gold marks of the same text and kind, as counts `[right, said, covered, marked]`.

- *exact*: same start and same end.
- *overlap*: at least half of the shorter one is shared. Two answers may be right by one gold mark, and one answer may
  cover two; so a text cut finer or coarser is not punished. Read beside *exact* and *tokens*, which such cuts cost.
- *tokens*: words inside marks; a word counts once, however many marks it is in.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

from evals.marks import Mark

FourCounts = tuple[int, int, int, int]
_WORD = re.compile(r"\w+(?:['’.-]\w+)*")


def exact(said: Sequence[Mark], gold: Sequence[Mark]) -> FourCounts:
    """Spans that are the same to the letter; the same place twice counts once."""
    mine, theirs = {(m.start, m.end) for m in said}, {(m.start, m.end) for m in gold}
    both = len(mine & theirs)
    return both, len(mine), both, len(theirs)


def overlap(said: Sequence[Mark], gold: Sequence[Mark]) -> FourCounts:
    """Spans that share half of the shorter one."""
    mine, theirs = _distinct(said), _distinct(gold)
    right = sum(any(share_half(one, other) for other in theirs) for one in mine)
    covered = sum(any(share_half(one, other) for other in mine) for one in theirs)
    return right, len(mine), covered, len(theirs)


def share_half(one: Mark, other: Mark) -> bool:
    """Whether both share at least half of the shorter."""
    return one.shared(other) * 2 >= min(one.length, other.length)


def tokens(said: Sequence[Mark], gold: Sequence[Mark], text: str) -> FourCounts:
    """Words inside marks."""
    mine, theirs = _words_in(said, text), _words_in(gold, text)
    both = len(mine & theirs)
    return both, len(mine), both, len(theirs)


def units(said: Sequence[Mark], gold: Sequence[Mark], places: Sequence[tuple[int, int]]) -> FourCounts:
    """Units (sentences, turns) that hold a mark; a unit holds it where half of the unit or of the mark lies in it."""
    mine, theirs = touched(said, places), touched(gold, places)
    both = len(mine & theirs)
    return both, len(mine), both, len(theirs)


def touched(marks: Sequence[Mark], places: Sequence[tuple[int, int]]) -> set[int]:
    """Which units hold one of the marks; units are in order and do not overlap."""
    starts, ends = [start for start, _ in places], [end for _, end in places]
    near = ((bisect_right(ends, mark.start), bisect_left(starts, mark.end), mark) for mark in marks)
    return {at for first, after, mark in near for at in range(first, after) if _holds(places[at], mark)}


def _holds(place: tuple[int, int], mark: Mark) -> bool:
    shared = min(place[1], mark.end) - max(place[0], mark.start)
    return shared > 0 and shared * 2 >= min(place[1] - place[0], mark.length)


def _distinct(marks: Sequence[Mark]) -> list[Mark]:
    return list({(mark.start, mark.end): mark for mark in marks}.values())


def _words_in(marks: Sequence[Mark], text: str) -> set[tuple[int, int]]:
    return {
        (word.start(), word.end()) for mark in _distinct(marks) for word in _WORD.finditer(text, mark.start, mark.end)
    }


Matching = Callable[[Sequence[Mark], Sequence[Mark]], FourCounts]
