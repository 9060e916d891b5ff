"""Whether the words of a text stand in an order that English has.

However people talk, `the` is followed by what it belongs to and `to` by what is done or by where; words that a list or
chance put beside each other are not. Each word has a class (`word_order.toml`), and each two neighbours are as likely
as the one class is after the other: in English, or where the same words are put in any order. Half of what tells the
two apart is believed, so that what a machine misheard or somebody says in a language not their own still is English.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial
from importlib.resources import files
from math import log
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from assistant.engines.ondevice.words import folded

_TOKEN = re.compile(r"[^\W_]+(?:'[^\W\d_]+)*|[^\w'-]|^-+$")
"""A word, or a mark that parts what stands before and behind it."""
_BARE = 4
"""Letters up to which a word is no other with an ending."""
_BELIEVED = 0.5
_DOUBLED = log(2) / 10
"""The table is in tenths of doublings."""
_SURE = 4.0
"""What a long text in English speaks for it at the least (in natural logarithms: 50 to 1); a short one then surely."""
_AGAINST = -1.5
"""What a text of some length that is in no order speaks for English at the most."""
_ENOUGH, _LONG, _MANY = 40, 80, 200
"""Pairs of neighbours from which a text is of some length, from which it is long, and what short ones need together."""
_JOINED = 0.05
"""Share of articles, prepositions, `and` and `or` that every text in English has where words stand in a row."""
_JOINING = ("the", "to", "of", "in", "and")

Counts = npt.NDArray[np.float64]


class _Classes(NamedTuple):
    names: tuple[str, ...]
    of: dict[str, int]
    """By word."""
    after: Counts
    """What each two in a row speak for English, by the class of the first and of the second."""


@lru_cache(1)
def _classes() -> _Classes:
    data = tomllib.loads((files(__package__) / "word_order.toml").read_text(encoding="utf-8"))
    names = tuple(data["after"])
    of = {word: names.index(name) for name, words in data["words"].items() for word in words.split()}
    return _Classes(names, of, np.array(list(data["after"].values())) * _DOUBLED * _BELIEVED)


@lru_cache(32768)
def classes_in(piece: str) -> tuple[int, ...]:
    """The class of each word in a piece of text without spaces, -1 for marks that part words."""
    return tuple(map(_class_of, _TOKEN.findall(folded(piece))))


def _class_of(word: str) -> int:
    """A word's own class, or that of how it looks."""
    names, of, _ = _classes()
    if word in of:
        return of[word]
    if not word[0].isalnum():
        return -1
    if word[0].isdigit():
        return names.index("one")
    for ending in ("-ing", "-ed", "-ly") if len(word) > _BARE else ():
        if word.endswith(ending[1:]):
            return names.index(ending)
    return names.index("-s" if len(word) >= _BARE and word.endswith("s") and not word.endswith("ss") else "other")


def read(sentences: Iterable[str]) -> list[int]:
    """The classes of the words of some sentences in a row, -1 wherever words are parted."""
    return [at for text in sentences for piece in (*text.split(), ".") for at in classes_in(piece)]


class Order:
    """How often words of each class stand after those of each, and what that speaks for."""

    def __init__(self, classes: Sequence[int]) -> None:
        size = len(_classes().names)
        # The last row and column are those of marks.
        row = np.array(classes, dtype=np.intp) % (size + 1)
        pairs = np.bincount(row[:-1] * (size + 1) + row[1:], minlength=(size + 1) ** 2)
        self.after: Counts = pairs.reshape(size + 1, size + 1)[:size, :size].astype(np.float64)
        self.pairs = int(self.after.sum())
        """How many words are followed by another."""
        self._words = np.bincount(row, minlength=size + 1)[:size]

    @property
    def evidence(self) -> float:
        """What speaks for English and against chance, in natural logarithms."""
        if not self.pairs:
            return 0.0
        share, table = self._words / self._words.sum(), _classes().after
        by_chance = np.log(np.exp(table) @ share)
        return float((self.after * (table - by_chance[:, None])).sum())

    @property
    def joined(self) -> float:
        """Share of the words that are followed by another which join words."""
        joining = [_classes().names.index(name) for name in _JOINING]
        return float(self.after[joining].sum()) / max(1, self.pairs)

    @property
    def is_chance(self) -> bool:
        """Whether it is rather that of chance than of English; of few words nothing is said."""
        return self.pairs >= _ENOUGH and self.evidence < (_AGAINST if self.pairs < _LONG else _SURE)

    @property
    def is_surely_english(self) -> bool:
        """Whether so few words as these are enough to tell."""
        return self.evidence >= _SURE and not self.joins_nothing

    @property
    def joins_nothing(self) -> bool:
        """Whether words stand in rows with hardly any that joins them, as sentences never do for long."""
        return self.joined < _JOINED


def in_no_order(texts: Sequence[Sequence[str]], is_form: Callable[[int], bool]) -> list[bool]:
    """Of each of some texts whether its words are in no order of English; short ones are looked at together too.

    A form, asked for by the place of a text, may be filled in with the names of things.
    """
    rows = list(map(read, texts))
    orders = {at: Order(row) for at, row in enumerate(rows) if len(row) > _ENOUGH}
    found = [at in orders and _is_none(orders[at], partial(is_form, at)) for at in range(len(rows))]
    short = [at for at in range(len(rows)) if at not in orders or orders[at].pairs < _LONG]
    together = Order([word for at in short for word in rows[at]])
    if together.pairs >= _MANY and _is_none(together, lambda: any(map(is_form, short))):
        for at in short:
            found[at] |= not Order(rows[at]).is_surely_english
    return found


def _is_none(order: Order, is_form: Callable[[], bool]) -> bool:
    if order.joins_nothing:
        return order.pairs >= _LONG and not is_form()
    return order.is_chance
