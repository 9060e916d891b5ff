"""What goes together, counted by participant; checked against counting every pair."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.analysis.cooccurrence import Neighbours
from assistant.domain import Finding, Kind


def finding(number: int, kind: Kind, label: str, who: str, start: int, end: int, stage: str | None = None) -> Finding:
    return Finding(f"f{number}", "s", start, end, kind, label, stage, "x", who)


def test_emotions_and_touchpoints_in_the_same_words() -> None:
    """A participant counts once for each; what stands elsewhere does not count."""
    theme = [
        finding(1, "pain", "late", "a", 0, 20, "purchase"),
        finding(2, "pain", "late", "a", 40, 60, "purchase"),
        finding(3, "pain", "late", "b", 100, 120, "loyalty"),
    ]
    others = [
        finding(4, "emotion", "anger", "a", 0, 20),
        finding(5, "emotion", "anger", "a", 45, 50),
        finding(6, "touchpoint", "delivery", "b", 110, 118),
        finding(7, "emotion", "joy", "b", 120, 140),
    ]
    company = Neighbours([*theme, *others]).company(theme)

    assert company.stages == {"loyalty": 1, "purchase": 1}
    assert company.emotions == {"anger": 1}
    assert company.touchpoints == {"delivery": 1}


Coded = tuple[int, int, str, str]
SPANS = st.tuples(st.integers(0, 300), st.integers(1, 40), st.sampled_from("abc"), st.sampled_from(["joy", "anger"]))


@given(st.lists(SPANS, max_size=8), st.lists(SPANS, max_size=12))
def test_as_if_every_pair_were_looked_at(
    pains: list[tuple[int, int, str, str]], felt: list[tuple[int, int, str, str]]
) -> None:
    """Whatever lies where."""
    theme = [finding(n, "pain", "x", who, at, at + size) for n, (at, size, who, _) in enumerate(pains)]
    emotions = [finding(100 + n, "emotion", name, who, at, at + size) for n, (at, size, who, name) in enumerate(felt)]
    pairs = {(e.label, t.participant_id) for t in theme for e in emotions if e.start < t.end and t.start < e.end}
    expected = {name: sum(label == name for label, _ in pairs) for name in {label for label, _ in pairs}}

    assert dict(Neighbours([*theme, *emotions]).company(theme).emotions) == expected
