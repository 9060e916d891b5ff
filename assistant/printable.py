"""Text that may be shown anywhere: what would steer a terminal, or break a line, gives way to spaces."""

from __future__ import annotations


def printable(text: str) -> str:
    """A text of the same length without what would steer a terminal."""
    return "".join(char if char.isprintable() else " " for char in text)


def on_one_line(text: str) -> str:
    """A text on one line, with what would steer a terminal taken out."""
    return " ".join(printable(text).split())
