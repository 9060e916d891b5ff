"""A study in memory: what each participant says, sentence by sentence, and what is coded in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.analysis.material import Material
from assistant.domain import Finding, Kind, Participant, Sentence, Source, Theme, Turn
from assistant.identity import text_sha256

Coding = tuple[Kind, str, Mapping[str, Any]]
"""Kind, label and attributes; `confidence`, `stage` and `theme` among these are taken out of them."""
Said = tuple[str, Sequence[Coding]]


def material(told: Mapping[str, Sequence[Said]], stage: str = "use") -> Material:
    """One source a participant; themes are those that the codings name, with the kind of their first finding."""
    sources, turns, sentences, findings = {}, [], [], []
    themed: dict[str, list[Finding]] = {}
    for who, said in told.items():
        text = " ".join(words for words, _ in said)
        sources[who] = Source(who, "d", 0, who, "transcript", text, text_sha256(text))
        turns.append(Turn(f"t-{who}", who, 0, 0, len(text), who, who, "participant"))
        start = 0
        for seq, (words, codings) in enumerate(said):
            end = start + len(words)
            sentences.append(Sentence(f"{who}-{seq}", who, f"t-{who}", seq, start, end))
            for number, (kind, label, given) in enumerate(codings):
                known = dict(given)
                confidence = known.pop("confidence", 0.9)
                theme, where = known.pop("theme", ""), known.pop("stage", stage)
                name = f"{who}-{seq}-{number}"
                found = Finding(name, who, start, end, kind, label, where, "x", who, confidence, known)
                findings.append(found)
                if theme:
                    themed.setdefault(theme, []).append(found)
            start = end + 1
    themes = [
        Theme(f"th-{name}", name, items[0].kind, "", tuple(item.id for item in items)) for name, items in themed.items()
    ]
    people = [Participant(who, who) for who in told]
    return Material(sources, people, turns, sentences, findings, themes)


def felt(label: str, valence: float, **more: Any) -> Coding:
    """An emotion."""
    return ("emotion", label, {"valence": valence, "intensity": 0.8, **more})


def hurt(severity: float = 0.5, **more: Any) -> Coding:
    """A pain."""
    return ("pain", "trouble", {"severity": severity, **more})


def wish(**more: Any) -> Coding:
    """A need."""
    return ("need", "wish", more)
