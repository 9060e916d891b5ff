"""Text of other people on the screen: always as text, with what cannot be seen made visible.

A terminal obeys control characters, reorders lines at direction marks and hides zero-width characters, so a
transcript could show something other than what it says. Every such character becomes one visible character, which
keeps offsets valid. Widgets are given `Content` objects made here and never a string, which Textual would read as
markup.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from textual.content import Content

_JOINERS: Final = "\u200c\u200d"
"""Needed to write Persian, Hindi and family emoji: kept between characters that are not ASCII."""

_SYMBOLS: Final = {code: 0x2400 + code for code in range(0x20)} | {
    0x09: " ",
    0x0A: "\n",
    0x0D: " ",
    0x7F: "␡",
    0x85: " ",
    0xAD: "‧",
    0x200B: "∙",
    0x200C: "∙",
    0x200D: "∙",
    0x200E: "▸",
    0x200F: "◂",
    0x202A: "▸",
    0x202B: "◂",
    0x202C: "◆",
    0x202D: "▸",
    0x202E: "◂",
    0x2028: " ",
    0x2029: " ",
    0x2060: "∙",
    0x2066: "▸",
    0x2067: "◂",
    0x2068: "▸",
    0x2069: "◆",
    0x061C: "◂",
    0xFEFF: "∙",
}


def shown(text: str) -> str:
    """A text of the same length in which every character can be seen and none is obeyed."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(text, at, char) for at, char in enumerate(text))


def _shown(text: str, at: int, char: str) -> str:
    if char in _JOINERS and _joins(text, at):
        return char
    symbol = _SYMBOLS.get(ord(char))
    if symbol is not None:
        return chr(symbol) if isinstance(symbol, int) else symbol
    if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Cn") or 0xE0000 <= ord(char) <= 0xE007F:
        return "�"
    return char


def _joins(text: str, at: int) -> bool:
    neighbours = text[max(at - 1, 0) : at] + text[at + 1 : at + 2]
    return len(neighbours) == 2 and not any(char.isascii() or char in _JOINERS for char in neighbours)


def content(text: str, style: str = "") -> Content:
    """Content of one style from any text."""
    return Content.styled(shown(text), style) if style else Content(shown(text))


def one_line(text: str, limit: int = 200) -> str:
    """A text on one line, cut where it gets long."""
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: limit - 1].rstrip() + "…"


def short_name(name: str, limit: int) -> str:
    """A name on one line; a long one keeps its end too, for names of one study often begin alike."""
    flat = " ".join(name.split())
    if len(flat) <= limit:
        return flat
    kept = limit * 2 // 3
    return flat[: limit - 1 - kept].rstrip() + "…" + flat[len(flat) - kept :]


def how_many(number: int, what: str) -> str:
    """A number of things in words: 1 finding, 1,200 findings."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def wait(number: int, of: int | None = None) -> str:
    """How many wait, of how many where that is told: `1 waits`, `3 of 1,200 wait`."""
    many = f"{number:,}" if of is None else f"{number:,} of {of:,}"
    return f"{many} {'waits' if number == 1 else 'wait'}"
