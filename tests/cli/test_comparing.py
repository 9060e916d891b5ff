"""`verbatim compare` at the terminal: columns where they fit, lists where not, and errors in words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant.cli.main import cli
from assistant.domain import Theme
from assistant.errors import ConfigurationError
from assistant.study import Study
from tests.export.damage import sql
from tests.export.study import Plan, build

LATE, FINE = "It came late.", "It was fine."


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """Six files with three people each; in the first all are late, in the second one, in the others nobody."""
    made = Plan([[(f"P{file}{who}", LATE if file < 2 else FINE) for who in range(3)] for file in range(6)])
    said = [made.finding(0, 0), made.finding(0, 1), made.finding(0, 2), made.finding(1, 0)]
    made.themes.append(Theme("t", "late", "pain", "", tuple(item.id for item in said)))
    made.finding(0, 0, kind="emotion", label="anger", attributes={"valence": -0.8})
    made.finding(1, 0, kind="touchpoint", label="courier")
    study = build(tmp_path / "study", made)
    yield study
    study.close()


def call(study: Study, *arguments: str, columns: int = 80) -> Result:
    environment = {"COLUMNS": str(columns), "NO_COLOR": "1"}
    result = CliRunner().invoke(
        cli, ["compare", "--study", str(study.folder), *arguments], env=environment, catch_exceptions=False
    )
    assert result.exit_code == 0
    return result


def test_sides_are_columns_where_they_fit(study: Study) -> None:
    """With no percentages, as there are three people on each."""
    row = next(line for line in call(study, "--by", "file", columns=160).stdout.splitlines() if " late " in line)

    assert row.split()[:8] == ["late", "pain", "3", "of", "3", "1", "of", "3"]
    assert "%" not in row


def test_sides_are_listed_where_they_do_not_fit(study: Study) -> None:
    """Nothing is wider than the terminal, and no count is lost."""
    shown = call(study, "--by", "file", columns=60).stdout
    words = " ".join(shown.split())

    assert max(map(len, shown.splitlines())) <= 60
    assert "01.txt: 3 of 3; 02.txt: 1 of 3; none in 4 others" in words


def test_long_names_go_by_letters(study: Study) -> None:
    """Each letter is explained once, at the top."""
    shown = call(study, "--group", "the very first of all the files=01*", "--group", "b=0[2-6]*").stdout

    assert " A  the very first of all the files" in shown
    assert shown.count("the very first of all the files") == 1


def test_percentages_need_ten_people_on_every_side(study: Study) -> None:
    """Twelve and six: none. Emotions, touchpoints and stages are counted as themes are; of means there is n."""
    shown = call(study, "--group", "most=0[1-4]*", "--group", "rest=0[56]*").stdout

    assert "4 of 12" in shown
    assert "%" not in shown
    for words in ("anger", "courier", "purchase", "-1.6 of 1"):
        assert words in shown


def test_the_rule_is_said_in_a_sentence(study: Study) -> None:
    """All of three against one of fifteen is clear where nothing else is compared."""
    sql(study, "DELETE FROM findings WHERE kind <> 'pain'")
    found = json.loads(call(study, "--group", "first=01*", "--group", "rest=0[2-6]*", "--json").stdout)

    [late] = found["themes"]
    assert late["counts"]["first"] == {"participants": 3, "of": 3, "mentions": 3}
    assert late["clear"] == {"first": "more"}
    assert found["rule"].startswith("Clearly: chance would hardly make such a difference (Fisher's exact test")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "Compare by one of: persona, file, added."),
        (["--by", "city"], "Nothing here is called 'city'"),
        (["--by", "file", "--every", "month"], "holds no dates"),
        (["--by", "persona", "--every", "month"], "Personas are compared as they are"),
        (["--by", "added"], "has only one value"),
        (["--group", "a=zz*"], "There are: 01.txt, 02.txt"),
        (["--group", "a"], "is no group"),
        (["--wave", "a=2026..", "--every", "year"], "exclude each other"),
        (["--with", "x", "--by", "file"], "one at a time"),
        (["--with", "nowhere"], "There is no folder nowhere"),
    ],
)
def test_what_cannot_be_compared_is_explained(study: Study, arguments: list[str], words: str) -> None:
    """In words that the command's edge prints, and as a wrong call."""
    sql(study, "UPDATE documents SET added_at = '2026-01-05T09:00:00+00:00'")
    environment = {"COLUMNS": "80", "NO_COLOR": "1"}
    result = CliRunner().invoke(cli, ["compare", "--study", str(study.folder), *arguments], env=environment)

    assert isinstance(result.exception, ConfigurationError)
    assert words in str(result.exception)
