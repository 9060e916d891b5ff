"""Sentences nobody coded that speak against what others tell, found by how they begin and sound."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.analysis.announced import announced
from assistant.analysis.doubt import Doubts
from assistant.analysis.material import Material
from assistant.domain import Finding, Participant, Sentence, Source, Turn
from assistant.engines import open_embedding
from assistant.identity import text_sha256
from assistant.testing import KeywordEngine

SAID = {
    "Ana": "The battery dies in the cold. Every winter the battery is useless in the frost.",
    "Bo": "My battery hates the cold. I bought a scarf.",
    "Chidi": "I didn't notice anything with the battery in the cold, I'll be honest with you. It rained.",
    "Dora": "To be honest I never looked.",
}


class Ears(KeywordEngine):
    """An engine to which whatever was not noticed sounds good, and nothing else sounds."""

    def tones(self, texts: Sequence[str]) -> list[float]:
        return [0.6 if "notice" in text else 0.1 for text in texts]


def told() -> Material:
    """Two people complain of the battery; what the others say was not coded."""
    sources, turns, sentences, findings = {}, [], [], []
    for at, (who, text) in enumerate(SAID.items()):
        sources[who] = Source(who, "d", at, who, "transcript", text, text_sha256(text))
        turns.append(Turn(f"t{at}", who, 0, 0, len(text), who, who, "participant"))
        start = 0
        for number, part in enumerate(text.split(". ")):
            end = start + len(part) + (not part.endswith("."))
            sentences.append(Sentence(f"s{at}-{number}", who, f"t{at}", number, start, end))
            if "battery" in part and who in ("Ana", "Bo"):
                findings.append(Finding(f"f{at}-{number}", who, start, end, "pain", "battery", None, "x", who, 0.9))
            start = end + 1
    return Material(sources, [Participant(who, who) for who in SAID], turns, sentences, findings, ())


def test_what_sets_itself_apart_and_sounds_otherwise_is_heard() -> None:
    """It is of the side that it sounds like; what has no clear tone, or is not set apart, is not heard."""
    material = told()
    found = announced(material, Ears())

    assert [(item.participant_id, item.kind) for item in found] == [("Chidi", "gain")]
    assert material.quote(found[0]).text.startswith("I didn't notice")


def test_what_was_coded_is_not_heard_twice() -> None:
    """A sentence that a finding begins in speaks through its finding."""
    material = told()
    own = next(item for item in material.sentences if item.source_id == "Chidi")
    coded = Finding("f", "Chidi", own.start + 2, own.end, "pain", "x", None, "x", "Chidi", 0.5)

    assert announced(replace(material, findings=[*material.findings, coded]), Ears()) == []


def test_an_engine_without_ears_hears_nothing() -> None:
    """A model elsewhere reads what is put before it; nothing is made up for it."""
    assert announced(told(), KeywordEngine()) == []


def test_it_speaks_against_the_claim_by_its_place() -> None:
    """The quote stands against what the others say of the same thing, without a finding that it would come from."""
    material = told()
    quotes = [material.quote(item) for item in material.findings]
    against = Doubts(material, open_embedding(), Ears()).against("pain", quotes, None).counter

    assert [(item.span.source_id, item.finding_id, item.polarity) for item in against] == [("Chidi", None, "against")]
