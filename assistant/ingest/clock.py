"""Times as transcripts write them: 0:03, [12:30], (00:01:02), 00:01:02.500, #00:01:02-3#."""

from __future__ import annotations

import re

CLOCK = r"\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3}|[:;]\d{2}(?!\d)|-\d(?!\d))?(?:\s?[AaPp]\.?[Mm]\b\.?)?"
_OPEN, _CLOSE = r"[\[(#<{]", r"[\])>#}]"
_RANGE = rf"(?:\s*(?:-->|-|–|—|to)\s*{CLOCK})?"
_PARTS = re.compile(r"(\d{1,3}):(\d{2})(?::(\d{2}))?(?:[.,](\d{1,3}))?")


def stamp(name: str) -> str:
    """Pattern of a time with or without brackets; the time is the group `name`."""
    return rf"{_OPEN}?\s*(?P<{name}>{CLOCK}){_RANGE}\s*{_CLOSE}?"


def bracketed(name: str) -> str:
    """Pattern of a time in brackets."""
    return rf"{_OPEN}\s*(?P<{name}>{CLOCK}){_RANGE}\s*{_CLOSE}"


_ALONE = re.compile(rf"\s*{stamp('time')}\s*$")
_LEADING = re.compile(rf"\s*{bracketed('time')}\s+(?=\S)")
_TRAILING = re.compile(rf"\s*{bracketed('time')}\s*$")


def seconds(text: str) -> float | None:
    """Seconds of a time; two parts are minutes and seconds."""
    match = _PARTS.match(text.strip())
    if match is None:
        return None
    first, second, third, fraction = match.groups()
    whole = int(first) * 60 + int(second) if third is None else int(first) * 3600 + int(second) * 60 + int(third)
    return float(whole) + (float(f"0.{fraction}") if fraction else 0.0)


def alone(line: str) -> float | None:
    """The time, where a line holds nothing else."""
    match = _ALONE.match(line)
    return seconds(match["time"]) if match else None


def leading(line: str) -> tuple[int, float] | None:
    """Length and time of a bracketed time that a line opens with."""
    match = _LEADING.match(line)
    value = seconds(match["time"]) if match else None
    return (match.end(), value) if match and value is not None else None


def trailing(text: str) -> tuple[int, float] | None:
    """Where a bracketed time at the end of a text starts, and the time."""
    match = _TRAILING.search(text[-40:])
    value = seconds(match["time"]) if match else None
    return (len(text) - len(text[-40:]) + match.start(), value) if match and value is not None else None
