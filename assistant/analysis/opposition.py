"""How much a quote speaks against what other quotes say together, where no engine can read whether it does.

A quote counts for more, the closer it is to them in its own words, in its surroundings and in the question it
answers, the more telling words it shares, the surer its kind is, and where its speaker says that for others it is
otherwise. On the sample study two in five of what is found like this do speak against their claim, as somebody read
them; by closeness of meaning alone it was one in five.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from assistant.analysis.contrast import is_set_apart
from assistant.analysis.denials import is_denial
from assistant.analysis.meaning import LONGER_WORD, Surroundings, meanings
from assistant.domain import Finding
from assistant.embedding import Embedding
from assistant.matrices import Flags, Matrix

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Rows = npt.NDArray[np.int_]

_AROUND, _WORDS, _SURE, _APART = 0.75, 0.3, 0.2, 0.15
"""What closeness of the surroundings, shared telling words, confidence and being set apart weigh beside own words."""
_NEAREST = 2
"""A quote is as close to a topic as to these many of its quotes on average."""
_TYPICAL = 20
"""Of a topic's quotes, the most typical that others are compared with."""
_COMMON = 0.05
"""A word in more than this share of the sentences tells nothing, but one in up to five always may."""
_ENOUGH = 6.0
"""Sum of the weights of shared words (the logarithm of how rare each is) from which more of them add nothing."""
_ASIDE = 1
"""Sentences on either side in which being set apart may be said."""


class Opposition:
    """Compares quotes with topics; reads the findings once. Rows are places in the findings."""

    def __init__(self, findings: Sequence[Finding], said: Surroundings, embedding: Embedding) -> None:
        spans = [item.span for item in findings]
        own, questions = [said.own(span) for span in spans], [said.question(span) for span in spans]
        # A denial says by itself what was not the matter, but seldom with what: `It was no trouble to me.`
        denials = [is_denial(text) for text in own]
        near = [said.around(span, _ASIDE) for span in spans]
        told = [around if one else text for text, around, one in zip(own, near, denials, strict=True)]
        self._own = embedding.embed(told)
        self._question = np.zeros_like(self._own)
        if asked := [at for at, question in enumerate(questions) if question]:
            self._question[asked] = embedding.embed([questions[at] for at in asked])
        self._around = meanings(findings, said, embedding)
        self._turn = _numbered([said.turn(span) for span in spans])
        self._sure = np.array([item.confidence for item in findings], dtype=np.float32)
        self._told = _TellingWords(own)
        self._words = self._told.weighed(own)
        self._words_asked = self._told.weighed(
            [f"{text} {question}" for text, question in zip(own, questions, strict=True)]
        )
        self.apart: Flags = np.array([one or is_set_apart(around) for around, one in zip(near, denials, strict=True)])

    def likeness(self, rows: Sequence[int], topic: Sequence[int]) -> Matrix:
        """How close each of `rows` is to a topic; above 0.8 most are about the same."""
        return next(self.likenesses(rows, [topic]))

    def likenesses(self, rows: Sequence[int], topics: Iterable[Sequence[int]]) -> Iterator[Matrix]:
        """The same for each of several topics; what is compared with them is gathered once."""
        mine = np.asarray(rows)
        own, asked, around, turn = (part[mine] for part in (self._own, self._question, self._around, self._turn))
        for topic in topics:
            theirs = np.asarray(topic[:_TYPICAL])
            # Neighbours in one turn share their surroundings: that says nothing about what they mean.
            near = turn[:, None] == self._turn[theirs][None, :]
            near[near.all(axis=1)] = False
            meant = self._own[theirs].T
            closeness = np.maximum(_top(own @ meant, near), _top(asked @ meant, near))
            closeness = closeness + _AROUND * _top(around @ self._around[theirs].T, near)
            yield closeness + _WORDS * self._shared(mine, theirs)

    def against(self, rows: Sequence[int], likeness: Matrix) -> Matrix:
        """How much each of `rows`, all from the other side, speaks against a topic that it is so close to."""
        mine = np.asarray(rows)
        result: Matrix = likeness + _SURE * self._sure[mine] + _APART * self.apart[mine]
        return result

    def _shared(self, rows: Rows, topic: Rows) -> Matrix:
        """How telling the words are that each row, or the question it answers, has in common with a topic: 0 to 1."""
        said = (self._words[topic].sum(axis=0) > 0).astype(np.float32)
        result: Matrix = np.minimum((self._words_asked @ said)[rows] / _ENOUGH, 1.0)
        return result


class _TellingWords:
    """The words of texts that few of them share, weighted by how few."""

    def __init__(self, texts: Sequence[str]) -> None:
        spread = Counter(word for text in set(texts) for word in _words_in(text))
        count = len(set(texts))
        most = max(5.0, _COMMON * count)
        self._weight = {word: math.log(count / times) for word, times in spread.items() if times <= most}
        self._column = {word: at for at, word in enumerate(sorted(self._weight))}

    def weighed(self, texts: Sequence[str]) -> csr_array:
        """A row a text, a column a word."""
        from scipy.sparse import csr_array

        known = [sorted(_words_in(text) & self._column.keys()) for text in texts]
        weights = [self._weight[word] for words in known for word in words]
        columns = [self._column[word] for words in known for word in words]
        starts = np.cumsum([0, *map(len, known)])
        return csr_array((weights, columns, starts), shape=(len(texts), max(len(self._column), 1)), dtype=np.float32)


def _numbered(names: Sequence[str]) -> Rows:
    """A number for each name, the same for the same: numbers are compared faster."""
    number = {name: at for at, name in enumerate(dict.fromkeys(names))}
    return np.array([number[name] for name in names], dtype=np.int_)


def _words_in(text: str) -> set[str]:
    return {word.removesuffix("s") for word in LONGER_WORD.findall(text.casefold())}


def _top(likeness: Matrix, without: Flags) -> Matrix:
    """The mean of the nearest few of each row, leaving out what is marked."""
    ordered = -np.sort(-np.where(without, -np.inf, likeness), axis=1)[:, :_NEAREST]
    count = np.maximum(np.isfinite(ordered).sum(axis=1), 1)
    result: Matrix = np.where(np.isfinite(ordered), ordered, 0.0).sum(axis=1) / count
    return result
