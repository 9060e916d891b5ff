"""Whether a recommendation is made with a reservation: `I do, with a warning`, `I'd recommend it, but not in winter`.

English only. What stands before the recommendation does not weaken it: `Parking is bad but I would recommend them.`
"""

from __future__ import annotations

import re

RESERVED = "reserved"
_RESERVATION = re.compile(
    r"\b(?:but (?!also\b|of course\b|then\b|i (?:already|always)\b)|although|though\b(?!ts?\b)|except|apart from"
    r"|with (?:(?:a|an|one|some|two|certain|many|few|the|big|small|slight|minor|strong|my) )*"
    r"(?:warning|caveat|reservation|condition|proviso|caution|qualification|pinch of salt)s?\b"
    r"|only (?:if|when|to|for|with|in|as|after)\b|not (?:to|for|in) (?!forget\b|mention\b)|depending on|it depends)",
    re.IGNORECASE,
)


def is_reserved(rest: str) -> bool:
    """Whether the words after `I recommend`, or after a plain yes, take some of it back."""
    return bool(_RESERVATION.search(rest))
