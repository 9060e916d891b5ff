"""Questions to the sample study: answered with quotes, or not at all."""

from __future__ import annotations

import pytest

from assistant.asking import ask, is_question, telling_words
from assistant.study import Study
from assistant.testing import assert_slices

TOLD = [
    "Why do people cancel their subscription?",
    "What do people think of the app?",
    "What about the deposit?",
    "Is the price a problem?",
    "Is theft a worry?",
    "How does the repair service feel?",
]
UNTOLD = [
    "How do riders feel about the airline's luggage rules?",
    "What do people say about hospital food?",
    "Who won the football match?",
    "What is the capital of France?",
    "Do customers like the espresso machine?",
    "Is the swimming pool clean?",
]


@pytest.mark.slow
def test_the_sources_answer_what_was_said_and_nothing_else(sample_study: Study) -> None:
    """Each answer cites participants' words as they stand; what nobody spoke of has no answer."""
    answers = {question: ask(sample_study, question) for question in (*TOLD, *UNTOLD)}
    texts = {source.id: source.text for source in sample_study.store.sources()}

    assert [question for question in TOLD if not answers[question].passages] == []
    assert [question for question in UNTOLD if answers[question].passages] == []
    for answer in answers.values():
        assert_slices([(passage, passage.quote) for passage in answer.passages], texts)
        assert all(passage.role == "participant" for passage in answer.passages)


def test_a_question_ends_with_its_mark() -> None:
    """Words without one are looked for."""
    assert is_question("Why? ")
    assert not is_question("deposit")


def test_words_that_only_ask_are_left_out() -> None:
    """What is left says what the question is about."""
    assert telling_words("What do people think of the repair service?") == ["repair", "service"]
