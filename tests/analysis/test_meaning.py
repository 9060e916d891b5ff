"""What findings are about: a sentence is understood from what stands around it."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from assistant.analysis.meaning import Surroundings, meanings, telling_words
from assistant.domain import Finding, Sentence, Source, Span, Turn
from assistant.engines import open_embedding
from assistant.identity import text_sha256

TURNS = [
    ("interviewer", "How was the payment page?"),
    ("participant", "The theft cover. It was already ticked. I missed it."),
    ("interviewer", "And the delivery?"),
    ("participant", "It came in a box."),
]


def talk() -> Surroundings:
    """The turns as one source, cut at full stops."""
    text, turns, sentences = "", [], []
    for seq, (role, said) in enumerate(TURNS):
        start = len(text)
        text += said + "\n"
        who = "p1" if role == "participant" else None
        turns.append(Turn(f"t{seq}", "s", seq, start, start + len(said), "X", who, role))  # type: ignore[arg-type]
        at = start
        for part in said.replace("?", ".").split(". "):
            end = min(at + len(part) + 1, start + len(said))
            sentences.append(Sentence(f"s{len(sentences)}", "s", f"t{seq}", len(sentences), at, end))
            at = end + 1
    source = Source("s", "d", 0, "talk", "transcript", text, text_sha256(text))
    return Surroundings({"s": source}, turns, sentences)


def span(said: Surroundings, words: str) -> Span:
    start = said.sources["s"].text.index(words)
    return Span("s", start, start + len(words))


def test_the_sentence_its_turn_and_its_question() -> None:
    """Each of them, and never the words of another turn."""
    said = talk()
    ticked = span(said, "already")

    assert said.own(ticked) == "It was already ticked."
    assert said.around(ticked) == TURNS[1][1]
    assert said.question(ticked) == TURNS[0][1]
    assert said.question(span(said, "box")) == TURNS[2][1]


def test_a_question_has_none_before_it() -> None:
    """The first words of a text answer nothing."""
    said = talk()

    assert said.question(span(said, "payment")) == ""


def test_surroundings_tell_what_a_sentence_leaves_out() -> None:
    """`It was already ticked` is more about theft cover than about boxes that come."""
    said = talk()
    findings = [
        Finding(words, "s", span(said, words).start, span(said, words).end, "pain", "x", None, "x", "p1")
        for words in ("already ticked", "theft cover", "came in a box")
    ]
    ticked, cover, box = meanings(findings, said, open_embedding())

    assert ticked @ cover > ticked @ box + 0.2
    assert np.allclose([ticked @ ticked, cover @ cover], 1.0, atol=0.21)  # words that nobody shares weigh nothing


@given(st.lists(st.text(max_size=60), min_size=1, max_size=8))
def test_telling_words_are_unit_vectors_or_nothing(texts: list[str]) -> None:
    """Whatever is written, in any order."""
    vectors = telling_words(texts)
    lengths = np.linalg.norm(vectors, axis=1)

    assert vectors.shape == (len(texts), 256)
    assert all(length == 0 or abs(length - 1) < 1e-5 for length in lengths)
    assert np.allclose(vectors[::-1], telling_words(texts[::-1]))
