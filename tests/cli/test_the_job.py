"""The commands of the job: exit codes, data on stdout, words on stderr, and no traceback."""

from __future__ import annotations

import io
import json
import shlex
import signal
import subprocess
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant import engines, running, study_search
from assistant.cli.diagnostics import explaining_errors
from assistant.cli.main import COMMANDS, cli
from assistant.engines.protocol import Engine
from assistant.settings import Settings
from assistant.study import FILE_NAME, Study
from assistant.testing import HashingEmbedder, KeywordEngine
from tests.files import ANA, REVIEWS, write_interviews
from tests.running import command_line, machine_without_settings, verbatim


@pytest.fixture(autouse=True)
def _small_engine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The engine of the tests under the name of the one that ships, and a folder to be in."""

    def open_engine(name: str, settings: Settings) -> Engine:
        return KeywordEngine(name, fails={"stumble."})

    monkeypatch.setattr(engines, "open_engine", open_engine)
    monkeypatch.setattr(running, "open_engine", open_engine)
    monkeypatch.setattr(running, "open_embedding", HashingEmbedder)
    monkeypatch.setattr(study_search, "open_embedding", HashingEmbedder)
    monkeypatch.chdir(tmp_path)


def call(*words: str, given: str | bytes = "") -> Result:
    """A command as `main` calls it."""
    runner = CliRunner()

    def whole() -> None:
        with explaining_errors():
            cli.main(list(words), prog_name="verbatim", standalone_mode=False)

    with runner.isolation(input=given) as (out, err, _):
        code = 0
        try:
            whole()
        except SystemExit as end:
            code = int(end.code or 0)
        return Result(runner, out.getvalue(), err.getvalue(), b"", None, code, None)


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A study with four interviews, imported."""
    write_interviews(tmp_path / "in")
    assert call("init", "riders").exit_code == 0
    assert call("add", "in", "--study", "riders").exit_code == 0
    return tmp_path / "riders"


def test_a_study_is_made() -> None:
    """With its name and question in the settings; nothing on stdout."""
    result = call("init", "riders", "--question", 'Why "do" they cancel?')

    assert (result.exit_code, result.stdout) == (0, "")
    assert "verbatim add FILES" in result.stderr
    study = Study(Path("riders"))
    assert (study.settings.name, study.settings.question) == ("riders", 'Why "do" they cancel?')


def test_a_study_that_is_there_is_left_alone() -> None:
    """Exit code 2, and what to do."""
    call("init", "riders")
    before = (Path("riders") / FILE_NAME).read_bytes()
    result = call("init", "riders", "--name", "Other")

    assert (result.exit_code, result.stdout) == (2, "")
    assert "already holds a study" in result.stderr
    assert before == (Path("riders") / FILE_NAME).read_bytes()


def test_add_tells_what_it_found(study: Path) -> None:
    """Turns, participants and roles of each file, and a line of sum."""
    Path("r.csv").write_text(REVIEWS)
    result = call("add", "r.csv", "--study", "riders", "--text-column", "review")

    assert (result.exit_code, result.stdout) == (0, "")
    assert "r.csv: 3 sources" in result.stderr
    assert "Imported 1, already there 0, failed 0." in result.stderr


def test_add_prints_json(study: Path) -> None:
    """A row for each file, those that failed among them; exit code 1."""
    Path("empty.txt").write_text("")
    result = call("add", "in", "empty.txt", "none.txt", "--study", "riders", "--json")

    rows = json.loads(result.stdout)
    assert result.exit_code == 1
    assert [row["state"] for row in rows] == ["already there"] * 4 + ["failed"] * 2
    assert "empty.txt is empty." in rows[4]["error"]
    assert "none.txt does not exist" in rows[5]["error"]


def test_files_that_fail_stop_no_others(study: Path) -> None:
    """Each is told in one line, the rest is imported."""
    Path("new").mkdir()
    (Path("new") / "a.txt").write_text(ANA.replace("train", "bus"))
    (Path("new") / "b.docx").write_bytes(b"no archive")
    (Path("new") / "c.pdf").write_bytes(b"%PDF-1.4")
    result = call("add", "new", "--study", "riders")

    assert result.exit_code == 1
    lines = result.stderr.splitlines()
    assert 1 == sum("b.docx" in line for line in lines) == sum("c.pdf" in line for line in lines)
    assert "Imported 1, already there 0, failed 2." in result.stderr


def test_run_does_the_job(study: Path) -> None:
    """Steps on stderr, nothing on stdout; again, there is nothing to do."""
    result = call("run", "--study", "riders")

    assert (result.exit_code, result.stdout) == (0, "")
    assert "Coding: 4 of 4" in result.stderr
    again = json.loads(call("run", "--study", "riders", "--json").stdout)
    assert {"run", "done", "failed", "cost", "calls", "reused"} == set(again)


def test_run_says_what_failed(study: Path) -> None:
    """Exit code 1, and where to read why."""
    Path("x.txt").write_text("Interviewer: Well?\nEve: I stumble.\nInterviewer: So?\nEve: I waited.\n")
    call("add", "x.txt", "--study", "riders")
    result = call("run", "--study", "riders")

    assert result.exit_code == 1
    assert "1 items failed" in result.stderr or "1 item failed" in result.stderr
    assert "The engine stumbled over stumble" in call("status", "--study", "riders", "--json").stdout


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("run", "--study", "riders", "--personas", "13"), "'13' is no number of personas"),
        (("run", "--study", "nowhere"), "There is no study in"),
        (("add", "in", "--study", "nowhere"), "There is no study in"),
        (("search", "x", "--study", "nowhere"), "There is no study in"),
        (("roles", "--study", "nowhere"), "There is no study in"),
        (("roles", "--interviewer", "Zoe", "--study", "riders"), "Nobody here is called zoe"),
        (("search", "x", "--participant", "Zoe", "--study", "riders"), "There is no participant 'Zoe'"),
        (("add", "--study", "riders"), "Missing argument 'PATHS...'"),
        (("dance",), "No such command 'dance'"),
        (("code", "--lean", "bold"), "Invalid value for '--lean'"),
        (("code", "none.jsonl"), "No such file"),
    ],
)
def test_a_wrong_call_is_told_in_words(study: Path, words: tuple[str, ...], expected: str) -> None:
    """Exit code 2, nothing on stdout."""
    result = call(*words)

    assert (result.exit_code, result.stdout) == (2, "")
    assert expected in result.stderr
    assert "Traceback" not in result.stderr


def test_an_empty_study_says_what_comes_first() -> None:
    """For a run and for a search."""
    call("init", "riders")
    for words in (("run",), ("search", "boxes")):
        result = call(*words, "--study", "riders")
        assert result.exit_code == 2
        assert "Add some with `verbatim add FILES…`." in result.stderr


def test_search_prints_quotes_of_participants(study: Path) -> None:
    """With who said it, where; as JSON with places that hold the quote."""
    shown = call("search", "waited for the box", "--study", "riders", "-k", "2")
    rows = json.loads(call("search", "waited for the box", "--study", "riders", "--json").stdout)

    assert shown.exit_code == 0
    assert "waited" in shown.stdout
    texts = {source.id: source.text for source in Study(study).store.sources()}
    assert rows
    assert all(texts[row["source"]][row["start"] : row["end"]] == row["quote"] for row in rows)
    assert not {None, "Interviewer"} & {row["participant"] for row in rows}


def test_roles_are_listed_and_corrected(study: Path) -> None:
    """A correction is taken, and the list shows it."""
    rows = json.loads(call("roles", "--study", "riders", "--json").stdout)
    assert {"source", "speaker", "role", "turns"} == set(rows[0])
    result = call("roles", "--interviewer", "Ana", "--study", "riders", "--reviewer", "Mia")

    assert "Changed the role of 3 turns." in result.stderr
    assert "01 Ana: Ana = interviewer, 3 turns" in result.stdout


def test_code_answers_line_by_line() -> None:
    """One JSON line for each, in order; ids may be anything."""
    lines = [
        {"id": "a", "text": "I love it."},
        {"id": None, "text": ""},
        {"id": [1], "text": "caf\u00e9 I waited \ud83d"},
    ]
    result = call("code", given="\n".join(map(json.dumps, lines)) + "\n\n")
    answers = [json.loads(line) for line in result.stdout.splitlines()]

    assert result.exit_code == 0
    assert [answer["id"] for answer in answers] == ["a", None, [1]]
    assert [(found["kind"], found["quote"]) for found in answers[0]["findings"]] == [("gain", "I love it.")]
    assert answers[2]["findings"][0]["quote"] == "caf\u00e9 I waited \ud83d"
    assert result.stdout.isascii()
    assert {"kind", "label", "start", "end", "quote", "stage", "attributes"} == set(answers[0]["findings"][0])


def test_code_answers_bad_lines_too() -> None:
    """With what is wrong; the others have theirs, and the exit code is 1."""
    lines = [
        '{"id": 1, "text": "I love it."}',
        "not json",
        '{"id": 3}',
        '{"id": 4, "text": 5}',
        "[]",
        '{"text": "I waited."}',
    ]
    result = call("code", given="\n".join(lines))
    answers = [json.loads(line) for line in result.stdout.splitlines()]

    assert result.exit_code == 1
    assert [answer["id"] for answer in answers] == [1, 2, 3, 4, 5, 6]
    assert ["error" in answer for answer in answers] == [False, True, True, True, True, False]
    assert "Line 2 is no JSON object." in result.stderr


def test_code_reads_a_file_and_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stages and lean of a study.toml are used; `--lean` goes before."""
    seen: list[str] = []

    def open_engine(name: str, settings: Settings) -> Engine:
        seen.append(f"{settings.coding.lean} {settings.coding.chunk_tokens} {settings.stages[0].name}")
        return KeywordEngine(name)

    monkeypatch.setattr(engines, "open_engine", open_engine)
    Path("lines.jsonl").write_bytes(b'\xef\xbb\xbf{"id": 1, "text": "I love it."}\r\n')
    Path("my.toml").write_text('[coding]\nlean = "recall"\nchunk_tokens = 90\n[[stages]]\nname = "before"\n')
    assert call("code", "lines.jsonl", "--settings", "my.toml").exit_code == 0
    assert call("code", "lines.jsonl", "--settings", "my.toml", "--lean", "precision").exit_code == 0
    assert call("code", "lines.jsonl").exit_code == 0

    assert seen == ["recall 90 before", "precision 90 before", "balanced 200 awareness"]


def test_demo_leaves_a_report_and_data(monkeypatch: pytest.MonkeyPatch) -> None:
    """Started again, it goes on where it was."""
    for _ in range(2):
        result = call("demo", "try", "--no-review")
        assert (result.exit_code, result.stdout) == (0, "")
    study = json.loads((Path("try") / "exports" / "study.json").read_text(encoding="utf-8"))

    assert len(study["sources"]) >= 12
    assert (Path("try") / "exports" / "report.md").exists()


def test_demo_keeps_out_of_other_studies() -> None:
    """Somebody's own study is not filled with the sample."""
    call("init", "mine")
    result = call("demo", "mine", "--no-review")

    assert result.exit_code == 2
    assert "another study" in result.stderr
    assert "0 in no documents" in call("status", "--study", "mine").stdout


def test_every_command_has_an_example() -> None:
    """`--help` shows how it is used."""
    for name in COMMANDS:
        result = call(name, "--help")
        assert result.exit_code == 0
        assert f"verbatim {name}" in result.stdout, name


HEAVY = ("chromadb", "langchain", "openai", "sklearn", "scipy", "numpy", "textual", "sqlalchemy", "alembic", "pydantic",
         "onnxruntime", "rich")  # fmt: skip


def test_help_imports_nothing_heavy(tmp_path: Path) -> None:
    """So that it is there at once."""
    first = (
        "import atexit\n"
        f"atexit.register(lambda: print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr))"
    )
    for words in (("--help",), ("--version",), ("add", "--help"), ("dance",)):
        done = subprocess.run(
            command_line(*words, first=first),
            env=machine_without_settings(tmp_path),
            capture_output=True,
            text=True,
            check=False,
        )
        allowed = ["pydantic"] if words[0] == "add" else []
        assert [
            name for name in json.loads(done.stderr.splitlines()[-1].replace("'", '"')) if name not in allowed
        ] == []


def test_interrupting_is_no_error_with_a_traceback(tmp_path: Path) -> None:
    """Ctrl-C ends with 130 and a word that nothing is lost."""
    process = subprocess.Popen(
        command_line("code"),
        env=machine_without_settings(tmp_path),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # A shell that runs the tests in the background tells its children to ignore Ctrl-C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 (no thread holds a lock here)
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b'{"text": "I waited."}\n')
    process.stdin.flush()
    assert process.stdout.readline()  # it is up, and waits for more
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)

    assert process.returncode == 130
    assert b"What was done is kept" in err
    assert b"Traceback" not in err


def test_code_is_a_partner_in_a_conversation(tmp_path: Path) -> None:
    """A program that asks one thing at a time gets its answer before it asks the next, from the engine that ships."""
    process = subprocess.Popen(
        command_line("code"), env=machine_without_settings(tmp_path), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdin is not None
    assert process.stdout is not None
    for number in range(3):
        process.stdin.write(
            json.dumps({"id": number, "text": "The app crashed and I lost everything."}).encode() + b"\n"
        )
        process.stdin.flush()
        answer = json.loads(process.stdout.readline())
        assert number == answer["id"]
        assert answer["findings"]
    process.stdin.close()

    assert process.wait(60) == 0


def test_words_of_any_language_get_through_a_narrow_pipe(tmp_path: Path) -> None:
    """Where the console is not UTF-8, nothing breaks."""
    done = verbatim("init", "räder 👩‍🚀", folder=tmp_path)
    assert done.returncode == 0
    assert "räder 👩‍🚀" in done.stderr.decode()
    assert io.BytesIO(done.stdout).read() == b""


def test_a_reader_that_goes_away_is_no_error(study: Path) -> None:
    """`verbatim … | head` ends quietly with 0."""
    program = " ".join(shlex.quote(str(word)) for word in [*command_line(), "sources", "--study", study])
    done = subprocess.run(
        ["bash", "-c", f"{program} | true; echo ${{PIPESTATUS[0]}}"],
        env=machine_without_settings(study),
        capture_output=True,
        check=True,
    )

    assert done.stdout == b"0\n"
    assert b"Error" not in done.stderr
