"""Commands about models elsewhere: what an endpoint can do, what calls were made, what a question's answer rests on."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant import asking, running, study_search
from assistant.cli.main import cli
from assistant.errors import ConfigurationError
from assistant.running import Wishes, run_study
from assistant.study import Study
from tests.endpoint.at_hand import at_hand
from tests.endpoint.server import Script, Scripted
from tests.files import write_interviews

ENGINE = "openai:scripted"


def call(*words: str | Path) -> Result:
    """The command, in this process."""
    return CliRunner().invoke(cli, [str(word) for word in words])


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Scripted]:
    """An endpoint, where the program looks for it."""
    with at_hand(monkeypatch, running, study_search, asking) as scripted:
        yield scripted


@pytest.fixture
def folder(new_study: Study, tmp_path: Path, server: Scripted) -> Path:
    """Four small interviews after a run with the scripted model."""
    from assistant.importing import import_files
    from assistant.ingest.drafts import ReadOptions

    list(import_files(new_study, [write_interviews(tmp_path / "in")], ReadOptions()))
    (new_study.folder / "prices.toml").write_text(f'[models]\n"{ENGINE}" = [1.0, 0.5, 4.0]\n')
    run_study(new_study, lambda _: None, wishes=Wishes(ENGINE))
    return new_study.folder


def test_doctor_says_what_an_endpoint_can_do(new_study: Study, server: Scripted) -> None:
    """One call where the best way works, and the study remembers what does."""
    found = json.loads(call("doctor", "--engine", ENGINE, "--study", new_study.folder, "--json").stdout)
    levels = {item["name"]: item["level"] for item in found}
    assert levels["endpoint"] == levels["JSON by schema"] == "ok"
    assert levels["price"] == "warning"
    assert len(server.ledger.paid) == 1

    server.play(Script(modes=("text",)))
    found = json.loads(call("doctor", "--engine", ENGINE, "--study", new_study.folder, "--json").stdout)
    levels = {item["name"]: item["level"] for item in found}
    assert (levels["JSON by schema"], levels["JSON by tool calls"], levels["JSON in words"]) == (
        "warning",
        "warning",
        "ok",
    )
    (note,) = {new_study.store.note(f"endpoint:{server.url[7:-3]}:{ENGINE}")}
    assert note == "text"


def test_doctor_names_an_endpoint_that_is_down(new_study: Study, server: Scripted) -> None:
    """With exit code 1, and what to check."""
    server.play(Script(status=401, message="Incorrect API key"))
    result = call("doctor", "--engine", ENGINE, "--study", new_study.folder)

    assert result.exit_code == 1
    assert "401" in result.stdout
    assert "OPENAI_API_KEY" in result.stdout


@pytest.mark.parametrize("fault", ["closed", "full", "server"])
def test_doctor_does_not_wait_long_for_an_endpoint_that_is_not_there(
    new_study: Study, server: Scripted, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    """One attempt, whatever the ways of asking; what to check is said, and the address is."""
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        waiting = [socket.create_connection(full.getsockname(), 1)]  # the queue is full: nobody else gets through
        address = {"closed": "127.0.0.1:9", "full": f"127.0.0.1:{full.getsockname()[1]}", "server": server.url[7:-3]}
        server.play(Script(status=500, message="out of memory"))
        monkeypatch.setenv("OPENAI_BASE_URL", f"http://{address[fault]}/v1")
        monkeypatch.setattr("assistant.engines.llm.endpoint._CONNECT", 0.3)
        began = time.monotonic()
        result = call("doctor", "--engine", ENGINE, "--study", new_study.folder)
        for one in waiting:
            one.close()

    assert result.exit_code == 1
    assert time.monotonic() - began < 20
    assert address[fault] in result.stdout
    assert ("out of memory" if fault == "server" else "Check that the server runs, the address") in result.stdout
    assert len(server.ledger.begun) == (fault == "server")


def test_calls_are_listed_added_up_and_shown(folder: Path) -> None:
    """By run, step and source; a single one with all that was sent and came."""
    listed = json.loads(call("calls", "--study", folder, "--json").stdout)
    by_step = json.loads(call("calls", "--study", folder, "--by", "step", "--json").stdout)
    by_source = json.loads(call("calls", "--study", folder, "--by", "source", "--json").stdout)
    total = sum(item["cost"] for item in listed)
    assert sum(item["cost"] for item in by_step) == pytest.approx(total)
    assert {item["of"] for item in by_source} == {"01 Ana", "02 Bo", "03 Chidi", "04 Dora"}
    assert sum(item["cost"] for item in by_source) == pytest.approx(
        sum(item["cost"] for item in listed if item["step"] == "code")
    )

    first = next(item for item in listed if item["step"] == "code")
    shown = call("calls", first["id"][:10], "--study", folder)
    assert "I waited three weeks for the box." in shown.stdout
    assert "reply:" in shown.stdout
    assert "US dollars" in shown.stderr
    assert "code" in call("calls", "--study", folder, "--by", "step").stdout
    assert isinstance(call("calls", "zzzz", "--study", folder).exception, ConfigurationError)


def test_status_tells_the_cost(folder: Path) -> None:
    """Calls and dollars over all runs."""
    status = json.loads(call("status", "--study", folder, "--json").stdout)
    listed = json.loads(call("calls", "--study", folder, "--json").stdout)

    assert status["calls"] == len(listed) > 0
    assert status["cost"] == pytest.approx(sum(item["cost"] for item in listed))
    assert status["waiting"] == 0
    assert sum(run["cost"] for run in status["runs"]) == pytest.approx(status["cost"])


def test_a_question_is_answered_with_quotes(folder: Path, server: Scripted) -> None:
    """Each sentence leads to words that somebody said; nothing else is shown."""
    result = call("ask", "What about the box?", "--engine", ENGINE, "--study", folder, "--json")
    reply = json.loads(result.stdout)
    texts = {source.id: source.text for source in Study(folder).store.sources()}

    assert reply["answer"]
    for quote in reply["quotes"]:
        assert quote["quote"] == texts[quote["source"]][quote["start"] : quote["end"]]
    assert {at for sentence in reply["answer"] for at in sentence["quotes"]} == set(range(len(reply["quotes"])))
    assert "[1]" in call("ask", "What about the box?", "--engine", ENGINE, "--study", folder).stdout


def test_what_the_sources_do_not_say_is_not_answered(folder: Path, server: Scripted) -> None:
    """With a model and without one."""
    for engine in (ENGINE, "ondevice"):
        result = call("ask", "How is the zeppelin?", "--engine", engine, "--study", folder)
        assert result.exit_code == 0
        assert "The sources do not say." in result.stderr
