"""What gets in people's way in a stage, ranked, and the ways they take from touchpoint to touchpoint."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import fmean
from typing import Any

from assistant.domain import Finding, Stage

FORMULA = "share of participants × mean severity (0 to 1)"
_MOST_FRICTION, _MOST_PATHS = 5, 6
_UNKNOWN_SEVERITY = 0.5
"""For a pain whose coder gave none, as people's own codings."""


def friction(pains: Mapping[str, Sequence[Finding]], of: int) -> list[dict[str, Any]]:
    """Topics of pains by `FORMULA`, the worst first; topics of one participant stay below those of several."""
    rows = [_row(name, findings, of) for name, findings in pains.items()]
    rows.sort(key=lambda row: (row["participants"] < 2, -row["score"], row["name"]))
    return rows[:_MOST_FRICTION]


def _row(name: str, findings: Sequence[Finding], of: int) -> dict[str, Any]:
    people = {item.participant_id for item in findings}
    mean = fmean(map(severity, findings))
    score = round(len(people) / max(of, 1) * mean, 3)
    return {"name": name, "participants": len(people), "of": of, "severity": round(mean, 2), "score": score}


def severity(pain: Finding) -> float:
    """How badly it hurts, from 0 to 1."""
    return float(pain.attributes.get("severity", _UNKNOWN_SEVERITY))


def paths(findings: Iterable[Finding], stages: Sequence[Stage], of: int) -> dict[str, list[dict[str, Any]]]:
    """By stage, the steps from one touchpoint to the next that several participants told of, the commonest first.

    A participant's way is their touchpoints stage by stage, in the order they told them; a step belongs to the stage
    it leads into.
    """
    findings = list(findings)
    channel = {item.label: str(item.attributes.get("channel", "")) for item in findings if item.kind == "touchpoint"}
    takers: dict[str, dict[tuple[str, str], set[str]]] = defaultdict(lambda: defaultdict(set))
    for who, way in _ways(findings, stages):
        for (_, before), (stage, after) in pairwise(way):
            takers[stage][before, after].add(who)
    return {stage: _commonest(steps, of, channel) for stage, steps in takers.items()}


def _ways(findings: Iterable[Finding], stages: Sequence[Stage]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    order = {stage.name: at for at, stage in enumerate(stages)}
    told: dict[str, list[Finding]] = defaultdict(list)
    for item in findings:
        if item.kind == "touchpoint" and item.stage in order and item.participant_id is not None:
            told[item.participant_id].append(item)
    for who, items in sorted(told.items()):
        items.sort(key=lambda item: (order[item.stage or ""], item.source_id, item.start, item.label))
        way: list[tuple[str, str]] = []
        for item in items:
            if not way or way[-1][1] != item.label:
                way.append((item.stage or "", item.label))
        yield who, way


def _commonest(steps: Mapping[tuple[str, str], set[str]], of: int, channel: Mapping[str, str]) -> list[dict[str, Any]]:
    shared = [(len(people), step) for step, people in steps.items() if len(people) > 1]
    shared.sort(key=lambda item: (-item[0], item[1]))
    return [
        {"from": a, "to": b, "channels": [channel.get(a, ""), channel.get(b, "")], "participants": count, "of": of}
        for count, (a, b) in shared[:_MOST_PATHS]
    ]
