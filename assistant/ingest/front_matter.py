"""The `---` block of plain `key: value` lines that Markdown and web pages may open with."""

from __future__ import annotations

import re

_BLOCK = re.compile(r"\A---[ \t]*\n(?P<body>(?:(?!---[ \t]*\n).*\n){0,60}?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_FIELD = re.compile(r"^(?P<key>[\w][\w .-]{0,40}):[ \t]*(?P<value>.*)$")


def split(text: str) -> tuple[dict[str, str], str]:
    """The fields of the block, and the text without it."""
    match = _BLOCK.match(text)
    if match is None:
        return {}, text
    lines = [line for line in match["body"].split("\n") if line.strip()]
    fields = [_FIELD.match(line) for line in lines]
    if not lines or not fields[0]:
        return {}, text
    found = {field["key"].strip(): field["value"].strip().strip("\"'") for field in fields if field}
    return {key: value for key, value in found.items() if value}, text[match.end() :]
