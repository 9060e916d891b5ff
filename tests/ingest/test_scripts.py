"""Interview guides, questionnaires, stage directions and observers' notes."""

from __future__ import annotations

from tests.ingest.reading import by_role, read_text

SESSION = """1 Read the 'Home' tab.

	Okay, I am reading.

	(The participant reads the text)

    1.a Was it enough for you?

	Yes. (The participant scrolls down) It was.

	MODERATOR: Could you speak up?

	Sure. 2 events and 4 data sets, I see.

    1.b If not, what would you add?

2 Log in, please.

	Done.

c.i Data Provenance

	I am lost here.
"""


def test_a_usability_session_without_labels() -> None:
    """Numbered tasks and questions are the moderator's, the rest the participant's, remarks nobody's."""
    assert by_role(read_text(SESSION)) == [
        ("interviewer", "1 Read the 'Home' tab."),
        ("participant", "Okay, I am reading."),
        ("other", "(The participant reads the text)"),
        ("interviewer", "1.a Was it enough for you?"),
        ("participant", "Yes."),
        ("other", "(The participant scrolls down)"),
        ("participant", "It was."),
        ("interviewer", "Could you speak up?"),
        ("participant", "Sure. 2 events and 4 data sets, I see."),
        ("interviewer", "1.b If not, what would you add?"),
        ("interviewer", "2 Log in, please."),
        ("participant", "Done."),
        ("interviewer", "c.i Data Provenance"),
        ("participant", "I am lost here."),
    ]


def test_a_questionnaire_with_ratings_and_a_name_above() -> None:
    """Statements that are rated are the questionnaire's, and the name above is the participant's."""
    text = (
        "Participant: P1\n\n1. I am happy.\n\t2 -- Fine.\n2. It was simple.\n\t3 -- No.\n3. It is quick.\n\t4.0 -- NA"
    )
    source = read_text(text)

    assert by_role(source)[0] == ("interviewer", "1. I am happy.")
    assert [turn.participant for turn in source.turns] == [None, "P1"] * 3
    assert source.attributes == {"Participant": "P1"}


def test_a_question_that_is_broken_into_two_lines_is_the_moderators_whole() -> None:
    """The rest of a wrapped question is no answer."""
    text = "1. What did you do\nwhen it broke?\n\nI cried.\n\n2. Was it slow?\n\nVery.\n\n3. Why is that?\n\nNo idea.\n"

    assert by_role(read_text(text))[:2] == [
        ("interviewer", "1. What did you do\nwhen it broke?"),
        ("participant", "I cried."),
    ]


def test_a_numbered_list_in_a_text_is_no_interview() -> None:
    """Points that somebody numbers are that person's own."""
    source = read_text("I want three things.\n\n1. It is fast.\n2. It is cheap.\n3. It is mine.\n\nThat is all I want.")

    assert {turn.role for turn in source.turns} == {"participant"}


def test_fields_above_a_transcript_describe_it() -> None:
    """`Age: 34` above the first turn is an attribute and not speech."""
    source = read_text("Age: 34\nOccupation: nurse\n\nDan: How?\nPriya: Slow.\nDan: Why?\nPriya: No idea.")

    assert source.attributes == {"Age": "34", "Occupation": "nurse"}
    assert by_role(source)[0] == ("interviewer", "How?")


def test_an_observers_notes_are_nobodys_words() -> None:
    """Jottings without sentences are kept as notes, out of which nobody is quoted."""
    text = "P1 18/11\nT1\n\tclear\n\twants more wording\nT2\n\tfine\nT3\n\tlag not clear - add tooltip\n\tsort events"
    source = read_text(text)

    assert source.kind == "notes"
    assert [(turn.role, turn.participant) for turn in source.turns] == [("other", None)]


def test_a_diary_is_one_participants() -> None:
    """A text of sentences without labels is one turn of the source's own participant."""
    source = read_text("Today I rode to work.\n\nIt rained, and I was late again.\n\nI will not do that tomorrow.")

    assert source.kind == "transcript"
    assert [(turn.role, turn.participant) for turn in source.turns] == [("participant", "")]


def test_remarks_on_lines_of_their_own_are_nobodys() -> None:
    """A line in brackets between paragraphs of speech is a remark, and the speaker goes on after it."""
    source = read_text("Dan: How?\n\nPriya: Slow.\n\n[laughter]\n\nAnd dull.\n\nDan: Why?\n\nPriya: No idea.")

    assert by_role(source)[1:4] == [("participant", "Slow."), ("other", "[laughter]"), ("participant", "And dull.")]
