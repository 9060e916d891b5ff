"""Numbers lead back to the very words they were shown with."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import Span
from assistant.engines.llm.numbering import Numbered, locate, numbers_in
from assistant.engines.protocol import Line, Passage

TEXT = st.text(alphabet="aÄß “”’'-–\nfiﬁİ1🙂.", min_size=1, max_size=40).filter(lambda text: text.strip())


def line(text: str, *, start: int = 0, who: str | None = "p", codable: bool = True, turn: int = 0) -> Line:
    """A line of a passage."""
    role = "participant" if who else "interviewer"
    return Line(Span("s", start, start + len(text)), text, who or "I", role, who, codable, turn)  # type: ignore[arg-type]


@given(st.lists(st.tuples(TEXT, st.sampled_from(["p", "q", None]), st.booleans()), min_size=1, max_size=12))
def test_every_number_shown_is_a_codable_sentence(said: list[tuple[str, str | None, bool]]) -> None:
    """And no text, whatever stands in it, makes a line that looks like another number."""
    lines, at = [], 0
    for turn, (text, who, codable) in enumerate(said):
        lines.append(line(text, start=at, who=who, codable=codable and who is not None, turn=turn))
        at += len(text) + 1
    numbered = Numbered([Passage("x", "s", tuple(lines))])
    shown = [int(match) for match in re.findall(r"^(\d+) ", numbered.text, re.MULTILINE)]

    assert shown == list(range(1, numbered.last + 1))
    assert numbered.last == sum(each.codable for each in lines)
    places = [numbered.place(number) for number in shown]
    assert [place.line for place in places if place] == [each for each in lines if each.codable]
    assert numbered.place(0) is numbered.place(numbered.last + 1) is None


@given(TEXT, st.data())
def test_words_are_found_where_they_stand(text: str, data: st.DataObject) -> None:
    """Whole words of a sentence, in any case and with other quote marks, lead to a slice that reads the same."""
    words = text.split()
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    wanted = "  ".join(words[first : last + 1]).upper().replace("’", "'").replace("“", '"')
    span = locate(wanted, line(text, start=100))

    if span is not None:
        found = text[span.start - 100 : span.end - 100]
        assert "".join(found.split()).casefold()[:1] != "" or not found.split()
        assert 100 <= span.start < span.end <= 100 + len(text)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("the app", "The  app"),
        ("it’s slow", "it's slow"),
        ('"slow"', "slow"),
        ("app - it's", "app — it's"),
        ("straße", "STRASSE"),
        ("low", None),
        ("on", "on"),
        ("the unicorn", None),
        ("-", None),
        ("", None),
    ],
)
def test_words_are_compared_as_a_reader_would(words: str, found: str | None) -> None:
    """Case, white space, quote marks and dashes may differ; parts of words are no words."""
    text = "The  app — it's slow, soon on STRASSE."
    span = locate(words, line(text))

    assert found == (span and text[span.start : span.end])


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("4", [4]),
        ("4-6", [4, 5, 6]),
        ("4, 7", [4, 7]),
        ("P3", [3]),
        ("none", []),
        ("9-2", [9]),
        ("1-9999999999", None),
        ("-4", [0]),
        ("−4, 5", [0, 5]),
        ("4.0", [4]),
        ("4.5", [0]),
        ("4 - 5", [4, 5]),
        ("12345678901", [123456789]),
        ("٣", [3]),
        ("1e9", [1, 9]),
        ("[3]", [3]),
        ("S-3", [3]),
    ],
)
def test_numbers_are_read_as_models_write_them(text: str, numbers: list[int] | None) -> None:
    """Ranges too, but none without end."""
    found = numbers_in(text)
    assert len(found) <= 20 if numbers is None else found == numbers


def test_sentences_of_two_people_make_no_stretch() -> None:
    """A finding is one person's words, in one go."""
    lines = (
        line("A.", turn=0),
        line("B.", start=3, turn=0),
        line("C.", start=6, who="q", turn=1),
        line("D.", start=9, turn=2),
    )
    numbered = Numbered([Passage("x", "s", lines)])
    stretches = [[place.line.text for place in run] for run in numbered.stretches([1, 2, 3, 4, 77])]

    assert stretches == [["A.", "B."], ["C."], ["D."]]
    assert numbered.text == "1 A: A.\n2 B.\n3 B: C.\n4 A: D."
