"""Sentences in which a decision hangs, and those that only look like it."""

from __future__ import annotations

import pytest

from assistant.analysis.hinges import hinges_in, hinges_of
from assistant.analysis.material import Material
from assistant.domain import Participant, Role, Sentence, Source, Span, Turn
from assistant.engines.protocol import Line
from assistant.identity import text_sha256


def kinds(text: str) -> list[str]:
    line = Line(Span("s", 0, len(text)), text, "Ana", "participant", "ana", True)
    return [hinge.kind for hinge in hinges_in([line])]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("If one extra thing goes on that bill I'm gone.", "condition"),
        ("I shall stay as long as there's somebody to ring.", "condition"),
        ("I’d pay a hundred if they promised me I’d never have a morning without it.", "paying condition"),
        ("I'd cancel if they put the price up.", "condition"),
        ("The only reason I stay is the price.", "staying"),
        ("The mechanic coming to my house is the whole reason I'm still with them.", "staying"),
        ("The code’s the only reason I can afford it.", "staying"),
        ("My one real reason for staying is the van.", "staying"),
        ("The main reason I haven't left is the deposit.", "staying"),
        ("That's why I stay with them.", "staying"),
        ("That is mostly why we're still here.", "staying"),
        ("For that alone I'd stay.", "staying"),
        ("I stay because of Stuart.", "staying"),
        ("It is Femi who keeps me coming back.", "staying"),
        ("The reason I still use it is the price.", "staying"),
        ("The only reason I signed up was the code.", "joining"),
        ("I'd recommend it, but not in winter.", "reserved"),
        ("I recommend them with a warning.", "reserved"),
        ("Highly recommended, although the food was cold.", "reserved"),
        ("Parking is bad but I would recommend them.", "passing on"),
        ("I’d not sign anything until I had seen it stop.", "joining condition"),
        ("I'd sign up if it were cheaper.", "joining condition"),
        ("I look at cancelling on the first of every month.", "leaving"),
        ("I cancelled in March.", "leaving"),
        ("I'm thinking of cancelling my subscription.", "leaving"),
        ("We switched to another provider last year.", "leaving"),
        ("In the end we went back to the old supplier.", "leaving"),
        ("In the end we gave up on them.", "leaving"),
        ("It broke twice and I left that team because I was frightened.", "leaving"),
        ("That is partly why I left.", "leaving"),
        ("I will never buy from them again.", "leaving"),
        ("I have stopped using it altogether.", "leaving"),
        ("Never again!", "leaving"),
        ("We were let down and wouldn't use them again.", "leaving"),
        ("In the end I decided to leave as it did not help.", "leaving"),
        ("I signed up there and then on the lad's tablet.", "joining"),
        ("What convinced me was the mechanic.", "joining"),
        ("I would highly recommend them to anyone.", "passing on"),
        ("Highly recommended!", "passing on"),
        ("Honestly, I'd recommend Hayfield to a friend.", "passing on"),
        ("I can't recommend it highly enough.", "passing on"),
        ("The nurse was kind, would always recommend.", "passing on"),
        ("I'd recommend this class to everyone.", "passing on"),
        ("I would recommend her to my friends.", "passing on"),
        ("I'd tell anyone to get one.", "passing on"),
        ("I told my sister to try it.", "passing on"),
        ("I said to my sister that they should get one.", "passing on"),
        ("I got three of my neighbours to sign up.", "passing on"),
        ("I have passed on my own code to two colleagues.", "passing on"),
        ("Awful experience and wouldn't recommend to anyone.", "warning"),
        ("I would not recommend this service to anyone.", "warning"),
        ("We're not recommending it either.", "warning"),
        ("Stay well away from this company.", "warning"),
        ("Save your money, don't bother.", "warning"),
    ],
)
def test_a_decision_hangs(text: str, kind: str) -> None:
    """Conditions, leaving, joining, passing on and warning."""
    assert kinds(text) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "He stayed for a cup of tea.",
        "That's why I stay at home.",
        "That's why I stay on track.",
        "That's not why I stay.",
        "That's why I keep it simple.",
        "That is why I still have problems with it.",
        "There is no reason I'd stay.",
        "I stayed because the bus was late.",
        "The reason I have replied is that you asked.",
        "I had to cancel two pupils' lessons.",
        "We agreed to cancel the current release.",
        "They cancelled on me twice.",
        "The cancellation policy is fair.",
        "I was recommended to a group that no longer exists.",
        "I was recommended it by my doctor.",
        "Recommended by my physio last year.",
        "One thing I recommend is a list of what matters.",
        "What I would recommend, is to start small.",
        "I'd recommend that you check the settings first.",
        "I would definitely recommend changing the colours.",
        "I highly recommend reading that book.",
        "I recommend the second menu.",
        "They don't recommend it.",
        "I told everyone that I liked it.",
        "I told my colleague to use the other printer.",
        "I told them they are wrong.",
        "I was given my code by the shop.",
        "So I gave up on that after two goes.",
        "I left it on the table because it was heavy.",
        "I left the firm in 2010.",
        "I wanted to leave the tomatoes and run away.",
        "I then moved to another company.",
        "I switched to the manual view.",
        "If I stay at home I can use it.",
        "If it rains I'd leave it in the shed.",
        "If I'm out, it rings in the kitchen.",
        "I'd pay a visit if I had time.",
        "She said I'd leave if I were you.",
        "The only reason I can think of is the price.",
        "I signed up for a degree in design.",
        "I opted for the blue one.",
        "So that was that.",
        "We were nearly out of milk.",
        "I was nearly out at that point.",
        "I'd never use that word again.",
        "I never again had a problem.",
        "A piano one time, never again.",
        "We recommend our way of working to beginners.",
        "I would recommend him a longer walk.",
        "I stay away from politics.",
        "We don't bother with the report.",
        "Don't bother with the rain cover, it's useless.",
        "Would you recommend it to a friend?",
        "I went back to see whether it was still ticked.",
        "So that was nice.",
    ],
)
def test_nothing_hangs(text: str) -> None:
    """Other people's doings, questions, other things that are cancelled or advised, the same words for other things."""
    assert kinds(text) == []


def test_an_interviewer_decides_nothing() -> None:
    """A sentence of nobody among the participants is none."""
    text = "I signed up there and then."
    assert list(hinges_in([Line(Span("s", 0, len(text)), text, "Q", "interviewer", None, False)])) == []


def test_what_was_asked_for_and_answered_hangs_too() -> None:
    """Once for a sentence that says it by itself as well."""
    said = {
        "ana": ("Would you recommend it?", "To four people!"),
        "bo": ("Do you recommend it?", "I would recommend it to anyone."),
    }
    sources, turns, sentences = {}, [], []
    for who, words in said.items():
        text = " ".join(words)
        sources[who] = Source(who, "d", 0, who, "transcript", text, text_sha256(text))
        roles: list[tuple[Role, str | None]] = [("interviewer", None), ("participant", who)]
        for seq, (role, by) in enumerate(roles):
            start = text.index(words[seq])
            end = start + len(words[seq])
            turns.append(Turn(f"{who}{seq}", who, seq, start, end, role, by, role))
            sentences.append(Sentence(f"{who}{seq}", who, f"{who}{seq}", seq, start, end))
    study = Material(sources, [Participant(who, who) for who in said], turns, sentences, [], [])

    assert [(hinge.kind, hinge.text) for hinge in hinges_of(study)] == [
        ("passing on", "I would recommend it to anyone."),
        ("passing on", "To four people!"),
    ]
