"""The order in which people are heard."""

from __future__ import annotations

from assistant.analysis.voices import in_turn
from assistant.domain import Evidence, Span
from assistant.engines.protocol import Quote


def quote(who: str, at: int) -> Quote:
    return Quote(Evidence(Span("s", at, at + 1)), f"{who} {at}", who)


def test_everybody_is_heard_before_one_is_heard_again() -> None:
    """In the order they came in otherwise; none is lost."""
    quotes = [quote("Ana", 1), quote("Ana", 2), quote("Bo", 3), quote("Ana", 4), quote("Chidi", 5), quote("Bo", 6)]

    assert [one.text for one in in_turn(quotes)] == ["Ana 1", "Bo 3", "Chidi 5", "Ana 2", "Bo 6", "Ana 4"]
