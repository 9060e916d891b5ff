"""A question answered by a model in the app: asked in the background, told what it costs, stopped, and in trouble."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from assistant import asking, running, study_search
from assistant.study import Study
from tests.endpoint.at_hand import at_hand
from tests.endpoint.server import Scripted
from tests.tui.conftest import press, settle, type_text
from tests.tui.walking import keys_shown, painted, words_of
from tui.app import ReviewApp
from tui.screens.reader import ReaderScreen
from tui.widgets.passages import PassageList

ENGINE = "openai:scripted"
QUESTION = "How late was the code?"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Scripted]:
    """An endpoint, where the program looks for it."""
    monkeypatch.setattr(asking, "CLOSE", -1.0)  # what a hash of words calls close means nothing
    with at_hand(monkeypatch, running, study_search, asking) as scripted:
        yield scripted


@pytest.fixture
def asked(study: Study, server: Scripted) -> Study:
    """A study whose engine is the scripted model, with a price."""
    settings = (study.folder / "study.toml").read_text().replace('engine = "ondevice"', f'engine = "{ENGINE}"')
    assert ENGINE in settings
    (study.folder / "study.toml").write_text(settings)
    (study.folder / "prices.toml").write_text(f'[models]\n"{ENGINE}" = [1.0, 0.5, 4.0]\n')
    return Study(study.folder)


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
async def test_a_model_answers_in_sentences_with_their_quotes(
    asked: Study, server: Scripted, size: tuple[int, int]
) -> None:
    """What it cost is said, the sentences lead to the quotes they rest on, the same question is free."""
    app = ReviewApp(asked)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "7")
        await type_text(pilot, QUESTION)
        await press(pilot, "enter")
        assert f"{ENGINE} answers from" in words_of(app, "answer")
        assert "$0.0" in words_of(app, "answer")
        assert len(server.ledger.paid) == 1
        found = app.screen.query_one(PassageList)
        texts = {source.id: source.text for source in asked.store.sources()}
        for passage in found.passages:
            assert passage.quote == texts[passage.span.source_id][passage.span.start : passage.span.end]
        assert "[1]" in painted(app)
        assert app.desk is not None
        assert app.desk.cost == pytest.approx(server.ledger.cost(1.0, 4.0))
        await press(pilot, "g", "enter")
        assert found.passage is not None
        await press(pilot, "enter")
        assert isinstance(app.screen, ReaderScreen)
        await press(pilot, "escape", "slash", "enter")

        assert "no cost" in words_of(app, "answer")
        assert len(server.ledger.paid) == 1


async def test_the_price_is_told_before_and_esc_stops(asked: Study, server: Scripted) -> None:
    """While the model is at work, quotes are there already; stopped, they stay."""
    server.script = replace(server.script, latency=30.0)
    app = ReviewApp(asked)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "7")
        await type_text(pilot, QUESTION)
        await pilot.press("enter")
        for _ in range(200):
            await pilot.pause(0.02)
            if "Asking" in words_of(app, "answer"):
                break
        assert "about $0.0" in words_of(app, "answer")
        assert "Stop asking" in keys_shown(app)
        assert app.screen.query_one(PassageList).passages
        await press(pilot, "escape")

        assert "Stopped." in words_of(app, "answer")
        assert app.screen.query_one(PassageList).passages


async def test_trouble_is_told_and_the_quotes_stay(asked: Study, server: Scripted) -> None:
    """An endpoint that refuses is said in its words; the answer is that of this machine."""
    server.script = replace(server.script, status=401, message="This key is not known.")
    app = ReviewApp(asked)
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "7")
        await type_text(pilot, QUESTION)
        await press(pilot, "enter")
        assert "This key is not known." in words_of(app, "answer")
        assert "found on this machine" in words_of(app, "answer")

        assert app.screen.query_one(PassageList).passages


async def test_nothing_is_sent_where_this_machine_is_to_answer(asked: Study, server: Scripted) -> None:
    """Chosen so beside the question, or in blind mode, where the model's reading is hidden."""
    app = ReviewApp(asked)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "7")
        app.screen.query_one("#by").value = ""  # type: ignore[attr-defined]
        await type_text(pilot, QUESTION)
        await press(pilot, "enter")
        assert "The sources answer in the words of" in words_of(app, "answer")
        app.screen.query_one("#by").value = ENGINE  # type: ignore[attr-defined]
        app.action_blind()
        await settle(pilot)
        await press(pilot, "slash", "enter")
        assert "The sources answer in the words of" in words_of(app, "answer")

        assert server.ledger.bodies == []
