"""A study that was approved and grows: on the sample's own files, with the engine that ships."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.domain import NOBODY_LEFT, Claim
from assistant.export import EXPORTERS, collect
from assistant.resources import data_dir
from assistant.review.decisions import Review
from assistant.study import Study
from assistant.told_counts import told_in
from tests.running import verbatim

LATER = ("09_interviewee_choir.html", "11_kit_courier.json", "FG1 hub riders.pdf")
TEXTS: dict[str, str] = {}


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    """Nine interviews, coded and approved as they came; then three more files, and another run."""
    folder = tmp_path_factory.mktemp("growing")
    files = sorted((data_dir("corpora") / "loopwheel" / "interviews").iterdir())
    verbatim("init", "study", folder=folder)
    study = folder / "study"
    _run_with(study, [file for file in files if file.name not in LATER])
    opened = Study(study)
    Review(opened.store, "Alice").approve_all([claim for claim in opened.store.claims() if claim.support])
    TEXTS.update({claim.id: claim.text for claim in opened.store.claims()})
    opened.close()
    _run_with(study, [file for file in files if file.name in LATER])
    opened = Study(study)
    yield opened
    opened.close()


def _run_with(study: Path, files: list[Path]) -> None:
    for words in (["add", *files], ["run"]):
        done = verbatim(*words, folder=study, offline=True)
        assert done.returncode == 0, done.stderr.decode()


def approved(study: Study) -> list[Claim]:
    """What stands without anybody having to look."""
    return [claim for claim in study.store.claims() if claim.status == "approved" and not claim.stale]


def test_approved_sentences_tell_the_counts_of_now(grown: Study) -> None:
    """Some had to be counted anew, none tells another count than its evidence, and each is on record."""
    counted = {claim.id for claim in approved(grown) if claim.text != TEXTS[claim.id]}
    on_record = {entry.target_id for entry in grown.store.decisions() if entry.action == "recount"}

    assert counted
    assert counted == on_record
    for claim in approved(grown):
        told = told_in(claim.text)
        assert told is None or told.is_that_of(claim.prevalence), claim.text


def test_no_persona_keeps_what_only_others_say(grown: Study) -> None:
    """Some were formed of other people, and what only the others said waits, with the reason."""
    claims = grown.store.claims()

    assert all(claim.prevalence.participants for claim in approved(grown) if claim.outside)
    assert any(claim.why_stale == NOBODY_LEFT for claim in claims)


def test_what_goes_out_is_sound(grown: Study) -> None:
    """The study verifies, and what is stale is not exported."""
    exported = json.loads(EXPORTERS["json"](collect(grown)))
    ids = {claim["id"] for owner in (*exported["personas"], *exported["journey"]) for claim in owner["claims"]}

    assert verbatim("verify", folder=grown.folder).returncode == 0
    assert ids == {claim.id for claim in approved(grown)}


def test_the_changes_are_told(grown: Study) -> None:
    """Who came, and that no theme is called stronger or weaker for a person more or less."""
    added = max(document.added_at for document in grown.store.documents())
    told = json.loads(verbatim("changes", "--since", added[:19], "--json", folder=grown.folder).stdout)

    assert set(told["files"]) <= set(LATER)
    assert told["recounted"]
    assert told["personas"] is not None
    assert len(told["stronger"]) + len(told["weaker"]) < len(told["unclear"])
