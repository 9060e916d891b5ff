"""Reasons to doubt: what those a claim speaks of say otherwise of the same thing, and where that was looked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from assistant.analysis.doubt import Doubts
from assistant.analysis.material import Material
from assistant.domain import Claim, Finding, Kind, Outcome, Participant, Prevalence, Searched, Source
from assistant.engines import open_embedding
from assistant.engines.protocol import DoubtTask, Quote
from assistant.identity import stable_id, text_sha256
from assistant.testing import KeywordEngine

Said = tuple[str, Kind, str]

SAID: list[Said] = [
    ("Ana", "pain", "I cannot read the invoice at all."),
    ("Bo", "pain", "The invoice makes no sense to me."),
    ("Chidi", "pain", "What is that third line on the invoice?"),
    ("Dora", "gain", "But the invoice is perfectly clear to me."),
    ("Dora", "gain", "I love riding along the river in the morning."),
    ("Ana", "gain", "My daughter baked a wonderful cake for them."),
    ("Bo", "pain", "The battery died on me in the frost."),
    ("Chidi", "gain", "Oh yes, great."),
]


def study(said: Sequence[Said] = SAID) -> Material:
    """Each sentence a source and a finding."""
    findings, sources = [], {}
    for at, (who, kind, text) in enumerate(said):
        source = Source(stable_id("s", at, text), "d", at, who, "transcript", text, text_sha256(text))
        sources[source.id] = source
        findings.append(
            Finding(stable_id("f", at), source.id, 0, len(text), kind, text[:9], None, "x", who.casefold(), 0.9)
        )
    people = [Participant(who.casefold(), who) for who in dict.fromkeys(who for who, _, _ in said)]
    return Material(sources, people, (), (), findings, ())


class Reader(KeywordEngine):
    """An engine that can read, and says that nothing speaks against anything."""

    shown: tuple[tuple[str, tuple[Quote, ...]], ...] = ()

    def weigh(self, tasks: Sequence[DoubtTask]) -> Iterator[Outcome[DoubtTask, tuple[tuple[()], ...]]]:
        for task in tasks:
            self.shown += task.claims
            yield Outcome(task, tuple(() for _ in task.claims))


def invoice(material: Material) -> list[Quote]:
    return [material.quote(item) for item in material.findings[:3]]


def words(material: Material, doubts: Doubts, people: frozenset[str] | None = None) -> list[str]:
    found = doubts.against("pain", invoice(material), people).counter
    return [material.sources[item.span.source_id].quote(item.span) for item in found]


def test_what_is_said_otherwise_of_the_same_thing_speaks_against_it() -> None:
    """The clear invoice; neither the river, nor the cake, nor words that mean nothing alone."""
    material = study()

    assert words(material, Doubts(material, open_embedding(), KeywordEngine())) == [SAID[3][2]]


def test_where_it_was_looked_for_is_counted() -> None:
    """Three quotes of two people are long enough to speak against it; one of them is on the topic and does."""
    material = study()
    doubts = Doubts(material, open_embedding(), KeywordEngine())

    assert doubts.against("pain", invoice(material), None).searched == Searched(3, 2, 1, 1)


def test_only_those_the_claim_speaks_of_are_heard() -> None:
    """Dora is not among them: then nothing is found, and it is said where that was looked for."""
    material = study()
    doubts = Doubts(material, open_embedding(), KeywordEngine())
    found = doubts.against("pain", invoice(material), frozenset({"ana", "bo", "chidi"}))

    assert found.counter == ()
    assert found.searched == Searched(1, 1, 0, 0)


def test_where_nobody_tells_of_the_other_side_nothing_was_read() -> None:
    """Said as that, and not as if nothing had been looked for."""
    material = study([item for item in SAID if item[1] == "pain"])
    doubts = Doubts(material, open_embedding(), KeywordEngine())

    assert doubts.against("pain", invoice(material), None).searched == Searched(0, 0, 0, 0)


@pytest.mark.parametrize("kind", [None, "touchpoint", "emotion"])
def test_what_has_no_other_side_is_not_searched(kind: Kind | None) -> None:
    """What people use or are is no matter of for and against."""
    material = study()

    assert Doubts(material, open_embedding(), KeywordEngine()).against(kind, invoice(material), None).searched is None


def test_an_engine_that_reads_has_the_last_word() -> None:
    """It is shown what is near; what it does not take for a contradiction is not put against the claim."""
    material, engine = study(), Reader()
    doubts = Doubts(material, open_embedding(), engine)
    found = doubts.against("pain", invoice(material), None)
    claim = Claim("c", "p", "pains", "k", 0, "Invoices.", "Invoices.", found.counter, Prevalence(0, 0, 0))
    (weighed,) = doubts.weighed({"p": [replace(claim, searched=found.searched)]})["p"]

    assert SAID[3][2] in [quote.text for _, quotes in engine.shown for quote in quotes]
    assert weighed.counter == ()
    assert weighed.searched is not None
    assert weighed.searched.found == 0
