"""Coding by batches: handed in, collected by a later process, at half the price; what fails is not lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant import running
from assistant.batches import next_step
from assistant.cli.main import cli
from assistant.engines.llm.request import Usage
from assistant.errors import ConfigurationError, NotReadyError
from assistant.estimating import estimate
from assistant.running import Wishes, open_outside, run_study
from assistant.study import Study
from assistant.verify import verify_study
from tests.endpoint.at_hand import at_hand
from tests.endpoint.faults import Faults
from tests.endpoint.server import Script, Scripted
from tests.test_model_runs import ENGINE, imported


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Scripted]:
    """An endpoint that knows batches, where the program looks for it."""
    with at_hand(monkeypatch, running) as scripted:
        yield scripted


@pytest.fixture
def study(tmp_path: Path, sample_files: Path) -> Iterator[Study]:
    """Three interviews, imported."""
    opened = imported(tmp_path / "study", sample_files)
    yield opened
    opened.close()


def again(study: Study) -> Study:
    """The study as another process would find it."""
    study.close()
    return Study(study.folder)


def test_a_batch_is_handed_in_left_and_collected(study: Study, server: Scripted) -> None:
    """By three processes; the findings are those of a run without batches, for half the money."""
    handed = next_step(study, Wishes(ENGINE))
    assert handed.handed_in > 20
    assert len(server.ledger.paid) == 0
    waiting = next_step(again(study), Wishes(ENGINE))
    assert (waiting.waiting, waiting.handed_in) == (1, 0)
    assert "in progress, 0 of" in waiting.lines[0]

    done = next_step(again(study), Wishes(ENGINE))
    assert done.ready
    assert done.answered == handed.handed_in
    study = again(study)
    report = run_study(study, lambda _: None, wishes=Wishes(ENGINE))
    calls = study.store.calls(step="code")
    assert report.failed == {}
    assert list(verify_study(study)) == []
    assert all(call.batch == "batch-1" for call in calls)
    full = sum(read * 1.0 + written * 4.0 for _, read, written in server.ledger.paid[: handed.handed_in]) / 1e6
    assert sum(call.cost for call in calls) == pytest.approx(full / 2)
    assert server.ledger.paid_twice() == 0


def test_what_fails_in_a_batch_is_handed_in_again_then_asked_for(study: Study, server: Scripted) -> None:
    """Nothing is lost, nothing that was answered is paid for again."""
    server.play(Script(faults=Faults(server=0.3), batch_polls=1))
    handed = next_step(study, Wishes(ENGINE))
    second = next_step(study, Wishes(ENGINE))
    assert 0 < second.failed == second.handed_in < handed.handed_in
    third = next_step(study, Wishes(ENGINE))
    assert third.ready

    server.play(Script())
    assert run_study(study, lambda _: None, wishes=Wishes(ENGINE)).failed == {}
    assert server.ledger.paid_twice() == 0


def test_a_run_beside_an_open_batch_would_pay_twice(study: Study, server: Scripted) -> None:
    """It is refused until the batch is collected."""
    next_step(study, Wishes(ENGINE))

    with pytest.raises(NotReadyError, match="would pay for the same twice"):
        run_study(study, lambda _: None, wishes=Wishes(ENGINE))
    assert server.ledger.paid == []


def test_a_budget_holds_for_batches_too(study: Study, server: Scripted) -> None:
    """As many as their dearest answers leave room for."""
    server.play(Script(batch_polls=1))
    some = next_step(study, Wishes(ENGINE, budget=0.05)).handed_in
    next_step(study, Wishes(ENGINE, budget=0.0001))

    assert 0 < some < 20
    assert server.ledger.cost(0.5, 2.0) <= 0.05


def test_a_dry_run_quotes_coding_at_the_price_of_batches(study: Study, server: Scripted) -> None:
    """Half of what coding costs else; the later steps cost the same."""
    usual, batched = (estimate(study, Wishes(ENGINE, batch=batch)) for batch in (False, True))
    price = open_outside(study, ENGINE).transport.price
    coding = next(part for part in usual.parts if part.step == "code")

    assert price is not None
    assert usual.cost is not None
    assert batched.cost == pytest.approx(usual.cost - price.of(Usage(coding.tokens_in, coding.tokens_out)) / 2)


def test_engines_without_batches_say_so(study: Study, server: Scripted) -> None:
    """In words."""
    with pytest.raises(ConfigurationError, match="ondevice has no batches"):
        next_step(study, Wishes("ondevice"))


def test_the_command_goes_step_by_step(study: Study, server: Scripted) -> None:
    """The same command again and again, until the study is done."""
    study.close()

    def call() -> Result:
        return CliRunner().invoke(cli, ["run", "--study", str(study.folder), "--engine", ENGINE, "--batch"])

    first, second = call(), call()
    beside = CliRunner().invoke(cli, ["status", "--study", str(study.folder)])
    third = call()
    assert "requests handed in" in first.stderr
    assert "Come back later" in second.stderr
    assert f"collect them with verbatim run --engine {ENGINE} --batch" in " ".join(beside.output.split())
    assert "answers collected" in third.stderr
    assert "Done." in third.stderr
    assert third.exit_code == 0
