"""Two studies side by side: what is matched, what is counted, and that the other one is only read."""

from __future__ import annotations

import hashlib
import json
import os
import uuid
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result
from sqlalchemy import create_engine, text

from assistant.cli.main import cli
from assistant.comparison import Comparison
from assistant.comparison.matching import _clear
from assistant.comparison.other import check_different, known_servers, open_other
from assistant.comparison.servers import HERE, server_of
from assistant.comparison.studies import compare_studies
from assistant.domain import Theme
from assistant.engines import open_embedding
from assistant.errors import ConfigurationError, NotReadyError, StoreError, VerbatimError
from assistant.store import parse_url
from assistant.study import Study
from tests.export.damage import sql
from tests.export.study import Plan, fill

BATTERY = ("The battery dies in the cold.", "In winter the battery is flat after a mile.")
STAFF = ("The mechanic was friendly and quick.", "A lovely mechanic, he fixed it at once.")
PRICE = ("The monthly price went up again.", "It costs far more every month than they said.")
THEFT = ("I worry that the bike gets stolen.", "Somebody stole the bike from the shed.")
EXAMS = ("The exam questions were not in the book.", "Half of the exam was never taught in class.")
GRADES = ("My teacher lost my homework.", "Homework was marked by nobody for weeks.")


SERVER = os.environ.get("VERBATIM_TEST_POSTGRES", "")


def on_postgres(test: Callable[..., None]) -> Callable[..., None]:
    """Skipped where no server is named."""
    skipped = pytest.mark.skipif(not SERVER, reason="VERBATIM_TEST_POSTGRES names no server")
    return pytest.mark.postgres(skipped(test))  # type: ignore[no-any-return]


def keep_in(study: Study, database: str) -> None:
    """Have a study's settings name a database."""
    text = (study.folder / "study.toml").read_text()
    (study.folder / "study.toml").write_text(text.replace('database = ""', f'database = "{database}"'))


def study_of(
    folder: Path, topics: Sequence[tuple[str, str, Sequence[str]]], silent: int = 0, database: str = ""
) -> Study:
    """A study in which each of the people of a topic says one of its sentences; others ask for nothing."""
    made = Plan([])
    for name, kind, sentences in topics:
        found = []
        for number, words in enumerate(sentences):
            made.transcripts.append([(f"{folder.name} {name} {number}", words)])
            found.append(made.finding(len(made.transcripts) - 1, 0, kind=kind).id)
        made.themes.append(Theme(f"t-{name}", name, kind, "", tuple(found)))  # type: ignore[arg-type]
    made.transcripts += [[(f"{folder.name} silent {number}", "I have nothing to say.")] for number in range(silent)]
    study = Study.create(folder, "A study")
    keep_in(study, database)
    fill(study, made)
    return study


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Study]:
    """Riders: battery, mechanic, price."""
    topics = [
        ("battery dies in the cold", "pain", BATTERY),
        ("friendly mechanic", "gain", STAFF),
        ("price", "pain", PRICE),
    ]
    made = study_of(tmp_path / "here", topics)
    yield made
    made.close()


@pytest.fixture
def there(tmp_path: Path) -> Study:
    """Other riders: battery and mechanic under other names, theft instead of the price; closed, as a finished study."""
    topics = [
        ("winter kills the battery", "pain", BATTERY[::-1]),
        ("lovely mechanic", "gain", STAFF),
        ("theft", "pain", THEFT),
    ]
    made = study_of(tmp_path / "there", topics, silent=4)
    made.close()
    return made


def compared(here: Study, folder: Path) -> Comparison:
    with open_other(folder) as other:
        return compare_studies(here, other, open_embedding())


def state(folder: Path) -> dict[str, str]:
    """Every file of a study by what is in it."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_themes_are_matched_by_meaning_and_counted_in_each(here: Study, there: Study) -> None:
    """Two of six people here and two of ten there; what has no counterpart is listed apart."""
    found = compared(here, there.folder)
    both = {
        (row.name, row.there): [(count.participants, count.of) for count in row.counts.values()]
        for row in found.sections[0].rows
    }

    assert both == {
        ("battery dies in the cold", "winter kills the battery"): [(2, 6), (2, 10)],
        ("friendly mechanic", "lovely mechanic"): [(2, 6), (2, 10)],
    }
    assert [row.name for row in found.here] == ["price"]
    assert [row.name for row in found.there] == ["theft"]


def test_studies_of_other_things_have_nothing_in_common(here: Study, tmp_path: Path) -> None:
    """It is said in words, and no theme is paired for want of a better one."""
    other = study_of(tmp_path / "school", [("exam", "pain", EXAMS), ("homework", "pain", GRADES)])
    other.close()
    found = compared(here, other.folder)

    assert found.sections[0].rows == ()
    assert found.notes[0].startswith("The studies speak of different things")
    assert "no two are clearly the same" in found.notes[1]


def test_what_pleases_is_no_counterpart_of_what_hurts(here: Study, tmp_path: Path) -> None:
    """The same sentences, coded the other way."""
    other = study_of(tmp_path / "other", [("friendly mechanic", "pain", STAFF), ("theft", "pain", THEFT)])
    other.close()

    assert compared(here, other.folder).sections[0].rows == ()


def test_a_pair_with_a_rival_is_not_clear() -> None:
    """Near enough, each other's nearest, and nothing nearly as near."""
    assert _clear(np.array([[0.9, 0.2], [0.1, 0.3]]), 0.07) == [(0, 0)]
    assert _clear(np.array([[0.9, 0.86], [0.1, 0.3]]), 0.07) == []
    assert _clear(np.array([[0.9, 0.1], [0.86, 0.3]]), 0.07) == []
    assert _clear(np.array([[0.6]]), 0.07) == [(0, 0)]


def test_nothing_of_the_other_study_is_changed(here: Study, there: Study) -> None:
    """No byte of any file, and no file more: not even SQLite's own."""
    before, mine = state(there.folder), set(state(here.folder))
    compared(here, there.folder)

    assert state(there.folder) == before
    assert set(state(here.folder)) == mine


def test_a_study_that_somebody_has_open_is_read_as_it_stands(here: Study, there: Study) -> None:
    """What is only in the write-ahead log counts too."""
    writer = Study(there.folder)
    writer.store.set_note("open", "yes")
    writer.store.start_run(writer.store.runs()[0].__class__("r2", "2027", None, "ondevice", "1", {}, "running", {}))

    assert (there.folder / "verbatim.db-wal").stat().st_size > 0
    assert any("different versions" in note for note in compared(here, there.folder).notes)
    writer.close()


def test_shared_files_and_other_engines_are_said(here: Study, tmp_path: Path) -> None:
    """A copy of the same study shares all of its files."""
    topics = [
        ("battery dies in the cold", "pain", BATTERY),
        ("friendly mechanic", "gain", STAFF),
        ("price", "pain", PRICE),
    ]
    copy = study_of(tmp_path / "copy" / "here", topics)
    sql(copy, "UPDATE runs SET engine = 'openai:gpt'")
    sql(copy, "UPDATE findings SET coder = 'openai:gpt'")
    copy.close()
    found = compared(here, copy.folder)

    assert len(found.sections[0].rows) == 3
    assert any(note.startswith("6 files are in both") for note in found.notes)
    assert any("different engines (ondevice, openai:gpt)" in note for note in found.notes)


DAMAGE = [
    ("UPDATE alembic_version SET version_num = '0001'", StoreError, "another version"),
    ("UPDATE findings SET attributes = 'no json'", StoreError, "cannot be read"),
    (
        "UPDATE findings SET kind = 'emotion', attributes = '{\"valence\": \"much\"}'",
        VerbatimError,
        "cannot be read|no themes",
    ),
    ('UPDATE findings SET "end" = 100000', VerbatimError, "outside|cannot be read"),
    ("DELETE FROM runs", NotReadyError, "has not been run"),
    ("UPDATE themes SET status = 'rejected'", NotReadyError, "no themes"),
    ("DROP TABLE turns", StoreError, "no such table"),
]


@pytest.mark.parametrize(("statement", "error", "words"), DAMAGE)
def test_a_damaged_study_is_explained(here: Study, there: Study, statement: str, error: type, words: str) -> None:
    """Never a traceback."""
    sql(there, statement)

    with pytest.raises(error, match=words):
        compared(here, there.folder)


def test_what_is_no_study_is_explained(here: Study, there: Study, tmp_path: Path) -> None:
    """No folder, no study in it, no database, a file of something else."""
    (tmp_path / "empty").mkdir()
    for folder in (tmp_path / "nowhere", tmp_path / "empty"):
        with pytest.raises(ConfigurationError, match=folder.name):
            compared(here, folder)
    (there.folder / "verbatim.db").write_bytes(b"something else" * 1000)
    with pytest.raises(StoreError, match="cannot be read"):
        compared(here, there.folder)
    (there.folder / "verbatim.db").unlink()
    with pytest.raises(StoreError, match="no database"):
        compared(here, there.folder)


@pytest.mark.parametrize(
    ("database", "words"),
    [
        ("postgresql://evil.example/x", "on evil.example, a server that this study does not use"),
        ("postgresql:///x?host=evil.example", "not opened"),
        ("postgresql://localhost/x?service=evil", "not opened"),
        ("postgresql://ev\\u001b[2Jil/x", "not opened"),
        ("sqlite:////etc/verbatim.db", "not opened"),
    ],
)
def test_another_study_does_not_choose_what_is_connected_to(
    here: Study, there: Study, database: str, words: str
) -> None:
    """Its settings name a server that nobody here has named, or hide one: it is not asked."""
    keep_in(there, database)
    for known in ((), known_servers(here, ["db.example"])):
        with pytest.raises(ConfigurationError, match=words), open_other(there.folder, known) as other:
            compare_studies(here, other, open_embedding())


def test_a_server_is_known_by_this_study_or_by_its_name(here: Study) -> None:
    """This machine has many names; one server is one in any case of its letters."""
    assert known_servers(here, ["DB.example"]) == {"db.example"}
    keep_in(here, "postgresql://ada@Own.example/riders")
    assert known_servers(Study(here.folder), []) == {"own.example"}
    assert {server_of(f"postgresql://{name}/x") for name in ("localhost", "127.0.0.1:5433", "[::1]", "")} == {HERE}


def test_each_study_is_named_once(here: Study, there: Study) -> None:
    """The study itself is no other one, and no other one counts twice."""
    with open_other(here.folder) as same, pytest.raises(ConfigurationError, match="the study itself"):
        check_different(here, [same])
    with open_other(there.folder) as one, open_other(there.folder) as two, pytest.raises(ConfigurationError):
        check_different(here, [one, two])


def call(*arguments: str, columns: int = 80) -> Result:
    environment = {"COLUMNS": str(columns), "NO_COLOR": "1"}
    return CliRunner().invoke(cli, ["compare", *arguments], env=environment, catch_exceptions=False)


def test_the_command_shows_both_studies(here: Study, there: Study) -> None:
    """Pairs, what is only here and only there, and the rule, within 80 columns."""
    result = call("--study", str(here.folder), "--with", str(there.folder))

    assert result.exit_code == 0
    assert "friendly mechanic = lovely mechanic" in result.stdout
    assert "Too few people" in result.stdout or "Nothing differs" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_the_command_gives_json(here: Study, there: Study) -> None:
    """One comparison for each study that is named."""
    result = call("--study", str(here.folder), "--with", str(there.folder), "--json")
    [found] = json.loads(result.stdout)

    assert {row["there"] for row in found["themes"]} == {"winter kills the battery", "lovely mechanic"}
    assert [row["name"] for row in found["only_there"]] == ["theft"]
    assert found["stages"][0]["emotions"]


def test_a_hostile_name_commands_no_terminal(here: Study, there: Study) -> None:
    """Escapes in names of themes and of the study are shown as signs."""
    sql(there, "UPDATE themes SET name = 'theft' || char(27) || '[2J' WHERE name = 'theft'")
    text = (there.folder / "study.toml").read_text()
    (there.folder / "study.toml").write_text(text.replace('"A study"', '"A \\u001b]0;study"'))
    result = call("--study", str(here.folder), "--with", str(there.folder))

    assert "theft" in result.stdout
    assert "\x1b" not in result.stdout


@pytest.fixture
def on_a_server(tmp_path: Path) -> Iterator[Study]:
    """The other riders, in a schema of their own on the server that is named; closed, as a finished study."""
    schema = f"test_{uuid.uuid4().hex}"
    admin = create_engine(parse_url(SERVER), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    topics = [("winter kills the battery", "pain", BATTERY[::-1]), ("lovely mechanic", "gain", STAFF)]
    made = study_of(tmp_path / "served", topics, database=f"{SERVER}?options=-csearch_path%3D{schema}")
    made.close()
    yield made
    with admin.connect() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    admin.dispose()


@on_postgres
def test_a_study_on_a_server_is_compared_with(here: Study, on_a_server: Study) -> None:
    """It is counted as one in a file is, once its server is known, and every write of ours is refused."""
    server = server_of(on_a_server.settings.database)
    result = call("--study", str(here.folder), "--with", str(on_a_server.folder), "--server", server or "localhost")
    assert result.exit_code == 0
    assert "friendly mechanic = lovely mechanic" in result.stdout

    with open_other(on_a_server.folder, [server]) as other:
        assert len(other.store.themes()) == 2
        with pytest.raises(StoreError, match="read-only transaction"):
            other.store.set_note("written", "here")


@on_postgres
def test_a_server_whose_schema_is_another_is_left_alone(here: Study, on_a_server: Study) -> None:
    """An empty database gets no tables, and an older one stays as old as it is."""
    admin = create_engine(parse_url(on_a_server.settings.database))
    known = [server_of(on_a_server.settings.database)]
    with admin.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'old'"))
    with pytest.raises(StoreError, match="another version"), open_other(on_a_server.folder, known) as other:
        compare_studies(here, other, open_embedding())
    with admin.begin() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
    with pytest.raises(StoreError, match="no database"), open_other(on_a_server.folder, known) as other:
        compare_studies(here, other, open_embedding())

    with admin.connect() as connection:
        assert connection.execute(text("SELECT to_regclass('alembic_version')")).scalar() is None
    admin.dispose()
