"""What a question asks for, and when it asks for nothing in particular."""

from __future__ import annotations

import time

import pytest

from assistant.engines.ondevice.asked import Asked, asked_for, asks

ASKED = {
    Asked.GOOD: [
        "What do you like best about it?",
        "What was the best moment?",
        "What did you enjoy?",
        "What works well for you?",
        "What did we do well?",
        "Aspect #1:What aspects of the app make it pleasant to use?",
        "Need #1:What needs in your work does the app address?",
        "Which of your needs are met by the service?",
        "What problems is the product solving and how is that benefiting you?",
        "Please tell us what was good about your care",
        "Can you share a positive story from your work?",
        "What are the strengths of this course?",
        "Pros",
        "Positive_Review",
        "liked_most",
    ],
    Asked.BAD: [
        "What, if anything, do you dislike?",
        "What did you like least?",
        "What don't you like about it?",
        "Could you tell me what you didn't like?",
        "What hinders you from using it more often?",
        "What stops you from using it?",
        "What challenges do you face in your daily work?",
        "Which parts make it difficult to use?",
        "And the worst?",
        "Tell me about a time when it didn't work.",
        "You said the map was great, but what frustrates you?",
        "Are there any pain points?",
        "Was there anything that confused you?",
        "Cons",
        "Negative_Review",
    ],
    Asked.UNMET: ["Need #1:What needs in your work does the app not address?", "What needs are not being met?"],
    Asked.WANTED: [
        "What new features or changes would you like to see? (Please list anything, big or small.)",
        "Thinking back to when you began, what enhancements would have made your first weeks better?",
        "If you could change one thing, what would it be?",
        "Change one thing?",
        "If you had a magic wand?",
        "Q12. What could we improve?",
        "What could be better?",
        "What is missing?",
        "What do you wish it could do?",
        "Do you have any suggestions for improvement?",
        "Please tell us about anything that we could have done better",
        "What would you like to see improved?",
        "Advice to management",
    ],
    Asked.FACT: [
        "How did you hear of it?",
        "How did you first hear about the bus app?",
        "What is your role?",
        "Other - Write In:How do you run it?",
        "Other (please specify)",
    ],
}


@pytest.mark.parametrize(("question", "side"), [(one, side) for side, all_of in ASKED.items() for one in all_of])
def test_a_question_that_takes_a_side_for_granted_asks_for_it(question: str, side: Asked) -> None:
    """Whole questions, prompts, names of columns; negations and asides are heard."""
    assert asked_for((question,)) is side


@pytest.mark.parametrize(
    "question",
    [
        "Did you like it?",  # yes or no
        "So it was frustrating?",
        "Was it difficult?",
        "How easy was it to use?",  # a scale
        "What do you like and dislike?",  # both
        "What works well and what doesn't?",
        "What do you like or not like?",
        "What is the best way to reach you?",  # words of a side that are none
        "Which best describes your team?",
        "What does your day look like?",
        "How do you handle problems?",  # what was done
        "What do you do when something annoys you?",
        "What changed for you after that?",
        "Is there anything else you would like to add?",  # the last word
        "Any other comments?",
        "Would you recommend us?",
        "I liked that story of the best day.",  # no question
        "That sounds frustrating.",
        "What do you need?",
        "",
    ],
)
def test_a_question_that_leaves_it_open_asks_for_nothing(question: str) -> None:
    """Scales, yes or no, both sides, sayings, remarks."""
    assert asked_for((question,)) is None


def test_a_turn_is_heard_as_a_whole() -> None:
    """What is said around a question changes nothing; two questions of two sides ask for neither."""
    assert asked_for(("I love that.", "So what was hardest?", "Take your time.")) is Asked.BAD
    assert asked_for(("What is your role?", "And what do you like about it?")) is Asked.GOOD
    assert asked_for(("What did you like?", "And what did you dislike?")) is None


def test_asking_and_listening() -> None:
    """`Right.` asks nothing, `And then?` does, and so does a prompt without a question mark."""
    assert not asks(("Right.",))
    assert asks(("And then?",))
    assert asks(("Tell me more about that.",))


@pytest.mark.parametrize("hostile", ["no " * 20_000, "1" * 50_000, "and " * 20_000 + "?", "what do you need " * 5_000])
def test_hostile_questions_take_no_time(hostile: str) -> None:
    """However long a cell or a turn is."""
    begun = time.perf_counter()
    asked_for((hostile,))
    assert time.perf_counter() - begun < 1.0
