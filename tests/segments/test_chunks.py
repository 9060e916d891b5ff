"""Chunks: whole exchanges, even parts of long answers, every sentence in exactly one."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain import Chunk, Role, Sentence, Turn
from assistant.segments.chunks import TARGET_TOKENS, chunks_of, count_tokens
from assistant.segments.sentences import sentences_of

Spoken = tuple[str, str]
"""Who speaks (I is the interviewer) and what."""


def talk(*spoken: Spoken) -> tuple[str, list[Turn]]:
    """A transcript with labels, and its turns."""
    text, turns = "", []
    for seq, (speaker, words) in enumerate(spoken):
        text += f"{speaker}: "
        role: Role = "interviewer" if speaker == "I" else "participant"
        person = None if speaker == "I" else speaker
        turns.append(Turn(f"s.t{seq}", "s", seq, len(text), len(text) + len(words), speaker, person, role))
        text += f"{words}\r\n"
    return text, turns


def cut(*spoken: Spoken) -> tuple[str, list[Sentence], list[Chunk]]:
    text, turns = talk(*spoken)
    sentences = sentences_of(turns, text)
    return text, sentences, chunks_of(sentences, turns, text)


def cores(*spoken: Spoken) -> list[str]:
    text, sentences, chunks = cut(*spoken)
    return [text[sentences[chunk.first].start : chunk.end] for chunk in chunks]


def long(name: str, sentences: int = 10) -> str:
    """Sentences of about twelve tokens."""
    return " ".join(f"{name} said that it was the {number} time it broke." for number in range(sentences))


def test_question_and_answer_stay_together() -> None:
    """An interviewer's question begins the chunk of its answer."""
    found = cores(("I", "What broke?"), ("P", long("It", 15)), ("I", "And then?"), ("P", long("He", 20)))

    assert [piece.split("\r\n")[0] for piece in found] == ["What broke?", "And then?"]


def test_short_exchanges_with_one_person_are_joined_up_to_the_target() -> None:
    """Questions with short answers share a chunk until it has about 200 tokens."""
    text, sentences, chunks = cut(*[("I", "And what about that one?"), ("P", "It was good, thanks.")] * 30)

    sizes = [sum(count_tokens(text[s.start : s.end]) for s in sentences[c.first : c.last + 1]) for c in chunks]

    assert max(sizes) <= 1.25 * TARGET_TOKENS
    assert min(sizes[:-1]) > 0.75 * TARGET_TOKENS


def test_two_participants_share_a_chunk_only_in_an_exchange() -> None:
    """In a focus group long turns stand apart, short alternating ones together."""
    chat = [("A", "I never got it."), ("B", "Me neither."), ("C", "Same here.")]
    found = cores(("A", long("A")), ("B", long("B")), *chat)

    assert len(found) == 3
    assert found[2].count(": ") == 2


def test_a_long_answer_is_cut_into_even_parts_with_the_sentence_before() -> None:
    """Parts of a monologue are of about the same size, and each after the first begins with shared context."""
    _, sentences, chunks = cut(("I", "What broke?"), ("P", long("It", 60)))

    sizes = [chunk.last - chunk.first for chunk in chunks]

    assert len(chunks) >= 3
    assert max(sizes) - min(sizes) <= 2
    assert [chunk.start for chunk in chunks[1:]] == [sentences[chunk.first - 1].start for chunk in chunks[1:]]


def test_what_another_participant_said_is_no_context_unless_it_is_a_question() -> None:
    """A chunk does not begin with somebody else's statement, but may with their question."""
    _, _, stated = cut(("A", long("A")), ("B", long("B")))
    _, sentences, asked = cut(("A", long("A") + " And you?"), ("B", long("B")))

    assert stated[1].start > stated[0].end
    assert asked[1].start == sentences[asked[1].first - 1].start


def test_an_endless_sentence_is_not_lost() -> None:
    """A sentence longer than the target makes a chunk of its own."""
    text = "word " * 400
    turn = Turn("s.t0", "s", 0, 0, len(text), "", "p", "participant")
    sentences = [Sentence("s.s0000", "s", "s.t0", 0, 0, 1999)]

    assert [(c.first, c.last) for c in chunks_of(sentences, [turn], text)] == [(0, 0)]


def test_a_review_is_one_chunk() -> None:
    """A review of the usual length is not cut, and nothing said makes no chunk."""
    assert len(cores(("P", long("It", 12)))) == 1
    assert chunks_of([], [], "") == []


@pytest.mark.parametrize(("text", "tokens"), [("It's late.", 5), ("internationalisation", 3), ("你好。", 3), ("", 0)])
def test_tokens_are_counted_as_wordpiece_would(text: str, tokens: int) -> None:
    """Words count in steps of eight letters, marks and ideographs one each."""
    assert count_tokens(text) == tokens


WORDS = st.sampled_from(["word", "e\u0301", "👩🏽‍🔧", "\ufeff", "Yes.", "Why?", "…", "。", "\r\n", "\n\n", " ", "a, b"])
SPOKEN = st.tuples(st.sampled_from("IABC"), st.lists(WORDS, max_size=150).map("".join))


@given(st.lists(SPOKEN, max_size=12), st.integers(5, 80), st.integers(0, 3))
@settings(max_examples=200)
def test_every_sentence_is_in_exactly_one_chunk(spoken: list[Spoken], target: int, overlap: int) -> None:
    """Own ranges follow each other without gaps; start and end are borders of sentences; ids are in order."""
    text, turns = talk(*spoken)
    sentences = sentences_of(turns, text)
    chunks = chunks_of(sentences, turns, text, target_tokens=target, overlap_sentences=overlap)

    assert [at for chunk in chunks for at in range(chunk.first, chunk.last + 1)] == list(range(len(sentences)))
    assert [chunk.id for chunk in chunks] == [f"s.c{seq:04d}" for seq in range(len(chunks))]
    for chunk in chunks:
        assert chunk.start in [sentences[at].start for at in range(max(0, chunk.first - overlap), chunk.first + 1)]
        assert chunk.end == sentences[chunk.last].end
    assert all(before.end < after.end for before, after in pairwise(chunks))
