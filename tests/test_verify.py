"""`verify` finds every kind of damage and says in words what is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import ConfigurationError
from assistant.export import EXPORTERS, collect
from assistant.export.checks import quotes_of_file, verify_file
from assistant.export.json_checks import json_faults
from assistant.study import Study
from assistant.verify import quotes_of, verify_study
from tests.export.damage import sql
from tests.export.study import decide, small_study
from tests.studies import locker_study

Json = dict[str, Any]


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    made = small_study(tmp_path / "study")
    yield made
    made.close()


def told(study: Study) -> str:
    """All faults of a study, a line each."""
    return "\n".join(fault.message for fault in verify_study(study))


def test_nothing_is_wrong_with_a_sound_study(study: Study) -> None:
    """No fault is found, and the quotes are counted: five findings, nine pieces of evidence."""
    assert told(study) == ""
    assert quotes_of(study) == 5 + 9


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (
            "UPDATE sources SET text = text || '!' WHERE id = 's-0'",
            "The text of 01.txt is not the one that was imported",
        ),
        ("UPDATE turns SET \"end\" = 9999 WHERE id = 's-0.1'", "Turn 2 lies outside 01.txt"),
        ("UPDATE turns SET participant_id = 'Bo' WHERE id = 's-0.0'", "counts as a participant's"),
        ("DELETE FROM turns WHERE id = 's-0.1'", "belong to turns that are not there"),
        ("DELETE FROM turns WHERE id = 's-0.1'", "lies in nobody's turn"),
        ("UPDATE sentences SET \"start\" = 0 WHERE seq = 1 AND source_id = 's-0'", "reaches out of its turn"),
        ("UPDATE findings SET \"start\" = 0 WHERE id = 'f-0'", "has an interviewer's words"),
        ("UPDATE findings SET \"end\" = 9999 WHERE id = 'f-0'", "Finding f-0 lies outside 01.txt"),
        ('UPDATE findings SET "end" = "start" WHERE id = \'f-0\'', "Finding f-0 is empty"),
        ('UPDATE findings SET "start" = 51, "end" = 52 WHERE id = \'f-0\'', "covers no words"),
        ("UPDATE findings SET participant_id = 'Bo' WHERE id = 'f-0'", "counts for somebody else"),
        ("DELETE FROM findings WHERE id = 'f-0'", "names the finding f-0, which is not there"),
        ("DELETE FROM findings WHERE id = 'f-0'", "names 1 findings that are not there"),
        ("UPDATE themes SET parent_id = 't-9'", "is below one that is not there"),
        ("UPDATE narratives SET persona_id = 'p-9' WHERE id = 'n-2'", "belongs to a persona that is not there"),
        ("UPDATE narratives SET touchpoints = replace(touchpoints, '\"of\": 2', '\"of\": 0')", "cannot be"),
        ("UPDATE claims SET owner_id = 'p-9' WHERE id = 'c-p-1-0'", "belongs to nothing that is there"),
        ("DELETE FROM evidence WHERE claim_id = 'c-p-1-0'", "The claim 'Waits.' has no evidence"),
        ("UPDATE evidence SET \"end\" = 9999 WHERE claim_id = 'c-p-1-0'", "A quote of the claim 'Waits.' lies outside"),
        ("UPDATE evidence SET \"end\" = 1 WHERE claim_id = 'c-p-1-0'", "A quote of the claim 'Waits.' is empty"),
        ("UPDATE evidence SET \"start\" = 4 WHERE claim_id = 'c-p-1-0'", "has an interviewer's words"),
        ("UPDATE claims SET status = 'approved' WHERE id = 'c-n-2-0'", "is approved, but nobody decided that"),
        ("UPDATE claims SET status = 'rejected' WHERE id = 'c-p-1-0'", "its status was changed outside the ledger"),
        ("UPDATE claims SET text = 'Waits gladly.' WHERE id = 'c-p-1-0'", "nobody edited it"),
        ("UPDATE claims SET revision = 7 WHERE id = 'c-p-1-0'", "was changed 7 times"),
        ("UPDATE decisions SET why = 'other' WHERE seq = 4", "Ledger entry 4 was altered after it was written"),
        ("DELETE FROM decisions WHERE seq = 2", "Ledger entry 2 is missing"),
        ("DELETE FROM decisions WHERE seq = 4", "is rejected, but nobody decided that"),
        ("DELETE FROM claims WHERE id = 'c-p-1-2'", "is about the claim c-p-1-2, which is not there"),
    ],
)
def test_planted_damage_is_found(study: Study, statement: str, expected: str) -> None:
    """Whatever is changed behind the program's back, a sentence says so."""
    if statement.startswith("DELETE FROM decisions WHERE seq = 4"):
        expected = "was changed 1 times, but the ledger holds 0 decisions on it"
    sql(study, statement)

    assert expected in told(study)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Two of the nine participants were cold.", "tells of 2 of 9, but counted are"),
        ("Nobody counted here.", ""),
    ],
)
def test_a_count_that_is_not_that_of_the_evidence_is_found(study: Study, words: str, expected: str) -> None:
    """What an engine writes is held against the rows, whatever else is right."""
    sql(study, f"UPDATE claims SET text = '{words}' WHERE id = 'c-n-2-0'")  # noqa: S608 - our own words
    sql(study, "UPDATE claims SET draft = text WHERE id = 'c-n-2-0'")

    assert bool(expected) == bool(told(study))
    assert expected in told(study)


def test_counts_that_the_next_run_brings_up_to_date_are_no_fault(study: Study) -> None:
    """Where a file was added after the last run, every count is about to change."""
    sql(study, "UPDATE claims SET text = 'Two of the nine were cold.' WHERE id = 'c-n-2-0'")
    sql(study, "UPDATE claims SET draft = text WHERE id = 'c-n-2-0'")
    sql(study, "UPDATE documents SET added_at = '2030-01-01T00:00:00+00:00' WHERE id = 'd-0'")

    assert told(study) == ""


def test_a_changed_chunk_is_found(tmp_path: Path) -> None:
    """A chunk that names sentences which are not there would be coded wrongly."""
    study = small_study(tmp_path / "s")
    sql(study, "INSERT INTO chunks VALUES ('k', 's-0', 0, 0, 20, 0, 99), ('l', 's-0', 1, 0, 9999, 0, 1)")

    assert "Chunk 1 of 01.txt names sentences that are not there" in told(study)
    assert "Chunk 2 lies outside 01.txt" in told(study)


def test_changed_and_missing_copies_are_found(study: Study) -> None:
    """The originals in `sources/` are hashed again."""
    (study.sources_dir / "01.txt").write_text("something else")
    (study.sources_dir / "02.txt").unlink()

    assert "The copy of 01.txt is not the file that was imported." in told(study)
    assert "The copy of 02.txt is missing from the study." in told(study)


def test_invented_quotations_in_a_claim_are_found(study: Study) -> None:
    """What stands between quotation marks must have been said by somebody."""
    decide(study, "claim", "c-p-1-0", text="They say “I waited nine long weeks” here.", edited=True)
    assert "quotes words that nobody said: 'I waited nine long weeks'" in told(study)

    decide(study, "claim", "c-p-1-0", text="They say “I waited three weeks” here.", edited=True)
    assert told(study) == ""


def test_decisions_and_undo_leave_nothing_wrong(study: Study) -> None:
    """What people do through the ledger is never a fault."""
    decide(study, "claim", "c-p-1-0", text="Waits a lot.", edited=True)
    decide(study, "claim", "c-p-1-0", text="Waits.", edited=False)
    decide(study, "persona", "p-1", name="Another name")
    decide(study, "claim", "c-p-1-3")

    assert told(study) == ""


def test_a_damaged_database_is_a_fault_and_no_traceback(study: Study) -> None:
    """Where SQLite cannot read its file, that is what is said."""
    study.store.sources()
    study.close()
    path = study.folder / "verbatim.db"
    data = bytearray(path.read_bytes())
    data[4096:40960] = b"\xff" * (40960 - 4096)
    path.write_bytes(data)

    assert "database" in told(Study(study.folder))


def test_a_study_of_the_other_tests_is_sound(tmp_path: Path) -> None:
    """The study that other tests work on has nothing wrong but its missing files."""
    study = locker_study(tmp_path / "lockers")

    assert {"document"} == {fault.about for fault in verify_study(study)}


def _document(study: Study) -> Json:
    value: Json = json.loads(EXPORTERS["json"](collect(study, drafts=True)))
    return value


def _claim(document: Json) -> Json:
    value: Json = document["personas"][0]["claims"][1]
    return value


def _set(path: str, value: Any) -> Callable[[Json], None]:
    """Put a value at a path such as `findings/0/end`."""
    *parents, last = [int(part) if part.isdigit() else part for part in path.split("/")]

    def change(document: Json) -> None:
        item: Any = document
        for part in parents:
            item = item[part]
        item[last] = value

    return change


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (_set("findings/0/quote", "I waited nine weeks."), "01.txt says something else there"),
        (_set("findings/0/start", 31), "01.txt says something else there"),
        (_set("findings/0/start", 0), "has an interviewer's words"),
        (_set("findings/0/end", 9999), "Finding f-0 lies outside 01.txt"),
        (_set("findings/0/end", 30), "Finding f-0 is empty"),
        (_set("findings/0/source", "s-9"), "names the source s-9, which is not there"),
        (_set("findings/0/participant", "Bo"), "is counted for somebody who did not say it"),
        (_set("findings/1/id", "f-0"), "occurs twice among the findings"),
        (_set("sources/0/text", "Nothing."), "The text of 01.txt does not hash to its sha256"),
        (_set("sources/0/turns/1/end", 9999), "Turn s-0.1 lies outside 01.txt"),
        (_set("sources/0/turns/1/participant", "Zed"), "who is not in the study"),
        (lambda document: document["sources"][0]["turns"].pop(1), "lies in nobody's turn"),
        (_set("themes/0/participants", 3), "says participants 3, but it is 2"),
        (_set("themes/0/findings/0", "f-9"), "names findings that are not there: f-9"),
        (_set("personas/0/members/0", "Zed"), "has the member Zed, who is not in the study"),
        (_set("personas/0/claims/1/of", 3), "says of 3, but it is 2"),
        (_set("personas/0/claims/1/participants", 1), "says participants 1, but it is 2"),
        (_set("personas/0/claims/1/mentions", 4), "says mentions 4, but it is 3"),
        (_set("personas/0/claims/1/evidence/0/quote", "Ha"), "A quote of the claim 'Waits without news.'"),
        (_set("personas/0/claims/1/evidence/0/finding", "f-9"), "names the finding f-9"),
        (lambda document: _claim(document)["evidence"].clear(), "departs from its schema"),
        (lambda document: _claim(document).pop("of"), "'of' is a required property"),
        (lambda document: document.pop("journey"), "'journey' is a required property"),
        (_set("verbatim/format", 2), "departs from its schema at verbatim/format"),
        (_set("journey/5/persona", "p-9"), "belongs to a persona that is not there"),
        (_set("journey/3/touchpoints/0/participants", 9), "The count of the touchpoint 'courier | van' cannot be"),
        (_set("decisions/0/who", "Eve"), "Ledger entry 1 was altered after it was written"),
        (lambda document: document["decisions"].pop(1), "Ledger entry 2 is missing"),
    ],
)
def test_planted_damage_of_an_exported_file_is_found(
    study: Study, change: Callable[[Json], object], expected: str
) -> None:
    """A JSON export is checked out of itself, and a sentence says what was changed in it."""
    document = _document(study)
    assert list(json_faults(document)) == []
    change(document)

    assert expected in "\n".join(fault.message for fault in json_faults(document))


def test_a_file_of_another_text_is_held_against_the_study(study: Study) -> None:
    """With the study at hand, a consistent forgery of a source is found too."""
    document = _document(study)
    sql(study, "UPDATE sources SET sha256 = 'another' WHERE id = 's-0'")

    assert "is not the one in the study" in "\n".join(fault.message for fault in json_faults(document, study))


@pytest.fixture
def report(study: Study, tmp_path: Path) -> Path:
    path = tmp_path / "report.md"
    path.write_text(EXPORTERS["md"](collect(study, drafts=True)), encoding="utf-8")
    return path


def of_file(path: Path, study: Study | None) -> str:
    return "\n".join(fault.message for fault in verify_file(path, study))


def test_a_report_is_checked_against_its_study(study: Study, report: Path) -> None:
    """Every quote of a report, hostile ones included, is found again where it says it stands."""
    assert of_file(report, study) == ""
    assert quotes_of_file(report) == 7


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("> I waited three weeks.", "> I waited nine weeks.", "the quote is not what 01.txt says"),
        ("verbatim:quote s-0 30 51", "verbatim:quote s-0 31 51", "the quote is not what 01.txt says"),
        ("verbatim:quote s-0 30 51", "verbatim:quote s-0 30 9999", "a quote lies outside 01.txt"),
        ("verbatim:quote s-0 30 51", "verbatim:quote s-9 30 51", "which is not in this study"),
        (" <!-- verbatim:quote s-0 30 51 -->", "", "does not say where it stands"),
        ("## Journey", "> We love waiting.\n\n## Journey", "does not say where it stands"),
        ("<!-- verbatim:report 1 -->", "", "is no report of Verbatim"),
    ],
)
def test_planted_damage_of_a_report_is_found(study: Study, report: Path, old: str, new: str, expected: str) -> None:
    """A quote that was changed, moved, invented or lost its place is told with its line."""
    text = report.read_text(encoding="utf-8")
    assert old in text
    report.write_text(text.replace(old, new), encoding="utf-8")

    assert expected in of_file(report, study)


def test_a_report_may_be_wrapped_anew_and_annotated(study: Study, report: Path) -> None:
    """An editor may break lines and a person may add remarks; the quotes are still the quotes."""
    text = report.read_text(encoding="utf-8")
    text = text.replace("> I waited three weeks.", "> I waited\n> three weeks.").replace("&amp;", "&")
    report.write_text(text + "\nMy own remark: `> not a quote`.\n\n```\n> neither\n```\n", encoding="utf-8")

    assert of_file(report, study) == ""


def test_a_report_cannot_be_checked_without_its_study(report: Path) -> None:
    """The message says how to name the study."""
    with pytest.raises(ConfigurationError, match="against its study"):
        of_file(report, None)


def test_a_file_that_is_not_json_is_a_fault(tmp_path: Path) -> None:
    """Half a file is told as such."""
    path = tmp_path / "study.json"
    path.write_text('{"verbatim": ')

    assert "The file is not JSON" in of_file(path, None)


def test_a_binary_file_is_explained(tmp_path: Path) -> None:
    """What is no text is no export."""
    path = tmp_path / "report.md"
    path.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(ConfigurationError, match="is not a text file"):
        of_file(path, None)
