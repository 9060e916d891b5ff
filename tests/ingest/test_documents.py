"""Word, OpenDocument, rich text, Markdown and web pages: nothing that people see is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from odfdo import Document, Element

from tests.ingest.reading import by_role, read, roles, said, written


def _docx(tmp_path: Path, fill: Any) -> Path:
    document = docx.Document()
    fill(document)
    path = tmp_path / "talk.docx"
    document.save(str(path))
    return path


def test_docx_paragraphs_and_tables_come_in_the_order_of_the_page(tmp_path: Path) -> None:
    """A table between two paragraphs stays between them, cells between tabs."""

    def fill(document: Any) -> None:
        document.add_paragraph("Before the table.")
        table = document.add_table(rows=2, cols=2)
        for cell, words in zip(table._cells, ["a", "b", "c", "d"], strict=True):
            cell.text = words
        document.add_paragraph("After the table.")

    assert read(_docx(tmp_path, fill)).sources[0].text == "Before the table.\n\na\tb\nc\td\n\nAfter the table."


def test_docx_transcript_in_a_table(tmp_path: Path) -> None:
    """Rows of time, speaker and words are turns; the head of the table is none."""
    rows = [
        ("Time", "Speaker", "Transcript"),
        ("00:01", "Dan", "How was it?"),
        ("00:04", "Priya", "Slow.\nAnd dull."),
        ("00:09", "Dan", "Why?"),
        ("00:11", "Priya", "No idea."),
    ]

    def fill(document: Any) -> None:
        table = document.add_table(rows=len(rows), cols=3)
        for cells, row in zip(table.rows, rows, strict=True):
            for cell, words in zip(cells.cells, row, strict=True):
                cell.text = words

    source = read(_docx(tmp_path, fill)).sources[0]

    assert said(source) == [
        ("Dan", "How was it?"),
        ("Priya", "Slow.\nAnd dull."),
        ("Dan", "Why?"),
        ("Priya", "No idea."),
    ]
    assert [turn.time for turn in source.turns] == [1.0, 4.0, 9.0, 11.0]


def test_docx_bold_names_are_labels_without_a_colon(tmp_path: Path) -> None:
    """Emphasis takes the place of the colon, before the words and on lines of its own."""

    def fill(document: Any) -> None:
        for name, words in [("Dan", "How was it?"), ("Priya", "Slow."), ("Dan", "Why?"), ("Priya", "No idea.")]:
            paragraph = document.add_paragraph()
            paragraph.add_run(name).bold = True
            paragraph.add_run(f" {words}")

    source = read(_docx(tmp_path, fill)).sources[0]

    assert said(source) == [("Dan", "How was it?"), ("Priya", "Slow."), ("Dan", "Why?"), ("Priya", "No idea.")]


def test_docx_tracked_changes_are_read_as_accepted(tmp_path: Path) -> None:
    """Inserted words are there, deleted and hidden ones are not, and a note says so."""

    def fill(document: Any) -> None:
        paragraph = document.add_paragraph("Priya: It was ")
        for tag, words, kind in [("del", "good", "delText"), ("ins", "slow", "t")]:
            paragraph._p.append(
                parse_xml(
                    f"<w:{tag} {nsdecls('w')} w:id='1' w:author='x'><w:r><w:{kind}>{words}</w:{kind}></w:r></w:{tag}>"
                )
            )
        hidden = paragraph.add_run(" secret")
        hidden.font.hidden = True

    reading = read(_docx(tmp_path, fill))

    assert reading.sources[0].text == "Priya: It was slow"
    assert reading.notes == ("Tracked changes were read as accepted: deleted words are left out.",)


def test_docx_content_controls_links_breaks_and_text_boxes_are_read(tmp_path: Path) -> None:
    """What python-docx's own paragraphs leave out is in the text."""

    def fill(document: Any) -> None:
        control = parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>In a control.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        )
        document.element.body.insert(0, control)
        paragraph = document.add_paragraph("One")
        paragraph.add_run().add_break()
        paragraph.add_run("two\tthree")
        link = OxmlElement("w:hyperlink")
        link.append(parse_xml(f"<w:r {nsdecls('w')}><w:t xml:space='preserve'> four</w:t></w:r>"))
        paragraph._p.append(link)
        box = f"<w:txbxContent {nsdecls('w')}><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent>"
        paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:pict>{box}</w:pict></w:r>"))

    assert read(_docx(tmp_path, fill)).sources[0].text == "In a control.\n\nOne\ntwo\tthree four\n\nIn a box."


def test_docx_headers_and_footers_are_left_out(tmp_path: Path) -> None:
    """What is printed on every page is nobody's speech."""

    def fill(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = "Confidential"
        document.add_paragraph("Dan: How?")
        document.add_paragraph("Priya: Slow.")

    assert read(_docx(tmp_path, fill)).sources[0].text == "Dan: How?\n\nPriya: Slow."


def test_docx_numbered_questions_are_the_moderators(tmp_path: Path) -> None:
    """Questions that Word numbers, each with an answer below, are an interview without labels."""

    def fill(document: Any) -> None:
        for question in ("What did you do?", "Was it slow?", "Would you come back?"):
            document.add_paragraph(question, style="List Number")
            document.add_paragraph("I tried it and then I left.")

    source = read(_docx(tmp_path, fill)).sources[0]

    assert by_role(source)[:2] == [("interviewer", "What did you do?"), ("participant", "I tried it and then I left.")]
    assert [turn.role for turn in source.turns] == ["interviewer", "participant"] * 3


def _odt(tmp_path: Path, *blocks: str) -> Path:
    document = Document("text")
    document.body.clear()
    for block in blocks:
        document.body.append(Element.from_tag(block))
    path = tmp_path / "talk.odt"
    document.save(str(path))
    return path


def test_odt_blanks_tabs_breaks_and_spans_are_kept(tmp_path: Path) -> None:
    """Elements that stand for blanks are blanks in the text, and spans do not break words."""
    path = _odt(
        tmp_path,
        '<text:p>Pri<text:span>ya</text:span>:<text:s text:c="3"/>slow<text:tab/>and<text:line-break/>dull</text:p>',
    )

    assert read(path).sources[0].text == "Priya:   slow\tand\ndull"


def test_odt_nested_lists_and_tables_are_kept_in_order(tmp_path: Path) -> None:
    """Items of nested lists and the cells of tables are paragraphs and rows of the text."""
    path = _odt(
        tmp_path,
        "<text:list><text:list-item><text:p>one</text:p><text:list><text:list-item><text:p>two</text:p>"
        "</text:list-item></text:list></text:list-item></text:list>",
        '<table:table table:name="t"><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>'
        "<table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>",
        "<text:p>last</text:p>",
    )

    assert read(path).sources[0].text == "one\n\ntwo\n\na\tb\n\nlast"


def test_odt_notes_comments_and_deletions_are_left_out(tmp_path: Path) -> None:
    """Footnotes and comments are nobody's speech; tracked deletions are gone."""
    path = _odt(
        tmp_path,
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>deleted</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>",
        "<text:p>Kept<text:note><text:note-body><text:p>a footnote</text:p></text:note-body></text:note>"
        "<office:annotation><text:p>a comment</text:p></office:annotation> words.</text:p>",
    )
    reading = read(path)

    assert reading.sources[0].text == "Kept words."
    assert reading.notes == ("1 footnote left out.", "1 comment left out.")


def test_rtf_letters_tables_and_deletions(tmp_path: Path) -> None:
    """Escaped letters, cells and line breaks are read; deleted and hidden words are not."""
    markup = (
        r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}"
        r"Dan: Caf\'e9 or \u8220?tea\u8221? \u-10179?\u-8694??\par Priya: Tea.{\deleted  Coffee.}{\v  Beer.}\par "
        r"{\b Dan:} Why?\par Priya: a\cell b\cell\row}"
    )
    source = read(written(tmp_path, "talk.rtf", markup)).sources[0]

    assert said(source) == [("Dan", "Café or “tea” 😊?"), ("Priya", "Tea."), ("Dan", "Why?"), ("Priya", "a\tb")]


def test_markdown_is_read_as_it_is_shown(tmp_path: Path) -> None:
    """Marks are gone, bold names are labels, escapes and front matter are understood."""
    text = (
        "---\ndate: 2024-05-02\nsegment: family\n---\n# Talk\n\n**Dan:** How *was* it?\n"
        "**Priya:** \\[laughs\\] Slow.\n\n"
        "- one\n- two\n\n**Dan:** See [this](https://example.org)?\n\n**Priya:** \\[01:02\\] `No`.\n"
    )
    source = read(written(tmp_path, "talk.md", text)).sources[0]

    assert said(source) == [
        ("Dan", "How was it?"),
        ("Priya", "[laughs] Slow.\n\none\n\ntwo"),
        ("Dan", "See this?"),
        ("Priya", "No."),
    ]
    assert source.turns[-1].time == 62.0
    assert source.attributes == {"date": "2024-05-02", "segment": "family"}


def test_html_keeps_blocks_and_drops_what_a_browser_hides(tmp_path: Path) -> None:
    """Paragraphs stay apart, scripts, styles and hidden parts are gone, entities are letters."""
    page = (
        "<html><head><title>T</title><style>p{}</style></head><body><nav>Menu</nav><script>var Dan;</script>"
        "<p>Fish &amp; chips<br>twice</p><p hidden>no</p><div style='display:none'>no</div><ul><li>one<li>two</ul>"
        "<table><tr><td>a</td><td>b</td></tr></table></body></html>"
    )

    assert read(written(tmp_path, "page.html", page)).sources[0].text == "Fish & chips\ntwice\n\none\n\ntwo\n\na\tb"


@pytest.mark.parametrize(
    "line",
    [
        "<cite>{name}:</cite>\n<time>0:0{n}</time>\n<p>{words}</p>",
        "<div class='speaker-timestamp'>{name} (00:0{n}):</div><p>{words}</p>",
        "<p><b>{name}</b> {words}</p>",
        "<p><strong>{name}:</strong> {words}</p>",
        "<div><span class='speaker'>{name}</span><span> {words}</span></div>",
    ],
)
def test_html_speakers_in_the_usual_markup(tmp_path: Path, line: str) -> None:
    """Speakers in cite, bold and classes named for them are found."""
    talk = [("Dan", "How?"), ("Priya", "Slow."), ("Dan", "Why?"), ("Priya", "No idea.")]
    page = "".join(line.format(name=name, words=words, n=n) for n, (name, words) in enumerate(talk))

    source = read(written(tmp_path, "talk.html", page)).sources[0]

    assert said(source) == talk
    assert roles(source) == {"Dan": "interviewer", "Priya": "participant"}


def test_html_of_any_depth_is_read(tmp_path: Path) -> None:
    """A page nested deeper than parsers like loses nothing."""
    page = "<div>" * 3000 + "Deep words." + "</div>" * 3000

    assert read(written(tmp_path, "deep.html", page)).sources[0].text == "Deep words."
