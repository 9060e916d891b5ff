"""Codebooks from and to files: what researchers have, read as they wrote it, and nothing hostile followed."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.codebooks import as_toml, read_codebook
from assistant.errors import DocumentError
from assistant.refi_codebook import as_qdc
from assistant.settings import CodeSetting, parse_settings
from assistant.study import Study

QDC = """<?xml version="1.0" encoding="utf-8"?>
<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="NVivo"><Codes>
  <Code guid="6d9c3a7e-0000-4000-8000-000000000001" name="Delivery" isCodable="false">
    <Code guid="6d9c3a7e-0000-4000-8000-000000000002" name="Waiting" isCodable="true">
      <Description>No news of
        when it comes</Description>
    </Code>
  </Code>
</Codes></CodeBook>"""
FILES = {
    "codes.csv": "Code;Description;Type\nWaiting;No news of when it comes;Pain\n;nothing;\n",
    "taguette.csv": "tag,description,number of highlights,number of documents\nWaiting,No news of when it comes,3,2\n",
    "codes.tsv": "name\tdefinition\tkind\nWaiting\tNo news of when it comes\tpain\n",
    "list.yaml": "codes:\n  - name: Waiting\n    definition: No news of when it comes\n    kind: pain\n",
    "map.yml": "Waiting: No news of when it comes\n",
    "codes.qdc": QDC,
}


@pytest.mark.parametrize(("name", "text"), FILES.items())
def test_every_format_gives_names_and_definitions(tmp_path: Path, name: str, text: str) -> None:
    """Whatever the columns are called; a group that cannot be coded with is no code."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    codes = read_codebook(tmp_path / name).codes

    assert [(code.name, code.definition) for code in codes] == [("Waiting", "No news of when it comes")]
    assert codes[0].kind == ("pain" if "pain" in text.casefold() else None)


FULL = {
    "full.csv": """Code,Parent code,Description,Inclusion criteria,Exclusion criteria,Examples seen,Kind
Waiting,Delivery,No news,I had to ring them.,They told me,3,pain
""",
    "nested.yaml": """codes:
  - name: Delivery
    codes:
      - name: Waiting
        definition: No news
        kind: pain
        inclusion: [I had to ring them.]
        exclusion: They told me
""",
    "told.qdc": QDC.replace(
        "No news of\n        when it comes", "No news\nInclude: I had to ring them.\nExclude: They told me"
    ),
}


@pytest.mark.parametrize(("name", "text"), FULL.items())
def test_parents_and_criteria_are_kept(tmp_path: Path, name: str, text: str) -> None:
    """From columns, from lists below one another and from nested codes."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    code = next(code for code in read_codebook(tmp_path / name).codes if code.name == "Waiting")

    assert (code.parent, code.definition) == ("Delivery", "No news")
    assert (code.inclusion, code.exclusion) == (("I had to ring them.",), ("They told me",))


def test_what_is_not_taken_is_said(tmp_path: Path) -> None:
    """Columns there is no place for, words that are no kind, and names that stand there twice."""
    text = "name,kind,colour\nWaiting,In Vivo,red\nNoise,gain,blue\nwaiting,,green\n"
    (tmp_path / "codes.csv").write_text(text, encoding="utf-8")
    book = read_codebook(tmp_path / "codes.csv")

    assert [(code.name, code.kind) for code in book.codes] == [("waiting", None), ("Noise", "gain")]
    assert book.notes == (
        "codes.csv: not taken: colour.",
        (
            "codes.csv: no kind of finding, and left out: In Vivo. "
            "Kinds are pain, gain, need, emotion, touchpoint, suggestion."
        ),
        "codes.csv: there more than once, and the last one counts: waiting.",
    )


def test_codes_of_one_name_under_different_parents_stay_apart(tmp_path: Path) -> None:
    """As every codebook has an `Other` in each of its groups."""
    (tmp_path / "codes.csv").write_text("name,parent\nOther,Delivery\nOther,Price\n", encoding="utf-8")
    names = [code.name for code in read_codebook(tmp_path / "codes.csv").codes]

    assert names == ["Other (Delivery)", "Other (Price)"]


HOSTILE = {
    "bomb.qdc": '<!DOCTYPE x [<!ENTITY a "aaaa">]><CodeBook><Codes><Code name="&a;"/></Codes></CodeBook>',
    "broken.qdc": "<CodeBook><Codes>",
    "tags.yaml": "!!python/object/apply:os.system ['true']",
    "deep.yaml": "[" * 4000,
    "endless.yaml": "codes: &a\n  - name: x\n    codes: *a\n",
    "words.csv": "when,where\nnow,here\n",
    "empty.csv": "",
    "codes.docx": "x",
}


@pytest.mark.parametrize(("name", "text"), HOSTILE.items())
def test_what_is_no_codebook_is_refused_in_words(tmp_path: Path, name: str, text: str) -> None:
    """One line that names the file, whatever is wrong with it."""
    (tmp_path / name).write_text(text, encoding="utf-8")

    with pytest.raises(DocumentError, match=name.replace(".", r"\.")) as caught:
        read_codebook(tmp_path / name)
    assert "\n" not in str(caught.value)


NAMES = st.text(min_size=1, max_size=40).map(lambda text: " ".join(text.split())).filter(bool)


@given(st.lists(NAMES, min_size=1, max_size=6, unique_by=str.casefold), st.text(max_size=80))
def test_codes_come_back_from_toml_as_they_were(names: list[str], definition: str) -> None:
    """Whatever is in a name or a definition; what cannot be printed becomes a space."""
    codes = [CodeSetting(name=name, definition=definition) for name in names]
    data = tomllib.loads(as_toml(codes))
    again = parse_settings(data, "study.toml").codebook

    assert [len(code.name) for code in again] == [len(name) for name in names]
    assert [one.name for one, name in zip(again, names, strict=True) if name.isprintable()] == [
        name for name in names if name.isprintable()
    ]


def test_a_codebook_goes_out_and_comes_back(tmp_path: Path) -> None:
    """As REFI-QDA, with the same names and definitions, the same each time."""
    codes = [CodeSetting(name='<b> & "x"', definition="Line\x0bbreak"), CodeSetting(name="Waiting")]
    (tmp_path / "codes.qdc").write_text(as_qdc(codes), encoding="utf-8")
    again = read_codebook(tmp_path / "codes.qdc").codes

    assert [(code.name, code.definition) for code in again] == [('<b> & "x"', "Line break"), ("Waiting", "")]
    assert as_qdc(codes) == as_qdc(codes)


def test_a_hierarchy_goes_out_and_comes_back(tmp_path: Path) -> None:
    """Parents that are codes or only groups, in whatever order they stand, with criteria; a circle ends."""
    codes = [
        CodeSetting(name="No news", parent="Waiting", inclusion=("I rang.",), exclusion=("They told me.", "A text.")),
        CodeSetting(name="Waiting", definition="For anything", parent="Delivery"),
        CodeSetting(name="A", parent="B"),
        CodeSetting(name="B", parent="A"),
    ]
    (tmp_path / "codes.qdc").write_text(as_qdc(codes), encoding="utf-8")
    again = {code.name: code for code in read_codebook(tmp_path / "codes.qdc").codes}

    assert (again["No news"], again["Waiting"]) == tuple(codes[:2])
    assert set(again) == {"No news", "Waiting", "A", "B"}


def test_a_study_takes_codes_into_its_settings(tmp_path: Path) -> None:
    """At the end of study.toml, everything that stood there kept."""
    study = Study.create(tmp_path / "study", "Riders")
    before = (study.folder / "study.toml").read_text(encoding="utf-8")
    study.extend_settings(
        as_toml([code := CodeSetting(name="Waiting", definition='"News"', kind="pain", parent="A", exclusion=('"x"',))])
    )

    assert (study.folder / "study.toml").read_text(encoding="utf-8").startswith(before.rstrip())
    assert Study(study.folder).settings.codebook == (code,)
