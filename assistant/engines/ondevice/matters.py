"""What people tell of in different words: worry, waiting, kindness and the like, by families of words.

Theirs are the words, the list is ours: a matter is told of only where people name it, and not to deny it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from assistant.analysis.voices import people_in, speakers
from assistant.engines.protocol import Quote

_PART, _FEWEST = 0.35, 3
"""What share of those who tell of something, and how many, have to name a matter for the sentence to say so."""
_MOST = 0.7
"""Share of them from which the sentence says it of all who told, as it does of a word they share."""
_DENIED = r"(?<!\bno )(?<!\bnot )(?<!\bnever )(?<!\bwithout )(?<!n't )(?<!n’t )(?<!\bany )(?<!\bless )"
PRAISE = "praise"
IN_OTHER_WORDS = {PRAISE: "had praise", "nothing": "could name nothing to improve"}
"""Matters that nobody can be said to tell of."""
_TROUBLES = {
    "worry": r"concern(?:s|ed|ing)?|worr(?:y|ied|ies|ying)|afraid|fear(?:s|ed)?|scared|scary|anxious|nervous",
    "waiting": r"wait(?:s|ed|ing)?|queue[sd]?|delay(?:s|ed)?|late",
    "the time it took": r"slow(?:er|ly)?|time[- ]consuming|t(?:akes?|ook) (?:(?:so|too|very|a) )?(?:long|forever|ages)",
    "confusion": r"confus\w+|unclear|misunderst\w+|makes? no sense",
    "the cost": r"expensive|costs?|costly|prices?|pric(?:e)?y|paywall|afford|overpriced",
    "mistakes": r"mistakes?|errors?|wrong|incorrect\w*|inaccura\w+|hallucinat\w+|unreliab\w+|bugs?|buggy",
    "what did not work": r"broke(?:n)?|crash\w*|fail(?:s|ed|ures?)?|stopped working",
    "something missing": r"lack(?:s|ed|ing)?|missing|not enough",
    "difficulty": r"difficult(?:y|ies)?|hard(?:er)? to|struggl\w+|challeng\w+|frustrat\w+",
}
_PLEASURES = {
    "kindness": r"kind(?!s? of)(?:ness|ly)?|friendly|caring|polite|courteous|compassion\w*|welcoming",
    "time saved": r"sav(?:es?|ed|ing) (?:\w+ ){0,4}time|time[- ]saving|faster|quick(?:er|ly)?|efficien\w+",
    "ease": r"eas(?:y|ier|ily|e)|simpl(?:e|er|ify|ifies)|convenien\w+",
    "what helped": r"help(?:s|ed|ful|ing)?|support(?:s|ed|ive)?",
    "improvement": r"improv\w+|(?:gets?|got|makes?|made|works?|becomes?|is|are) (?:\w+ ){0,2}better",
    PRAISE: r"excellent|brilliant|great|amazing|fantastic|perfect|wonderful|superb|outstanding|first class|very good",
    "nothing": r"nothing|no complaints?"
    r"|(?:can|could)(?:['’]?t|not| not) (?:think of (?:anything|any)|fault|complain|have (?:been|done|asked|had))"
    r"|not have done anything",
}
_WISHES = {
    "something quicker": r"quick(?:er|ly)?|faster|sooner|speed(?:s|ed)? up",
    "something easier": r"eas(?:y|ier|ily)|simpl(?:er|ify)",
    "more": r"more|another|additional",
    "something better": r"better|improv\w+",
}
_OF_KIND: Mapping[str, Mapping[str, str]] = {
    "pain": _TROUBLES,
    "gain": _PLEASURES,
    "need": _WISHES,
    "suggestion": _WISHES,
}


class Matter(NamedTuple):
    """What some of those who tell of something name, and how many do."""

    name: str
    people: int
    of_all: bool
    """Whether so many do that the sentence may say it of all of them."""
    words: re.Pattern[str]

    @property
    def verb(self) -> str:
        """How it is reported, if not as something that was told of."""
        return IN_OTHER_WORDS.get(self.name, "")

    def is_named_by(self, text: str) -> bool:
        """Whether words name it."""
        return bool(self.words.search(text))


def matter_of(quotes: Sequence[Quote]) -> Matter | None:
    """The matter that most of those who speak name; None where only a few name the same."""
    people = people_in(quotes)
    named = []
    for name, words in _PATTERNS.get(quotes[0].kind or "", {}).items():
        naming = len(speakers(quote for quote in quotes if words.search(quote.text)))
        if naming >= max(_FEWEST, _PART * people):
            named.append(Matter(name, naming, naming >= _MOST * people, words))
    return max(named, key=lambda matter: matter.people, default=None)


_PATTERNS = {
    kind: {name: re.compile(rf"{_DENIED}\b(?:{words})\b", re.IGNORECASE) for name, words in matters.items()}
    for kind, matters in _OF_KIND.items()
}
