"""Whether a word is used as a noun where it stands, told by the small words beside it; there is no grammar here.

`the manual` and `two manuals` are; `manual work`, `we store it`, `she reviews it` are not. In doubt it is none.
"""

from __future__ import annotations

import re

from assistant.engines.ondevice.words import (
    ADVERBS,
    AUXILIARIES,
    DETERMINERS,
    FUNCTION_WORDS,
    LINKS,
    NEGATIONS,
    NUMBERS,
    PREPOSITIONS,
    PRONOUNS,
    folded,
)

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_BREAK = re.compile(r"[.,;:!?…()\[\]\"“”–—/]|\s-\s")
_IN_SIGHT = 100
"""Characters looked at to either side."""
_REACH = 3
"""So many words before one may describe it: `the really friendly local shop`."""
_LEADING = (DETERMINERS - {"that", "this"}) | NUMBERS | {"another", "many", "several", "few"}
_DOING = AUXILIARIES | PRONOUNS | (NEGATIONS - {"no"}) | {"let", "let's", "please"}
"""Behind these stands what somebody does, or how something is."""
_BEING = frozenset("is are was were be been being have has had having".split())
_ONE = frozenset("he she it he's she's it's somebody someone everybody everyone who".split())
JUDGING = frozenset(
    """good great nice lovely bad poor awful terrible horrible friendly helpful unhelpful excellent brilliant fantastic
    amazing wonderful pleasant polite courteous rude kind better worse best worst new old same own local nearest other
    cheap expensive clean dirty quick slow very""".split()
)
"""Words of judgement, which stand beside nouns: `Friendly driver.`, `Driver very helpful.`"""
_RELATIVE = frozenset("who which that".split())
DOINGS = frozenset(
    """said says told tells asks came comes took takes went goes got gets gave gives made makes looks seems knew knows
    let lets kept keeps left sent sends broke breaks rang works fell sounds feels felt began needs wrote spoke stood sat
    met found lost paid bought sold drove ran read thought held""".split()
)
"""What a noun often did: a word behind it that is no noun of which it tells more."""


def is_noun(text: str, start: int, end: int) -> bool:
    """Whether the word at some offsets of a sentence is a noun, and tells no more of one behind it."""
    said = folded(text[start:end])
    plural = said.endswith("s") and not said.endswith("'s")
    before, after = _clause_before(text[max(0, start - _IN_SIGHT) : start]), _next(text[end : end + _IN_SIGHT])
    if not said.endswith("s") and _goes_on(after) and (before or after not in JUDGING):
        return False
    led = _led(before, plural=plural)
    return led if led is not None else _stands_alone(before, after, plural=plural)


def _led(before: list[str], *, plural: bool) -> bool | None:
    """Whether the words before lead to a noun; None where they do not tell."""
    for passed, word in enumerate(reversed(before[-_REACH - 1 :])):
        if plural and passed == 0 and word in _RELATIVE:
            return False
        if word in _LEADING or (word in ("that", "this") and not plural) or _is_somebodys(word):
            return not _is_own_role(before, passed)
        if word in LINKS:
            return None
        if word in _DOING:
            # `I store them` does; `I read reviews` and `there are ads` do not.
            return plural and (word in _BEING or (passed > 0 and word not in _ONE))
        if word in PREPOSITIONS:
            return passed < _REACH - 1
    return None


def _is_somebodys(word: str) -> bool:
    return word.endswith("'s") and word not in PRONOUNS


def _is_own_role(before: list[str], passed: int) -> bool:
    """Whether somebody is said to be what the word says: `I am a dance instructor`, `as a trainer`."""
    lead = before[: len(before) - passed]
    return lead[-1] in ("a", "an") and len(lead) > 1 and lead[-2] in ("am", "i'm", "as", "being", "become", "became")


def _stands_alone(before: list[str], after: str | None, *, plural: bool) -> bool:
    """Whether a word that nothing leads is a noun: `Reviews were mixed.`, not `Store it.`"""
    if after in DETERMINERS or after in PRONOUNS or after in ("it", "them", "him", "her", "us", "me"):
        return False
    if plural or after in AUXILIARIES or after in DOINGS or (before and before[-1] in JUDGING):
        return True
    told_of = after is not None and (after in PREPOSITIONS | JUDGING | ADVERBS or after.endswith("ed"))
    return told_of and not before


def _goes_on(after: str | None) -> bool:
    """Whether a word tells more of the one behind it: `manual work`, `tab completion`."""
    if after is None or after in FUNCTION_WORDS or after in DOINGS or after in ADVERBS:
        return False
    return not after.endswith(("ed", "ly", "n't")) and "'" not in after


def _clause_before(text: str) -> list[str]:
    parts = _BREAK.split(text)
    return [folded(word) for word in _WORD.findall(parts[-1])]


def _next(text: str) -> str | None:
    """The word right behind, if no sign stands between."""
    found = re.match(r"\s+([^\W_]+(?:['’-][^\W_]+)*)", text)
    return folded(found.group(1)) if found else None
