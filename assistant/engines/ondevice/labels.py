"""A short phrase for a sentence in the participant's own terms."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.engines.ondevice.words import KNOWN, NEGATIONS, STOP, tidied, without_opening

_LONGEST = 8
"""Words in a label."""
_TOKEN = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*|[£$€]\s?\d+(?:[.,]\d+)?|\d+\s?%", re.UNICODE)
_BREAK = re.compile(
    r"[.,;:!?…()\[\]\"“”–—]+|\s-\s|\b(?:and then|and so|and|but|because|so that|although|though|whereas|while|which|"
    r"who|when|if|until|unless|or)\b",
    re.IGNORECASE,
)
_WEAK_START = frozenset(
    """i it it's that that's this there there's they they're we you he she i'm i've i'd i'll we're we've you're is was
    are were am be been being have has had do did does would could should will can may might just really very so also
    then the a an to of in at on for with my our your their his her its still even always kind sort like bit quite too
    some any as by from got get gets getting went gonna wanted want thought think guess feel felt mean say said know
    don't""".split()
)
_WEAKEST_START = _WEAK_START - NEGATIONS
_WEAK_END = frozenset(
    """the a an to of in at on for with my our your their his her its and or but so very really just that this is was
    are were am be i it you we they as by from if than then like too who which what when where how because about into
    had has have do did does would could should will can more some any there""".split()
)


_DROPPED = frozenset(
    """really very just quite actually basically literally so that's completely totally absolutely also even
    rather""".split()
)
"""Words inside a phrase that it is shorter without and no less clear."""
_IN_FOCUS = 0.7
"""What a word that carries the pain is worth more."""


def label_of(sentence: str, focus: tuple[int, int] | None = None) -> str:
    """The phrase that carries most of a sentence, at most eight words; the sentence's start where none stands out.

    `focus` is where the words stand that matter most, if they are known.
    """
    matter = frozenset(word.casefold() for word in _TOKEN.findall(sentence[slice(*focus)])) if focus else frozenset()
    parts = _parts(sentence)
    phrases = [phrase for part in parts if part and (phrase := _trimmed(part, matter))]
    if not phrases:
        return " ".join(_TOKEN.findall(without_opening(tidied(sentence)))[:_LONGEST]) or sentence.strip()[:40]
    weights = [_weight(phrase, matter) for phrase in phrases]
    return " ".join(phrases[weights.index(max(weights))])


@lru_cache(KNOWN)
def _parts(sentence: str) -> tuple[list[str], ...]:
    """The words of each clause of a sentence, after those of all of it where they are few."""
    text = without_opening(tidied(sentence))
    whole = _TOKEN.findall(text)
    clauses = (_TOKEN.findall(clause) for clause in _BREAK.split(text) if clause)
    return (whole, *clauses) if len(_dense(whole)) <= _LONGEST else tuple(clauses)


def _dense(words: list[str]) -> list[str]:
    """The words without those that only fill."""
    return [word for word in words if word.casefold() not in _DROPPED]


def _trimmed(words: list[str], matter: frozenset[str]) -> list[str]:
    """The words from the first to the last that says something, around the densest stretch where there are many."""
    while words and words[0].casefold() in _WEAKEST_START:
        words = words[1:]
    words = _dense(words)
    if len(words) > _LONGEST:
        windows = [words[at : at + _LONGEST] for at in range(len(words) - _LONGEST + 1)]
        words = max(windows, key=lambda window: _weight(window, matter))
    while words and words[0].casefold() in _WEAKEST_START:
        words = words[1:]
    while words and words[-1].casefold() in _WEAK_END:
        words = words[:-1]
    return words


def _weight(words: list[str], matter: frozenset[str]) -> float:
    """How much a phrase says: topic words count by their length, negations count, padding costs."""
    total = 0.0
    for word in words:
        folded = word.casefold()
        if folded in NEGATIONS:
            total += 0.8
        elif folded not in STOP:
            total += 1.0 + min(len(word), 10) / 20
        else:
            total -= 0.05
        total += _IN_FOCUS * (folded in matter and folded not in STOP)
    return total
