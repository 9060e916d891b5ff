"""Which touchpoints count."""

from __future__ import annotations

from dataclasses import replace

from assistant.analysis.touchpoints import without_passing_words
from assistant.domain import Finding


def named(label: str, person: str, start: int, *, known: bool = False) -> Finding:
    """A touchpoint that somebody names."""
    traits, key = {"channel": "unknown", "known": known}, f"f{label}{start}"
    return Finding(key, "s1", start, start + 4, "touchpoint", label, None, "ondevice", person, 0.8, attributes=traits)


def test_what_one_person_drops_in_passing_does_not_count() -> None:
    """A thing counts that two people name, or one names three times, or the catalogue knows, or a reviewer approved."""
    two = [named("trailer", "ann", 0), named("trailer", "bob", 9)]
    often = [named("saddle", "ann", at) for at in (20, 30, 40)]
    passing = [named("baguette", "ann", 50), named("baguette", "ann", 60)]
    known = [named("website", "bob", 70, known=True)]
    approved = [replace(named("lock", "bob", 80), status="approved")]

    assert without_passing_words([*two, *often, *passing, *known, *approved]) == [*two, *often, *known, *approved]
