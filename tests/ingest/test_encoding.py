"""Encodings: found, said where guessed, and no silent mojibake."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import DocumentError
from assistant.ingest.encoding import decode
from tests.ingest.reading import read, written

WESTERN = "Dan: How was the café?\nPriya: It was “slow” – and très cher, naïve me.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_without_a_word(encoding: str) -> None:
    """Each form of Unicode, with or without a mark, gives the text and no note."""
    decoded = decode(WESTERN.encode(encoding))

    assert decoded.text.removeprefix("\ufeff") == WESTERN
    assert decoded.notes == ()


def test_windows_1252_is_guessed_and_said() -> None:
    """Western text that is no Unicode is read as Windows-1252, with a note."""
    decoded = decode(WESTERN.encode("cp1252"))

    assert decoded.text == WESTERN
    assert "Windows-1252" in decoded.notes[0]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Как это было? Это было очень медленно и долго, мы ждали целый час. " * 4, "cp1251"),
        ("とても遅かったです。アプリが固まりました。もう使いたくありません。" * 4, "shift_jis"),
        ("Było bardzo wolno, aplikacja się zawiesiła i czekaliśmy całą godzinę. " * 4, "cp1250"),
        ("איך היה? היה מאוד איטי וחיכינו שעה שלמה. " * 4, "cp1255"),
        ("它非常慢，应用程序卡住了，我再也不想用它了。我们等了整整一个小时。" * 4, "gb18030"),
    ],
)
def test_other_alphabets_are_guessed_and_said(text: str, encoding: str) -> None:
    """Text of other alphabets in its own encoding is found, with a note."""
    decoded = decode(text.encode(encoding))

    assert decoded.text == text
    assert decoded.notes


def test_lines_of_another_encoding_are_read_and_said() -> None:
    """A file put together from UTF-8 and Windows-1252 keeps its letters in both."""
    decoded = decode("Café one.\nCafé two.\n".encode() + "Café three.\n".encode("cp1252"))

    assert decoded.text == "Café one.\nCafé two.\nCafé three.\n"
    assert decoded.notes == ("Mixed encodings: UTF-8, but for line 3, read as Windows-1252.",)


def test_what_is_no_text_is_refused() -> None:
    """Bytes without meaning are no text, whatever encoding would take them."""
    with pytest.raises(DocumentError, match="is not a text file"):
        decode(bytes(range(256)) * 40)


def test_a_web_page_says_its_encoding_itself(tmp_path: Path) -> None:
    """The charset a page declares is used."""
    page = '<html><head><meta charset="iso-8859-2"></head><body>Žluťoučký kůň</body></html>'.encode("iso-8859-2")

    assert read(written(tmp_path, "x.html", page)).sources[0].text == "Žluťoučký kůň"


def test_the_note_reaches_the_reading(tmp_path: Path) -> None:
    """What was guessed is told with the file."""
    assert "Windows-1252" in read(written(tmp_path, "x.txt", WESTERN.encode("cp1252"))).notes[0]
