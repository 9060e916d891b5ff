"""How well each sentence fits each code: by what it means in its surroundings, and by the telling words they share.

Chosen on 21 interviews that researchers coded with 27 codes (`scrum_interviews`, dev part; `python -m
evals.codebook_coding`): who spoke of a code is found with F1 0.43, where the best code for a sentence by its meaning
found it with 0.31. Where nothing was chosen: 0.56 to 0.49 on the sample study, 0.78 to 0.73 on `serdif_usability`.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from assistant.analysis.meaning import AROUND, NEIGHBOURS, QUESTION, Surroundings
from assistant.domain import Span
from assistant.embedding import Embedding, unit
from assistant.matrices import Matrix

_WORDS = 0.4
"""What shared words weigh beside the likeness of meaning."""
_TOLD = 0.3
"""What a word of a definition weighs beside one of a code's name."""
_EVERYWHERE, _FEW = 0.02, 5
"""Words in more than this share of the sentences, and in more than so many, are what the whole study is about."""
_IT = "it"
"""Stands for them in a definition: `Heard of it from a friend`."""
_TOO_COMMON = 0.2
"""Words in more than this share of the sentences tell nothing."""
_STEM = 6
"""Letters that two forms of a word share."""
_ABOVE = 3.0
"""Standard deviations above what sentences usually come to, from which one belongs to a code."""
_MANY, _SURE_OF_FEW = 100, 0.5
"""Among fewer sentences nothing can stand far above what is usual, so that less is sure."""
_LEAST, _SURE = 0.4, 0.6
"""Below the first none belongs, from the second on every one does: also where nearly all speak of the code."""
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Criteria:
    """What a codebook says of one code."""

    name: str
    definition: str
    inclusion: Sequence[str] = ()
    exclusion: Sequence[str] = ()


def fitting(codes: Sequence[Criteria], spans: Sequence[Span], said: Surroundings, embedding: Embedding) -> Matrix:
    """A row a sentence and a column a code; sentences that are nearer to what a code excludes get nothing.

    `spans` are sentences in the order of their texts.
    """
    texts = [said.own(span) for span in spans]
    words = [_words(text) for text in texts]
    about, common = _about(spans, said, embedding), _everywhere(words)
    columns = []
    for code in codes:
        fit = (about @ _meant(code, common, embedding).T).max(axis=1)
        if code.exclusion:
            fit = np.where((about @ embedding.embed(code.exclusion).T).max(axis=1) > fit, 0.0, fit)
        columns.append(fit)
    fits: Matrix = np.stack(columns, axis=1)
    return np.where(fits > 0, fits + _WORDS * _shared(codes, words), fits)


def _everywhere(words: Sequence[frozenset[str]]) -> frozenset[str]:
    """What the study as a whole is about: sentences that have it are not nearer to a code whose definition has it."""
    spread = Counter(word for row in words for word in row)
    most = max(_FEW, _EVERYWHERE * len(words))
    return frozenset(word for word, count in spread.items() if count > most)


def _meant(code: Criteria, common: frozenset[str], embedding: Embedding) -> Matrix:
    """Vectors of which a sentence has to fit one: the code's name with its definition, and what else belongs."""
    name = code.name if _words(code.name) <= common else _without(code.name, common)
    told = _without(code.definition, common) if code.definition else name
    both = embedding.embed([name, told, *code.inclusion])
    return np.concatenate([unit(both[:1] + both[1:2]), both[2:]])


def _without(text: str, common: frozenset[str]) -> str:
    return _WORD.sub(lambda word: _IT if _words(word.group()) & common else word.group(), text)


def enough(fits: Matrix) -> Matrix:
    """From which value on a sentence belongs to each code."""
    sure = _SURE if len(fits) >= _MANY else _SURE_OF_FEW
    least: Matrix = np.clip(fits.mean(axis=0) + _ABOVE * fits.std(axis=0), _LEAST, sure)
    return least


def _about(spans: Sequence[Span], said: Surroundings, embedding: Embedding) -> Matrix:
    """Sentences with their neighbours of the same turn.

    Unlike `assistant.analysis.meaning`, neighbours are not read again with each sentence: here it is about all that
    was said, not only findings, and it comes to the same (average precision 0.15 to 0.13) in a fifth of the time.
    """
    own = embedding.embed([said.own(span) for span in spans])
    near: Matrix = np.concatenate([_neighbourhood(own[rows]) for rows in _by_turn(spans, said)])
    questions = [said.question(span) for span in spans]
    asked = dict(zip(known := sorted(set(questions) - {""}), embedding.embed(known), strict=True))
    about = own + AROUND * unit(near)
    for row, question in enumerate(questions):
        if question:
            about[row] += QUESTION * asked[question]
    return unit(about)


def _by_turn(spans: Sequence[Span], said: Surroundings) -> Iterator[list[int]]:
    for _, rows in groupby(range(len(spans)), key=lambda row: said.turn(spans[row])):
        yield list(rows)


def _neighbourhood(own: Matrix) -> Matrix:
    """For each row the sum of itself and its neighbours."""
    sums = np.concatenate([np.zeros_like(own[:1]), own.cumsum(axis=0)])
    at = np.arange(len(own))
    return sums[np.minimum(at + NEIGHBOURS + 1, len(own))] - sums[np.maximum(at - NEIGHBOURS, 0)]  # type: ignore[no-any-return]


def _shared(codes: Sequence[Criteria], rows: Sequence[frozenset[str]]) -> Matrix:
    """Likeness of sentence and code by words, each weighted by how few sentences have it."""
    spread = Counter(word for row in rows for word in row)
    most = max(2.0, _TOO_COMMON * len(rows))
    rare = {word: math.log(len(rows) / count) for word, count in spread.items() if count <= most}
    lengths = np.array([math.hypot(*(rare.get(word, 0.0) for word in row)) for row in rows])
    # In a sentence of two words, one that is shared proves little.
    lengths = np.maximum(lengths, max(float(np.median(lengths)), 1e-9))
    shared = np.zeros((len(rows), len(codes)), dtype=np.float32)
    for column, code in enumerate(codes):
        weights = _weights(code, rare)
        whole = math.hypot(*weights.values()) or 1.0
        for row, words in enumerate(rows):
            if common := sorted(words & weights.keys()):
                shared[row, column] = sum(weights[word] * rare[word] for word in common) / whole / lengths[row]
    return shared


def _weights(code: Criteria, rare: dict[str, float]) -> dict[str, float]:
    name = _words(code.name)
    told = name.union(*map(_words, (code.definition, *code.inclusion)))
    return {word: rare[word] * (1.0 if word in name else _TOLD) for word in sorted(told) if word in rare}


def _words(text: str) -> frozenset[str]:
    from assistant.engines.ondevice.topics import topic_words

    return frozenset(word[:_STEM] for word in topic_words(text))
