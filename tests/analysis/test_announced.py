"""Sentences nobody coded that speak against what others tell, found by how they begin and sound."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.analysis.announced import announced
from assistant.analysis.doubt import Doubts
from assistant.analysis.material import Material
from assistant.domain import Finding
from assistant.engines import open_embedding
from assistant.testing import KeywordEngine
from tests.analysis.telling import Coding, Said
from tests.analysis.telling import material as material_of

COMPLAINT: Sequence[Coding] = [("pain", "battery", {})]
SAID: Mapping[str, Sequence[Said]] = {
    "Ana": [("The battery dies in the cold.", COMPLAINT), ("The battery is useless in the frost.", COMPLAINT)],
    "Bo": [("My battery hates the cold.", COMPLAINT), ("I bought a scarf.", [])],
    "Chidi": [
        ("I didn't notice anything with the battery in the cold, I'll be honest with you.", []),
        ("It rained.", []),
    ],
    "Dora": [("To be honest I never looked.", [])],
}


class Ears(KeywordEngine):
    """An engine to which whatever was not noticed sounds good, and nothing else sounds."""

    def tones(self, texts: Sequence[str]) -> list[float]:
        return [0.6 if "notice" in text else 0.1 for text in texts]


def told() -> Material:
    """Two people complain of the battery; what the others say was not coded."""
    return material_of(SAID)


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
