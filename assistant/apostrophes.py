"""Apostrophes: people and programs write them straight or curled, and patterns and word lists have them straight."""

from __future__ import annotations


def straight(text: str) -> str:
    """A text of the same length with straight apostrophes."""
    return text.replace("’", "'")
