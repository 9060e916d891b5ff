"""Finding the words of somebody else's export in a text: white space, quotation marks and dashes may differ."""

from __future__ import annotations

import re

_SAME = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})
"""One character for one, so that offsets stay those of the text."""


def locate(quote: str, text: str, after: int = 0) -> tuple[int, int] | None:
    """Where a quote stands in a text, at or after a place if it does, else anywhere; None where it does not."""
    words = quote.translate(_SAME).split()
    if not words:
        return None
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    plain = text.translate(_SAME)
    found = pattern.search(plain, after) or pattern.search(plain)
    return found.span() if found else None
