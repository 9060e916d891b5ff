"""What was no trouble, and what is not wanted, speaks against what others complain of or ask for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from assistant.analysis.denials import denied, is_denial, is_refusal, refused
from assistant.analysis.doubt import Doubts
from assistant.analysis.material import Material
from assistant.domain import Kind
from assistant.engines import open_embedding
from assistant.testing import KeywordEngine
from tests.analysis.telling import Coding, Said
from tests.analysis.telling import material as material_of


@pytest.mark.parametrize(
    "text",
    [
        "I never worry about thieves.",
        "I didn’t notice it, I'll be honest with you.",
        "It was no trouble to me.",
        "We haven't had any problems with the lock.",
        "The deposit was fine by me.",
        "I'm not really bothered by the noise.",
        "That doesn't bother me at all.",
        "I couldn't care less about the colour.",
    ],
)
def test_that_something_did_no_harm_is_a_denial(text: str) -> None:
    """However it is put."""
    assert is_denial(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The battery is a problem in the cold.",
        "I wouldn't say I'm not afraid.",
        "Did you never worry about it?",
        "They think you won't notice.",
        "No problem is too small for them.",
        "I worry about thieves every night.",
        "It never came.",
    ],
)
def test_what_only_sounds_like_one_is_none(text: str) -> None:
    """Questions, what is taken back at once, and what others are said to think."""
    assert not is_denial(text)


@pytest.mark.parametrize(
    ("text", "not_wanted"),
    [
        ("I'd not pay one more for a promise.", True),
        ("We don't need another app.", True),
        ("I would never use that.", True),
        ("There's no need for a second lock.", True),
        ("I don't want to pay for it.", True),
        ("I don't want to bother with that.", True),
        ("I don't want somebody else to see it.", True),
        ("I don't want to leave.", False),
        ("I would never want to lose it.", False),
        ("I wouldn't use anything else.", False),
        ("We don't need any other tool.", False),
        ("I don't need to tell you how bad it was.", False),
        ("No need to say how that went.", False),
        ("I'd pay twice for that.", False),
        ("Would you not want it?", False),
        ("I don't know.", False),
    ],
)
def test_what_is_not_wanted_is_a_refusal(text: str, not_wanted: bool) -> None:
    """Said by the speaker of themselves."""
    assert is_refusal(text) is not_wanted


def test_what_is_said_not_to_be_so_is_taken_back() -> None:
    """Whoever cannot say that it never bothered them was bothered, in whichever words."""
    assert not is_denial("I can't say it never bothered me.")
    assert not is_denial("I cannot say it never bothered me.")
    assert not is_denial("I won’t pretend that I wasn't afraid.")


BATTERY: Mapping[str, Sequence[Coding]] = {"pain": [("pain", "battery", {})], "need": [("need", "battery", {})]}
SAID: Mapping[str, Sequence[Said]] = {
    "Ana": [("The battery dies in the cold.", BATTERY["pain"])],
    "Bo": [("My battery hates the cold.", BATTERY["pain"])],
    "Chidi": [("The battery in the cold was no trouble to me.", [])],
    "Dora": [("I would pay more for a bigger battery.", BATTERY["need"])],
    "Emil": [("They should sell a bigger battery, I would pay for it.", BATTERY["need"])],
    "Fay": [("I'd not pay more for a bigger battery.", [])],
}


def told() -> Material:
    """What Chidi and Fay say was not coded."""
    return material_of(SAID)


def test_they_stand_in_no_record() -> None:
    """A denial is heard as a gain, a refusal as a wish; neither is a finding of the study."""
    assert [(item.participant_id, item.kind) for item in denied(told())] == [("Chidi", "gain")]
    assert [(item.participant_id, item.kind) for item in refused(told())] == [("Fay", "need")]


def test_what_is_coded_as_a_gain_speaks_by_itself() -> None:
    """It is not heard twice."""
    words = SAID["Chidi"][0][0]
    assert denied(material_of({**SAID, "Chidi": [(words, [("gain", "battery", {})])]})) == []


@pytest.mark.parametrize(("kind", "against"), [("pain", "Chidi"), ("need", "Fay")])
def test_each_speaks_against_its_own_side(kind: Kind, against: str) -> None:
    """A denial against what hurts, a refusal against what is asked for, by their place alone."""
    material = told()
    quotes = [material.quote(item) for item in material.findings if item.kind == kind]
    counter = Doubts(material, open_embedding(), KeywordEngine()).against(kind, quotes, None).counter

    assert against in {item.span.source_id for item in counter}
    assert {item.finding_id for item in counter} == {None}


def test_a_refusal_says_nothing_against_what_hurts() -> None:
    """Whoever would not pay for a bigger battery may well complain of this one."""
    material = told()
    quotes = [material.quote(item) for item in material.findings if item.kind == "pain"]
    counter = Doubts(material, open_embedding(), KeywordEngine()).against("pain", quotes, None).counter

    assert "Fay" not in {item.span.source_id for item in counter}
