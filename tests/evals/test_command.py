"""`verbatim eval` as it is typed: measuring, keeping, comparing, gating, and a corrected study that becomes gold."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant.cli.eval import command
from assistant.domain import Span
from assistant.review.coding import Code, Coding
from assistant.review.decisions import Review
from assistant.study import Study
from evals.gold.rows import read_rows
from tests.evals.test_datasets import put
from tests.studies import locker_study


def verbatim_eval(*words: str | Path) -> Result:
    return CliRunner().invoke(command, [str(word) for word in words], catch_exceptions=False)


@pytest.fixture
def a_set(tmp_path: Path) -> Path:
    """Three suggestions and two that are none, in the shape of a public set."""
    texts = [
        ("1_1", "Please add a dark mode to the settings page.", 1),
        ("1_2", "You should allow us to export the list.", 1),
        ("2_1", "It would be great if there were a search.", 1),
        ("3_1", "I bought it in May.", 0),
        ("4_1", "The room was on the third floor.", 0),
    ]
    rows = [{"id": name, "text": text, "suggestion": label} for name, text, label in texts]
    return put(put(tmp_path / "set", "subtaskA_dev.jsonl.gz", *rows), "subtaskB_dev.jsonl.gz", rows[0])


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """A small study with drafts."""
    study = locker_study(tmp_path / "study")
    yield study
    study.close()


def test_a_run_is_shown_kept_and_compared(a_set: Path, tmp_path: Path) -> None:
    """Two runs of one engine on the same data: the second changes nothing."""
    for _ in range(2):
        shown = verbatim_eval(
            "--data", f"suggestion_mining={a_set}", "--out", tmp_path / "runs", "--html", tmp_path / "r.html"
        )
        assert shown.exit_code == 0, shown.output
    kept = sorted((tmp_path / "runs").glob("*.json"))
    compared = verbatim_eval("compare", kept[0], kept[-1], "--json")

    assert "suggestion" in shown.output
    assert "F1 (95 %)" in shown.output
    assert "<svg" in (tmp_path / "r.html").read_text(encoding="utf-8")
    comparison = json.loads(compared.stdout)
    assert comparison["flips"] == []
    assert all(change["before"] == change["after"] for change in comparison["changes"])


def test_a_gate_that_is_not_held_fails_the_build(a_set: Path, tmp_path: Path) -> None:
    """Exit code 1, and which figure it was."""
    gates = tmp_path / "gates.toml"
    gate = '[[gate]]\nsuite = "extraction"\ndata = "suggestion_mining"\nfigure = "suggestion f1 texts"\n'
    words = ("extraction", "--data", f"suggestion_mining={a_set}", "--out", tmp_path, "--gate", gates)
    gates.write_text(f"{gate}floor = 1.01\n")
    missed = verbatim_eval(*words)
    gates.write_text(f"{gate}floor = 0.0\n")
    held = verbatim_eval(*words)

    assert (missed.exit_code, held.exit_code) == (1, 0)
    assert "under its floor of 1.010" in missed.output
    assert "All gates held." in held.output


def test_a_sample_is_drawn_and_said(a_set: Path, tmp_path: Path) -> None:
    """`--limit 2` measures two texts."""
    shown = verbatim_eval("--data", f"suggestion_mining={a_set}", "--limit", "2", "--json", "--out", tmp_path)

    (run,) = json.loads(shown.stdout)
    assert run["data"]["suggestion_mining"]["texts"] == 2
    assert "A sample of 2 of 6 texts" in run["results"][0]["notes"][0]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["magic"], "There is no suite magic"),
        (["--corpus", "moon"], "no sample corpus 'moon'"),
        (["--data", "goemotions"], "is not SET=DIR"),
        (["--data", "nothing=."], "no adapter for 'nothing'"),
        (["gold"], "Say either"),
    ],
)
def test_a_slip_is_explained(words: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Through the command's own edge, without a traceback."""
    import sys

    from assistant.cli.main import main

    before, sys.argv = sys.argv, ["verbatim", "eval", *words]
    try:
        with pytest.raises(SystemExit) as stopped:
            main()
    finally:
        sys.argv = before

    assert stopped.value.code == 2
    assert message in capsys.readouterr().err


def test_a_corrected_study_becomes_gold(study: Study) -> None:
    """One command: accepted and recoded findings are gold, refused ones are not, sources that wait are left out."""
    coding = Coding(Review(study.store, "Mia"))
    ana, bo = study.store.sources()[:2]
    mine = study.store.coded(source_id=ana.id)
    coding.reject(mine[:1], "Not a pain.")
    coding.change(mine[1], Code("need", "to be told", "loyalty"))
    coding.approve(mine[2:])
    made = verbatim_eval("gold", "--from-review", study.folder)
    rows = read_rows(study.folder / "gold.jsonl")

    assert made.exit_code == 0, made.output
    assert {row.source for row in rows} == {ana.name}
    assert len(rows) == len(mine) - 1
    assert [(row.label, row.stage) for row in rows if row.kind == "need"] == [("to be told", "loyalty")]
    assert all(ana.text[row.start : row.end] == row.quote and row.coder == "Mia" for row in rows)
    assert bo.name in made.output


def test_a_study_without_decisions_is_no_gold(study: Study) -> None:
    """It says what to do."""
    from assistant.errors import NotReadyError

    with pytest.raises(NotReadyError, match="decided on"):
        verbatim_eval("gold", "--from-review", study.folder)
    assert not (study.folder / "gold.jsonl").exists()


def test_a_study_is_measured_and_left_as_it_was(study: Study, tmp_path: Path) -> None:
    """Its findings against its gold, grounding of its drafts, the reviewers' verdicts; nothing is written in it."""
    coding = Coding(Review(study.store, "Mia"))
    rows = [row for source in study.store.sources() for row in study.store.coded(source_id=source.id)]
    refused, *others = sorted(rows, key=lambda row: row.kind != "pain")
    coding.reject([refused], "No.")
    coding.approve(others)
    verbatim_eval("gold", "--from-review", study.folder)
    before = study.store.last_decision(), len(study.store.findings()), len(study.store.runs())
    words = ("grounding", "extraction", "review", "--study", study.folder, "--out", tmp_path / "runs", "--json")
    (run,) = json.loads(verbatim_eval(*words).stdout)
    figures = {(r["suite"], f["key"]): f for r in run["results"] for f in r["figures"]}

    assert figures["grounding", "exported quotes verbatim"]["value"] == 1.0
    assert figures["grounding", "claims evidenced"]["value"] == 1.0
    assert figures["extraction", "pain recall overlap"]["value"] == 1.0
    assert 0 < figures["extraction", "pain precision overlap"]["value"] < 1.0
    assert figures["review", "findings: pain: refused"]["value"] > 0
    assert before == (study.store.last_decision(), len(study.store.findings()), len(study.store.runs()))


def test_two_people_who_coded_a_study_are_held_against_each_other(study: Study, tmp_path: Path) -> None:
    """Mia and Noor code the same sentence as a pain, Mia one more: F1 is 2/3; the machine is beside them."""
    source = study.store.sources()[0]
    turn = next(item for item in study.store.turns(source.id) if item.role == "participant")
    first, second, *_ = [item for item in study.store.sentences(source.id) if item.turn_id == turn.id]
    mia, noor = (Coding(Review(study.store, name)) for name in ("Mia", "Noor"))
    mia.reject(study.store.coded(source_id=source.id), "Coded anew.")
    for coder, sentence in ((mia, first), (mia, second), (noor, first)):
        coder.add(Span(source.id, sentence.start, sentence.end), Code("pain", "mine"))
    verbatim_eval("gold", "--from-review", study.folder)
    words = ("agreement", "--study", study.folder, "--out", tmp_path / "runs", "--json")
    (run,) = json.loads(verbatim_eval(*words).stdout)
    figures = {figure["key"]: figure["value"] for figure in run["results"][0]["figures"]}

    assert {row.coder for row in read_rows(study.folder / "gold.jsonl")} == {"Mia", "Noor"}
    assert figures["pain f1 Mia/Noor"] == pytest.approx(2 / 3)
    assert "pain f1 Mia/machine" in figures
    assert "Coded by Mia, Noor" in " ".join(run["results"][0]["notes"])
