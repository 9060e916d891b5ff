"""A study run with a model elsewhere: whole, resumable at the call, within its budget, and as estimated."""

from __future__ import annotations

import json
import os
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from assistant import running
from assistant.cli.main import cli
from assistant.engines import open_embedding
from assistant.estimating import estimate
from assistant.importing import import_files
from assistant.ingest.drafts import ReadOptions
from assistant.pipeline import Report, run
from assistant.running import Wishes, open_outside, run_study
from assistant.study import Study
from assistant.testing import HashingEmbedder
from assistant.verify import verify_study
from tests.endpoint.at_hand import at_hand
from tests.endpoint.faults import Faults
from tests.endpoint.server import Script, Scripted

ENGINE = "openai:scripted"
BUDGETS = int(os.environ.get("VERBATIM_TEST_BUDGETS", "6"))
"""More by hand: VERBATIM_TEST_BUDGETS=200 pytest tests/test_model_runs.py -k budget"""
FEW = ("02_jamie_student.txt", "04_tom.txt", "05_retired_bookkeeper.docx")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Scripted]:
    """An endpoint, where the program looks for it."""
    with at_hand(monkeypatch, running) as scripted:
        yield scripted


@pytest.fixture
def study(tmp_path: Path, sample_files: Path) -> Iterator[Study]:
    """Three interviews, imported; small passages, so that there are many calls."""
    opened = imported(tmp_path / "study", sample_files)
    yield opened
    opened.close()


def imported(folder: Path, files: Path, names: Sequence[str] = FEW) -> Study:
    """A study of three interviews with a price for the scripted model."""
    study = Study.create(folder, "Riders")
    study.close()
    settings = (folder / "study.toml").read_text().replace("passage_words = 1800", "passage_words = 150")
    (folder / "study.toml").write_text(settings)
    (folder / "prices.toml").write_text(f'[models]\n"{ENGINE}" = [1.0, 0.5, 4.0]\n')
    study = Study(folder)
    assert all(outcome.ok for outcome in import_files(study, [files / name for name in names], ReadOptions()))
    return study


def go(study: Study, **wishes: object) -> Report:
    """A run with the scripted model."""
    return run_study(study, lambda _: None, wishes=Wishes(ENGINE, **wishes))  # type: ignore[arg-type]


def test_no_name_leaves_the_machine(study: Study, server: Scripted) -> None:
    """Nobody who takes part or is spoken of is named in any call; the quotes are theirs all the same."""
    go(study)
    sent = json.dumps(server.ledger.bodies, ensure_ascii=False)

    assert "[Person " in sent
    assert [word for word in ("Jamie", "Farrow", "Keeley", "jamie.w.2003", "JAMIE-LOOP-25") if word in sent] == []
    assert list(verify_study(study)) == []


def test_a_run_is_whole_and_true(study: Study, server: Scripted) -> None:
    """Findings, themes, personas and journey; every quote a slice, every claim with evidence; what it cost is told."""
    report = go(study)

    assert report.failed == {}
    assert list(verify_study(study)) == []
    assert report.cost == pytest.approx(server.ledger.cost(1.0, 4.0))
    assert report.calls == len(server.ledger.paid) > 20
    assert study.store.spent()[1] == pytest.approx(report.cost)
    assert {call.step for call in study.store.calls()} >= {"code", "theme", "persona", "stage", "support"}
    claims = study.store.claims()
    assert claims
    assert all(claim.evidence or claim.assumption for claim in claims)
    assert not any("9 of 10" in claim.text for claim in claims)


def test_a_second_run_pays_nothing(study: Study, server: Scripted) -> None:
    """Nothing is asked; `fresh` asks everything again, and keeps the earlier answers on record."""
    first = go(study)
    before = len(server.ledger.paid)
    again = go(study)
    assert (again.calls, len(server.ledger.paid)) == (0, before)

    fresh = go(study, fresh=True)
    assert fresh.calls == first.calls
    assert study.store.spent()[0] == 2 * first.calls


def test_what_was_answered_before_a_crash_is_not_paid_again(study: Study, server: Scripted) -> None:
    """The outcomes are lost, the answers are not."""
    first = go(study)
    from tests.test_status import sql

    sql(study, "DELETE FROM outcomes")
    again = go(study)

    assert again.calls == 0
    assert again.reused >= first.calls


def test_a_pack_that_is_paid_again_for_one_review_is_told(tmp_path: Path, server: Scripted) -> None:
    """Reviews go out in packs, and the price of a pack is told with its first, which may be coded already."""
    from tests.test_status import sql

    study = imported(tmp_path / "study", tmp_path, [])
    reviews = tmp_path / "reviews.csv"
    reviews.write_text("id,review\n" + "".join(f"{n},I waited for the app and lost {n} days.\n" for n in range(6)))
    assert all(outcome.ok for outcome in import_files(study, [reviews], ReadOptions()))
    go(study)
    last = study.store.sources()[-1].id
    sql(study, f"DELETE FROM outcomes WHERE step = 'code' AND item LIKE '{last}%'")  # noqa: S608
    sql(study, "DELETE FROM model_calls")
    engine = open_outside(study, ENGINE)
    report = run(study, engine, HashingEmbedder(), lambda _: None)

    assert report.cost == pytest.approx(engine.transport.budget.spent)
    assert report.cost > 0
    study.close()


def test_changing_one_prompt_redoes_only_what_depends_on_it(study: Study, server: Scripted) -> None:
    """The study's own persona prompt: coding and themes are not paid for again."""
    from assistant.resources import data_dir

    go(study)
    own = study.folder / "prompts" / "persona.md"
    own.parent.mkdir()
    own.write_text((data_dir("prompts") / "persona.md").read_text().replace("2-4 words", "2-3 words"))
    before = {call.id for call in study.store.calls()}
    assert {part.step for part in estimate(study, Wishes(ENGINE)).parts} == {"persona", "support"}
    go(study)
    steps = {call.step for call in study.store.calls() if call.id not in before}

    assert "persona" in steps
    assert steps <= {"persona", "support"}


def test_faults_end_in_results_or_reasons(study: Study, server: Scripted) -> None:
    """`run` again finishes what failed; the drafts are as sound as ever."""
    server.play(Script(faults=Faults(busy=0.1, server=0.05, broken=0.1, cut=0.05, refused=0.1), retry_after=0.01))
    first = go(study, concurrency=8)
    assert sum(first.failed.values()) == len(study.store.failures()) > 0

    assert any("declined" in reason for _, _, reason in study.store.failures())
    server.play(Script())
    assert go(study, concurrency=8).failed == {}
    assert list(verify_study(study)) == []


def test_a_budget_is_kept_and_what_was_done_stays(tmp_path: Path, sample_files: Path, server: Scripted) -> None:
    """Never over, whatever the budget; the study is sound, and a larger budget goes on from there."""
    draw = random.Random(7)  # noqa: S311 - budgets
    server.play(Script(latency=0.002, sigma=0.6))
    for number in range(BUDGETS):
        study = imported(tmp_path / f"study{number}", sample_files)
        before = server.ledger.cost(1.0, 4.0)
        limit = draw.uniform(0.003, 0.06)
        report = go(study, budget=limit, concurrency=draw.randint(1, 16))
        spent = server.ledger.cost(1.0, 4.0) - before

        assert spent <= limit
        assert spent == pytest.approx(report.cost)
        assert list(verify_study(study)) == []
        assert bool(report.failed) == any("budget" in reason for _, _, reason in study.store.failures())
        study.close()


def test_a_budget_too_small_for_one_call_says_so(study: Study, server: Scripted) -> None:
    """Nothing is sent, nothing is drafted from nothing, and nobody is told that people said nothing."""
    report = go(study, budget=0.001)

    assert server.ledger.paid == []
    assert report.notes == ["Nothing could be coded, so there is nothing to draft from yet."]
    assert set(report.failed) == {"code"}
    assert "0.0000 are spent, and this one may cost up to 0.01" in study.store.failures()[0][2]


def test_an_estimate_comes_close(study: Study, server: Scripted, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the first run and after it, within 15 % of what the run then costs; nothing is sent for it."""
    monkeypatch.setattr(running, "open_embedding", open_embedding)  # what is doubted depends on what is alike
    estimated = estimate(study, Wishes(ENGINE))
    assert server.ledger.begun == []
    cost = go(study).cost
    assert estimated.cost == pytest.approx(cost, rel=0.15)

    fresh = estimate(study, Wishes(ENGINE, fresh=True))
    assert fresh.cost == pytest.approx(cost, rel=0.15)
    assert estimate(study, Wishes(ENGINE)).calls == 0


def call(*words: str) -> Result:
    """The command, in this process."""
    return CliRunner().invoke(cli, [str(word) for word in words])


def test_the_command_tells_cost_and_estimate(study: Study, server: Scripted) -> None:
    """`--dry-run` sends nothing; a run says what it cost."""
    study.close()
    folder = str(study.folder)
    estimated = call("run", "--study", folder, "--engine", ENGINE, "--dry-run")
    assert "Nothing was sent." in estimated.stderr
    assert server.ledger.begun == []

    done = call("run", "--study", folder, "--engine", ENGINE, "--concurrency", "4")
    assert "a run would cost nothing" in call("run", "--study", folder, "--engine", ENGINE, "--dry-run").stderr
    assert done.exit_code == 0, done.output
    assert "US dollars" in done.stderr
    assert server.ledger.most_at_once <= 4


def test_what_is_screened_out_is_not_sent(study: Study, server: Scripted) -> None:
    """The engine on this machine reads first; the rest of the job is the same, and so are the promises."""
    sentences = len(list(study.store.sentences()))
    whole = estimate(study, Wishes(ENGINE)).parts[0]
    screened = estimate(study, Wishes(ENGINE, screen=True)).parts[0]
    study.close()
    done = call("run", "--study", str(study.folder), "--engine", ENGINE, "--screen")
    assert done.exit_code == 0, done.output

    again = Study(study.folder)
    sent = [each["messages"][1]["content"] for each in server.ledger.bodies if mode_name(each) == "code"]
    numbered = sum(len(re.findall(r"^\d+ ", text, re.MULTILINE)) for text in sent)
    assert 0 < numbered < sentences
    assert screened.tokens_in < whole.tokens_in
    read = sum(each.tokens_in for each in again.store.calls() if each.step == "code")
    assert read == pytest.approx(screened.tokens_in, rel=0.05)
    assert again.store.findings()
    assert again.store.claims()
    assert list(verify_study(again)) == []
    again.close()


def mode_name(body: dict[str, Any]) -> str:
    """What a request asks for."""
    return str(body["response_format"]["json_schema"]["name"]) if "response_format" in body else ""


def test_a_missing_key_is_told_before_anything_is_sent(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    """In words, with what to do."""
    monkeypatch.setattr(running, "open_embedding", HashingEmbedder)
    result = CliRunner().invoke(cli, ["run", "--study", str(study.folder), "--engine", "openai:gpt-5-mini"])

    assert "OPENAI_API_KEY is not set" in str(result.exception)
    assert study.store.runs() == []
