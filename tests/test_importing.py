"""Files come into a study once, whole, and under a name of their own; a changed file is a new version."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.importing import Imported, import_files
from assistant.ingest.drafts import ReadOptions
from assistant.study import Study
from assistant.verify import verify_study
from tests.files import ANA, BO, CHIDI, REVIEWS, write_interviews


def add(study: Study, *paths: Path, **options: object) -> list[Imported]:
    """Import; every file must succeed."""
    outcomes = list(import_files(study, paths, ReadOptions(**options)))  # type: ignore[arg-type]
    assert [outcome.error for outcome in outcomes if outcome.error] == []
    return [outcome.result for outcome in outcomes if outcome.result is not None]


def states(imported: list[Imported]) -> list[tuple[str, str]]:
    """Name and state of each file."""
    return [(item.name, item.state) for item in imported]


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_folder_is_imported_whole(new_study: Study, tmp_path: Path) -> None:
    """Every file with its speakers; the copies are the originals."""
    folder = write_interviews(tmp_path / "in")
    found = add(new_study, folder)

    assert states(found) == [
        ("01 Ana.txt", "new"),
        ("02 Bo.txt", "new"),
        ("03 Chidi.txt", "new"),
        ("04 Dora.txt", "new"),
    ]
    assert dict(found[0].roles or {}) == {"Interviewer": "interviewer", "Ana": "participant"}
    assert [person.name for person in new_study.store.participants()] == ["Ana", "Bo", "Chidi", "Dora"]
    assert (new_study.sources_dir / "01 Ana.txt").read_text(encoding="utf-8") == ANA
    assert list(verify_study(new_study)) == []


def test_the_same_content_is_imported_once(new_study: Study, tmp_path: Path) -> None:
    """Added again, or under another name, it is there already."""
    one = write(tmp_path / "a.txt", ANA)
    add(new_study, one)

    assert states(add(new_study, one)) == [("a.txt", "already there")]
    assert states(add(new_study, write(tmp_path / "copy of a.txt", ANA))) == [("a.txt", "already there")]
    assert len(new_study.store.sources()) == 1


def test_a_changed_file_is_a_new_version(new_study: Study, tmp_path: Path) -> None:
    """The older text and its copy are kept, and do not count."""
    path = write(tmp_path / "a.txt", ANA)
    add(new_study, path)
    write(path, ANA + "Ana: One more thing.\n")

    assert states(add(new_study, path)) == [("a.txt", "new version")]
    assert len(new_study.store.sources()) == 1
    assert len(new_study.store.sources(retired=True)) == 2
    assert sorted(item.name for item in new_study.sources_dir.iterdir()) == ["a.txt", "a.v2.txt"]
    assert list(verify_study(new_study)) == []


def test_a_file_that_changes_back_is_a_third_version(new_study: Study, tmp_path: Path) -> None:
    """Its source is the one it had first, with all that was found in it."""
    path = write(tmp_path / "a.txt", ANA)
    add(new_study, path)
    first = new_study.store.sources()
    add(new_study, write(path, BO))
    add(new_study, write(path, ANA))

    assert [source.id for source in first] == [source.id for source in new_study.store.sources()]
    assert [document.version for document in new_study.store.documents()] == [3]
    assert list(verify_study(new_study)) == []


def test_rows_that_stay_keep_their_ids(new_study: Study, tmp_path: Path) -> None:
    """A review that is unchanged in a new version of its table is the same source; the others come and go."""
    path = write(tmp_path / "r.csv", REVIEWS)
    add(new_study, path)
    before = {source.name: source.id for source in new_study.store.sources()}
    write(path, REVIEWS.replace("r2,", "r4,").replace("never again", "never, ever again"))
    add(new_study, path)
    after = {source.name: source.id for source in new_study.store.sources()}

    assert len(after) == len(before) == 3
    assert len(set(before.values()) & set(after.values())) == 1


def test_corrected_columns_reach_rows_that_stay(new_study: Study, tmp_path: Path) -> None:
    """A rating is what the newest version says, though the words are the same."""
    path = write(tmp_path / "r.csv", REVIEWS)
    add(new_study, path)
    ids = {source.id for source in new_study.store.sources()}
    add(new_study, write(path, REVIEWS.replace(",1,Leeds", ",3,Hull")))

    assert ids == {source.id for source in new_study.store.sources()}
    assert sorted(str(item.attributes["city"]) for item in new_study.store.sources()) == ["Hull", "Leeds", "York"]


def test_a_table_is_read_again_with_other_columns(new_study: Study, tmp_path: Path) -> None:
    """`--text-column` on a file that is there already reads it anew, and asking the same again does nothing."""
    path = write(tmp_path / "s.csv", "id,good,bad\n1,I love the app,I waited for weeks\n2,It was easy,The lock broke\n")
    add(new_study, path, text_columns=("good",))
    assert all("love" in item.text or "easy" in item.text for item in new_study.store.sources())

    assert states(add(new_study, path, text_columns=("bad",))) == [("s.csv", "new version")]
    assert sorted(item.text for item in new_study.store.sources()) == ["I waited for weeks", "The lock broke"]
    assert states(add(new_study, path, text_columns=("bad",))) == [("s.csv", "already there")]
    assert states(add(new_study, path)) == [("s.csv", "already there")]


def test_an_interviewer_is_named_after_the_import(new_study: Study, tmp_path: Path) -> None:
    """`--interviewer` reads the file again; her words are no longer a participant's."""
    path = write(tmp_path / "a.txt", "Dana: I like trains.\nAna: I like boxes.\nDana: So do I.\nAna: Good for you.\n")
    add(new_study, path)
    add(new_study, path, interviewers=("Dana",))

    assert [person.name for person in new_study.store.participants()] == ["Ana"]
    assert {("Dana", "interviewer"), ("Ana", "participant")} == {
        (turn.speaker, turn.role) for turn in new_study.store.turns()
    }


@pytest.mark.parametrize("at_once", [True, False])
def test_files_of_one_name_from_two_folders_are_two_files(new_study: Study, tmp_path: Path, at_once: bool) -> None:
    """Interviews lie in a folder each under the same name; none may push another out."""
    one, two = write(tmp_path / "P1" / "notes.txt", ANA), write(tmp_path / "P2" / "notes.txt", CHIDI)
    if at_once:
        add(new_study, one, two)
    else:
        add(new_study, one)
        add(new_study, two)

    assert {"Ana", "Chidi"} == {person.name for person in new_study.store.participants()}
    assert len({document.name for document in new_study.store.documents()}) == 2
    assert list(verify_study(new_study)) == []


def test_a_file_added_with_its_folder_is_the_same_file_alone(new_study: Study, tmp_path: Path) -> None:
    """However it was named the first time, its change is a new version of it."""
    write_interviews(tmp_path / "in" / "first round")
    add(new_study, tmp_path / "in")
    path = write(tmp_path / "in" / "first round" / "01 Ana.txt", ANA.replace("three", "four"))

    assert states(add(new_study, path)) == [("first round/01 Ana.txt", "new version")]
    assert len(new_study.store.documents()) == 4


def test_a_file_that_was_moved_and_changed_is_a_new_version(new_study: Study, tmp_path: Path) -> None:
    """The same name and mostly the same words are the same interview."""
    add(new_study, write(tmp_path / "a.txt", ANA))

    moved = write(tmp_path / "elsewhere" / "a.txt", ANA.replace("three", "four"))
    assert states(add(new_study, moved)) == [("a.txt", "new version")]


def test_no_copy_is_written_over(new_study: Study, tmp_path: Path) -> None:
    """A file called like the second version of another one keeps its own copy."""
    path = write(tmp_path / "a.txt", ANA)
    add(new_study, path, write(tmp_path / "a.v2.txt", BO))
    add(new_study, write(path, ANA + "Ana: More.\n"))

    assert (new_study.sources_dir / "a.v2.txt").read_text(encoding="utf-8") == BO
    assert list(verify_study(new_study)) == []


def test_generic_labels_are_somebody_else_in_every_file(new_study: Study, tmp_path: Path) -> None:
    """Speaker 1 of one group is not speaker 1 of another; Ana is Ana everywhere."""
    group = "Moderator: Who starts?\n{0} 1: I waited.\n{0} 2: I love it.\n{0} 1: It was lost.\n{0} 2: Fine.\n"
    for label in ("Speaker", "Female", "Guest"):
        for number in (1, 2):
            name = f"{label} {number}.txt"
            add(new_study, write(tmp_path / name, group.format(label) + "\n" * number + f"Moderator: Bye {number}.\n"))
    add(new_study, write(tmp_path / "x.txt", ANA), write(tmp_path / "y.txt", ANA.replace("train", "bus")))

    assert len(new_study.store.participants()) == 3 * 2 * 2 + 1


def test_a_thousand_files_of_which_three_are_broken(new_study: Study, tmp_path: Path) -> None:
    """Each broken one is named in one line with what to do; the rest is imported."""
    folder = tmp_path / "many"
    for number in range(1000):
        write(folder / f"{number:04}.txt", f"Interviewer: Well?\nP{number}: I waited {number} days.\n")
    (folder / "0007.txt").write_bytes(b"")
    (folder / "0500.docx").write_bytes(b"PK\x03\x04 no archive at all")
    (folder / "0501.pdf").write_bytes(b"%PDF-1.4 cut off")
    outcomes = list(import_files(new_study, [folder], ReadOptions()))

    broken = {outcome.item.name: outcome.error for outcome in outcomes if outcome.error}
    assert sorted(broken) == ["0007.txt", "0500.docx", "0501.pdf"]
    assert all(error.startswith(name) and "\n" not in error for name, error in broken.items())
    assert len(new_study.store.sources()) == 999


def test_other_files_of_a_folder_are_passed_over(new_study: Study, tmp_path: Path) -> None:
    """A photograph beside the transcripts is no failure; one that is named is."""
    folder = write_interviews(tmp_path / "in", ("01 Ana.txt",))
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff")

    assert states(add(new_study, folder)) == [("01 Ana.txt", "new"), ("photo.jpg", "passed over")]
    (outcome,) = import_files(new_study, [folder / "photo.jpg"], ReadOptions())
    assert "not supported" in outcome.error


def test_a_link_out_of_the_folder_is_refused(new_study: Study, tmp_path: Path) -> None:
    """What lies outside of what was named is not read by accident."""
    secret = write(tmp_path / "secret.txt", BO)
    folder = write_interviews(tmp_path / "in", ("01 Ana.txt",))
    (folder / "link.txt").symlink_to(secret)
    good, bad = import_files(new_study, [folder], ReadOptions())

    assert good.ok
    assert "leads outside the folder" in bad.error


def test_half_a_copy_is_never_taken_for_one(new_study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where copying breaks off, nothing is in the study, and the next time all is well."""
    path = write(tmp_path / "a.txt", ANA)

    def break_off(source: Path, target: Path) -> None:
        target.write_text("half")
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("shutil.copyfile", break_off)
        (outcome,) = import_files(new_study, [path], ReadOptions())
    assert outcome.error == "a.txt cannot be read: No space left on device."
    assert new_study.store.documents() == []
    assert not (new_study.sources_dir / "a.txt").exists()

    add(new_study, path)
    assert list(verify_study(new_study)) == []


def test_a_name_that_is_no_text_is_imported(new_study: Study, tmp_path: Path) -> None:
    """Names are bytes on some machines; what cannot be read of them is shown as such."""
    name = os.fsdecode(b"caf\xe9.txt")
    try:
        path = write(tmp_path / name, ANA)
    except OSError:
        pytest.skip("this file system takes only names that are text")

    assert states(add(new_study, path)) == [("caf\ufffd.txt", "new")]
    assert list(verify_study(new_study)) == []


def test_chunks_are_as_long_as_the_study_says(tmp_path: Path) -> None:
    """`chunk_tokens` decides at import."""
    path = write(tmp_path / "a.txt", "Interviewer: Well?\nAna: " + "I waited for the box again. " * 200 + "\n")
    counts = []
    for tokens in (40, 400):
        study = Study.create(tmp_path / f"study{tokens}", "A study")
        coding = study.settings.coding.model_copy(update={"chunk_tokens": tokens})
        study.settings = study.settings.model_copy(update={"coding": coding})
        add(study, path)
        counts.append(len(study.store.chunks()))
        study.close()

    assert counts[0] > 5 * counts[1]


def test_the_order_of_adding_does_not_matter(tmp_path: Path) -> None:
    """Two studies with the same files hold the same sources, whatever came first."""
    folder = write_interviews(tmp_path / "in")
    held = []
    for order in (1, -1):
        study = Study.create(tmp_path / f"study{order}", "A study")
        for path in sorted(folder.iterdir())[::order]:
            add(study, path)
        held.append((study.store.sources(), study.store.turns(), study.store.chunks(), study.store.participants()))
        study.close()

    assert held[0] == held[1]
