"""PDF: pages, running heads, line numbers, paragraphs; and the PDFs that cannot be read."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from assistant.errors import DocumentError
from tests.ingest.pdf_builder import column, pdf
from tests.ingest.reading import read, said, written

TALK = [
    "00:19 RESEARCHER:",
    "Good morning. Can you hear me all right, or is the line as bad as it was the last",
    "time that we tried?",
    "",
    "00:24 PARTICIPANT 12:",
    "It is fine. I wanted to say that the app is slow and that it crashes on my well-",
    "known old phone whenever I open the exam-",
    "ple page, which is sad.",
    "",
    "01:02 RESEARCHER:",
    "Why?",
    "",
    "01:05 PARTICIPANT 12:",
    "No idea.",
]


def test_turns_know_their_page_and_time(tmp_path: Path) -> None:
    """Each turn has the page its speech starts on and the seconds of its label."""
    second = ["01:10 RESEARCHER:", "Anything else?", "", "01:12 PARTICIPANT 12:", "No."]
    path = written(tmp_path, "p12.pdf", pdf([column(TALK), column(second)]))

    (source,) = read(path).sources

    assert [(turn.page, turn.time, turn.role) for turn in source.turns] == [
        (1, 19.0, "interviewer"),
        (1, 24.0, "participant"),
        (1, 62.0, "interviewer"),
        (1, 65.0, "participant"),
        (2, 70.0, "interviewer"),
        (2, 72.0, "participant"),
    ]
    assert {turn.participant for turn in source.turns} == {None, "Participant 12"}


def test_wrapped_lines_become_flowing_text(tmp_path: Path) -> None:
    """Lines of a paragraph are joined; a hyphen at the end of a line stays only where the word has it."""
    path = written(tmp_path, "p12.pdf", pdf([column([*TALK, "", "My well-known example is a good one for this."])]))

    words = said(read(path).sources[0])[1][1]

    assert "the last time" in said(read(path).sources[0])[0][1]
    assert "my well-known old phone whenever I open the example page" in words


def test_speech_goes_on_over_the_end_of_a_page(tmp_path: Path) -> None:
    """A sentence that is broken by a page is one, without the running heads that stand between."""
    first = column(["Dan:", "How was it?", "Priya:", "It was slow, and then it froze, and I had"], top=740)
    second = column(["to wait.", "Dan:", "Why?", "Priya:", "No idea."], top=740)
    third = column(["Dan:", "Thanks.", "Priya:", "Bye."], top=740)
    pages = [
        [(72, 800, "Interview with Priya"), *page, (290, 30, f"{number}/3")]
        for number, page in enumerate((first, second, third), start=1)
    ]

    reading = read(written(tmp_path, "priya.pdf", pdf(pages)))

    assert said(reading.sources[0])[1] == ("Priya", "It was slow, and then it froze, and I had to wait.")
    assert "Interview with Priya" not in reading.sources[0].text
    assert reading.notes == ("6 running heads and page numbers were left out.",)


def test_short_answers_at_the_edge_of_pages_are_no_running_heads(tmp_path: Path) -> None:
    """What people say again and again is kept, wherever it stands."""
    pages = [
        column(["Dan: Is that so?", "Priya: It is so, yes.", "Dan: And here?", f"Priya: Page {n}."]) for n in range(4)
    ]

    reading = read(written(tmp_path, "edges.pdf", pdf(pages)))

    assert len(reading.sources[0].turns) == 16


def test_line_numbers_in_the_margin_are_left_out(tmp_path: Path) -> None:
    """Numbers left of the text are no speech, and the label behind one is found."""
    lines = ["Dan: How was it?", "Priya: It was slow and then", "it froze for a minute.", "Dan: Why?",
             "Priya: No idea.", "Dan: And then?", "Priya: I gave up.", "Dan: Thanks."]  # fmt: skip
    page = column(lines) + [(30, 780 - 14 * number, str(number + 1)) for number in range(len(lines))]

    reading = read(written(tmp_path, "numbers.pdf", pdf([page])))

    assert said(reading.sources[0])[1] == ("Priya", "It was slow and then it froze for a minute.")
    assert "Line numbers were left out." in reading.notes


def test_numbers_before_the_label_are_left_out(tmp_path: Path) -> None:
    """`2    Dan: …` on every line is a numbered print, not part of the names."""
    lines = [
        f"{n}    {'Dan' if n % 2 else 'Priya'}: {'How' if n % 2 else 'So'} is it{'?' if n % 2 else '.'}"
        for n in range(1, 13)
    ]

    source = read(written(tmp_path, "numbered.pdf", pdf([column(lines)]))).sources[0]

    assert said(source)[:2] == [("Dan", "How is it?"), ("Priya", "So is it.")]


def test_a_label_and_its_speech_on_one_baseline_are_one_line(tmp_path: Path) -> None:
    """Labels that are drawn apart from the words beside them still open the turn."""
    page = [(50, 700 - 20 * n, name) for n, name in enumerate(["Dan:", "Priya:", "Dan:", "Priya:"])]
    words = [(130, 700 - 20 * n, said) for n, said in enumerate(["How?", "Slow.", "Why?", "No idea."])]
    mixed = [piece for pair in zip(page, words, strict=True) for piece in pair]

    source = read(written(tmp_path, "columns.pdf", pdf([mixed]))).sources[0]

    assert said(source) == [("Dan", "How?"), ("Priya", "Slow."), ("Dan", "Why?"), ("Priya", "No idea.")]


def test_what_is_drawn_off_the_page_is_not_read(tmp_path: Path) -> None:
    """Text outside the page's edges, which nobody sees, is left out."""
    page = [*column(["Dan: How?", "Priya: Slow."]), (72, -300, "hidden words")]

    assert "hidden" not in read(written(tmp_path, "off.pdf", pdf([page]))).sources[0].text


def _encrypted(password: str, algorithm: str) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf([column(["Dan: How?", "Priya: Slow."])]))))
    writer.encrypt(user_password=password, algorithm=algorithm)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_pdf_that_needs_a_password_says_so(tmp_path: Path) -> None:
    """An encrypted PDF gives one clear line and what to do."""
    path = written(tmp_path, "locked.pdf", _encrypted("secret", "RC4-128"))

    with pytest.raises(DocumentError, match=r"locked\.pdf is protected with a password\. Save a copy"):
        read(path)


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_a_pdf_that_only_forbids_editing_is_read(tmp_path: Path, algorithm: str) -> None:
    """Where the empty password opens it, a PDF is read like any other."""
    path = written(tmp_path, "open.pdf", _encrypted("", algorithm))

    assert len(read(path).sources[0].turns) == 2


@pytest.mark.parametrize("cut", [40, 300, 600])
def test_a_damaged_pdf_says_so(tmp_path: Path, cut: int) -> None:
    """A PDF that breaks off is damaged, or has lost its text."""
    path = written(tmp_path, "cut.pdf", pdf([column(TALK)])[:cut])

    with pytest.raises(DocumentError, match=r"cut\.pdf (is a damaged PDF|has no)"):
        read(path)


def test_a_pdf_of_pictures_asks_for_ocr(tmp_path: Path) -> None:
    """A PDF without a text layer says that OCR comes first."""
    with pytest.raises(DocumentError, match=r"scan\.pdf has no text layer\. Run OCR"):
        read(written(tmp_path, "scan.pdf", pdf([[], []])))


def test_pages_that_refer_to_each_other_end(tmp_path: Path) -> None:
    """A page tree that is its own child is refused and does not run for ever."""
    looped = pdf([column(TALK)]).replace(b"/Kids [4 0 R] ", b"/Kids [2 0 R] ")

    with pytest.raises(DocumentError, match=r"loop\.pdf"):
        read(written(tmp_path, "loop.pdf", looped))


def test_a_text_that_is_called_pdf_is_not_read_as_one(tmp_path: Path) -> None:
    """The first bytes decide, not the name."""
    with pytest.raises(DocumentError, match=r"holds plain text\. Rename"):
        read(written(tmp_path, "talk.pdf", "Dan: How?\nPriya: Slow."))
