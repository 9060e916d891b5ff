"""The commands that export, check and list: what goes to stdout, what to stderr, and the exit codes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant.cli.main import cli
from assistant.study import Study
from tests.export.damage import sql
from tests.export.study import Plan, build, decide, small_study


@pytest.fixture(autouse=True)
def _terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal of 80 columns, whatever the tests are run in."""
    for name in ("VERBATIM_STUDY", "FORCE_COLOR", "OPENAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Study]:
    """The small study, with the current folder in it."""
    made = small_study(tmp_path / "study")
    monkeypatch.chdir(made.folder)
    yield made
    made.close()


def call(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments, catch_exceptions=False)


def test_export_writes_data_to_stdout_and_words_to_stderr(study: Study) -> None:
    """What is piped on is the document alone."""
    result = call("export", "--to", "json")

    assert json.loads(result.stdout)["study"]["name"] == "A study"
    assert result.exit_code == 0


def test_export_takes_the_format_from_the_files_name(study: Study) -> None:
    """`-o study.json` is JSON, `-o report.md` a report, and `--to` decides where both are given."""
    assert call("export", "-o", "exports/study.json").exit_code == 0
    assert call("export", "-o", "exports/report.md").exit_code == 0
    assert call("export", "--to", "md", "-o", "exports/odd.json").exit_code == 0

    assert json.loads((study.exports_dir / "study.json").read_text())
    assert (study.exports_dir / "report.md").read_text().startswith("<!-- verbatim:report 1 -->")
    assert (study.exports_dir / "odd.json").read_text().startswith("<!-- verbatim:report 1 -->")


def test_export_says_when_nothing_is_approved(study: Study) -> None:
    """The file is written all the same; stderr names the way out."""
    for name in ("c-p-1-0", "c-p-1-1", "c-n-1-0"):
        decide(study, "claim", name, status="draft")
    result = call("export", "--to", "json")

    assert "--drafts" in result.stderr
    assert len(json.loads(result.stdout)["findings"]) == 5


def test_verify_says_that_all_is_well(study: Study) -> None:
    """One line on stdout, exit code 0."""
    result = call("verify")

    assert result.stdout == "All 14 quotes are slices of their sources; nothing is wrong with the study.\n"
    assert result.exit_code == 0


def test_verify_tells_each_fault_and_exits_with_1(study: Study) -> None:
    """A line for each fault."""
    sql(study, "UPDATE decisions SET why = 'other' WHERE seq = 4")
    result = call("verify")

    assert result.stdout == "Ledger entry 4 was altered after it was written.\n"
    assert result.exit_code == 1


def test_verify_speaks_json(study: Study) -> None:
    """For programs: whether all is well, how many quotes, which faults."""
    sql(study, "UPDATE decisions SET why = 'other' WHERE seq = 4")
    result = call("verify", "--json")
    told = json.loads(result.stdout)

    assert (told["ok"], result.exit_code) == (False, 1)
    assert told["faults"][0] == {
        "about": "ledger", "id": "", "message": "Ledger entry 4 was altered after it was written.",
    }  # fmt: skip


def test_verify_checks_exported_files(study: Study) -> None:
    """Both formats, without the study being named: a report in its folder finds it."""
    for name in ("exports/study.json", "exports/report.md"):
        call("export", "--drafts", "-o", name)
        assert call("verify", name).exit_code == 0

    report = study.exports_dir / "report.md"
    report.write_text(report.read_text().replace("three weeks", "nine weeks"))
    assert call("verify", "exports/report.md").exit_code == 1


def test_verify_finds_the_study_around_a_report(study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Called from elsewhere, the report's own folder is looked in."""
    call("export", "-o", "exports/report.md")
    monkeypatch.chdir(tmp_path)

    assert call("verify", str(study.exports_dir / "report.md")).exit_code == 0


@pytest.mark.parametrize("command", ["status", "sources", "findings", "themes"])
def test_tables_fit_eighty_columns(study: Study, command: str) -> None:
    """No line is wider than a terminal of 80 columns."""
    result = call(command)

    assert result.exit_code == 0
    assert max(len(line) for line in result.stdout.splitlines()) <= 80


@pytest.mark.parametrize("command", ["status", "sources", "findings", "themes"])
def test_what_lists_speaks_json(study: Study, command: str) -> None:
    """`--json` gives a document and nothing else."""
    assert json.loads(call(command, "--json").stdout)


@pytest.mark.parametrize("command", ["status", "sources", "findings", "themes", "export", "verify"])
def test_an_empty_study_is_no_error(tmp_path: Path, command: str) -> None:
    """Where there is nothing yet, that is what is said."""
    Study.create(tmp_path / "new", "New").close()
    result = call(command, "--study", str(tmp_path / "new"))

    assert result.exit_code == 0


def test_what_participants_say_is_no_markup(tmp_path: Path) -> None:
    """Brackets, colons and control characters in a quote are shown, not obeyed."""
    plan = Plan([[("Ana", "[red]stop[/red] :smile: \x1b[31m [link=http://x]y")]])
    plan.finding(0, 0, label="[bold]odd[/nonsense]")
    study = build(tmp_path / "s", plan)
    study.close()
    shown = re.sub(r"\s+", "", call("findings", "--study", str(study.folder)).stdout)

    assert "[red]stop[/red]" in shown
    assert ":smile:" in shown
    assert "␛[31m" in shown
    assert "\x1b" not in shown


def test_findings_are_filtered_and_a_wrong_name_is_explained(study: Study) -> None:
    """A kind that is none is refused by the command line, an unknown theme by the study."""
    assert [row["id"] for row in json.loads(call("findings", "--kind", "gain", "--json").stdout)] == ["f-4"]
    assert call("findings", "--kind", "nonsense").exit_code == 2


def test_status_shows_what_failed(study: Study) -> None:
    """The reason is on the screen, with what will happen next."""
    study.store.store_failure("code", "s-0", "ondevice", "k", "The model answered nothing.", "run-1")
    result = call("status")

    assert "tried again by the next run (1)" in result.stdout
    assert "01.txt" in result.stdout


def test_what_failed_for_one_reason_is_told_once(study: Study) -> None:
    """Figures in the reason may differ; where it was is named as far as there is room."""
    for number in range(30):
        reason = f"The budget of 0.05 US dollars is used up: 0.0{number} are spent."
        study.store.store_failure("code", f"s-{number % 2}.p{number:04}-0001", "ondevice", "k", reason, "run-1")
    study.store.store_failure("stage", "awareness", "ondevice", "k", "The model declined.", "run-1")
    shown, failures = call("status").stdout, json.loads(call("status", "--json").stdout)["failures"]

    assert "next run (31)" in shown
    assert shown.count("The budget of 0.05") == 1
    assert "30" in shown
    assert "declined" in shown
    assert len(failures) == 31


def test_doctor_reports_and_exits_by_problems(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line for each thing; a problem makes the exit code 1."""
    assert call("doctor").exit_code == 0

    result = call("doctor", "--engine", "openai:gpt", "--json")
    assert result.exit_code == 1
    assert {"ok", "problem"} <= {finding["level"] for finding in json.loads(result.stdout)}


@pytest.mark.parametrize("command", ["export", "verify", "status", "sources", "findings", "themes", "doctor"])
def test_help_has_an_example(command: str) -> None:
    """Every command shows how it is used."""
    assert f"verbatim {command}" in call(command, "--help").stdout
