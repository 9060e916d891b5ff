"""How far a question decides what its answer is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import Role, Span
from assistant.engines.ondevice.answers import (
    UNASKED,
    Question,
    denies,
    heard_with,
    is_filled_in,
    is_written,
    questions,
    read_at_once,
)
from assistant.engines.ondevice.asked import Asked
from assistant.engines.ondevice.coder import confidence_in
from assistant.engines.ondevice.engine import OnDeviceEngine
from assistant.engines.protocol import Line, Passage
from assistant.settings import Settings

Said = tuple[Role, str]
KINDS = {"pain": 0.4, "gain": 0.3, "need": 0.3, "suggestion": 0.3}


def passage(*turns: Said, speakers: bool = True, name: str = "s") -> Passage:
    """A talk, or with nobody named a form; sentences of a turn are divided by a bar."""
    lines, at = [], 0
    for number, (role, text) in enumerate(turns):
        for sentence in text.split("|"):
            span = Span(name, at, at + len(sentence))
            own = role == "participant"
            lines.append(Line(span, sentence, role if speakers else "", role, "p" if own else None, own, number))
            at += len(sentence) + 1
    return Passage(name, name, tuple(lines))


def near(text: Passage) -> dict[str, tuple[Asked | None, float]]:
    """What is held to be asked before each line."""
    return {line.text: (question.asked, question.nearness) for line, question in questions(text).items()}


def heard(asked: Asked, text: str, kinds: Mapping[str, float] = KINDS) -> Mapping[str, float]:
    """An answer right after its question."""
    return heard_with(Question(asked, 1.0), text, kinds)


def test_a_fragment_is_what_was_asked_for() -> None:
    """The same words are praise, trouble, an unmet need or a wish by their question, and nothing below a mere fact."""
    likeliest = {asked: max(found := heard(asked, "Easy sharing"), key=lambda kind: found[kind]) for asked in Asked}

    assert likeliest[Asked.GOOD] == "gain"
    assert likeliest[Asked.BAD] == "pain"
    assert likeliest[Asked.UNMET] == "need"
    assert likeliest[Asked.WANTED] == "suggestion"
    assert max(heard(Asked.FACT, "Easy sharing").values()) < 0.1
    assert heard_with(UNASKED, "Easy sharing", KINDS) == KINDS


def test_a_whole_sentence_is_only_made_less_of() -> None:
    """It is heard a little against what was not asked for, and makes nothing of the question that it does not say."""
    fragment, sentence = "Sharing", "I open it in the morning and then I share it with the others in the team"
    assert KINDS["pain"] > heard(Asked.GOOD, sentence)["pain"] > heard(Asked.GOOD, fragment)["pain"]
    assert heard(Asked.GOOD, sentence)["gain"] == KINDS["gain"] < heard(Asked.GOOD, fragment)["gain"]
    assert heard(Asked.BAD, sentence)["pain"] == KINDS["pain"]
    assert heard(Asked.FACT, sentence) == KINDS


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        (Asked.GOOD, "The slow start"),
        (Asked.GOOD, "The map, but not the menu"),
        (Asked.BAD, "I love everything about it"),
        (Asked.WANTED, "The export crashes every day"),
        (Asked.UNMET, "It does all I ask, however slowly"),
    ],
)
def test_an_answer_that_judges_by_itself_is_left_alone(asked: Asked, text: str) -> None:
    """Complaints below praise, praise below complaints, and whoever turns round."""
    assert heard(asked, text) == KINDS


@pytest.mark.parametrize(
    "text",
    [
        "Nothing",
        "No complaints.",
        "None so far",
        "I can't think of anything",
        "It's fine",
        "Not much, really.",
        "Nothing, works fine",
        "No works great",
        "None everything is good",
        "No issues all good",
    ],
)
def test_nothing_is_no_trouble(text: str) -> None:
    """Whoever says that there is nothing has no trouble and no wish."""
    assert denies(text)
    assert heard(Asked.BAD, text)["pain"] < 0.05
    assert heard(Asked.WANTED, text)["suggestion"] < 0.05


@pytest.mark.parametrize(
    "text",
    [
        "None of the plots render",
        "No dark mode",
        "Nothing, except the login",
        "Nobody told me",
        "Nothing works.",
        "Nothing is good.",
        "None works",
        "Nothing at all works",
        "Not much is good",
        "Not really good",
        "No good",
    ],
)
def test_a_lack_is_no_denial(text: str) -> None:
    """Words of denial that tell of a trouble."""
    assert not denies(text)


def test_a_wish_is_no_pain_unless_it_complains() -> None:
    """Also where trouble was asked for."""
    kinds, wish = {"pain": 0.6, "gain": 0.0, "need": 0.0, "suggestion": 0.9}, "A list would be very handy here."
    assert "pain" not in confidence_in(wish, heard(Asked.BAD, wish, kinds), answering=True)
    assert "suggestion" in confidence_in(wish, heard(Asked.BAD, wish, kinds))
    assert heard(Asked.BAD, "A list would be handy, it is so confusing now.", kinds)["pain"] == kinds["pain"]


def test_what_is_listed_as_wanted_is_no_pain() -> None:
    """However much it sounds like one, where it sounds like a wish no less; a complaint stays one."""
    kinds = {"pain": 0.95, "gain": 0.0, "need": 0.0, "suggestion": 0.95}
    asked = Question(Asked.WANTED, 0.5, listing=True)
    assert heard_with(asked, "Use of the whole screen", kinds)["pain"] < 0.25
    assert heard_with(asked, "Use of the whole screen", kinds | {"suggestion": 0.5})["pain"] > 0.5
    assert heard_with(asked, "The screen is ugly", kinds)["pain"] == kinds["pain"]


def test_a_doubtful_pain_gives_way_to_a_plain_wish() -> None:
    """In talk; a sure pain stays, a doubtful one beside a doubtful wish, one that complains, and one in a comment."""
    kinds = {"pain": 0.4, "gain": 0.0, "need": 0.0, "suggestion": 0.8}
    text = "A bigger button on the front page."
    assert "pain" not in confidence_in(text, kinds, answering=True)
    assert "pain" in confidence_in(text, kinds)
    assert "pain" in confidence_in(text, kinds | {"pain": 0.6}, answering=True)
    assert "pain" in confidence_in(text, kinds | {"suggestion": 0.6}, answering=True)
    assert "pain" in confidence_in("A bigger button on that ugly front page.", kinds, answering=True)


def test_an_answer_moves_away_from_its_question() -> None:
    """Two sentences are near; what says little does not count, nor does an interviewer who only listens."""
    text = passage(
        ("interviewer", "What was the worst moment?"),
        ("participant", "Hmm.|The hub.|I waited there in the rain for an hour or so."),
        ("interviewer", "Mm-hmm."),
        ("participant", "I had brought all of my bags with me that day.|Then I went home by the tram."),
    )
    assert near(text) == {
        "The hub.": (Asked.BAD, 1.0),
        "I waited there in the rain for an hour or so.": (Asked.BAD, 1.0),
        "I had brought all of my bags with me that day.": (Asked.BAD, 0.5),
    }


def test_another_remark_ends_a_question() -> None:
    """A statement of the interviewer and a question that leaves all open."""
    for remark in ("So you went home after that by the tram.", "And where was that?"):
        text = passage(("interviewer", "What was worst?"), ("interviewer", remark), ("participant", "The hub."))
        talk = passage(
            ("interviewer", "What was worst?"),
            ("participant", "Hm."),
            *[(line.role, line.text) for line in text.lines[1:]],
        )
        assert "The hub." not in near(talk)


def test_an_answer_that_repeats_its_question_is_not_heard_with_it() -> None:
    """`The worst moment.` is none yet."""
    text = passage(("interviewer", "What was the worst moment?"), ("participant", "The worst moment.|The hub."))
    assert list(near(text)) == ["The hub."]


def test_after_nothing_the_rest_of_an_answer_is_no_trouble() -> None:
    """`Nothing. I use it all the time.`"""
    text = passage(
        ("interviewer", "What hinders you?"), ("participant", "Nothing.|I use it all the time."), speakers=False
    )
    question = {line.text: one for line, one in questions(text).items()}["I use it all the time."]
    assert heard_with(question, "I use it all the time.", KINDS)["pain"] < KINDS["pain"]


FORM: Sequence[Said] = (
    ("interviewer", "What aspects of the clinic make it pleasant to use?"),
    ("participant", "Sharing"),
    ("interviewer", "What hinders you from using it more often?"),
    ("participant", "The slow start in the morning.|It takes ages."),
)


def test_a_form_is_told_from_a_talk() -> None:
    """By its speakers, whom nobody names; only one that asks what somebody thinks makes few words enough."""
    assert is_written(passage(*FORM, speakers=False))
    assert not is_written(passage(*FORM))
    assert not is_written(passage(FORM[1], speakers=False))
    assert is_filled_in(passage(*FORM, speakers=False))
    assert not is_filled_in(passage(("interviewer", "Ingredients"), ("participant", "Two eggs"), speakers=False))


def test_answers_in_a_form_are_read_each_by_itself() -> None:
    """Sentences of an answer together; all of a talk; never two texts."""
    form, talk = passage(*FORM, speakers=False), passage(*FORM, name="t")
    numbers = read_at_once([form, talk, form], [form.lines, talk.lines, form.lines])

    assert numbers == [0, 1, 2, 3, 3, *[4] * 5, 5, 6, 7, 8, 8]


def found(engine: OnDeviceEngine, text: Passage) -> dict[str, set[str]]:
    """Kinds found in each answer."""
    (outcome,) = engine.code([text])
    kinds: dict[str, set[str]] = {line.text: set() for line in text.lines if line.codable}
    for item in outcome.result or ():
        for line in text.lines:
            if line.span == item.span:
                kinds[line.text].add(item.kind)
    return kinds


def test_a_survey_is_coded_by_its_questions() -> None:
    """The same answer is praise in one column and a wish in another; one word is enough; nothing is no trouble."""
    engine = OnDeviceEngine(Settings())
    for answer in ("Opening hours", "Parking", "Weekend appointments"):
        for question, kind in (
            ("What aspects of the clinic make it pleasant to use?", "gain"),
            ("What aspects of the clinic make it difficult to use?", "pain"),
            ("What changes would you like to see?", "suggestion"),
            ("What needs of yours does the clinic not meet?", "need"),
        ):
            coded = found(engine, passage(("interviewer", question), ("participant", answer), speakers=False))
            assert coded[answer] & {"pain", "gain", "need", "suggestion"} == {kind}, (question, answer)
    for answer in ("Nothing", "No complaints", "N/A"):
        text = passage(("interviewer", "What, if anything, do you dislike?"), ("participant", answer), speakers=False)
        assert not found(engine, text)[answer] & {"pain", "need", "suggestion"}


def test_one_word_in_a_talk_is_still_nothing() -> None:
    """Where people talk, a word alone may be anything."""
    talk = passage(("interviewer", "What would you like to change?"), ("participant", "Sharing"))
    assert not found(OnDeviceEngine(Settings()), talk)["Sharing"]


def test_answers_beside_it_change_nothing_of_an_answer() -> None:
    """In a form each answer gets the same findings alone and among others."""
    engine = OnDeviceEngine(Settings())
    whole = found(engine, passage(*FORM, speakers=False))
    alone = [found(engine, passage(*FORM[at : at + 2], speakers=False)) for at in (0, 2)]
    assert alone[0] | alone[1] == whole


def test_a_respondent_of_few_words_is_not_left_out() -> None:
    """Nobody says I in a form of lists."""
    words = [
        "Version control of files",
        "Debugging of kernels",
        "Spell checking everywhere",
        "Faster loading of plots",
    ] * 4
    said: list[Said] = []
    for word in words:
        said += [("interviewer", "What new features would you like to see?"), ("participant", word)]
    coded = found(OnDeviceEngine(Settings()), passage(*said, speakers=False))
    assert all("suggestion" in kinds for kinds in coded.values())


@given(
    asked=st.sampled_from(Asked),
    text=st.text(max_size=60),
    nearness=st.floats(0.0, 1.0),
    values=st.lists(st.floats(0.0001, 0.9999), min_size=4, max_size=4),
)
def test_confidence_stays_a_probability(asked: Asked, text: str, nearness: float, values: list[float]) -> None:
    """Between 0 and 1, both left out, and in the same order among answers to one question."""
    kinds = dict(zip(KINDS, values, strict=True))
    for denied in (False, True):
        moved = heard_with(Question(asked, nearness, denied=denied), text, kinds)
        assert all(0.0 < value < 1.0 for value in moved.values())
        less = heard_with(
            Question(asked, nearness, denied=denied), text, {kind: one / 2 for kind, one in kinds.items()}
        )
        assert all(less[kind] < moved[kind] for kind in kinds)
