"""Interview guides and questionnaires: documents without labels in which the numbering says who speaks.

Numbered or emphasised questions and tasks are the moderator's; what stands below them is the participant's answer.
Remarks in brackets about what people do are nobody's speech.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.ingest.layout import Layout, Line

_NUMBER = re.compile(
    r"^\s*(?P<number>(?:[QT]\.?\s?)?\d{1,3}(?:\.\d{1,2}|\.?[a-z](?![a-z])|\.(?:[ivx]+)\b)*"
    r"|[a-z]\.(?:[ivx]+|\d{1,2})|\([a-z0-9]{1,2}\)|[a-z]\))(?P<mark>[.):]?)\s+(?=\S)",
    re.IGNORECASE,
)
_IMPERATIVE = re.compile(
    r"^(?:please\b|"
    r"can you\b|could you\b|tell (?:me|us)\b|describe\b|explain\b|explore\b|imagine\b|think (?:of|about)\b|"
    r"read\b|login\b|log in\b|open\b|click\b|try\b|find\b|submit\b|select\b|choose\b|go to\b|navigate\b|use\b|show\b|"
    r"walk (?:me|us)\b|look (?:at|for)\b|complete\b|compare\b|export\b|download\b|identify\b|add\b|create\b|search\b|"
    r"say\b|rate\b|list\b|name\b|give\b|consider\b|recall\b|perform\b|discuss\b|share\b|talk\b|start\b)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.?!…:]\s*$")
_SCALE = re.compile(
    r"^\s*(?:\d{1,2}(?:\.\d)?(?:\s*/\s*\d{1,2})?\s*(?:--|[-–—:.,)]|$)|n/?a\b|(?:strongly )?(?:dis)?agree\b)",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"^\s*(?:\((?P<round>[^()]*)\)|\[(?P<square>[^\[\]]*)\])[.\s]*$")
_CREDIT = re.compile(
    r"^\W*(?:transcribed (?:by|with)\b|"
    r"(?:this )?transcript(?:ion)? (?:was )?(?:generated|created|provided|produced|by)\b|"
    r"(?:start|end|beginning) of (?:the )?(?:transcript(?:ion)?|interview|recording|audio|session|tape)\b)",
    re.IGNORECASE,
)
_INLINE_ASIDE = re.compile(
    r"\((?:the\s+)?(?:participants?|interviewe[er]s?|moderator|facilitator|researcher|respondent|observer)\s+[^()]{3,}\)",
    re.IGNORECASE,
)
_MIN_ITEMS = 3


def is_aside(words: str) -> bool:
    """Whether a line is a remark: all in brackets, as `(The participant reads)`, or `Transcribed by …`."""
    return _ASIDE.match(words) is not None or (len(words) < 120 and _CREDIT.match(words) is not None)


def breaks_off(words: str) -> bool:
    """Whether words end before their sentence does."""
    return _SENTENCE.search(words) is None


def inline_asides(text: str) -> Iterator[tuple[int, int]]:
    """Remarks about what people do that stand in brackets inside speech."""
    for match in _INLINE_ASIDE.finditer(text):
        yield match.span()


@dataclass(frozen=True, slots=True)
class _Item:
    """A numbered or emphasised line and the line below it that answers, if any."""

    index: int
    words: str
    answer: str | None


def moderator_lines(layout: Layout) -> frozenset[int]:
    """Indices of the lines that are the moderator's script; empty where the document is no such thing."""
    for found in (_numbered(layout), _emphasised(layout)):
        items = list(_with_answers(layout, found))
        if _is_script(items):
            return frozenset(found)
    return frozenset()


def _is_script(items: list[_Item]) -> bool:
    answered = [item for item in items if item.answer is not None]
    if len(items) < _MIN_ITEMS or len(answered) * 3 < len(items):
        return False
    asked = sum(item.words.rstrip().endswith("?") or bool(_IMPERATIVE.match(item.words)) for item in items)
    whole = sum(bool(_SENTENCE.search(item.words)) for item in items)
    scaled = sum(bool(_SCALE.match(item.answer or "")) for item in answered)
    if whole * 2 < len(items):
        return False
    return asked * 3 >= len(items) or scaled * 2 >= len(answered)


def _with_answers(layout: Layout, indices: list[int]) -> Iterator[_Item]:
    chosen = set(indices)
    for index in indices:
        below = index + 1
        answer = layout.words(layout.lines[below]) if below < len(layout.lines) and below not in chosen else None
        yield _Item(index, _NUMBER.sub("", layout.words(layout.lines[index])), answer)


def _numbered(layout: Layout) -> list[int]:
    """Lines whose numbers make an outline; a plain number counts only where it continues the last one."""
    found: list[int] = []
    top = 0
    for index, line in enumerate(layout.lines):
        if line.numbered:
            found.append(index)
            continue
        match = _NUMBER.match(layout.words(line))
        if match is None:
            continue
        value, rest = _plain_value(match["number"]), layout.words(line)[match.end() :]
        if value is None and _belongs(top, match["number"], rest):
            found.append(index)
        elif value is not None and _continues(top, value, match["mark"], rest):
            top = value
            found.append(index)
    return found


def _belongs(top: int, number: str, rest: str) -> bool:
    """Whether a number of several parts stands under the current one: 3.b under 3, c.ii under any."""
    if rest[:1] in "-–—":
        return False
    first = re.match(r"\d+", number)
    return int(first.group()) in (top, top + 1) if first else bool(top) or number[0].isalpha()


def _plain_value(number: str) -> int | None:
    digits = number.lstrip("QTqt. ")
    return int(digits) if digits.isdigit() else None


def _continues(top: int, value: int, mark: str, rest: str) -> bool:
    return value == top + 1 and (bool(mark) or rest[:1].isupper())


def _emphasised(layout: Layout) -> list[int]:
    """Questions that are set in bold or as headings, where the rest is not."""
    found = [
        index
        for index, line in enumerate(layout.lines)
        if _is_emphasised(line) and layout.words(line).rstrip().endswith("?")
    ]
    return found if len(found) * 2 < len(layout.lines) + 2 else []


def _is_emphasised(line: Line) -> bool:
    return line.heading or (line.bold == line.end and line.bold > 0)
