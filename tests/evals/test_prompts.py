"""Two prompts on the same gold, with a scripted model over HTTP: one forgets the touchpoints, and the gate sees it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.resources import data_dir
from evals.commands import Asked, estimate_only, gate_failures, run
from evals.comparing import compare
from tests.endpoint import server as endpoint
from tests.endpoint.server import Scripted, serving

MODEL = "openai:gpt-5-mini"


@pytest.fixture
def scripted(monkeypatch: pytest.MonkeyPatch) -> Iterator[Scripted]:
    """A model made of rules that codes touchpoints only where its prompt speaks of them."""
    answer = endpoint.write

    def obedient(name: str, system: str, question: str) -> dict[str, Any]:
        reply = answer(name, system, question)
        if name == "code" and "touchpoint" not in system:
            reply = {"findings": [row for row in reply["findings"] if "| touchpoint |" not in row]}
        return reply

    monkeypatch.setattr(endpoint, "write", obedient)
    with serving() as running:
        monkeypatch.setenv("OPENAI_BASE_URL", running.url)
        monkeypatch.setenv("OPENAI_API_KEY", "k")
        yield running


@pytest.fixture
def forgetful(tmp_path: Path) -> Path:
    """A folder with a coding prompt from which the touchpoints were dropped."""
    folder = tmp_path / "forgetful"
    (folder / "prompts").mkdir(parents=True)
    shipped = (data_dir("prompts") / "code.md").read_text(encoding="utf-8")
    changed = shipped.replace(", touchpoint (where they meet the service)", "").replace("or touchpoint its", "its")
    changed = changed.replace("; touchpoint: digital or physical / own or third", "")
    assert "touchpoint" not in changed
    (folder / "prompts" / "code.md").write_text(changed, encoding="utf-8")
    return folder


@pytest.fixture
def asked(tmp_path: Path) -> Asked:
    """Coding of a sample of the reviews."""
    return Asked(("extraction",), ("reviews",), engines=(MODEL,), limit=60, out=tmp_path / "runs")


def test_a_prompt_that_drops_touchpoints_is_caught(
    scripted: Scripted, forgetful: Path, asked: Asked, tmp_path: Path
) -> None:
    """The gate names the figure; the comparison says by how much, and for sure; other kinds stay as they are."""
    (shipped,) = run(asked, lambda _: None)
    (changed,) = run(Asked(**{**vars(asked), "prompts": (forgetful,)}), lambda _: None)
    gates = tmp_path / "gates.toml"
    gates.write_text(
        '[[gate]]\nsuite = "extraction"\ndata = "reviews"\nfigure = "touchpoint recall overlap"\nfloor = 0.1\n'
    )
    change = {item.key: item for item in compare(shipped, changed).changes}

    assert gate_failures([shipped], gates) == []
    assert gate_failures([changed], gates) == [
        f"{MODEL} (forgetful): extraction on reviews: touchpoint recall overlap is 0.000, under its floor of 0.100."
    ]
    assert change["touchpoint recall overlap"].sure
    assert change["touchpoint recall overlap"].by < -0.1
    assert change["pain f1 overlap"].by == 0.0
    assert shipped.prompts["code"] != changed.prompts["code"]
    assert shipped.prompts["theme"] == changed.prompts["theme"]


def test_an_estimate_tells_of_all_the_steps_that_suites_need(scripted: Scripted, asked: Asked) -> None:
    """Themes and personas are measured on a whole run, which costs more than coding; a sample is only coded."""
    whole = Asked(**{**vars(asked), "suites": ("extraction", "personas"), "limit": None})
    (line,) = estimate_only(whole)
    (drawn,) = estimate_only(Asked(**{**vars(whole), "limit": 20}))

    assert "coding, themes, personas and stages take" in line
    assert "coding takes" in drawn
    assert not scripted.ledger.paid


def test_nothing_is_paid_for_twice_and_the_cost_is_said_before(scripted: Scripted, asked: Asked) -> None:
    """An estimate sends nothing; the second run takes every reply from the kept ones."""
    (line,) = estimate_only(asked)
    before = len(scripted.ledger.paid)
    said: list[str] = []
    (first,) = run(asked, lambda _: None, said.append)
    paid = len(scripted.ledger.paid)
    (second,) = run(asked, lambda _: None)

    assert before == 0
    assert "dollars" in line
    assert said == [line]
    assert paid > 0
    assert len(scripted.ledger.paid) == paid
    assert first.cost > 0
    assert json.dumps([f.value for f in first.results[0].figures]) == json.dumps(
        [f.value for f in second.results[0].figures]
    )
