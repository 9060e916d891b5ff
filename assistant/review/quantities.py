"""Numbers in a text by their value, whether written in digits or in English words.

"7", "seven" and "７" are one number; so are "half" and "50%", "1,500" and "fifteen hundred". Digits that
belong to a name ("P07", "B2B") are none.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction

# fmt: off
_SMALL = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = ["fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"]
# fmt: on

_COUNTS = (
    {word: value for value, word in enumerate(_SMALL)}
    | {word: 10 * value for value, word in enumerate(_TENS, start=2)}
    | {"twice": 2, "thrice": 3}
)
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1000, "k": 1000, "million": 10**6, "billion": 10**9}
_NTH = {word: value for value, word in enumerate(_ORDINALS, start=4)}
_PARTS = {"half": 2, "halve": 2, "third": 3, "quarter": 4} | _NTH


def _any(words: list[str]) -> str:
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


_JOIN = r"[\s\-‐–]+"
_BELOW_100 = rf"(?:{_any(_TENS)}(?:{_JOIN}{_any(_SMALL[1:10])})?|{_any(_SMALL)})"
_BELOW_1000 = rf"(?:(?:{_BELOW_100}{_JOIN})?(?:hundred|dozen)s?(?:{_JOIN}(?:and\s+)?{_BELOW_100})?|{_BELOW_100})"
_DIGITS = r"(?:\d+⁄\d+|(?:\d{1,3}(?:[,']\d{3})+(?!\d)|\d+)(?:[.,]\d+)?)"
_WHOLE = (
    rf"(?:(?:(?:{_DIGITS}|{_BELOW_1000}){_JOIN})?(?:thousand|million|billion)s?(?:{_JOIN}(?:and\s+)?{_BELOW_1000})?"
    rf"|{_DIGITS}(?:k\b|{_JOIN}(?:hundred|dozen)\b)?|{_BELOW_1000}|twice|thrice)"
)
_PART = rf"{_any(list(_PARTS))}s?"
_NUMBER = re.compile(
    rf"(?<![^\W_])(?:"
    rf"(?P<count>{_WHOLE})(?:(?P<percent>\s*(?:%|percent\b|per\s+cent\b|pct\b))|{_JOIN}(?P<parts>{_PART})\b)?"
    rf"|an?\s+(?P<part>{_PART})\b|(?P<half>half|halves)\b|(?P<nth>{_any(_ORDINALS)})\b)"
    # A number word must end where it ends ("tend" is no ten); digits may carry a unit ("7th", "15min").
    rf"(?:(?<=[\d%])|(?![^\W_]))",
    re.IGNORECASE,
)

_PLAIN_I = str.maketrans("İı", "Ii")


@dataclass(frozen=True, slots=True)
class Number:
    """A number's value, and how it was written."""

    value: Fraction
    written: str


def numbers_in(text: str) -> list[Number]:
    """The numbers of a text, in order; a percentage counts as the share it is."""
    return [Number(_value(match), match.group()) for match in _NUMBER.finditer(_normal(text))]


def _normal(text: str) -> str:
    """Compatible forms unified (½, full-width digits; the Turkish i is one), invisible characters out."""
    plain = unicodedata.normalize("NFKC", text).translate(_PLAIN_I)
    return "".join(char for char in plain if unicodedata.category(char) != "Cf")


def _value(match: re.Match[str]) -> Fraction:
    if match["count"]:
        value = _whole(match["count"].casefold())
        if match["percent"]:
            return value / 100
        return value / _PARTS[_singular(match["parts"])] if match["parts"] else value
    if match["nth"]:
        return Fraction(_NTH[match["nth"].casefold()])
    return Fraction(1, _PARTS[_singular(match["part"] or match["half"])])


def _singular(word: str) -> str:
    return word.casefold().removesuffix("s")


def _whole(phrase: str) -> Fraction:
    done, now = Fraction(0), Fraction(0)
    for token in re.findall(rf"{_DIGITS}|[a-z]+", phrase):
        scale = _SCALES.get(token) or _SCALES.get(token.removesuffix("s"))
        if scale is None:
            now += _digits(token) if token[0].isdigit() else _COUNTS.get(token, 0)
        elif scale < 1000:
            now = (now or Fraction(1)) * scale
        else:
            done, now = done + (now or Fraction(1)) * scale, Fraction(0)
    return done + now


def _digits(token: str) -> Fraction:
    """The value of digits of any script; a comma before three of them parts thousands."""
    if "⁄" in token:
        above, below = token.split("⁄")
        return Fraction(int(above), int(below) or 1)
    whole = re.sub(r"[,'](?=\d{3}(?!\d))", "", token)
    return Fraction("".join(str(unicodedata.digit(char)) if char.isdigit() else "." for char in whole))
