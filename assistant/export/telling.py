"""Whether a quote tells anything by itself: `The app.` and what somebody broke off do not.

English: in other languages every word counts as one that tells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol, TypeVar

from assistant.engines.ondevice.words import DETERMINERS, FUNCTION_WORDS, folded

_FULL, _FEWEST = 4, 2
"""Words with content of a quote that is gladly shown, and of one that is shown at all where there are others."""
_ALONE = 5
"""Words of a quote that stands under no statement."""
_ENOUGH = 3
"""So many full quotes make the briefer ones needless."""
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_EMPTY = (FUNCTION_WORDS - {"never", "nobody", "none", "nothing", "nowhere"}) | frozenset(
    "um umm uh uhm er erm hm hmm mm mhm oh ah yeah yes yep okay well right anyway thing things stuff lot lots".split()
)
_TAIL = re.compile(r"(?:[\s,.…!–—-]|\b(?:you know|i mean|um+|uh+|erm?)\b)+\Z", re.IGNORECASE)
"""What may stand at the end of a sentence, whether it is whole or not."""
_LEFT_OPEN = DETERMINERS - {
    "this",
    "that",
    "these",
    "those",
    "no",
    "some",
    "any",
    "each",
    "her",
    "his",
    "its",
} | frozenset("and but because or if unless although whereas between".split())
"""Words that no sentence ends with."""
_BROKEN_OFF = re.compile(
    r"(?:[,–—…-]|\.\.\.)\s*(?:hang on|hold on|wait a (?:second|moment|minute)|sorry, that's)\b|[–—]\W*\Z", re.IGNORECASE
)


class Said(Protocol):
    """Words that somebody said."""

    @property
    def text(self) -> str:
        """The words."""
        ...


Words = TypeVar("Words", bound=Said)


def tells(text: str) -> bool:
    """Whether words have enough content to be understood, and an end."""
    return _content(text) >= _FEWEST


def stands_alone(text: str) -> bool:
    """Whether words tell something away from the statement they bear out."""
    return tells(text) and len(text.split()) >= _ALONE


def _content(text: str) -> int:
    """Words with content; none in what was broken off."""
    words = [folded(word) for word in _WORD.findall(text)]
    return 0 if _is_broken_off(text) else sum(word not in _EMPTY for word in words)


def _is_broken_off(text: str) -> bool:
    last = _WORD.findall(_TAIL.sub("", text))[-1:]
    return bool(_BROKEN_OFF.search(text)) or any(word.casefold() in _LEFT_OPEN for word in last)


def telling(quotes: Sequence[Words]) -> Sequence[Words]:
    """The quotes that tell something: only full ones where these are enough; all of them where none tells anything."""
    content = [_content(quote.text) for quote in quotes]
    least = next((least for least in range(_FULL, _FEWEST, -1) if sum(n >= least for n in content) >= _ENOUGH), _FEWEST)
    return [quote for quote, n in zip(quotes, content, strict=True) if n >= least] or quotes
