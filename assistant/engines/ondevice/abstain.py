"""What is not a finding although it is a participant's sentence: questions, hypotheticals, pleasantries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.engines.ondevice.words import KNOWN, NEGATIONS, STOP, WORD, folded

_PLEASANTRY = re.compile(
    r"^\W*(?:(?:oh|well|yeah|yes|no|okay|ok|right|so|um+|uh+|hi|hello|hey|thanks?|thank you|cheers|sure|of course|"
    r"great|perfect|good|fine|cool|lovely|nice|bye|goodbye|welcome|sorry|pleasure|alright|all right|exactly|"
    r"absolutely|definitely|mm+|mhm|hmm+|ha+|haha|morning|afternoon|evening|and you|you too|very much|so much|"
    r"no problem|no worries|my pleasure|nice to meet you|how are you|i'?m (?:good|fine|well|ready)|not at all|"
    r"take care|see you|have a (?:good|nice|great) (?:day|one|evening|weekend)|for having me|for your time|"
    r"that'?s it|that'?s all|i think that'?s (?:it|all|everything)|go ahead|sounds good|there|again|everyone|"
    r"good to|meet you|is that ok(?:ay)?|can you hear me|"
    r"(?:i have |i've |i've got )?(?:no|not any|none) ?(?:more |other |further )?questions?|"
    r"at (?:this|the) (?:time|moment|point)|(?:from|for|with|by) me|so far|(?:for|right) now|nope|none|got it|"
    r"understood|i (?:think i )?(?:understand|agree)|(?:that |that all )makes sense|that(?:'s| is)? fine|that works|"
    r"let'?s (?:start|begin|go|get started|do (?:it|this))|ready|(?:sounds )?like a plan|"
    r"(?:we can |feel free to |happy to |ready to |please )(?:start|begin|proceed|go|continue))\b[\s,.!?…—–-]*)+$",
    re.IGNORECASE,
)
_HYPOTHETICAL = re.compile(
    r"\b(?:if (?:i|we|it|that|they|someone|somebody|you)(?:'d| had| were| would)\b"
    r".*\b(?:would|'d|might|could)(?:n't|n’t)?"
    r"|(?:would|'d|’d) have been\b(?=.*\bif\b)"
    r"|imagine if|(?<!\bi )(?<!\bwe )suppose\b|let's say|let’s say|hypothetically)",
    re.IGNORECASE,
)
_SELF = re.compile(
    r"^\W*(?:(?:so|and|but|or|oh|ah|okay|ok|hmm+|wait|well|now|then|right)\W+)*(?:where|why|how come|which|what)\b"
    r"|\b(?:i|i['’]m|i['’]ve|my|mine|me|we|our|us|this|these|here|it)\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:you|your|yours|you['’](?:re|ve|d|ll)|please|tell me|anything|anyone|what happened)\b", re.IGNORECASE
)
_MOST_BARE = 5
"""Longer runs of small words do say something: `There is no way to know if it went through.`"""
_NOT_SAID = re.compile(r"^\W*[\[(][^\])]*[\])]\W*$")
_TAG = re.compile(r"[,;.–—-]\s*(?:right|you know|isn't it|no|yeah|okay|ok|innit|eh|know what i mean)\?$", re.IGNORECASE)
_FILLING = "got get done see true exactly both same absolutely present moment occasion far really add think".split()
_TELLING = frozenset("good great nice bad need needed want wanted new kind like well fine".split())
_BARE = (STOP | NEGATIONS | set(_FILLING)) - _TELLING
"""Words of which a sentence says nothing by itself: `So it was.`, `I did not.`"""


@lru_cache(KNOWN)
def holds_nothing(sentence: str) -> bool:
    """Whether a sentence cannot be a finding of any kind: a pleasantry, a stage direction, a question, no words."""
    words = WORD.findall(sentence)
    if len(words) < 2 or _NOT_SAID.match(sentence) or _PLEASANTRY.match(sentence):
        return True
    return _all_bare(words) or (is_question(sentence) and len(words) < 25)


def names_one(sentence: str) -> bool:
    """Whether a sentence is one word that names something: below `What is missing?` it says enough."""
    words = WORD.findall(sentence)
    said = len(words) == 1 and len(sentence.strip(" .,;!")) > 1 and folded(words[0]) not in _BARE | _TELLING
    return said and not (is_question(sentence) or _NOT_SAID.match(sentence) or _PLEASANTRY.match(sentence))


def is_bare(sentence: str) -> bool:
    """Whether a statement is nothing but a few small words, which mostly say nothing; yet `I cannot find it.` does."""
    words = WORD.findall(sentence)
    if len(words) < 2 or not _all_bare(words):
        return False
    return not (is_question(sentence) or _NOT_SAID.match(sentence) or _PLEASANTRY.match(sentence))


def _all_bare(words: Sequence[str]) -> bool:
    return len(words) <= _MOST_BARE and all(folded(word) in _BARE for word in words)


def says_nothing(sentence: str) -> bool:
    """Whether nothing was said at all: a stage direction, or no words."""
    return not WORD.search(sentence) or bool(_NOT_SAID.match(sentence))


@lru_cache(KNOWN)
def is_question(sentence: str) -> bool:
    """Whether a sentence asks; a tag at the end of a statement (`…, right?`) does not make it a question."""
    text = sentence.rstrip().rstrip("\"'”’)")
    if not text.endswith(("?", "？")):
        return False
    return not _TAG.search(text)


def wonders(sentence: str) -> bool:
    """Whether a sentence asks nobody but its speaker (`Where did my ticket go?`): a sign of trouble, not of manners."""
    return is_question(sentence) and bool(_SELF.search(sentence)) and not _OTHER.search(sentence)


@lru_cache(KNOWN)
def is_hypothetical(sentence: str) -> bool:
    """Whether a sentence tells what would have happened, not what did."""
    return bool(_HYPOTHETICAL.search(sentence))
