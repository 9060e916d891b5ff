"""What is told as one story that turned, and what only stands side by side."""

from __future__ import annotations

from time import perf_counter

import pytest

from assistant.analysis.turning import is_one_story, turns_in_itself


@pytest.mark.parametrize(
    ("before", "between", "after"),
    [
        ("The first ride was lovely.", [], "And then the chain came off on the bridge."),
        ("I was very happy with them.", ["Until they changed the price."], "I felt cheated."),
        ("We waited for six weeks.", ["I had written it off."], "In the end, a kind man came and sorted it out."),
        ("It didn’t load at all for me.", [], "Okay, now it works."),
        ("I hated the helmet.", [], "Two months later I was glad of it."),
        ("They used to answer at once.", [], "But now they let me wait for days."),
        ("Nobody answered for an hour.", [], "When I did finally get through he was kind."),
        ("Prior to the call I was afraid of it.", [], "My worries were gone in five minutes."),
        ("It took an hour to get an answer.", [], "But once the nurse was there she was kind."),
        ("They forgot me twice.", [], "I have now found a better one."),
        ("At first it is hard for us.", [], "But it gets easier and we are glad of it."),
        ("In the beginning it become difficult.", [], "But later they understand it and it becomes easier."),
        ("I was afraid of the form.", [], "It turned out to be three questions."),
        ("The steps scared me.", [], "I wasn’t afraid of them any more after Femi’s lesson."),
    ],
)
def test_a_story_turns(before: str, between: list[str], after: str) -> None:
    """Words of time, or of a change, lead from the past to what came of it."""
    assert is_one_story(before, between, after)


@pytest.mark.parametrize(
    ("before", "between", "after"),
    [
        ("Their work was better than ever.", [], "We made a lot of mistakes in the beginning."),
        ("He was a great help to us.", ["On the other hand there is the new one."], "Then that project struggled."),
        ("I was glad of her.", [], "Then someone else came and it was awful."),
        ("It was no trouble for me.", [], "Then other people were angry about it."),
        ("I felt sure of it.", [], "Then I agree with the statement, some were afraid."),
        ("We were happy with it.", [], "And then if it broke we would be in trouble."),
        ("It was a good year.", [], "Then they'll put the price up."),
        ("I was scared of it.", [], "Now it might get better."),
        ("It is a great help in the morning.", [], "Then it was slow."),
        ("It worked well for me.", [], "And then you get all these letters."),
        ("It worked well for me.", [], "The bell was too quiet."),
        ("It worked well for me.", [], "Then again, it was slow."),
        ("It was a good tool.", [], "And then there is the price."),
        ("I was happy with both.", [], "Then, compared to the first, it was slow."),
        ("The food was great.", [], "Before that we had a bad one."),
        ("The food was great.", [], "Last time it was cold and late."),
        ("The food was great.", [], "Then I thought of the one two years ago, which was cold."),
        ("We had a long wait.", [], "When we talked about the food, he was kind."),
        ("It was usually quick.", [], "Then it was slow."),
        ("It was quick.", [], "In the end, my experience was bad overall."),
        ("It was quick for example.", [], "Then it was slow."),
    ],
)
def test_no_story_turns(before: str, between: list[str], after: str) -> None:
    """Back in time, other things and people, what may be, what is so for anybody, and no words of time."""
    assert not is_one_story(before, between, after)


@pytest.mark.parametrize("run", ["a ", "not so ", "and ", "wouldn't "])
def test_an_endless_turn_is_read_at_once(run: str) -> None:
    """A hostile text takes no longer than any other of its length."""
    endless = (run * 50_000)[:50_000]
    started = perf_counter()
    assert not is_one_story("At first I was lost.", [endless], "It was so.")
    assert not is_one_story("I was lost.", [], f"It was {endless}")
    assert not turns_in_itself(endless)
    assert perf_counter() - started < 3


def test_the_same_words_without_what_stands_beside_do_turn() -> None:
    """Each of the sentences that do not turn fails for one reason alone."""
    assert is_one_story("He was a great help to us.", ["There is a new one."], "Then that project struggled.")
    assert is_one_story("It worked well for me.", [], "And then I got all these letters.")
    assert is_one_story("It was quick.", [], "Then it was slow.")


@pytest.mark.parametrize(
    "text",
    [
        "I was a stranger there and now they wave.",
        "I used to know how to turn it off, but I can’t find it since.",
        "At first it was fun, but soon enough I was only filling in forms.",
        "In the end the mechanic won me over.",
        "That bill was the last straw.",
    ],
)
def test_a_sentence_turns_in_itself(text: str) -> None:
    """How it was, and how it is since."""
    assert turns_in_itself(text)


@pytest.mark.parametrize(
    "text",
    [
        "I like it and now I eat it.",
        "I was in the first shop and now I will look at others.",
        "At first, but also later, it rains.",
        "It was good from the first day, but it was good later, too.",
        "The care at Turning Point House was good.",
        "I used to walk there.",
        "It was fine.",
        "I was glad and the other one was not, compared to now.",
    ],
)
def test_a_sentence_does_not_turn(text: str) -> None:
    """No past, what lies ahead, nothing said of the beginning, no change."""
    assert not turns_in_itself(text)
