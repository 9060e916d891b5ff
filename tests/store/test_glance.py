"""The first look at a study's file says what the store says, or nothing."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.store import Change, Store, sqlite_url
from assistant.store.glance import Glance, glance
from assistant.study import Study
from tests.store.filling import SPOKEN, document, fill, record


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return Study.create(tmp_path / "s", "Lockers")


def _same(study: Study) -> bool:
    return study.glance() == Glance(study.store.last_decision(), study.store.counts())


def test_it_counts_what_the_store_counts(study: Study) -> None:
    """Also while the store is open, after a decision, and after a source was replaced."""
    fill(study.store)
    assert _same(study)
    rejected = study.store.findings()[0]
    study.store.decide("Mia", "reject", [Change("finding", rejected.id, {"status": "rejected"})])
    assert _same(study)
    seen = study.glance()
    assert seen is not None
    assert (seen.seq, sum(seen.counts.findings.values())) == (1, 2)
    new = document(version=2)
    study.store.add_document(new, [record(new, SPOKEN[:1], "s-2")], replaces="d-01.txt-1")
    assert _same(study)


def test_what_it_cannot_read_is_left_to_the_store(tmp_path: Path, study: Study) -> None:
    """No file, no database, none of ours, settings that cannot be read; and nothing is made by looking."""
    assert study.glance() is None
    assert not (study.folder / "verbatim.db").exists()
    (tmp_path / "text.db").write_text("no database " * 100)
    assert glance(tmp_path / "text.db") is None
    sqlite3.connect(tmp_path / "other.db").execute("CREATE TABLE sources (id)").connection.close()
    assert glance(tmp_path / "other.db") is None
    (study.folder / "study.toml").write_text("name = [")
    assert study.glance() is None


def test_a_study_on_a_server_is_not_looked_for_in_a_file(study: Study) -> None:
    """`verbatim.db` may lie there from before."""
    Store(sqlite_url(study.folder / "verbatim.db")).close()
    assert study.glance() is not None
    study.folder.joinpath("study.toml").write_text('database = "postgresql://ada@127.0.0.1/riders"\n')

    assert study.glance() is None


def test_it_needs_no_sqlalchemy(study: Study) -> None:
    """That is what it is for: the figures are there before SQLAlchemy is."""
    fill(study.store)
    look = (
        "import sys; from pathlib import Path; import tui.app; from assistant.study import Study\n"
        f"seen = Study(Path({str(study.folder)!r})).glance()\n"
        "print(seen.counts.sources, sorted({'sqlalchemy', 'pydantic'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "1 []"
