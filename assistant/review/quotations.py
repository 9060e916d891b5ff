"""Quoted words in a text, found by their marks of any style, and whether a passage holds them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_MARKS = ('"“”„‟″〝〞〟＂', "«»", "‹›", "「」", "『』", "`´")
"""Marks that open and close each other; of one row any may close what another opened."""

_SINGLE = re.compile(r"(?<![^\W_])['‘‚‛’](?=\S)([^\n]+?)(?<=\S)['’‘‛](?![^\W_])")
"""Single marks stand at the edge of words; inside of them they are apostrophes."""

_LEFT_OUT = re.compile(r"[\[(]?\s*(?:…|\.{3,})\s*[\])]?")

_WORD = re.compile(
    # Scripts without spaces are compared character by character.
    r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]|(?:(?![\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff])\w)+"
    r"(?:'\w+)*"
)


def quotations_in(text: str) -> list[str]:
    """What stands between quotation marks; a quotation that is not closed runs to the end."""
    text = text.replace("''", '"').replace("``", '"')
    found = [part for marks in _MARKS for part in _between(text, marks)]
    found += [match.group(1) for match in _SINGLE.finditer(text)]
    return [part.strip() for part in found if _words(part)]


def _between(text: str, marks: str) -> Iterator[str]:
    pieces = re.split(f"[{re.escape(marks)}]", text)
    if len(pieces) % 2 == 0:
        # An odd mark behind a digit is an inch or a second: 29" wheels.
        pieces = re.split(rf"(?<!\d)[{re.escape(marks)}]", text)
    yield from pieces[1::2]


def holds(passage: str, quotation: str) -> bool:
    """Whether a passage has the words of a quotation in their order, apart from what it marks as left out."""
    said, at = _spaced(passage), 0
    for piece in _LEFT_OUT.split(quotation):
        words = _spaced(piece)
        place = said.find(words, at)
        if place < 0:
            return False
        at = place + len(words) - 1
    return True


def same(one: str, other: str) -> bool:
    """Whether two quotations have the same words."""
    return _words(one) == _words(other)


def _spaced(text: str) -> str:
    return " " + "".join(word + " " for word in _words(text))


def _words(text: str) -> list[str]:
    text = unicodedata.normalize("NFKC", text).casefold()
    text = "".join(char for char in text if unicodedata.category(char) != "Cf")
    return _WORD.findall(re.sub("[‘’‛ʼ`´]", "'", text))
