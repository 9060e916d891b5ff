"""Codings of other programs, in the shapes these programs write; broken and hostile ones are refused in words."""

from __future__ import annotations

import sqlite3
import zipfile
from pathlib import Path

import openpyxl
import pytest

from assistant.errors import ConfigurationError, DocumentError
from evals.gold.from_project import Meaning, gold_of, read_meanings
from evals.projects import Segment, read_project
from evals.texts import plain_text

ANA = plain_text("ana.txt", "The door would not open in the rain. Nobody called back. I love the app, though.", "Ana")
BO = plain_text("bo.txt", "It was not there. Nobody called back.", "Bo")


def taguette(path: Path, snippet: str = "The door <b>would not</b> open") -> Path:
    """A project file as Taguette makes it, with the tables that matter here."""
    with sqlite3.connect(path) as connection:
        connection.executescript(
            """
            CREATE TABLE documents (id INTEGER PRIMARY KEY, name TEXT, contents TEXT);
            CREATE TABLE highlights (id INTEGER PRIMARY KEY, document_id INTEGER, start_offset INTEGER,
                                     end_offset INTEGER, snippet TEXT);
            CREATE TABLE tags (id INTEGER PRIMARY KEY, path TEXT);
            CREATE TABLE highlight_tags (highlight_id INTEGER, tag_id INTEGER);
            INSERT INTO documents VALUES (1, 'ana.txt', '<p>…</p>');
            INSERT INTO tags VALUES (1, 'Pain: door'), (2, 'Weather');
            INSERT INTO highlight_tags VALUES (1, 1), (1, 2);
            """
        )
        connection.execute("INSERT INTO highlights VALUES (1, 1, 3, 30, ?)", [snippet])
    connection.close()
    return path


QDE = """<?xml version="1.0" encoding="utf-8"?>
<Project xmlns="urn:QDA-XML:project:1.0" name="p">
<Users><User guid="u1" name="Mia"/></Users>
<CodeBook><Codes><Code guid="c1" name="Pains"><Code guid="c2" name="door"/></Code></Codes></CodeBook>
<Sources><TextSource guid="s1" name="ana.txt" plainTextPath="internal://s1.txt">
<PlainTextSelection guid="x1" startPosition="4" endPosition="23" creatingUser="u1">
<Coding guid="k1"><CodeRef targetGUID="c2"/></Coding></PlainTextSelection>
<PlainTextSelection guid="x2" startPosition="10" endPosition="99999">
<Coding guid="k2"><CodeRef targetGUID="c1"/></Coding></PlainTextSelection>
</TextSource></Sources></Project>"""


def qdpx(path: Path, qde: str = QDE, text: str = ANA.text) -> Path:
    """A REFI-QDA project."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("project.qde", qde)
        archive.writestr("sources/s1.txt", text)
    return path


def test_taguette_project(tmp_path: Path) -> None:
    """Words without their markup, with all their tags."""
    (segment,) = read_project(taguette(tmp_path / "p.sqlite3"))

    assert (segment.document, segment.quote) == ("ana.txt", "The door would not open")
    assert segment.codes == ("Pain: door", "Weather")


def test_taguette_csv_and_page(tmp_path: Path) -> None:
    """Both exports of highlights give the same."""
    table, page = tmp_path / "h.csv", tmp_path / "h.html"
    table.write_text('id,document,tag,content\r\n1,ana.txt,Pain,"Nobody called, back"\r\n')
    page.write_text(
        "<body><h1>Taguette highlights</h1><p>Nobody called, back</p>\n<p><strong>Document:</strong> ana.txt\n"
        "<strong>Tags:</strong>\n Pain,\n Weather\n</p><hr><p>x</p><p><strong>Document:</strong> b "
        "<strong>Tags:</strong> Gain</p></body>"
    )

    assert read_project(table) == [Segment("ana.txt", "Nobody called, back", ("Pain",))]
    assert read_project(page) == [
        Segment("ana.txt", "Nobody called, back", ("Pain", "Weather")),
        Segment("b", "x", ("Gain",)),
    ]


def test_taguette_page_with_commas_and_several_paragraphs(tmp_path: Path) -> None:
    """As Taguette 1.5 writes it: a tag a line, a comma after each but the last, and highlights over paragraphs."""
    page = tmp_path / "h.html"
    page.write_text(
        "<!DOCTYPE html>\n<html>\n  <head><title>Taguette highlights</title></head>\n  <body>\n"
        "    <h1>Taguette highlights</h1>\n\n    <p>Would you?</p>\n<p>Bo (00:01)</p>\n<p>I  love the app.</p>\n"
        "    <p>\n      <strong>Document:</strong> ana.txt\n      <strong>Tags:</strong>\n"
        "        Gains.trust, and care,\n        Wunsch\n    </p>\n    <hr>\n\n  </body>\n</html>"
    )

    (segment,) = read_project(page)
    assert (segment.document, segment.quote) == ("ana.txt", "Would you? Bo (00:01) I love the app.")
    assert segment.codes == ("Gains.trust, and care", "Wunsch")


def test_refi_qda(tmp_path: Path) -> None:
    """The selection's words, code and coder; one that points beyond the text is left out."""
    (segment,) = read_project(qdpx(tmp_path / "p.qdpx"))

    assert (segment.quote, segment.codes, segment.coder) == ("door would not open", ("door",), "Mia")


def test_maxqda_and_atlas_workbooks(tmp_path: Path) -> None:
    """Found by their headings, also below a title; several codes of one quotation stay together."""
    maxqda, atlas = tmp_path / "m.xlsx", tmp_path / "a.xlsx"
    for path, rows in (
        (
            maxqda,
            [["Document group", "Document name", "Code", "Segment", "Weight"], ["", "ana", "Pain > door", "w", 0]],
        ),
        (atlas, [["Project"], ["ID", "Document", "Quotation Content", "Codes"], ["1:2", "ana", "w", "Pain\nRain"]]),
    ):
        book = openpyxl.Workbook()
        for row in rows:
            book.worksheets[0].append(row)
        book.save(path)

    assert read_project(maxqda) == [Segment("ana", "w", ("Pain > door",))]
    assert read_project(atlas) == [Segment("ana", "w", ("Pain", "Rain"))]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("p.sqlite3", b"not a database at all, but long enough to look", "no Taguette project"),
        ("p.qdpx", b"PK no", "damaged"),
        ("p.csv", b"a,b\n1,2\n", "no column with words"),
        ("p.xlsx", b"no", "damaged"),
        ("p.docx", b"", "no project that can be read"),
        ("p.html", b"<html><body><p>nothing</p></body></html>", "holds no coded words"),
    ],
)
def test_what_is_no_project_is_refused(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    """With the file's name and what is wrong."""
    (tmp_path / name).write_bytes(content)

    with pytest.raises(DocumentError, match=message):
        read_project(tmp_path / name)


@pytest.mark.parametrize(
    "qde",
    [
        '<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/hostname">]><Project>&x;</Project>',
        '<!DOCTYPE p [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><Project>&b;</Project>',
        '<!DOCTYPE p SYSTEM "http://example.com/p.dtd"><Project/>',
        "<Project>",
    ],
)
def test_hostile_xml_is_refused(tmp_path: Path, qde: str) -> None:
    """Entities, document types and broken markup; nothing is resolved and nothing fetched."""
    with pytest.raises(DocumentError):
        read_project(qdpx(tmp_path / "p.qdpx", qde))


def test_a_project_that_points_outside_is_refused(tmp_path: Path) -> None:
    """A name with dots in the archive."""
    path = qdpx(tmp_path / "p.qdpx")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("../../evil.txt", "x")

    with pytest.raises(DocumentError, match="outside"):
        read_project(path)


def test_gold_from_segments() -> None:
    """A kind from the file of meanings, else from the code's own name; white space and quotes may differ."""
    segments = [
        Segment("ana", "door  would not\nopen", ("Pains > door",), "Mia"),
        Segment("ana.docx", "I love the app", ("Likes",)),
        Segment("", "Nobody called back.", ("Pain",)),  # stands in two sources
        Segment("ana.txt", "Nobody called back.", ("Weather",)),
    ]
    placed = gold_of(segments, [ANA, BO], {"likes": Meaning("gain", "loyalty")})

    assert [(row.source, row.quote, row.kind, row.label, row.stage, row.coder) for row in placed.rows] == [
        ("ana.txt", "door would not open", "pain", "door", None, "Mia"),
        ("ana.txt", "I love the app", "gain", "Likes", "loyalty", "imported"),
    ]
    assert placed.without_kind == {"Weather": 1}
    assert placed.not_found == {"": 1}


def test_meanings_are_read_strictly(tmp_path: Path) -> None:
    """A kind that there is none of names its line."""
    path = tmp_path / "kinds.csv"
    path.write_text("code,kind,stage\nLikes,gain,loyalty\nDoor,problem,\n")

    with pytest.raises(ConfigurationError, match=r"line 3.*kind"):
        read_meanings(path)
