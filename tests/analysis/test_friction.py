"""Friction and paths, against what the formulas give by hand."""

from __future__ import annotations

from dataclasses import replace

from assistant.analysis.friction import friction, paths
from assistant.domain import Finding, Stage


def finding(who: str, start: int, severity: float = 0.5) -> Finding:
    attributes = {"severity": severity}
    return Finding(f"{who}{start}", "s", start, start + 1, "pain", "x", "use", "x", who, attributes=attributes)


def test_friction_is_share_times_severity() -> None:
    """Waiting: two of four at (0.9 + 0.5) / 2 = 0.7 gives 0.35; crashes: three of four at 0.4 give 0.3."""
    pains = {
        "crashes": [finding(who, 1, 0.4) for who in "abc"],
        "waiting": [finding("a", 2, 0.9), finding("b", 3, 0.5)],
        "alone": [finding("d", 4, 1.0), finding("d", 5, 1.0)],
    }
    rows = friction(pains, of=4)

    assert [(row["name"], row["participants"], row["severity"], row["score"]) for row in rows] == [
        ("waiting", 2, 0.7, 0.35),
        ("crashes", 3, 0.4, 0.3),
        ("alone", 1, 1.0, 0.25),
    ]


def test_a_path_is_what_several_took() -> None:
    """From website to shop, by two; a step of one participant alone is no path, nor is staying where one is."""
    stages = [Stage("buy", ""), Stage("use", "")]

    def met(who: str, start: int, label: str, stage: str) -> Finding:
        channel = {"channel": "digital" if label == "website" else "physical"}
        return replace(finding(who, start), kind="touchpoint", label=label, stage=stage, attributes=channel)

    findings = [
        met("a", 9, "website", "buy"),
        met("a", 10, "website", "buy"),
        met("a", 2, "shop", "use"),
        met("b", 1, "website", "buy"),
        met("b", 5, "shop", "use"),
        met("c", 1, "shop", "buy"),
        met("c", 5, "website", "use"),
    ]
    found = paths(findings, stages, of=3)

    (step,) = found["use"]
    assert step == {"from": "website", "to": "shop", "channels": ["digital", "physical"], "participants": 2, "of": 3}
    assert found.get("buy", []) == []
