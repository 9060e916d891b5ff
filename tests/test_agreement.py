"""Two coders compared sentence by sentence; what is worked out by hand stands in the comments."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from assistant import running
from assistant.agreement import Agreement, compare
from assistant.cli.main import cli
from assistant.errors import ConfigurationError
from assistant.importing import import_files
from assistant.ingest.drafts import ReadOptions
from assistant.pipeline import run
from assistant.running import Wishes, run_study
from assistant.study import Study
from assistant.testing import HashingEmbedder, KeywordEngine
from tests.endpoint.at_hand import at_hand
from tests.endpoint.server import Scripted
from tests.files import write_interviews


@pytest.fixture
def study(new_study: Study, tmp_path: Path) -> Study:
    """Four small interviews, imported."""
    list(import_files(new_study, [write_interviews(tmp_path / "in")], ReadOptions()))
    return new_study


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Scripted]:
    """An endpoint, where the program looks for it."""
    with at_hand(monkeypatch, running) as scripted:
        yield scripted


def test_agreement_is_what_the_hand_works_out() -> None:
    """20 of 50 by both, 5 and 10 by one, 15 by none: kappa (0.7 - 0.5) / 0.5 = 0.4; F1 40 / 55."""
    found = Agreement("pain", both=20, first=5, second=10, neither=15)

    assert found.kappa == pytest.approx(0.4)
    assert found.positive == pytest.approx(40 / 55)
    assert Agreement("gain", 0, 0, 0, 9).positive is None
    assert Agreement("gain", 0, 0, 0, 9).kappa is None


def test_the_same_coder_twice_agrees_wholly(study: Study) -> None:
    """And there is nothing to look at."""
    for name in ("one", "other"):
        run(study, KeywordEngine(name), HashingEmbedder(), lambda _: None, coding_only=True)
    agreements, differing = compare(study, "one", "other")

    assert differing == []
    assert all(item.first == item.second == 0 for item in agreements)
    assert {item.kappa for item in agreements} <= {1.0, None}
    assert sum(item.both for item in agreements) > 5


def test_every_disagreement_leads_to_the_words(study: Study) -> None:
    """A sentence that only one marked, with who did, and the finding to decide on."""
    run(study, KeywordEngine("one"), HashingEmbedder(), lambda _: None, coding_only=True)
    run(study, KeywordEngine("other"), HashingEmbedder(), lambda _: None, coding_only=True)
    gone = next(item for item in study.store.findings() if item.coder == "other")
    study.store.retire_findings([gone.id])
    _, (differing,) = compare(study, "one", "other")
    texts = {source.id: source for source in study.store.sources()}

    assert differing.coder == "one"
    assert differing.kind == gone.kind
    assert differing.text == texts[gone.source_id].quote(differing.sentence.span)
    assert differing.finding_ids


def test_a_second_coder_codes_and_drafts_nothing(
    study: Study, server: Scripted, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both code independently; the drafts are drawn from the first alone; the command compares them."""
    monkeypatch.setattr(running, "open_engine", lambda name, settings: KeywordEngine(name))
    report = run_study(study, lambda _: None, wishes=Wishes("ondevice", second="openai:scripted"))
    coders = {item.coder for item in study.store.findings()}
    mine = {item.id for item in study.store.findings() if item.coder == "ondevice"}

    assert coders == {"ondevice", "openai:scripted"}
    assert {call.step for call in study.store.calls()} == {"code"}
    assert {item for theme in study.store.themes() for item in theme.finding_ids} <= mine
    assert any("verbatim agreement" in note for note in report.notes)

    shown = CliRunner().invoke(cli, ["agreement", "--study", str(study.folder), "--json"])
    found = json.loads(shown.stdout)
    assert set(found["coders"]) == coders
    assert {row["kind"] for row in found["agreement"]} >= {"pain", "gain"}
    assert all(item["marked_by"] in coders for item in found["disagreements"])
    table = CliRunner(env={"COLUMNS": "80"}).invoke(cli, ["agreement", "--study", str(study.folder)]).stdout
    assert all(f" {row['kind']} " in table for row in found["agreement"])  # no word is broken in a usual terminal
    listed = CliRunner().invoke(cli, ["agreement", "--study", str(study.folder), "--disagreements"])
    assert (listed.exit_code == 0, bool(found["disagreements"])) == (True, "Sentence" in listed.stdout)
    nobody = CliRunner().invoke(cli, ["agreement", "nobody", "ondevice", "--study", str(study.folder)])
    assert "There are: " in getattr(nobody.exception, "hint", "")
    _both_are_told_apart(study, len(mine))


def _both_are_told_apart(study: Study, mine: int) -> None:
    """What two coders found is never added up without a word."""
    status = CliRunner().invoke(cli, ["status", "--study", str(study.folder), "--json"])
    assert json.loads(status.stdout)["coders"]["ondevice"] == mine
    assert "ondevice" in CliRunner().invoke(cli, ["status", "--study", str(study.folder)]).stdout

    rows = CliRunner().invoke(cli, ["findings", "--study", str(study.folder), "--coder", "ondevice", "--json"])
    assert len(json.loads(rows.stdout)) == mine
    assert "Coder" in CliRunner().invoke(cli, ["findings", "--study", str(study.folder)]).stdout
    unknown = CliRunner().invoke(cli, ["findings", "--study", str(study.folder), "--coder", "nobody"])
    assert isinstance(unknown.exception, ConfigurationError)
    assert "openai:scripted" in str(unknown.exception.hint)


def test_one_engine_is_not_two_coders(study: Study) -> None:
    """It would agree with itself."""
    with pytest.raises(ConfigurationError, match="the same engine"):
        run_study(study, lambda _: None, wishes=Wishes("ondevice", second="ondevice"))
