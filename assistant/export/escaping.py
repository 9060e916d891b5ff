"""Participants' words inside Markdown: shown as they were said, unable to do anything, and readable back.

What people say may look like a heading, a link, an image, a tag or a table. `escape` takes away its power in
CommonMark, GitHub's flavour and old renderers alike; `unescape` gives the words back, so that a report can be
checked against its sources. Angle brackets, ampersands and bars become entities, because old renderers do not
know a backslash before them; what viewers make links of by themselves, down to a bare `shop.com`, is broken with
an empty comment, because they look for links after escapes are resolved. So is `” — `, which only a quote of a report
may hold between its words and who said them.
"""

from __future__ import annotations

import html
import re
from itertools import pairwise
from urllib.parse import quote, unquote

from assistant.domain import Span

_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;"}
_BACKSLASHED = "\\`*_{}[]#!~$^"
_GAP = "<!-- -->"

_SPECIAL = re.compile(r"[&<>|\\`*_{}\[\]#!~$^]")
_LINK = re.compile(
    r"(?<=/)(?=/)|(?<=www)(?=\.)|(?<=\w)(?=\.[^\W\d_]{2})|(?<=\S)(?=@\w)|(?<=mailto)(?=:)|(?<=xmpp)(?=:)"
    r"|(?<=”)(?= —)",
    re.IGNORECASE,
)
_STARTS = re.compile(r"^(?:(\d{1,9})([.)])(?=\s|$)|([-+=:]))")
_ESCAPED = re.compile(rf"\\([!-/:-@\[-`{{-~])|(&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);)|{re.escape(_GAP)}")

_DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ufeff\ufff9-\ufffb]")

_ANCHOR = re.compile(r"<!-- verbatim:quote (\S+) (\d+) (\d+) -->")


def visible(text: str) -> str:
    """Text on one line, with characters that would act instead of being read replaced by signs for them.

    Control characters could command a terminal, direction marks could turn the reading order of what follows.
    """
    line = " ".join(text.split())
    return _DIRECTION.sub(_code_point, _CONTROL.sub(_picture, line))


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else _code_point(match)


def _code_point(match: re.Match[str]) -> str:
    return f"⟨U+{ord(match[0]):04X}⟩"


def escape(text: str) -> str:
    """Text for a paragraph, a list item, a heading or a table cell, without any power over them."""
    line = _LINK.sub("\0", visible(text))
    line = _STARTS.sub(_harmless_start, _SPECIAL.sub(_harmless, line))
    return line.replace("\0", _GAP)


def _harmless(match: re.Match[str]) -> str:
    return _ENTITIES.get(match[0]) or "\\" + match[0]


def _harmless_start(match: re.Match[str]) -> str:
    number, mark, sign = match.groups()
    return f"{number}\\{mark}" if number else f"\\{sign}"


def unescape(markdown: str) -> str:
    """The words that were escaped, as `visible` shows them."""
    return " ".join(_ESCAPED.sub(_plain, markdown).split())


def _plain(match: re.Match[str]) -> str:
    if match[1]:
        return match[1]
    return html.unescape(match[2]) if match[2] else ""


def anchor(span: Span) -> str:
    """A comment that says where words stand; a reader does not see it, `verbatim verify` does."""
    return f"<!-- verbatim:quote {quote(span.source_id, safe='')} {span.start} {span.end} -->"


def read_anchor(markdown: str) -> tuple[str, int, int] | None:
    """Source, start and end that an anchor in some lines names; None where there is none."""
    match = _ANCHOR.search(markdown)
    return (unquote(match[1]), int(match[2]), int(match[3])) if match else None


def after_anchors(markdown: str) -> list[str]:
    """A text cut after each anchor in it."""
    ends = [0, *(match.end() for match in _ANCHOR.finditer(markdown)), len(markdown)]
    return [markdown[start:end] for start, end in pairwise(ends)]
