"""`verbatim review`, `undo` and `ledger` at the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant.cli.main import cli
from assistant.errors import ConfigurationError, NotReadyError
from assistant.review.decisions import Review
from assistant.review.reviewer import known_reviewer, remember_reviewer
from assistant.study import Study
from tests.studies import locker_study


@pytest.fixture(autouse=True)
def _nobody_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("VERBATIM_REVIEWER", raising=False)


@pytest.fixture
def study(tmp_path: Path) -> Study:
    study = locker_study(tmp_path / "lockers")
    review = Review(study.store, "Mia")
    first, second = study.store.claims("p-night")[:2]
    review.approve(first)
    review.reject(second, "said once")
    return study


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def test_the_ledger_is_listed_the_newest_first(study: Study) -> None:
    """Who did what to which claim, and why."""
    result = run("ledger", "--study", study.folder)

    newest, oldest = result.stdout.splitlines()
    assert "Mia  rejected  Waits for codes that come late.  (said once)" in newest
    assert "Mia  accepted  Wants word" in oldest


def test_the_ledger_as_json_is_complete(study: Study) -> None:
    """Every field of every entry, with what it was about and whether it holds."""
    entries = json.loads(run("ledger", "--json", "--study", study.folder).stdout)

    assert [entry["seq"] for entry in entries] == [2, 1]
    assert entries[0]["before"]["status"] == "draft"
    assert entries[0]["previous_hash"] == entries[1]["hash"]
    assert entries[0]["in_force"]


def test_undo_takes_back_the_last_decision_and_redo_is_its_undo(study: Study) -> None:
    """The commands are entries of their own."""
    assert "Took back decision 2" in run("undo", "--study", study.folder, "--reviewer", "Mia").stdout
    assert "Made good decision 3" in run("undo", 3, "--study", study.folder, "--reviewer", "Mia").stdout

    assert [entry.action for entry in study.store.decisions()] == ["approve", "reject", "undo", "redo"]
    assert "[taken back]" in run("ledger", "--study", study.folder).stdout


def test_undo_never_assumes_a_name(study: Study) -> None:
    """Without an option, a variable or a kept name it says how to give one."""
    result = run("undo", "--study", study.folder)

    assert isinstance(result.exception, ConfigurationError)
    assert "--reviewer" in result.exception.hint


def test_the_name_comes_from_the_option_the_variable_or_the_kept_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """In this order; a name is one line without control characters."""
    remember_reviewer("Mia\nBerg\x1b")
    assert known_reviewer() == "Mia Berg"

    monkeypatch.setenv("VERBATIM_REVIEWER", "Ben")

    assert [known_reviewer(), known_reviewer(" Ana ")] == ["Ben", "Ana"]


def test_the_app_needs_a_terminal(study: Study) -> None:
    """In a pipe it says so and exits as for a wrong call."""
    result = run("review", "--study", study.folder)

    assert result.exit_code == 2
    assert "needs a terminal" in result.stderr


def test_there_must_be_something_to_review(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A study that holds nothing yet is told at once, with the step that comes first."""
    from assistant.cli import review

    study = Study.create(tmp_path / "empty", "Empty")

    with pytest.raises(NotReadyError, match="verbatim run"):
        review._need_database(study)


def test_control_characters_never_reach_the_terminal(tmp_path: Path) -> None:
    """What people said is listed without what a terminal would obey."""
    study = locker_study(tmp_path / "hostile", ["\x1b[31mred"])
    claim = next(claim for claim in study.store.claims() if claim.field == "says")
    Review(study.store, "Mia").approve(claim)

    assert "\x1b" not in run("ledger", "--study", study.folder).stdout
