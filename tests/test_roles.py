"""Who is an interviewer can be corrected, as a decision on record."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import ConfigurationError
from assistant.importing import import_files
from assistant.ingest.drafts import ReadOptions
from assistant.roles import correct_roles, speakers
from assistant.study import Study
from assistant.verify import verify_study
from tests.files import write_interviews


@pytest.fixture
def study(new_study: Study, tmp_path: Path) -> Study:
    list(import_files(new_study, [write_interviews(tmp_path / "in", ("01 Ana.txt", "02 Bo.txt"))], ReadOptions()))
    return new_study


def people(study: Study) -> list[str]:
    return [person.name for person in study.store.participants()]


def test_speakers_are_listed(study: Study) -> None:
    """By source, with role and turns."""
    assert [(row["source"], row["speaker"], row["role"], row["turns"]) for row in speakers(study)][:2] == [
        ("01 Ana", "Ana", "participant", 3),
        ("01 Ana", "Interviewer", "interviewer", 3),
    ]


def test_a_correction_is_on_record(study: Study) -> None:
    """Every turn is an entry, all of one batch; the study stays sound."""
    assert correct_roles(study, ["ANA"], [], "", "Mia") == 3

    entries = study.store.decisions()
    assert [(entry.who, entry.action) for entry in entries] == [("Mia", "set role")] * 3
    assert len({entry.batch for entry in entries}) == 1
    assert people(study) == ["Bo"]
    assert list(verify_study(study)) == []


def test_a_correction_can_be_taken_back(study: Study) -> None:
    """Whoever takes part again is the same person as before."""
    before = study.store.participants()
    correct_roles(study, ["Ana"], [], "", "Mia")
    correct_roles(study, [], ["Ana"], "", "Mia")

    assert before == study.store.participants()


def test_somebody_made_a_participant_is_one_person_in_all_files(study: Study) -> None:
    """By their name, as at import; a generic label is somebody else in each file."""
    study.store.close()
    correct_roles(study, ["Ana", "Bo"], ["Interviewer"], "", "Mia")
    assert people(study) == ["01 Ana, Interviewer", "02 Bo, Interviewer"]

    correct_roles(study, [], ["Ana", "Bo"], "", "Mia")
    assert people(study) == ["01 Ana, Interviewer", "02 Bo, Interviewer", "Ana", "Bo"]


def test_one_source_alone_can_be_corrected(study: Study) -> None:
    """The same label elsewhere keeps its role."""
    correct_roles(study, [], ["Interviewer"], "02 Bo", "Mia")

    assert {row["source"]: row["role"] for row in speakers(study) if row["speaker"] == "Interviewer"} == {
        "01 Ana": "interviewer",
        "02 Bo": "participant",
    }


def test_what_is_right_already_is_no_decision(study: Study) -> None:
    """Nothing changes, nothing is recorded."""
    assert correct_roles(study, ["Interviewer"], ["Ana"], "", "Mia") == 0
    assert study.store.decisions() == []


def test_an_unknown_speaker_is_told_in_words(study: Study) -> None:
    """And nobody else's role is changed."""
    with pytest.raises(ConfigurationError, match=r"Nobody here is called zoe\. `verbatim roles` lists all speakers"):
        correct_roles(study, ["Ana", "Zoe"], [], "", "Mia")

    assert study.store.decisions() == []
