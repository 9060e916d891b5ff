"""CSV, TSV and workbooks: one row one source, columns guessed or named."""

from __future__ import annotations

import csv
from datetime import date, datetime
from io import StringIO
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from openpyxl import Workbook

from assistant.errors import DocumentError
from tests.ingest.reading import by_role, read, written

REVIEWS = [
    ["review_id", "Date", "Stars", "Author", "Segment", "Review"],
    ["r1", "03/04/2024", "5", "ANN LEE", "family", "I love it, and so do the kids, every day."],
    ["r2", "14/04/2024", "2 stars", "bo@example.org", "", 'Slow; "very" slow.\nAnd dull.'],
    ["r3", "15/04/2024", "4/5", "Anonymous", "commuter", ""],
    ["r4", "16/04/2024", "1", "77", "commuter", "=HYPERLINK(1) it broke on the second day"],
]


def _csv(rows: list[list[str]], **how: Any) -> str:
    out = StringIO()
    csv.writer(out, **how).writerows(rows)
    return out.getvalue()


def test_columns_are_guessed_and_shown(tmp_path: Path) -> None:
    """Text, id, rating, date and author are found; the rest is kept to segment by."""
    reading = read(written(tmp_path, "r.csv", _csv(REVIEWS)))

    assert reading.roles == {
        "review_id": "id",
        "Date": "date",
        "Stars": "rating",
        "Author": "participant",
        "Segment": "attribute",
        "Review": "text",
    }
    assert [source.key for source in reading.sources] == ["r1", "r2", "r4"]
    assert reading.notes == ("1 row without text left out.",)
    assert [source.turns[0].participant for source in reading.sources] == ["Ann Lee", "bo@example.org", "Author 77"]


def test_what_survey_tools_write_for_no_answer_is_no_answer(tmp_path: Path) -> None:
    """Left out and counted; a plain `No` is somebody's word."""
    rows = [["id", "answer"], ["1", "Did not answer"], ["2", "N/A"], ["3", "No"], ["4", "I waited far too long."]]
    reading = read(written(tmp_path, "r.csv", _csv(rows)))

    assert [source.text for source in reading.sources] == ["No", "I waited far too long."]
    assert reading.notes == ("2 rows without text left out, 2 of them filled in as unanswered.",)


def test_values_are_kept_as_given_and_made_comparable(tmp_path: Path) -> None:
    """Ratings become numbers and dates ISO, by the order of day and month that the column shows."""
    first, second, third = read(written(tmp_path, "r.csv", _csv(REVIEWS))).sources

    assert first.attributes["date"] == "2024-04-03"
    assert (second.attributes["rating"], second.attributes["Stars"]) == (2, "2 stars")
    assert "Segment" not in second.attributes
    assert second.text == 'Slow; "very" slow.\nAnd dull.'
    assert third.text == "=HYPERLINK(1) it broke on the second day"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_delimiters_and_encodings_are_found(tmp_path: Path, delimiter: str, encoding: str) -> None:
    """The same table in any of these forms gives the same texts."""
    path = written(tmp_path, "r.csv", _csv(REVIEWS, delimiter=delimiter).encode(encoding))

    assert read(path).sources[0].text == "I love it, and so do the kids, every day."
    assert len(read(path).sources) == 3


def test_named_columns_overrule_the_guess(tmp_path: Path) -> None:
    """Columns that the user names are used, whatever their case and blanks."""
    reading = read(
        written(tmp_path, "r.csv", _csv(REVIEWS)),
        text_columns=("segment",),
        id_column="Review ID",
        rating_column="stars",
    )

    assert [source.text for source in reading.sources] == ["family", "commuter", "commuter"]
    assert reading.sources[0].attributes["Review"].startswith("I love it")


def test_a_named_column_that_is_missing_lists_those_there_are(tmp_path: Path) -> None:
    """A slip in a column's name is answered with the names."""
    with pytest.raises(DocumentError, match=r"has no column 'comment'.*review_id, Date, Stars"):
        read(written(tmp_path, "r.csv", _csv(REVIEWS)), text_columns=("comment",))


def test_a_table_without_text_lists_its_columns(tmp_path: Path) -> None:
    """Numbers alone are refused with the way to name a column."""
    with pytest.raises(DocumentError, match=r"no column with free text.*--text-column.*id, score"):
        read(written(tmp_path, "n.csv", "id,score\n1,2\n2,3\n3,4\n"))


def test_wide_surveys_keep_the_question_with_the_answer(tmp_path: Path) -> None:
    """One source for each respondent; questions are the interviewer's, answers the respondent's own."""
    rows = [
        [
            "Respondent",
            "Need #1: What do you need?",
            "Need #2: What do you need?",
            "What went wrong last time you came?",
        ],
        ["1", "more lamps", "a longer lock", "The app kept logging me out of my account"],
        ["2", "less noise please", "", "Nobody answered the phone for a whole week"],
        ["3", "", "", ""],
    ]
    reading = read(written(tmp_path, "s.csv", _csv(rows)))

    assert by_role(reading.sources[1]) == [
        ("interviewer", "Need #1: What do you need?"),
        ("participant", "less noise please"),
        ("interviewer", "What went wrong last time you came?"),
        ("participant", "Nobody answered the phone for a whole week"),
    ]
    assert reading.sources[0].turns[1].participant == "Respondent 1"
    assert reading.notes == ("1 row without text left out.",)


@pytest.mark.parametrize(
    ("name", "asks"),
    [
        ("What did you like least?", True),
        ("Q3. How was your visit to us", True),
        ("Please describe your visit", True),
        ("review", False),
        ("Comment text", False),
        ("why", False),
        ("How often", False),
    ],
)
def test_the_question_of_a_single_column_is_kept(tmp_path: Path, name: str, asks: bool) -> None:
    """Where its name asks something; a plain name is no question."""
    rows = [["id", name], ["1", "The long wait in the rain."], ["2", "Nobody answered the phone for a week."]]
    turns = by_role(read(written(tmp_path, "q.csv", _csv(rows))).sources[0])

    assert turns == [("interviewer", name)] * asks + [("participant", "The long wait in the rain.")]


def test_titles_join_their_reviews(tmp_path: Path) -> None:
    """A title is the customer's words too, and no question stands above either."""
    rows = [
        ["id", "Title", "Review"],
        ["1", "Not for me", "It broke on the first day."],
        ["2", "Love it so", "It is a lovely bike."],
    ]

    assert read(written(tmp_path, "t.csv", _csv(rows))).sources[0].text == "Not for me\n\nIt broke on the first day."


def test_cells_with_whole_transcripts(tmp_path: Path) -> None:
    """A column of conversations gives transcripts with turns."""
    talk = (
        "Assistant: Hello there, how was the tour?\n\nUser: It was long.\n\nAI: Why was it so long?\n\nUser: "
        + "Rain. " * 30
    )
    rows = [["transcript_id", "text"], ["a1", talk], ["a2", talk.replace("long", "short")], ["a3", talk]]
    reading = read(written(tmp_path, "talks.csv", _csv(rows)))

    assert [(source.kind, source.key, len(source.turns)) for source in reading.sources] == [
        ("transcript", "a1", 4),
        ("transcript", "a2", 4),
        ("transcript", "a3", 4),
    ]
    assert reading.roles | {} == {
        "transcript_id": "id",
        "text": "text",
        "Assistant": "interviewer",
        "User": "participant",
        "AI": "interviewer",
    }


def test_untidy_tables_are_read(tmp_path: Path) -> None:
    """Titles above the header, double and empty names, ragged and blank rows are no bar."""
    text = (
        "Export of all reviews,,\n,,\nid,comment,comment\n1,It was a very slow ride indeed,extra\n"
        "2,It was a very quick ride indeed\n,,\n3,It was a very long ride indeed,more,and more\n"
    )
    reading = read(written(tmp_path, "u.csv", text))

    assert list(reading.roles) == ["id", "comment", "comment (2)", "column 4"]
    assert [source.key for source in reading.sources] == ["1", "2", "3"]


def test_a_name_that_tells_columns_apart_may_be_given_already(tmp_path: Path) -> None:
    """No two columns have one name, so that no cell takes the place of another."""
    rows = [["x", "x (2)", "x", "X", "comment"], ["a", "b", "c", "d", "It was a very slow ride indeed."]] * 2
    reading = read(written(tmp_path, "d.csv", _csv(rows)))

    assert reading.sources[0].attributes == {"x": "a", "x (2)": "b", "x (3)": "c", "X (4)": "d"}


def test_an_endless_cell_is_described_at_once(tmp_path: Path) -> None:
    """A hostile table takes no longer than any other of its size."""
    path = written(tmp_path, "h.csv", _csv([["id", "comment"], ["1", "@." * 25_000], ["2", "It was a slow ride."]]))
    start = perf_counter()
    assert len(read(path).sources) == 2
    assert perf_counter() - start < 5


def test_a_table_without_a_header_is_read(tmp_path: Path) -> None:
    """Where the first row is data already, no row is lost and columns go by number."""
    text = "1,2024-05-01,It was slow all the way home.\n2,2024-05-02,It was quick all the way home.\n"
    reading = read(written(tmp_path, "h.csv", text))

    assert len(reading.sources) == 2
    assert reading.roles["column 3"] == "text"


def test_very_long_cells_are_read_whole(tmp_path: Path) -> None:
    """A cell beyond the csv module's own limit keeps every word."""
    long = "slow words " * 40_000
    rows = [["id", "comment"], ["1", long], ["2", "short words here"]]

    assert len(read(written(tmp_path, "l.csv", _csv(rows))).sources[0].text) == len(long.strip())


def test_eight_thousand_rows_in_a_moment(tmp_path: Path) -> None:
    """A big export does not make people wait."""
    rows = [REVIEWS[0], *([f"r{n}", *REVIEWS[1][1:5], f"I love it, number {n}, every day."] for n in range(8000))]
    path = written(tmp_path, "big.csv", _csv(rows))

    start = perf_counter()
    count = len(read(path).sources)

    assert count == 8000
    assert perf_counter() - start < 10


def test_workbooks_give_values_and_sheets(tmp_path: Path) -> None:
    """Dates are ISO, whole numbers plain, formulas their values or nothing; each filled sheet is a table."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "May"
    sheet.append(["id", "when", "stars", "comment"])
    sheet.append([1, date(2024, 5, 2), 4, "It was slow all the way home."])
    sheet.append([2, datetime(2024, 5, 3, 10, 30), 5.5, "It was quick all the way home."])
    other: Any = book.create_sheet("June")
    other.append(["id", "comment"])
    other.append([1, "It rained all the way home."])
    other.append([2, "=1+1"])
    book.create_sheet("Empty")
    path = tmp_path / "r.xlsx"
    book.save(path)

    reading = read(path)

    assert [source.key for source in reading.sources] == ["May 1", "May 2", "June 1"]
    assert reading.sources[0].attributes == {
        "id": "1",
        "when": "2024-05-02",
        "date": "2024-05-02",
        "stars": "4",
        "rating": 4,
    }
    assert reading.sources[1].attributes["date"] == "2024-05-03T10:30:00"


def test_one_person_wrote_several_rows(tmp_path: Path) -> None:
    """Rows with the same author are the same participant's."""
    rows = [["who said it", "comment"], ["Ann", "It was slow this time."], ["ANN", "It was quick this time."]]
    reading = read(written(tmp_path, "w.csv", _csv(rows)), participant_column="Who said it")

    assert {source.turns[0].participant for source in reading.sources} == {"Ann"}
