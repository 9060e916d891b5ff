"""The order in which a reader meets quotes, and what a draft may look at."""

from __future__ import annotations

from assistant.analysis.material import Material, in_turn
from assistant.domain import Evidence, Finding, Participant, Source, Span
from assistant.engines.protocol import Quote
from assistant.identity import text_sha256


def quote(who: str, at: int) -> Quote:
    return Quote(Evidence(Span("s", at, at + 1)), f"{who} {at}", who)


def test_everybody_is_heard_before_one_is_heard_again() -> None:
    """In the order they came in otherwise; none is lost."""
    quotes = [quote("Ana", 1), quote("Ana", 2), quote("Bo", 3), quote("Ana", 4), quote("Chidi", 5), quote("Bo", 6)]

    assert [one.text for one in in_turn(quotes)] == ["Ana 1", "Bo 3", "Chidi 5", "Ana 2", "Bo 6", "Ana 4"]


def test_drafts_do_not_see_what_is_only_perhaps_so() -> None:
    """Until somebody approves it."""
    source = Source("s", "d", 0, "s", "transcript", "It broke. It hurt.", text_sha256("It broke. It hurt."))
    sure = Finding("f1", "s", 0, 9, "pain", "broke", None, "ondevice", "p", 0.8)
    unsure = Finding("f2", "s", 10, 18, "pain", "hurt", None, "ondevice", "p", 0.3)
    material = Material({"s": source}, [Participant("p", "p")], (), (), [sure, unsure], ())

    assert material.on_firm_ground().findings == [sure]
    assert list(material.findings) == [sure, unsure]
