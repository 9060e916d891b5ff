"""Whether a text tells of anybody's experience: a recipe, a timetable or a run of words does not.

Who tells of what happened says I or we, or puts it in the past. In interviews such words are one in 16 to one in 25;
an interview without any of them is left alone, as a coder trained on experiences would find some in anything. Five in a
hundred comments of patients do without, even with 40 words and more: what is no interview must be longer.

Nor does a line that was copied, or a recording that hangs, tell more the more often it comes: of survey respondents
with eight answers and more, none has fewer than three in four that are not said twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_TOLD = re.compile(
    r"i|me|my|mine|myself|we|us|our|ours|ourselves|(?:i|we)['’]\w+|(?:was|were|had|did)(?:n['’]t)?|been|felt",
    re.IGNORECASE,
)
_LONG_TALK, _LONG_TEXT = 40, 150
"""Words from which an interview is long enough to be judged, and what is none."""
_OVER_AND_OVER, _FEW = 20, 0.1
"""Sentences from which a text can repeat itself, and the share of them that is left without repetitions."""


def repeats_itself(texts: Iterable[str]) -> bool:
    """Whether the sentences of a participant are one or two, over and over."""
    said = [text.casefold().split() for text in texts]
    whole = [" ".join(words) for words in said if len(words) > 2]
    return len(whole) >= _OVER_AND_OVER and len(set(whole)) <= _FEW * len(whole)


def tells_of_nobody(texts: Iterable[str], *, in_dialogue: bool) -> bool:
    """Whether the sentences of a participant are many and hold no word that stories of one's own need."""
    words = [word for text in texts for word in _WORD.findall(text)]
    long = len(words) >= (_LONG_TALK if in_dialogue else _LONG_TEXT)
    return long and not any(_TOLD.fullmatch(word) for word in words)
