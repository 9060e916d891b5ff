"""Speaker labels as they occur at the start of a line: one pattern for each style.

A match is only a candidate. `Note:` and `Dan:` look alike on their own; `cast` decides with the whole document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assistant.ingest import clock
from assistant.ingest.layout import Layout, Line
from assistant.ingest.names import is_code, is_label, same_part, word_role


@dataclass(frozen=True, slots=True)
class Label:
    """A candidate: which line, whose, in which style, and where the speech after it starts."""

    line: int
    name: str
    style: str
    bold: bool
    speech: int
    time: float | None = None

    @property
    def key(self) -> str:
        return same_part(self.name)

    @property
    def shape(self) -> tuple[str, bool]:
        return self.style, self.bold


@dataclass(frozen=True, slots=True)
class Style:
    """How a label may be written."""

    name: str
    pattern: re.Pattern[str]
    accepts: Callable[[str], bool] = is_label


def is_short(text: str) -> bool:
    """A role word or a code: what may stand before a dash or a full stop without being the start of a sentence."""
    return word_role(text) is not None or text in {"Q", "A", "R"} or (is_code(text) and text.isupper())


def is_bare_name(text: str) -> bool:
    """A label that may fill a line: a full stop behind more than an initial makes it an answer of one word."""
    last = text.rsplit(maxsplit=1)[-1]
    return is_label(text) and (not last.endswith(".") or len(last) <= 3)


def is_somebody(text: str) -> bool:
    """A label, but no remark such as `[Break]` or `[All]`, which stand in brackets without being anybody's."""
    return is_label(text) and word_role(text) != "other"


_STARS = r"[*_]{0,3}"
"""Markdown's emphasis, left over in plain text."""
_BEFORE = rf"^\s*(?:>>+\s*|[-–—•*]\s+|\d{{1,4}}[.)]?[ \t]+(?=[^\W\d]|\[))?{_STARS}"
_NAME = r"(?P<name>[^\s:：\[\]<>{}\d*_](?:[^:：\[\]<>{}\t\n]{0,58}?[^\s:：\[\]<>{}*])?|\d[\w.\-]{0,8})"
_COLON = rf"(?:{_STARS}\s?[:：]{_STARS})"
_SPEECH_FOLLOWS = r"(?=\s|$|[\"“”'‘’«¿¡(\[…]|[^\W\d_a-z])"
_DATE = r"\d{1,4}[-./]\d{1,2}[-./]\d{2,4}"

STYLES: tuple[Style, ...] = (
    Style(
        "voice", re.compile(r"^\s*<v(?:\.[^\s>]*)?[ \t]+(?P<name>[^>\n]{1,60})>\s*"), lambda name: bool(name.strip())
    ),
    Style(
        "chat",
        re.compile(
            rf"^\s*[\[(]?(?:{_DATE},?\s+{clock.CLOCK}|{clock.CLOCK},?\s+{_DATE})[\])]?\s*[-–]?\s*{_NAME}"
            rf"{_COLON}{_SPEECH_FOLLOWS}\s*"
        ),
    ),
    Style(
        "time first",
        re.compile(
            rf"^\s*(?:\d{{1,4}}[.)]?\s+)?{clock.stamp('time')}\s*(?:[-–—|,]\s*)?\[?{_NAME}\]?"
            rf"(?:{_COLON}{_SPEECH_FOLLOWS}|\s*\t\s*|\s+[-–—]\s|[?;.,]?\s*$)\s*"
        ),
    ),
    Style(
        "time after",
        re.compile(
            rf"{_BEFORE}\[?{_NAME}\]?{_COLON}?\s*,?\s*(?:[-–—|]\s*)?"
            rf"(?:{clock.bracketed('time')}{_COLON}?|(?<=[\s,]){clock.stamp('bare')}{_COLON}?\s*$)\s*"
        ),
    ),
    Style("brackets", re.compile(rf"{_BEFORE}\[{_NAME}\]{_COLON}?\s*"), is_somebody),
    Style("colon", re.compile(rf"{_BEFORE}{_NAME}{_COLON}{_SPEECH_FOLLOWS}\s*")),
    Style("tab", re.compile(rf"{_BEFORE}{_NAME}[ \t]*\t\s*(?:{clock.stamp('time')}[ \t]*\t\s*)?(?=\S)")),
    Style("dash", re.compile(r"^\s*(?P<name>[^\W\d_][\w ]{0,20}?)(?:\.|\s?[-–—>])\s+(?=\S)"), is_short),
    Style("alone", re.compile(rf"{_BEFORE}{_NAME}{_STARS}\s*$"), is_bare_name),
)


def candidates(layout: Layout) -> Iterator[Label]:
    """Every line that starts the way a label would."""
    for index, line in enumerate(layout.lines):
        label = _bold_label(layout, index, line) or _label(layout, index, line)
        if label is not None:
            yield label


def opens_turn(line: str) -> bool:
    """Whether a single line, without its document, plainly opens somebody's speech."""
    head = _head(line)
    return any(_accepted(style, head) for style in STYLES[:6])


def _head(words: str) -> str:
    """As much of a line as a label may take up. A mark closes it that no name has, so that no pattern takes the
    cut for the line's end; without the cut a line of blanks would cost the square of its length."""
    return words if len(words) <= _HEAD else f"{words[:_HEAD]}\0"


def _accepted(style: Style, words: str) -> re.Match[str] | None:
    match = style.pattern.match(words)
    return match if match and style.accepts(match["name"]) else None


def _label(layout: Layout, index: int, line: Line) -> Label | None:
    words = layout.words(line)
    head = _head(words)
    for style in STYLES:
        match = _accepted(style, head)
        if match is None:
            continue
        groups = match.groupdict()
        time = clock.seconds(groups.get("time") or groups.get("bare") or "")
        bold = line.bold >= line.start + match.end("name") and line.bold < line.end
        bold = bold or (line.bold == line.end and match.end() == len(head))
        return Label(index, match["name"].strip(), style.name, bold, line.start + match.end(), time)
    return None


_HEAD = 200
_LONGEST = 90
"""Characters of emphasis that may still be a name with a time."""
_AFTER_BOLD = re.compile(rf"\s*[:：]?\s*(?:{clock.bracketed('time')}|{clock.stamp('bare')}\s*$)?\s*[:：]?\s*")
_TRIMMED = re.compile(rf"\s*(?:{clock.stamp('time')})?\s*[:：.–—-]*\s*$")


def _bold_label(layout: Layout, index: int, line: Line) -> Label | None:
    """`**Name** speech` and `**Name**` on its own line: emphasis takes the place of the colon."""
    if not line.bold or line.bold - line.start > _LONGEST:
        return None
    emphasised = layout.text[line.start : line.bold]
    trimmed = _TRIMMED.search(emphasised)
    name = emphasised[: trimmed.start()] if trimmed else emphasised
    if not is_label(name) or "?" in name:
        return None
    rest = _AFTER_BOLD.match(layout.text[line.bold : line.end])
    time = (trimmed["time"] if trimmed else None) or (rest["time"] or rest["bare"] if rest else None) or ""
    style = "bold" if line.bold + (rest.end() if rest else 0) < line.end or ":" in emphasised else "alone"
    colon = ":" in layout.text[line.start + len(name) : line.bold + (rest.end() if rest else 0)]
    return Label(
        index,
        name.strip(" \t:"),
        "colon" if colon else style,
        True,
        line.bold + (rest.end() if rest else 0),
        clock.seconds(time),
    )
