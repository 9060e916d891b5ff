"""Dates and ratings as people export them, read lightly: what is not plain is left as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T\s]+(\d{1,2}:\d{2}(?::\d{2})?)\S*)?.*")
_PLAIN = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[,\s]+(\d{1,2}:\d{2}(?::\d{2})?).*)?")
_NAMED = re.compile(
    r"(?:[A-Za-z]{3,9},?\s+)?(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?P<month>[A-Za-z]{3,9})\.?,?|"
    r"(?P<month2>[A-Za-z]{3,9})\.?\s+(?P<day2>\d{1,2})(?:st|nd|rd|th)?,?)\s+(?P<year>\d{4})\b.*"
)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""As dates name them, in three letters."""
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
_RATING = re.compile(r"\s*([-+]?\d+(?:[.,]\d+)?)\s*(?:/\s*\d+|of \d+|out of \d+|stars?|points?|%|★)?\s*", re.IGNORECASE)


def day_first(values: Iterable[str]) -> bool | None:
    """Whether 03/04/2024 means the third of April in a column; None where no value shows it."""
    for value in values:
        match = _PLAIN.fullmatch(value.strip())
        if match and int(match[1]) > 12:
            return True
        if match and int(match[2]) > 12:
            return False
        if match and "." in value[:6]:
            return True
    return None


def iso(value: str, *, day_comes_first: bool | None) -> str:
    """A date in ISO form; empty where the value is none, or where day and month cannot be told apart."""
    value = value.strip()
    if match := _ISO.fullmatch(value):
        return _written(int(match[1]), int(match[2]), int(match[3]), match[4])
    if (match := _PLAIN.fullmatch(value)) and day_comes_first is not None:
        first, second = int(match[1]), int(match[2])
        day, month = (first, second) if day_comes_first else (second, first)
        return _written(int(match[3]), month, day, match[4])
    if match := _NAMED.fullmatch(value):
        name = (match["month"] or match["month2"])[:3].casefold()
        if name in MONTHS:
            return _written(int(match["year"]), MONTHS.index(name) + 1, int(match["day"] or match["day2"]), None)
    return ""


def is_date(value: str) -> bool:
    """Whether a value is a date in any of the forms that are read."""
    value = value.strip()
    return bool(8 <= len(value) <= 40 and (_PLAIN.fullmatch(value) or iso(value, day_comes_first=None)))


def _written(year: int, month: int, day: int, clock: str | None) -> str:
    try:
        written = date(year, month, day).isoformat()
    except ValueError:
        return ""
    return f"{written}T{clock.zfill(5)}" if clock else written


def is_number(value: str) -> bool:
    return _NUMBER.fullmatch(value.strip()) is not None


def rating(value: str) -> float | int | None:
    """The number of a rating: `4`, `4/5`, `4 stars`, `★★★★☆`."""
    if "★" in value or "⭐" in value:
        return value.count("★") + value.count("⭐")
    match = _RATING.fullmatch(value)
    if match is None:
        return None
    number = float(match[1].replace(",", "."))
    return int(number) if number.is_integer() else number
