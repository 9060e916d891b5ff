"""What is asked for in a search: its words in any of their forms, and phrases that must occur."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.apostrophes import straight

_QUOTED = re.compile(r"[\"“”„«]([^\"“”„«»]+)[\"“”»]")
WORD = re.compile(r"[^\W_]+")
"""Letters and digits."""
_ENDING = re.compile(r"(?<=...)(?:ing|ed|es|s|ly|ies|y|e)\Z")
_SMALL = frozenset(
    """
    a about all an and any are as at be because been but by can did do does for from get got had has
    have he her his how i if in into is it its just like me my no not of on or our out she so some than
    that the their them then there they this to too up was we were what when where which who why will
    with would you your
    """.split()
)
_LATIN_ENDS = "\u2e80"
"""From here on scripts are written without spaces: a word is found anywhere."""


class Query:
    """What is asked for: the whole as text, its words as stems, and phrases that must occur."""

    def __init__(self, query: str) -> None:
        self.phrases = [_phrase(phrase) for phrase in _QUOTED.findall(query) if phrase.strip()]
        self.text = re.sub(r"[\"“”„«»]", " ", query).strip()
        words = list(dict.fromkeys(word.lower() for word in WORD.findall(self.text)))
        telling = [word for word in words if word not in _SMALL] or words
        self.stems = list(dict.fromkeys(stem(word) for word in telling))
        self._words = re.compile("|".join(_group(stem) for stem in self.stems), re.IGNORECASE)

    def words_in(self, text: str) -> Iterator[tuple[int, str]]:
        """Where the query's words stand in a text, in any of their forms, and which they are."""
        if self.stems:
            for match in self._words.finditer(text):
                yield match.start(), self.stems[(match.lastindex or 1) - 1]


def _phrase(words: str) -> re.Pattern[str]:
    """The phrase word by word, whatever white space, apostrophes and capitals the text has."""
    pieces = [straight(re.escape(word)).replace("'", "['’]") for word in words.split()]
    return re.compile(r"(?<!\w)" + r"\s+".join(pieces) + r"(?!\w)", re.IGNORECASE)


def stem(word: str) -> str:
    """A word without its ending, where enough of it is left."""
    return _ENDING.sub("", word) if len(word) > 4 else word


def _group(stem: str) -> str:
    return f"({re.escape(stem)})" if stem > _LATIN_ENDS else rf"\b({re.escape(stem)})\w{{0,4}}\b"
