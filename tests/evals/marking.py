"""Marks for tests, written short."""

from __future__ import annotations

from assistant.domain import Kind
from evals.marks import Mark


def mark(start: int, end: int, kind: Kind = "pain", text: str = "t", label: str = "", stage: str | None = None) -> Mark:
    """A mark in the text called `t`."""
    return Mark(text, start, end, kind, label, stage)
