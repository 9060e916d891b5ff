"""Invented interviews in any amount, as files: long enough sentences, questions in between, no two alike."""

from __future__ import annotations

import random
from pathlib import Path

_WHO = "my sister|the man at the hub|a friend from work|the courier|my neighbour|somebody from their support".split("|")
_WHAT = "the app|the bike|the deposit|the battery|the delivery|the repair|the contract|the insurance|the helmet".split(
    "|"
)
_WHEN = (
    "in the spring|on the Monday|after about three weeks|when it rained|the year before|at the end of the month".split(
        "|"
    )
)
_DID = (
    "told me that {what} was easy to set up and that nothing had ever gone wrong with it",
    "said they should call before they come, because nobody is at home during the day",
    "had to wait for {what} until the evening and never got a word about why it was late",
    "sent me an email about {what} that I could not make any sense of at all",
    "was angry about {what} at first but came round when they replaced it for free",
    "explained {what} so well that I was happy to sign up there and then",
)
_SELF = (
    "I compared it with the bus pass and with keeping the old car, and {what} was what decided it for me",
    "I need {what} to be there when my shift ends, otherwise I am stuck at the station for an hour",
    "I was worried about {what} because of what {who} had gone through with another company",
    "it was great to have {what} sorted out without having to phone anybody or fill in a form",
    "I would have paid a little more for {what} if that had meant that somebody answers the phone",
    "we talked about {what} at home for quite a while and could not really agree on anything",
    "I kept the letter about {what} because I thought that one day I might have to prove it",
)
_ASKS = (
    "How did that go, and who else had a say in it?",
    "What happened next?",
    "And how did you feel about it at the time?",
    "Could you tell me a little more about the day when it came?",
)


def write_interviews(folder: Path, count: int, words: int, seed: int = 7) -> None:
    """So many transcripts of about so many words."""
    for number in range(count):
        draw = random.Random(f"{seed}:{number}")  # noqa: S311 - invented talk
        (folder / f"interview_{number:03}.txt").write_text(_transcript(draw, number, words), encoding="utf-8")


def _transcript(draw: random.Random, number: int, words: int) -> str:
    lines: list[str] = []
    said = 0
    while said < words:
        question = draw.choice(_ASKS)
        answer = " ".join(_sentence(draw) for _ in range(draw.randint(3, 7)))
        lines += [f"Interviewer: {question}", f"P{number:02}: {answer}"]
        said += len(question.split()) + len(answer.split())
    return "\n".join(lines) + "\n"


def _sentence(draw: random.Random) -> str:
    what, who, when = draw.choice(_WHAT), draw.choice(_WHO), draw.choice(_WHEN)
    if draw.random() < 0.5:
        said = f"{when} {who} {draw.choice(_DID)}"
    else:
        said = draw.choice((f"{when} ", "", "so ")) + draw.choice(_SELF)
    said = said.format(what=what, who=who)
    return said[0].upper() + said[1:] + "."
