"""Invented interviews as engines see them, as many as a test needs."""

from __future__ import annotations

import random

from assistant.domain import Span
from assistant.engines.protocol import Line, Passage

_SUBJECTS = "the app|the bike|my deposit|the hub|the courier|the battery|their chat|the checkout".split("|")
_SAID = (
    "I had to wait for {} until the evening, and nobody could tell me why",
    "{} was great from the first day on",
    "I was angry about {}, to be honest",
    "they should tell people about {} before they sign",
    "we talked about {} at home for a while",
    "I need {} to be there when my shift ends",
    "{} is what my neighbour had spoken of in spring",
    "the problem with {} came back twice, so I wrote an email",
)


def interview(number: int, sentences: int = 40, *, seed: int = 7) -> Passage:
    """A passage of an interview: a question, then somebody's sentences, over and over."""
    draw = random.Random(f"{seed}:{number}")  # noqa: S311 - invented talk
    lines: list[Line] = []
    at = 0
    for turn in range(sentences // 4 + 1):
        for place in range(5):
            asked = place == 0
            text = "How was that for you?" if asked else _sentence(draw)
            span = Span(f"s{number}", at, at + len(text))
            role, who = ("interviewer", None) if asked else ("participant", f"p{number}")
            lines.append(Line(span, text, "", role, who, not asked, 2 * turn + (not asked)))  # type: ignore[arg-type]
            at += len(text) + 1
    return Passage(f"s{number}.p0000-0001", f"s{number}", tuple(lines), f"key {number}")


def text_of(passage: Passage) -> str:
    """The source that a passage was made from."""
    return " ".join(line.text for line in passage.lines)


def _sentence(draw: random.Random) -> str:
    said = draw.choice(_SAID).format(draw.choice(_SUBJECTS))
    return f"{said[0].upper()}{said[1:]}, day {draw.randint(1, 400)}."
