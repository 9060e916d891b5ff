"""What a persona may be called, and what its people's words are made into."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.analysis.persona_names import objection, proper_nouns
from assistant.domain import Evidence, Span
from assistant.engines.ondevice.epithets import epithet
from assistant.engines.protocol import Quote, Voice


def voice(text: str, typical: float = 0.8, share: float = 0.6) -> Voice:
    return Voice(Quote(Evidence(Span("s", 0, len(text))), text, "p"), typical, share)


def name(*texts: str, lead: str = "bill invoice pressing trust van late ward music", taken: str = "") -> str:
    return epithet([voice(text) for text in texts], dict.fromkeys(lead.split(), 1.0), {taken} if taken else set())


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("I'm frightened of pressing something.", "Frightened of pressing something"),
        ("I was always afraid of the bill, you know.", "Afraid of the bill"),
        ("Honestly I can’t be late, I've five women waiting.", "Cannot be late"),
        ("I'm not thick, and I can't read that invoice.", "Cannot read that invoice"),
        ("I'd sooner pay the bill.", "Would rather pay the bill"),
        ("I worry about the vans.", "Worries about the vans"),
        ("I don't trust my own bill.", "Does not trust their own bill"),
    ],
)
def test_what_people_say_of_themselves_names_them(said: str, expected: str) -> None:
    """In the third person, up to where the clause ends."""
    assert name(said) == expected


@pytest.mark.parametrize(
    "said",
    [
        "I need because I need.",
        "I can't get into the van since, well, March.",
        "What I like about music is the noise.",
        "I can't tell you about the bill.",
        "I don't want the music and the people to vanish.",
        "I need Tuesday.",
        "I need the tickets.",
        "The invoice came late.",
    ],
    ids=[
        "broken off",
        "broken off at a comma",
        "no clause of their own",
        "a way of speaking",
        "cut in half",
        "always a capital",
        "of one alone",
        "no person",
    ],
)
def test_what_names_nobody(said: str) -> None:
    """Nothing is made of it."""
    assert name(said, "We came on a Tuesday.", "I rang on Tuesday.") == ""


def test_siblings_are_named_apart() -> None:
    """A word that names one does not name the other, though the form may."""
    assert name("I can't read that invoice.", taken="Worries about the invoice") == ""
    assert name("I can't be late.", taken="Cannot read that invoice") == "Cannot be late"


def test_what_few_of_a_group_tell_names_none_of_them() -> None:
    """One voice of many speaks for itself."""
    alone = voice("I can't be late.", share=0.02)

    assert epithet([alone], {"late": 1.0}, set()) == ""


@pytest.mark.parametrize(
    ("called", "why"),
    [
        ("Cannot be late", ""),
        ("The night-shift collector", ""),
        ("Asks for Femi", "a name: femi"),
        ("Elderly worriers", "what people are"),
        ("The 40 euro club", "a number"),
        ("", "no short name"),
        ("Somebody who is called by far too many words here", "no short name"),
    ],
)
def test_what_speaks_against_a_name(called: str, why: str) -> None:
    """Somebody's name, a number, what people are; a good epithet passes."""
    said = ["The lad downstairs, Femi, helped.", "I asked Femi again.", "the night shift was late"]
    found = objection(called, proper_nouns(said))

    assert why in found
    assert bool(found) == bool(why)


def test_a_word_that_is_also_written_small_is_no_name() -> None:
    """Nor is the first word of a sentence."""
    assert proper_nouns(["Bikes are fine.", "I met Rose.", "And a rose. Then Bill paid the Bill."]) == {"bill"}


def test_what_pleases_as_many_is_nothing_that_they_do_not_want() -> None:
    """One of a group whose visits the others praise may say that she wants none."""
    told = [voice("I don't want a visit"), voice("I can't be late")]
    lead = {"visit": 1.0, "late": 0.5}
    assert epithet(told, lead, set()) == "Does not want a visit"
    assert epithet(told, lead, set(), {"visit"}) == "Cannot be late"


def test_what_is_only_supposed_is_no_habit() -> None:
    """`If I miss one school` tells of no longing."""
    assert epithet([voice("if I miss one school they ring")], {"school": 1.0}, set()) == ""


def test_what_is_said_of_a_time_is_no_trait() -> None:
    """`I use it when I can't read that bill`: it says when, not what they are like."""
    assert name("I use it when I can't read that bill") == ""
    assert name("Unless I can't read that bill I pay") == ""


def test_what_somebody_was_spared_is_not_what_they_cannot_do() -> None:
    """Whoever is glad of help with the bill is not called by not being able to read it."""
    spared = voice("It keeps me going, because I can't read that bill")
    glad = Voice(replace(spared.quote, kind="gain"), 0.8, 0.6)

    assert epithet([spared], {"bill": 1.0}, set()) == "Cannot read that bill"
    assert epithet([glad], {"bill": 1.0}, set()) == ""
