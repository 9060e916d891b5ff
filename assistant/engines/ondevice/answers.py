"""How far the question before it decides what an answer is, and how far the answer tells that by itself.

Whoever is asked what was best and says `Easy sharing` praises it. Whoever answers in a whole sentence has mostly said
what they think of it, whoever names a trouble or turns round with `but` has certainly, and by the third sentence an
interview has moved on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from math import exp, log
from typing import NamedTuple

from assistant.engines.ondevice import answer_words as words
from assistant.engines.ondevice.abstain import holds_nothing
from assistant.engines.ondevice.asked import Asked, asked_for, asks
from assistant.engines.ondevice.words import KNOWN, STOP, WORD, folded
from assistant.engines.protocol import Line, Passage


class Question(NamedTuple):
    """What was asked before a sentence, and how near that is."""

    asked: Asked | None = None
    nearness: float = 0.0
    """From 0 to 1."""
    listing: bool = False
    """Whether a form asks for things of a kind, so that a single word names one."""
    denied: bool = False
    """Whether the answer began by saying that there is nothing of the kind."""


UNASKED = Question()
_NEAR = (1.0, 0.5)
"""How near the first and the second sentence of an answer are to its question; those after them are not."""
_BACKCHANNEL = 3
"""Words of an interviewer who only listens; a longer remark that asks nothing is the end of the question before."""
_FRAGMENT, _SHORT = 12, 8
"""Words up to which what has no verb, and what has one, says little by itself."""
_LITTLE, _SOME, _MUCH = 1.0, 0.6, 0.35
"""How far the question is heard with a fragment, with a short clause and with a whole sentence."""
_SHIFTS: Mapping[Asked, Mapping[str, float]] = {
    Asked.GOOD: {"pain": -3.5, "gain": 3.0, "need": -3.0, "suggestion": -3.5},
    Asked.BAD: {"pain": 1.5, "gain": -2.5, "need": -2.0, "suggestion": -1.5},
    Asked.UNMET: {"pain": -1.5, "gain": -3.0, "need": 3.0, "suggestion": -2.0},
    Asked.WANTED: {"pain": -3.0, "gain": -2.5, "need": -1.0, "suggestion": 2.5},
    Asked.FACT: {"pain": -2.5, "gain": -2.5, "need": -2.5, "suggestion": -2.5},
}
"""What a question adds to the log odds of each kind in an answer that says nothing by itself."""
_NO_PAIN = -3.0
"""The same for a wish that complains of nothing, whatever was asked."""
_NOTHING_TOLD: Mapping[Asked, Mapping[str, float]] = {
    Asked.GOOD: {"gain": -3.0, "suggestion": -2.0},
    Asked.BAD: {"pain": -3.0, "suggestion": -2.0},
    Asked.UNMET: {"pain": -3.0, "need": -3.0, "suggestion": -2.0},
    Asked.WANTED: {"pain": -3.0, "need": -3.0, "suggestion": -3.0},
    Asked.FACT: {},
}
"""The same where the answer is that there is nothing of what was asked for."""


def is_written(passage: Passage) -> bool:
    """Whether a passage is what somebody wrote below the questions of a form: nobody is named as speaking."""
    return any(line.role == "interviewer" for line in passage.lines) and not any(line.speaker for line in passage.lines)


def is_filled_in(passage: Passage) -> bool:
    """Whether a passage is a form that asks somebody what they think, so that few words are enough."""
    return is_written(passage) and bool(questions(passage))


def read_at_once(passages: Sequence[Passage], read: Sequence[Sequence[Line]]) -> list[int]:
    """For each line that is read a number: lines of one number are read together, those of a talk all.

    The answers in a form are no talk: read in a row, each sounds like its question and like those beside it.
    """
    places = [
        (number, line.turn if written else 0)
        for number, (written, lines) in enumerate(zip(map(is_written, passages), read, strict=True))
        for line in lines
    ]
    numbers = {place: number for number, place in enumerate(dict.fromkeys(places))}
    return [numbers[place] for place in places]


def questions(passage: Passage) -> dict[Line, Question]:
    """What was asked before each line of others than the interviewer, where it asks for something and is near."""
    found: dict[Line, Question] = {}
    asked: Asked | None = None
    topics: set[str] = set()
    told, denied, written = 0, False, is_written(passage)
    for interviewing, stretch in groupby(passage.lines, key=lambda line: line.role == "interviewer"):
        if interviewing:
            turn = tuple(line.text for line in stretch)
            if not _only_listens(turn):
                asked, topics, told, denied = asked_for(turn), _topics(" ".join(turn)), 0, False
            continue
        for line in stretch if asked else ():
            nothing = denies(line.text)
            if told < len(_NEAR) and (nothing or not _topics(line.text) <= topics):
                found[line] = Question(asked, _NEAR[told], written and asked is not Asked.FACT, denied)
            denied |= nothing
            told += not (holds_nothing(line.text) or _is_fragment(line.text))
    return found


def _topics(text: str) -> set[str]:
    """Words that name something; an answer that has only those of its question repeats it."""
    return {word for word in map(folded, WORD.findall(text)) if word not in STOP}


def _only_listens(turn: tuple[str, ...]) -> bool:
    return sum(len(WORD.findall(sentence)) for sentence in turn) <= _BACKCHANNEL and not (asks(turn) or asked_for(turn))


def heard_with(question: Question, text: str, kinds: Mapping[str, float]) -> Mapping[str, float]:
    """How surely an answer is of each kind when its question is heard with it."""
    if question.asked is None:
        return kinds
    shifts = _shifts(question.asked, text, question.denied)
    moved = {kind: _moved(kinds[kind], question.nearness * shifts.get(kind, 0.0)) for kind in kinds}
    wish = question.asked is Asked.WANTED and question.listing and kinds["suggestion"] >= kinds["pain"]
    if wish and not complains(text):
        moved["pain"] = _moved(moved["pain"], _NO_PAIN)
    return moved


@lru_cache(KNOWN)
def complains(text: str) -> bool:
    """Whether words of trouble stand in a sentence."""
    return bool(words.COMPLAINS.search(folded(text)))


@lru_cache(KNOWN)
def denies(text: str) -> bool:
    """Whether an answer is that there is nothing of what was asked for."""
    return bool(words.DENIES.match(folded(text)))


@lru_cache(KNOWN)
def _shifts(asked: Asked, text: str, denied: bool) -> Mapping[str, float]:
    """What is added to the log odds of each kind in an answer next to its question."""
    plain = folded(text)
    if denies(text):
        return _NOTHING_TOLD[asked]
    if _tells_itself(asked, plain):
        return {}
    if denied:
        return _NOTHING_TOLD[asked]
    weight = _weight(plain)
    shifts = {
        kind: weight * shift
        for kind, shift in _SHIFTS[asked].items()
        if weight == _LITTLE or _less(asked, weight, shift)
    }
    return shifts | {"pain": _NO_PAIN} if _only_wishes(plain) else shifts


def _tells_itself(asked: Asked, plain: str) -> bool:
    """Whether an answer turns against its question, or judges in words of its own against what was asked for."""
    if words.TURNS.search(plain):
        return True
    if asked is Asked.BAD:
        return _praises(plain)
    if asked is Asked.GOOD:
        return bool(words.COMPLAINS.search(plain))
    return bool(words.COMPLAINS.search(plain) and not words.WISHES.search(plain)) or _praises(plain)


def _praises(plain: str) -> bool:
    """Whether a whole clause praises; `nice plots` may be what is missing, and so may what `would be great`."""
    return bool(words.CLAUSE.search(plain) and words.PRAISES.search(plain) and not words.WISHES.search(plain))


def _less(asked: Asked, weight: float, shift: float) -> bool:
    """Whether a clause is heard with its question at all: it makes nothing of it that it does not say itself."""
    return shift < 0 and not (asked is Asked.FACT and weight == _MUCH)


def _only_wishes(plain: str) -> bool:
    return bool(words.PROPOSES.search(plain)) and not words.COMPLAINS.search(plain)


def _weight(plain: str) -> float:
    count = len(WORD.findall(plain))
    if count <= _FRAGMENT and not words.CLAUSE.search(plain):
        return _LITTLE
    return _SOME if count <= _SHORT else _MUCH


def _is_fragment(text: str) -> bool:
    return _weight(folded(text)) == _LITTLE


def _moved(probability: float, shift: float) -> float:
    """A probability with something added to its log odds; what is 0 or 1 stays."""
    if not shift or not 0.0 < probability < 1.0:
        return probability
    return 1.0 / (1.0 + exp(-(log(probability / (1.0 - probability)) + shift)))
