"""What the people of a group have more or less of than the others: words said, and numbers and dates of files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median

from assistant.analysis.traits import Amount, What, is_known_of_enough

_FIRM_PAIRS, _PARTLY_PAIRS = 0.95, 0.75
"""Share of pairs, one of a group and one of the others, in which the same one has more."""
_BY_CHANCE = 0.01
"""How often chance may do as well."""


@dataclass(frozen=True, slots=True)
class AmountApart:
    """What the people of a group have more or less of."""

    what: What
    name: str
    is_date: bool
    middle: str
    middle_there: str
    """Of the others."""
    whole: bool = field(default=False, init=False)
    """It is told of one group, never of all of them together."""
    pairs: float
    """Share of pairs, one of the group and one of the others, in which the same one has more."""
    more: bool
    """Whether that is the one of the group."""
    firm: bool


def furthest_apart(known: Sequence[Amount], groups: Sequence[Sequence[str]]) -> Iterator[AmountApart | None]:
    """For each group the amount that sets it furthest apart; None where none does."""
    for at, group in enumerate(groups):
        others = [who for number, people in enumerate(groups) if number != at for who in people]
        tried = (_apart(amount, group, others, tries=len(known) * len(groups)) for amount in known)
        yield max((one for one in tried if one is not None), key=lambda one: one.pairs, default=None)


def _apart(amount: Amount, group: Sequence[str], others: Sequence[str], *, tries: int) -> AmountApart | None:
    """None where those of the group have not clearly more or less of it."""
    from scipy.stats import mannwhitneyu

    here, there = ([amount.of[who] for who in people if who in amount.of] for people in (group, others))
    if not (here and there and is_known_of_enough(len(here) + len(there), len(group) + len(others))):
        return None
    tested = mannwhitneyu(here, there)
    pairs = float(tested.statistic) / (len(here) * len(there))
    clear = max(pairs, 1 - pairs)
    if not (clear >= _PARTLY_PAIRS and tested.pvalue * tries < _BY_CHANCE):
        return None
    shown = _day if amount.is_date else _plain
    middles = shown(median(here)), shown(median(there))
    return AmountApart(
        amount.what, amount.name, amount.is_date, *middles, round(clear, 4), pairs >= clear, clear >= _FIRM_PAIRS
    )


def _day(seconds: float) -> str:
    return datetime.fromtimestamp(seconds).date().isoformat()


def _plain(value: float) -> str:
    return f"{value:,.0f}" if value.is_integer() or abs(value) >= 100 else f"{value:.1f}"
