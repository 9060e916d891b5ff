"""What every text goes through before offsets are counted in it."""

from __future__ import annotations

import re

_BREAKS = re.compile(r"\r\n?|[\x0b\x0c]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_SURROGATES = re.compile(r"[\ud800-\udfff]+")


def clean(text: str) -> str:
    """The text as a person sees it: one kind of line break, no control characters, nothing else changed.

    Vertical tab and form feed are what word processors write for a line and a page break; they become line breaks
    and are not dropped, so that the words around them stay apart.
    """
    text = _BREAKS.sub("\n", text.removeprefix("\ufeff"))
    return _SURROGATES.sub(_mend, _CONTROL.sub("", text))


def _mend(match: re.Match[str]) -> str:
    """Join surrogate halves that belong together (RTF writes them so); replace the lone ones."""
    return match.group().encode("utf-16", "surrogatepass").decode("utf-16", "replace")
