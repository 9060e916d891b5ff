"""Sentences about people from what they said: the same words, told of them instead of by them.

The engine has no model to write with, so it writes little: it takes the clearest thing somebody said, drops the
padding, and turns `I waited three weeks` into `They waited three weeks`. Nothing is added that nobody said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.engines.ondevice.abstain import is_hypothetical, is_question
from assistant.engines.ondevice.words import tidied, without_opening

_PERSON = {
    "i": "they", "i'm": "they are", "i've": "they have", "i'd": "they'd", "i'll": "they'll", "me": "them",
    "my": "their", "mine": "theirs", "myself": "themselves", "we": "they", "we're": "they are", "we've": "they have",
    "we'd": "they'd", "we'll": "they'll", "us": "them", "our": "their", "ours": "theirs", "ourselves": "themselves",
}  # fmt: skip
_AGREE = [
    (re.compile(r"\b(they)( (?:really|just|also|never|always|still|only|probably|actually|honestly))? was\b", re.I), r"\1\2 were"),
    (re.compile(r"\b(they)( (?:really|just|also|never|always|still|only|probably|actually|honestly))? wasn't\b", re.I), r"\1\2 weren't"),
    (re.compile(r"\b(they)( (?:really|just|also|never|always|still|only|probably))? am\b", re.I), r"\1\2 are"),
    (re.compile(r"\bwas (they)\b", re.I), r"were \1"),
    (re.compile(r"\bam (they)\b", re.I), r"are \1"),
]  # fmt: skip
_TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_DANGLING = re.compile(r"^(?:it|that|this|those|these|there|he|she|they|which|what|you|if|when|to|for|with|of|or)\b", re.I)
_FIRST_PERSON = re.compile(r"^(?:i|i'm|i've|i'd|i'll|my|we|we're|we've|we'd|our)\b", re.IGNORECASE)
_COMPANY_THEY = re.compile(r"\b(?:they|them|their|they're|they'd|he|she|him|his|her)\b", re.IGNORECASE)
_CUT = re.compile(r"(?:[;:–—]|\.\.\.|…|, (?:and|but|so|because|which|you|i mean)\b|\b(?:and then|and so|but then)\b)", re.I)
_SHORTEST, _LONGEST = 4, 24


def statement(sentences: Sequence[str]) -> str:
    """The clearest of several sentences that say the same, the most typical first, told in the third person.

    Empty where none can be told: questions, fragments, sentences that lean on what went before.
    """
    candidates = [(clause, rank) for rank, text in enumerate(sentences[:12]) if (clause := _clause(text))]
    if not candidates:
        return ""
    clause, _ = max(candidates, key=lambda item: _clarity(item[0]) - 0.12 * item[1])
    return "" if _clarity(clause) < 0 else finished(in_third_person(clause))


def _clause(text: str) -> str:
    """A sentence's first clause that can stand alone."""
    clean = without_opening(tidied(text))
    if is_question(text) or is_hypothetical(text):
        return ""
    if len(clean.split()) <= _LONGEST:
        return clean.rstrip(" ,;:–—-.!…")
    parts = [without_opening(part.strip(" ,;:–—-.!…")) for part in _CUT.split(clean)]
    fitting = [part for part in parts if _SHORTEST <= len(part.split()) <= _LONGEST]
    return max(fitting, key=_clarity, default="")


def _clarity(clause: str) -> float:
    """How well a clause stands alone: begins with its subject, is neither a fragment nor a ramble."""
    words = clause.split()
    score = 0.0
    if _FIRST_PERSON.match(clause):
        score += 1.0
    elif _DANGLING.match(clause):
        score -= 1.2
    if not _SHORTEST <= len(words) <= _LONGEST:
        score -= 2.0
    score -= 0.25 * len(_COMPANY_THEY.findall(clause))
    score -= 0.4 * len(re.findall(r"[?\"“”…]|--|\.\.", clause))
    score -= 0.03 * abs(len(words) - 11)
    if re.search(r"\b(?:you|your)\b", clause, re.I):
        score -= 0.3
    return score


def in_third_person(text: str) -> str:
    """First person told as third: `I lost my key` becomes `They lost their key`."""
    told = _TOKEN.sub(lambda match: _shifted(match.group()), text.replace("’", "'"))
    for pattern, replacement in _AGREE:
        told = pattern.sub(replacement, told)
    return told


def _shifted(word: str) -> str:
    return _PERSON.get(word.casefold(), word) if word != "US" else word


def finished(text: str) -> str:
    """With a capital at the start and a full stop at the end."""
    text = text.strip(" ,;:–—-")
    if not text:
        return ""
    text = text[0].upper() + text[1:]
    return text if text[-1] in ".!?…" else text + "."


def listed(items: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(items) < 2:
        return "".join(items)
    return ", ".join(items[:-1]) + " and " + items[-1]
