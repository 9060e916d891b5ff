"""What a question asks for: what is good, what is bad, a need that is not met, what is wanted, or a mere fact.

`Easy sharing` says nothing by itself; below `What makes it pleasant to use?` it is praise. Only a question that takes
it for granted that there is something to tell asks for it: `What was hardest?` does, `Was it hard?` leaves the answer
open. A question that asks for two sides at once tells nothing of an answer, nor does one with no word of a side.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from assistant.engines.ondevice import question_words as words
from assistant.engines.ondevice.words import folded


class Asked(Enum):
    """What an answer is expected to tell."""

    GOOD = "what is good"
    BAD = "what is bad"
    UNMET = "a need that is not met"
    WANTED = "what is wanted"
    FACT = "a fact that judges nothing"


_SIDES = (
    (words.NOT_MET, Asked.UNMET),
    (words.WISHED, Asked.WANTED),
    (words.SOLVED, Asked.GOOD),
    (words.DISLIKED, Asked.BAD),
    (words.LIKED, Asked.GOOD),
)
"""In this order, each taken out before the next is looked for: in `would you like` nobody likes a thing."""
_REMEMBERED = 2048
"""Turns of interviewers; a survey has few different ones."""
_LONGEST = 600
"""Characters at the end of a sentence that are looked at."""

_ASIDE = re.compile(
    r"\([^)]*\)|\[[^\]]*\]|\b(?:if (?:any|anything|so|at all|applicable|possible)|in your (?:opinion|view)|"
    r"would you say)\b"
)
_NUMBERED = re.compile(r"^[^a-z]*(?:q(?:uestion)?\.? ?)?\d+[a-z]?\b[\s.:)-]*")
_OPENING = re.compile(
    r"^(?:(?:and|so|but|or|then|now|okay|ok|right|well|yeah|yes|great|fantastic|fine|thanks|thank you|also|just|please|"
    r"finally|lastly|last|first|firstly|overall|generally|in general|um+|uh+|er+|hm+|maybe|perhaps|again|still|sure|"
    r"otherwise|i see|got it|alright|all right|let's see)\b[\s,.;–—-]*)+"
)
_OPEN_TO_YES_OR_NO = re.compile(rf"^{words.BEING}(?:n't)?\b")
_TAKES_FOR_GRANTED = re.compile(
    r"^(?:(?:is|are|was|were)(?:n't)?(?: there| it)? (?:\w+ )?(?:any|anything|something|some|things)"
    rf"|(?:do|did|have|has|had)(?:n't)? {words.YOU}(?: \w+){{0,2}} (?:any|an?|some|anything|something|other|specific)"
    rf"|(?:do|did|can|could|would|will|may|might) (?:you|i|we)\b.{{0,30}}?\b(?:{words.TELLING}|ask)"
    r"|would (?:you|they|your \w+) (?:\w+ )?(?:like|love|want|wish|change|add|improve|prefer)"
    r"|(?:could|should) (?:we|they|it)|would anything|do you (?:wish|miss))\b"
)
"""`Was there anything you disliked?`, `Can you tell me what you liked?`: yes alone would not do for an answer."""
_STATES = re.compile(
    rf"^(?!{words.WHICH}|{words.TELLING}|{words.BEING}(?:n't)?\b|if you|any)"
    r"(?=(?:\S+ ){7}|(?:you|i|we|they|he|she|it|that|this|there)\b)"
)
"""Whoever begins so states something, and may go on to ask after it."""
_TURNS = re.compile(
    r"[,;.–—-]\s*(?:(?:and|but|so|or|then|well) )*"
    rf"(?=(?:{words.WHICH}|{words.TELLING}|(?:is|are|was|were) there|(?:can|could) you))"
)
_CASE = re.compile(
    r"^(?:when|where|whenever|while|after|before|if|once) (?!(?:do|does|did|is|are|was|were|would|could|should|can)\b)"
)
_SUPPOSES = re.compile(
    r"^(?:if|suppose) (?:you|i|there|it|one|they|we)(?:'d)? (?:could|had|were|was|got|can|would|wave|ran)\b"
)


@lru_cache(_REMEMBERED)
def asked_for(turn: tuple[str, ...]) -> Asked | None:
    """What an interviewer's turn asks for, sentence by sentence; None where it is none of these, or more than one."""
    heading = words.HEADING.fullmatch(_small(" ".join(turn)).strip(" .:?!*)"))
    if heading and heading.lastgroup:
        return Asked[heading.lastgroup]
    sides = {side for sentence in turn for side in _sides(_asking(_plain(sentence)))}
    judging = sides - {Asked.FACT} or sides
    return judging.pop() if len(judging) == 1 else None


def asks(turn: tuple[str, ...]) -> bool:
    """Whether a turn asks for anything at all."""
    return any(sentence.rstrip().endswith("?") or _asking(_plain(sentence)) for sentence in turn)


def _small(sentence: str) -> str:
    """A sentence in small letters without its number; the name of a column without its underscores."""
    return _NUMBERED.sub("", folded(sentence[-_LONGEST:].replace("_", " ")))


def _plain(sentence: str) -> str:
    text = _ASIDE.sub(" ", _small(sentence))
    return re.sub(r"\s+", " ", re.sub(r"\s*,\s*,", ",", text)).strip(" ,")


def _asking(text: str) -> str:
    """The part of a sentence that asks for something; empty where none does, or where yes or no would answer it."""
    bare = _OPENING.sub("", re.split(r":\s*(?=\w)", text)[-1])
    if _CASE.search(bare) and not _SUPPOSES.search(bare):
        bare = _after_turn(bare)
    elif _STATES.search(bare):
        bare = _after_turn(bare) if bare.endswith("?") else ""
    prompts = bare.endswith("?") or re.match(rf"(?:wh(?:at|ich)\b|{words.TELLING})", bare)
    polar = _OPEN_TO_YES_OR_NO.search(bare) and not _TAKES_FOR_GRANTED.search(bare)
    return bare if prompts and not polar else ""


def _after_turn(text: str) -> str:
    turns = list(_TURNS.finditer(text))
    return text[turns[-1].end() :] if turns else ""


def _sides(text: str) -> set[Asked]:
    """What a question asks for; empty where it asks for nothing of these, or leaves it open."""
    if not text or words.LEAVES_OPEN.search(text):
        return set()
    text = words.NO_SIDE.sub(" ", text)
    sides: set[Asked] = set()
    for pattern, side in _SIDES:
        rest = pattern.sub(" ; ", text)
        if rest != text and side is Asked.BAD and words.HANDLED.search(text):
            return set()
        sides |= {side} if rest != text else set()
        text = rest
    return sides or ({Asked.FACT} if words.FACTUAL.search(text) else set())
