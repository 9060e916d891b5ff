"""Speaker labels: every style that occurs, and the words that look like one and are none."""

from __future__ import annotations

import pytest

from tests.ingest.reading import read_text, roles, said

STYLES = {
    "name and colon": ("Dan: How was it?\nPriya: It was slow.\nDan: Why?\nPriya: The app froze.", "Dan", "Priya"),
    "capitals": ("DAN: How was it?\nPRIYA: It was slow.\nDAN: Why?\nPRIYA: The app froze.", "DAN", "PRIYA"),
    "brackets": ("[Dan] How was it?\n[Priya] It was slow.\n[Dan] Why?\n[Priya] The app froze.", "Dan", "Priya"),
    "brackets and colon": (
        "[Dan]: How was it?\n[Priya]: It was slow.\n[Dan]: Why?\n[Priya]: The app froze.",
        "Dan",
        "Priya",
    ),
    "voice tags": (
        "<v Dan>How was it?\n<v Priya>It was slow.\n<v Dan>Why?\n<v Priya>The app froze.",
        "Dan",
        "Priya",
    ),
    "time in round brackets": (
        (
            "Dan Ray (00:00:01)\nHow was it?\n\nPriya Shah (00:00:04)\nIt was slow.\n\nDan Ray (00:00:09)\nWhy?\n\n"
            "Priya Shah (00:00:11)\nThe app froze."
        ),
        "Dan Ray",
        "Priya Shah",
    ),
    "time in brackets first": (
        "[00:01] Dan: How was it?\n[00:04] Priya: It was slow.\n[00:09] Dan: Why?\n[00:11] Priya: The app froze.",
        "Dan",
        "Priya",
    ),
    "time first, speech below": (
        (
            "00:01 RESEARCHER:\nHow was it?\n\n00:04 PARTICIPANT 12:\nIt was slow.\n\n00:09 RESEARCHER:\nWhy?\n\n"
            "00:11 PARTICIPANT 12:\nThe app froze."
        ),
        "RESEARCHER",
        "PARTICIPANT 12",
    ),
    "name and bare time": (
        (
            "Dan Ray  0:01\nHow was it?\n\nPriya Shah  0:04\nIt was slow.\n\nDan Ray  0:09\nWhy?\n\nPriya Shah  0:11\n"
            "The app froze."
        ),
        "Dan Ray",
        "Priya Shah",
    ),
    "time range": (
        (
            "00:00:01 --> 00:00:03 Dan:\nHow was it?\n00:00:04 --> 00:00:08 Priya:\nIt was slow.\n"
            "00:00:09 --> 00:00:10 Dan:\nWhy?\n00:00:11 --> 00:00:12 Priya:\nThe app froze."
        ),
        "Dan",
        "Priya",
    ),
    "name on its own line": (
        "Dan Ray\nHow was it?\n\nPriya Shah\nIt was slow.\n\nDan Ray\nWhy?\n\nPriya Shah\nThe app froze.",
        "Dan Ray",
        "Priya Shah",
    ),
    "question and answer": ("Q: How was it?\nA: It was slow.\nQ: Why?\nA: The app froze.", "Q", "A"),
    "question and answer with full stops": ("Q. How was it?\nA. It was slow.\nQ. Why?\nA. The app froze.", "Q", "A"),
    "I and R": ("I: How was it?\nR: It was slow.\nI: Why?\nR: The app froze.", "I", "R"),
    "code": (
        "Interviewer: How was it?\nP03: It was slow.\nInterviewer: Why?\nP03: The app froze.",
        "Interviewer",
        "P03",
    ),
    "recogniser's labels": (
        "SPEAKER_00: How was it?\nSPEAKER_01: It was slow.\nSPEAKER_00: Why?\nSPEAKER_01: The app froze.",
        "SPEAKER_00",
        "SPEAKER_01",
    ),
    "chat": ("Assistant: How was it?\n\nUser: It was slow.\n\nAI: Why?\n\nUser: The app froze.", "Assistant", "User"),
    "numbered lines": (
        "1 Dan: How was it?\n2 Priya: It was slow.\n3 Dan: Why?\n4 Priya: The app froze.",
        "Dan",
        "Priya",
    ),
    "numbered lines with wide gaps": (
        "1    Dan: How was it?\n2    Priya: It was slow.\n3    Dan: Why?\n4    Priya: The app froze.",
        "Dan",
        "Priya",
    ),
    "other alphabets": (
        "Ирина: Как это было?\nЛев: Очень медленно.\nИрина: Почему?\nЛев: Всё зависло.",
        "Ирина",
        "Лев",
    ),
    "full-width colon": (
        "田中：どうでしたか？\n鈴木：遅かったです。\n田中：なぜですか？\n鈴木：固まりました。",
        "田中",
        "鈴木",
    ),
    "right to left": ("דנה: איך היה?\nיוסי: לאט מאוד.\nדנה: למה?\nיוסי: האפליקציה נתקעה.", "דנה", "יוסי"),
    "title and double name": (
        "Dr. Smith-Jones: How was it?\nMaria L.: It was slow.\nDr. Smith-Jones: Why?\nMaria L.: The app froze.",
        "Dr. Smith-Jones",
        "Maria L.",
    ),
    "particles": (
        "Dan: How was it?\nJan van der Berg: It was slow.\nDan: Why?\nJan van der Berg: The app froze.",
        "Dan",
        "Jan van der Berg",
    ),
    "apostrophe": ("Dan: How was it?\nO'Neill: It was slow.\nDan: Why?\nO'Neill: The app froze.", "Dan", "O'Neill"),
    "tabs": (
        "00:01\tDan\tHow was it?\n00:04\tPriya\tIt was slow.\n00:09\tDan\tWhy?\n00:11\tPriya\tThe app froze.",
        "Dan",
        "Priya",
    ),
    "name, tab, speech": (
        "Dan\tHow was it?\nPriya\tIt was slow.\nDan\tWhy?\nPriya\tThe app froze.",
        "Dan",
        "Priya",
    ),
    "broadcast marks": (
        ">> DAN: How was it?\n>> PRIYA: It was slow.\n>> DAN: Why?\n>> PRIYA: The app froze.",
        "DAN",
        "PRIYA",
    ),
    "chat export": (
        (
            "[02/05/2024, 12:30:45] Dan: How was it?\n[02/05/2024, 12:30:59] Priya: It was slow.\n"
            "[02/05/2024, 12:31:00] Dan: Why?\n[02/05/2024, 12:31:10] Priya: The app froze."
        ),
        "Dan",
        "Priya",
    ),
    "time after a comma": (
        "Dan, 00:01\nHow was it?\n\nPriya, 00:04\nIt was slow.\n\nDan, 00:09\nWhy?\n\nPriya, 00:12\nThe app froze.",
        "Dan",
        "Priya",
    ),
    "time on a line of its own": (
        "Dan Ray\n00:12\nHow was it?\n\nPriya Shah\n00:15\nSlow.\n\nDan Ray\n00:20\nWhy?\n\nPriya Shah\n00:22\nFroze.",
        "Dan Ray",
        "Priya Shah",
    ),
    "time behind the speech": (
        "I: How was it? #00:00:03-2#\n\nB: Slow. #00:00:09-8#\n\nI: Why? #00:00:12-1#\n\nB: It froze. #00:00:14-0#",
        "I",
        "B",
    ),
    "dashes": (
        "Interviewer - How was it?\nParticipant - Slow.\nInterviewer - Why?\nParticipant - It froze.",
        "Interviewer",
        "Participant",
    ),
    "small letters": ("interviewer: how was it\np1: slow\ninterviewer: why\np1: it froze", "interviewer", "p1"),
    "numbered questions": ("Q1: How was it?\nA1: Slow.\nQ2: Why?\nA2: It froze.", "Q1", "A1"),
    "role in brackets": (
        "Dan (Interviewer): How was it?\nPriya (P07): It was slow.\nDan (Interviewer): Why?\nPriya (P07): It froze.",
        "Dan (Interviewer)",
        "Priya (P07)",
    ),
}


@pytest.mark.parametrize(("text", "asks", "answers"), STYLES.values(), ids=STYLES.keys())
def test_every_style_gives_turns_roles_and_exact_words(text: str, asks: str, answers: str) -> None:
    """Each way of writing labels gives four turns, of which the first is the interviewer's."""
    source = read_text(text)

    assert [label for label, _ in said(source)][:2] == [asks, answers]
    assert [turn.role for turn in source.turns] == ["interviewer", "participant"] * 2
    assert all(mark not in source.text[turn.start : turn.end] for turn in source.turns for mark in (":", "[", ">", "0"))


def test_times_are_kept_in_seconds() -> None:
    """Times before, after and below a label belong to its turn."""
    source = read_text("[00:01] Dan: How?\n[01:02:03] Priya: So.\n[01:02:09.500] Dan: Why?\n[01:02:11] Priya: Because.")

    assert [turn.time for turn in source.turns] == [1.0, 3723.0, 3729.5, 3731.0]


def test_a_time_inside_a_long_answer_starts_a_new_turn_of_the_same_speaker() -> None:
    """Stamps every minute are no speech, and tell when the rest was said."""
    source = read_text("Dan: How?\nPriya: Slow.\n[01:00] And dull.\nDan: Why?\n02:00\nReally, why?\nPriya: It froze.")

    assert said(source) == [
        ("Dan", "How?"),
        ("Priya", "Slow."),
        ("Priya", "And dull."),
        ("Dan", "Why?"),
        ("Dan", "Really, why?"),
        ("Priya", "It froze."),
    ]
    assert [turn.time for turn in source.turns] == [None, None, 60.0, None, 120.0, None]


def test_speech_of_several_paragraphs_is_one_turn() -> None:
    """A turn goes on to the next label, whatever paragraphs it has."""
    source = read_text("Dan: How?\n\nPriya: Slow.\n\nAnd then it froze.\n\nDan: Why?\n\nPriya: No idea.")

    assert said(source)[1] == ("Priya", "Slow.\n\nAnd then it froze.")


NOBODY = {
    "a link": "https: is not a person.\nhttps://example.org is a page.\nhttps://example.org/b is one too.",
    "times of the day": "12:30 we met.\n13:45 we left.\n14:00 we ate.",
    "notes": "Note: bring the lamp.\n\nIt was raining.\n\nNote: bring the other lamp.\n\nWarning: it is hot.",
    "fields": "Date: 3 May\nPlace: Leeds\nDate: 4 May\nPlace: York\n\nWe talked about the bike for an hour.",
    "sentences": "The thing is: it broke.\nHe said: never again.\nThe thing is: I agree.\nHe said: good.",
    "lists": "Pros: light, cheap.\nCons: slow.\nPros: nice colour.\nCons: no lamp.",
    "tasks": "Task 1: open the page.\nTask 2: find the price.\nTask 3: buy it.\nTask 4: log out.",
    "one heading": "Conclusion: it works.\n\nWe were happy with it and would buy it again. It was a good bike.",
}


@pytest.mark.parametrize("text", NOBODY.values(), ids=NOBODY.keys())
def test_words_before_a_colon_that_are_nobody(text: str) -> None:
    """Links, times, notes, fields, sentences and list headings are not taken for people."""
    source = read_text(text)

    assert {turn.speaker for turn in source.turns} == {""}
    assert said(source) == [("", text.strip())] or source.kind == "notes"


def test_a_note_inside_a_transcript_stays_in_the_speech() -> None:
    """`Note:` at the start of a line of a labelled transcript is part of what is said."""
    source = read_text("Dan: How?\nPriya: Slow.\nNote: I tried twice.\nDan: Why?\nPriya: No idea.")

    assert said(source)[1] == ("Priya", "Slow.\nNote: I tried twice.")


def test_a_sentence_that_is_broken_before_a_name_is_no_label() -> None:
    """A name and colon in mid-sentence, at the start of a wrapped line, go on with the sentence."""
    text = "Dan: What did they say?\nPriya: They said it all, and I quote\nMarta: I am out.\nDan: Why?\nPriya: So."
    source = read_text(text)

    assert [label for label, _ in said(source)] == ["Dan", "Priya", "Dan", "Priya"]


def test_somebody_who_speaks_once_in_a_focus_group_is_heard() -> None:
    """A label that comes once, written like the others, is a person."""
    text = (
        "MODERATOR: Who cycles?\nBEA: I do.\nLUKAS: Me too.\nMODERATOR: Often?\nBEA: Daily.\nLUKAS: Weekly.\n"
        "OSKAR: Never, me.\nMODERATOR: Thanks."
    )
    source = read_text(text)

    assert ("OSKAR", "Never, me.") in said(source)
    assert roles(source) == {
        "MODERATOR": "interviewer",
        "BEA": "participant",
        "LUKAS": "participant",
        "OSKAR": "participant",
    }


def test_a_heading_in_a_chat_is_not_somebody_who_speaks_once() -> None:
    """Where people go by parts alone, a capitalised heading in an answer is none of them."""
    text = "AI: How?\n\nUser: In steps.\n\nFirst Draft: I write it.\n\nAI: And then?\n\nUser: I send it."
    source = read_text(text)

    assert [label for label, _ in said(source)] == ["AI", "User", "AI", "User"]


def test_a_slip_of_the_pen_is_the_same_person() -> None:
    """`Particpant` once among many `Participant` does not make a second participant."""
    text = "Dan: So?\nParticipant: Well.\n" * 6 + "Dan: And?\nParticpant: Yes."
    source = read_text(text)

    assert {turn.participant for turn in source.turns} == {None, ""}


def test_bold_markup_in_plain_text_is_no_bar() -> None:
    """Stars around a label, left over from Markdown, are not part of the name."""
    source = read_text("**Dan:** How?\n**Priya:** Slow.\n**Dan:** Why?\n**Priya:** No idea.")

    assert said(source) == [("Dan", "How?"), ("Priya", "Slow."), ("Dan", "Why?"), ("Priya", "No idea.")]


def test_only_the_moderator_is_labelled() -> None:
    """What carries no label is the participant's, and a moderator's label covers its own paragraph."""
    text = "I open it.\n\nMODERATOR: Could you scroll?\n\nOkay, scrolling.\n\nIt is long.\n\nMODERATOR: Thanks.\n\nBye."
    source = read_text(text)

    assert [(turn.role, source.text[turn.start : turn.end]) for turn in source.turns][-4:] == [
        ("interviewer", "Could you scroll?"),
        ("participant", "Okay, scrolling.\n\nIt is long."),
        ("interviewer", "Thanks."),
        ("participant", "Bye."),
    ]


def test_known_interviewers_overrule_what_is_guessed() -> None:
    """A name given by the user is the interviewer's, whatever case it is in."""
    text = "Dan: Fine.\nPriya: How was it?\nDan: Good.\nPriya: Really?"

    assert roles(read_text(text)) == {"Dan": "participant", "Priya": "interviewer"}
    assert roles(read_text(text, interviewers=("dan",))) == {"Dan": "interviewer", "Priya": "participant"}


def test_who_is_who_is_said_above() -> None:
    """Names above the transcript are no speech, and say whose role a name has below."""
    text = "Interviewer: Dana Ray\nParticipant: P07\nAge: 34\n\nDana: It was slow.\nP07: Was it?\nDana: Yes.\nP07: Hm?"
    source = read_text(text)

    assert said(source)[0] == ("Dana", "It was slow.")
    assert roles(source) == {"Dana": "interviewer", "P07": "participant"}
    assert source.attributes == {"Interviewer": "Dana Ray", "Participant": "P07", "Age": "34"}


def test_initials_are_explained_above() -> None:
    """Initials stand for the full names above the transcript."""
    text = "Interviewer: Dana Ray\nParticipant: Kim Moss\n\nDR: So. It was slow.\nKM: Was it?\nDR: Yes.\nKM: Why?"

    assert roles(read_text(text)) == {"DR": "interviewer", "KM": "participant"}


def test_what_a_service_adds_is_nobodys_speech() -> None:
    """The last line of a transcribing service is not the last speaker's."""
    source = read_text("Dan: How?\n\nPriya: Slow.\n\nDan: Why?\n\nPriya: So.\n\nTranscribed by https://otter.ai")

    assert said(source)[-2:] == [("Priya", "So."), ("", "Transcribed by https://otter.ai")]


PEOPLE = {
    "one generic label": ("Interviewer: How?\nParticipant: So.\nInterviewer: Why?\nParticipant: So.", {("", False)}),
    "several generic labels": (
        "Interviewer: Who?\nSpeaker 1: Me.\nInterviewer: Who?\nSpeaker 2: Me.\nSpeaker 1: Yes.\nSpeaker 2: No.",
        {("Speaker 1", True), ("Speaker 2", True)},
    ),
    "codes": ("Interviewer: How?\np07: So.\nInterviewer: Why?\nP07: So.", {("P07", False)}),
    "numbered participants": (
        "RESEARCHER: How?\nPARTICIPANT 12: So.\nRESEARCHER: Why?\nParticipant 12: So.",
        {("Participant 12", False)},
    ),
    "names in capitals": (
        "DAN: How?\nMARIA DE LA CRUZ: So.\nDAN: Why?\nMARIA DE LA CRUZ: So.",
        {("Maria de la Cruz", False)},
    ),
    "nobody in particular": ("Interviewer: Who?\nAll: Us.\nInterviewer: Why?\nP1: So.\nAll: Yes.", {("P1", False)}),
}


@pytest.mark.parametrize(("text", "people"), PEOPLE.values(), ids=PEOPLE.keys())
def test_who_the_participants_are(text: str, people: set[tuple[str, bool]]) -> None:
    """Generic labels are the source's own, names and codes the same person everywhere, under one spelling."""
    turns = read_text(text).turns

    assert {(turn.participant, turn.local) for turn in turns if turn.role == "participant"} == people


def test_in_a_panel_nobody_is_made_the_interviewer() -> None:
    """Where all ask alike, nobody's words are put aside."""
    text = "ANN: Shall we?\nBEA: Shall we?\nCAT: Shall we?\n" * 4

    assert set(roles(read_text(text)).values()) == {"participant"}
