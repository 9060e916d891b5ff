"""Which differences are larger than chance would make them: exact tests, corrected for how many are made.

Each side is tested against the others together with Fisher's exact test. Tests that could not come out clear however
people had split, as too few speak of it, are not made and not counted (Tarone 1990).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from assistant.comparison.sides import STAGE, Compared, Section, Test
from assistant.export.wording import number as in_words
from assistant.matrices import Matrix

_CHANCE = 0.05
_ROUNDING = 1 + 1e-7
"""Splits that are as likely as each other may differ in the last digits."""
NOT_TESTED = "No test of chance is made: personas are grouped by what people say, so they are bound to differ in it."


def marked(sections: Sequence[Section]) -> tuple[tuple[Section, ...], str]:
    """Rows with the sides that differ clearly, those first, and the rule by which they do."""
    tests = [test for section in sections for row in section.rows for test in row.tests.values()]
    number = comparisons(tests)
    found = _ordered(
        [Section(section.title, tuple(_marked(row, number) for row in section.rows)) for section in sections]
    )
    return found, _rule(number, any(row.clear for section in found for row in section.rows))


def untested(sections: Sequence[Section]) -> tuple[Section, ...]:
    """Rows that nothing is asked of chance about: those that differ most first."""
    return _ordered(
        [Section(section.title, tuple(replace(row, tests={}) for row in section.rows)) for section in sections]
    )


def _ordered(sections: Sequence[Section]) -> tuple[Section, ...]:
    """What chance is least likely to make differ first; stages keep their order."""
    return tuple(Section(section.title, _in_order(section.rows)) for section in sections)


def _in_order(rows: Iterable[Compared]) -> tuple[Compared, ...]:
    rows = tuple(rows)
    if any(row.kind == STAGE for row in rows):
        return rows  # stages have an order of their own
    return tuple(sorted(rows, key=lambda row: (_least_likely(row), -row.gap, row.name)))


def _least_likely(row: Compared) -> float:
    # Rounded, as what is equally likely must not be told apart by the last digits.
    return round(min((chance_of(test)[0] for test in row.tests.values()), default=1.0), 9)


def _marked(row: Compared, number: int) -> Compared:
    clear = {}
    for name, (said, own, others, rest) in row.tests.items():
        if is_clear((said, own, others, rest), number):
            clear[name] = "more" if said * rest > others * own else "less"
    return replace(row, clear=clear)


def is_clear(test: Test, number: int) -> bool:
    """Whether chance would hardly make such a difference, corrected for so many comparisons."""
    return number > 0 and chance_of(test)[0] <= _CHANCE / number


def comparisons(tests: Sequence[Test]) -> int:
    """How many of the tests could come out clear after a correction for as many."""
    least = np.sort(np.array([chance_of(test)[1] for test in tests]))
    for number in range(1, len(least) + 1):
        able = int(np.searchsorted(least, _CHANCE / number, side="right"))
        if able <= number:
            return number if able else 0
    return 0


@lru_cache(maxsize=65536)
def chance_of(test: Test) -> tuple[float, float]:
    """How likely chance makes the two shares at least as different, and the least that could be for so many people."""
    said, own, others, rest = test
    spoke = said + others
    fewest, most = max(0, spoke - rest), min(spoke, own)
    weights = _ways(own, fewest, most) + _ways(rest, spoke - most, spoke - fewest)[::-1]
    likely = np.exp(weights - weights.max())
    likely /= likely.sum()

    def at_most(one: float) -> float:
        return min(1.0, float(likely[likely <= one * _ROUNDING].sum()))

    return at_most(likely[said - fewest]), at_most(min(likely[0], likely[-1]))


def _ways(people: int, fewest: int, most: int) -> Matrix:
    """In how many ways so many of some people can have spoken, as logarithms."""
    from scipy.special import gammaln

    spoke = np.arange(fewest, most + 1)
    ways: Matrix = gammaln(people + 1) - gammaln(spoke + 1) - gammaln(people - spoke + 1)
    return ways


def _rule(number: int, is_any: bool) -> str:
    if not number:
        return "Too few people to tell a difference from chance: read the counts as they are."
    made = "one comparison" if number == 1 else f"{in_words(number)} comparisons"
    rule = f"Fisher's exact test, 1 in 20 after correction for the {made} that could show a difference"
    if not is_any:
        return f"Nothing differs more than chance would make it ({rule})."
    return f"Clearly: chance would hardly make such a difference ({rule}). All other differences may be chance."
