"""A question to the sources: answered with quotes that speak to it, or not at all.

Without a model nothing is worded. Quotes that are close to the question's telling words stand for the answer; where
none is close, or most of those words occur in none, the sources do not say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.engines import open_embedding
from assistant.query import WORD, stem
from assistant.search import Passage
from assistant.study import Study
from assistant.study_search import find_passages

CLOSE = 0.51
"""Cosine from which on a quote speaks to the question; set on the sample study, see tests/test_asking.py."""
_NEAR = 0.8
"""Quotes this much as close as the closest one are cited too."""
_COVERED = 0.5
"""Share of the telling words that quotes must have."""

_ASKING = frozenset(
    """
    a about all an and any anyone are as ask at be because been but by can could customers did do does doing feel feels
    felt find for from get got had happen happens has have he hear heard her his how i if in into is it its just like
    liked likes make many me mention most much my no not of on or our out participants people riders said say says she
    should so some talk tell than that the their them then there they think thinks this thought to too up us use users
    want was we were what when where which who why will with would you your
    """.split()
)
"""Words that ask, but do not say about what."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the sources say to a question; no passages where they do not."""

    question: str
    passages: Sequence[Passage]
    nearest: Sequence[Passage]
    """What comes nearest all the same, for whoever wants to judge."""


def is_question(text: str) -> bool:
    """Whether something is asked, rather than looked for."""
    return text.rstrip().endswith(("?", "？", "؟"))


def ask(study: Study, question: str, count: int = 8, where: Mapping[str, Sequence[str]] | None = None) -> Answer:
    """Quotes that answer a question, the closest first; `where` names participants and sources as find_passages."""
    about = telling_words(question)
    words = " ".join(about) or question
    where = where or {}
    found, _ = find_passages(study, words, count, where.get("participant", ()), where.get("source", ()))
    if not found:
        return Answer(question, (), ())
    vectors = open_embedding().embed([words, *(passage.quote for passage in found)])
    likeness = [float(vector @ vectors[0]) for vector in vectors[1:]]
    best = max(likeness)
    ranked = [passage for _, passage in sorted(zip(likeness, found, strict=True), key=lambda pair: -pair[0])]
    if best < CLOSE or _coverage(about, found) < _COVERED:
        return Answer(question, (), ranked)
    cited = sum(value >= best * _NEAR for value in likeness)
    return Answer(question, ranked[:cited], ranked[cited:])


def telling_words(question: str) -> list[str]:
    """The words that say what a question is about, in their order."""
    return [word for word in dict.fromkeys(WORD.findall(question.casefold())) if word not in _ASKING and len(word) > 1]


def _coverage(words: Sequence[str], passages: Sequence[Passage]) -> float:
    """Which share of words stand in any of the passages, whatever their endings."""
    said = {_stem(word) for passage in passages for word in WORD.findall(passage.quote.casefold())}
    return sum(_stem(word) in said for word in words) / len(words) if words else 1.0


def _stem(word: str) -> str:
    """Its stem, without the letter that an ending has doubled."""
    short = stem(word)
    return short[:-1] if len(short) > 4 and short[-1] == short[-2] else short
