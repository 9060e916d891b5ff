"""Phrases of a sentence that could stand over a theme: whole ones, cut where nothing that belongs to them is lost.

There is no grammar here. Where a phrase begins and ends is told by the small words around it, which are few and known:
`check the tracker dot` ends before a clause does, `worry about the vans` begins after `I`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.engines.ondevice.words import (
    ADVERBS,
    AUXILIARIES,
    DETERMINERS,
    LINKS,
    NEGATIONS,
    NUMBERS,
    OBJECTS,
    PARTICLES,
    PREPOSITIONS,
    PRONOUNS,
    STOP,
    folded,
    tidied,
)

_TOKEN = re.compile(
    r"[^\W_]+(?:['’.-][^\W_]+)*|[£$€]\s?\d+(?:[.,]\d+)?|\d+\s?%|[.,;:!?…()\[\]\"“”–—/*]+|(?<=\s)-(?=\s)"
)
_WORD = re.compile(r"[\w£$€]")
_ASIDE = re.compile(
    r"\b(?:hang on|hold on|let me (?:see|think)|I think|I guess|I suppose|I mean|you know)\b", re.IGNORECASE
)
_LONGEST = 6
"""Words."""
_NEVER_FIRST = DETERMINERS | PRONOUNS | AUXILIARIES | PREPOSITIONS | LINKS | ADVERBS | NUMBERS | OBJECTS
_TURNING = NEGATIONS | frozenset(
    "lack lacks lacking wish wished hardly barely less fewer unable difficult hard impossible instead".split()
)
"""What turns all around that follows it in its clause."""
_MAY_BE_FIRST = NEGATIONS | frozenset("want need needed get getting feel felt good great bad new people".split())
"""Stop words that begin a phrase well."""
_BEFORE = DETERMINERS | PRONOUNS | AUXILIARIES | PREPOSITIONS | ADVERBS
"""After these a phrase begins."""
_AFTER = (PREPOSITIONS - PARTICLES - {"of", "to"}) | PRONOUNS | AUXILIARIES | DETERMINERS | NEGATIONS
"""Before these a phrase may end."""
_NEVER_LAST = (
    DETERMINERS
    | PRONOUNS
    | AUXILIARIES
    | LINKS
    | NUMBERS
    | OBJECTS
    | NEGATIONS
    | (PREPOSITIONS - PARTICLES)
    | (ADVERBS - {"again", "already"})
    | frozenset("more most much many own able unable way itself either etc lot".split())
)
_SAYS = frozenset("is was are were".split())
_TAKES_MORE = frozenset("like that as".split())
"""After `feel`, what only leads to what is felt."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A phrase as it was said, its words folded, and whether the clause goes on with more than where or when."""

    text: str
    words: tuple[str, ...]
    goes_on: bool


def headings(sentence: str) -> Iterator[Heading]:
    """All phrases of a sentence that could be a heading, of one to six words."""
    for clause in _clauses(sentence):
        words = [folded(word) for word in clause]
        for start in range(len(words)):
            if not _begins(words, start):
                continue
            for end in range(start + 1, min(len(words), start + _LONGEST) + 1):
                if _ends(words, end) and not _runs_on(words[start:end]):
                    after = words[end] if end < len(words) else ""
                    goes_on = bool(after) and after not in PREPOSITIONS
                    yield Heading(" ".join(clause[start:end]), tuple(words[start:end]), goes_on)


def _clauses(sentence: str) -> Iterator[list[str]]:
    """Words between signs and conjunctions, as they are written."""
    clause: list[str] = []
    for token in _TOKEN.findall(_ASIDE.sub(",", tidied(sentence))):
        if _WORD.match(token) and folded(token) not in LINKS:
            clause.append(token)
        elif clause:
            yield clause
            clause = []
    if clause:
        yield clause


def _begins(words: Sequence[str], at: int) -> bool:
    """Whether a phrase may begin here; never behind a `not` or a `lack of`, without which it would say the opposite."""
    if not _TURNING.isdisjoint(words[:at]):
        return False
    word, before = words[at], words[at - 1] if at else ""
    if (word in _NEVER_FIRST or word in STOP) and word not in _MAY_BE_FIRST:
        return False
    if word in ("feel", "felt") and words[at + 1 : at + 2] and words[at + 1] in _TAKES_MORE:
        return False
    return not before or before in _BEFORE


def _runs_on(words: Sequence[str]) -> bool:
    """Whether a phrase says `didn't answer` of something, and then something else of that: `were about it`."""
    return words[0].endswith("n't") and not _SAYS.isdisjoint(words[1:])


def _ends(words: Sequence[str], end: int) -> bool:
    """Whether a phrase may end before this place."""
    last, after = words[end - 1], words[end] if end < len(words) else ""
    if last in _NEVER_LAST:
        return False
    return not after or (after in _AFTER and after not in OBJECTS)
