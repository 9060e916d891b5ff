"""A run does what is missing and nothing else, whatever happened before."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from assistant.engines import open_embedding, open_engine
from assistant.errors import NotReadyError, StoreError
from assistant.export import EXPORTERS, collect
from assistant.importing import import_files
from assistant.ingest.drafts import ReadOptions
from assistant.pipeline import STEPS, Progress, Report, run
from assistant.places import Places
from assistant.roles import correct_roles
from assistant.settings import parse_settings
from assistant.store import Change
from assistant.study import Study
from assistant.testing import HashingEmbedder, KeywordEngine
from assistant.verify import verify_study
from tests.files import ANA, write_interviews


@pytest.fixture
def study(new_study: Study, tmp_path: Path) -> Study:
    """Four small interviews, imported."""
    list(import_files(new_study, [write_interviews(tmp_path / "in")], ReadOptions()))
    return new_study


def go(study: Study, engine: KeywordEngine, tell: Callable[[Progress], None] = lambda _: None) -> Report:
    """A run with an embedding that needs no model."""
    return run(study, engine, HashingEmbedder(), tell)


def exported(study: Study) -> str:
    """All that the study says, drafts too."""
    return EXPORTERS["json"](collect(study, drafts=True))


def rows(study: Study) -> dict[str, list[tuple[object, ...]]]:
    """Every row of the database, but those about runs themselves."""
    with sqlite3.connect(study.folder / "verbatim.db") as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        names.remove("runs")
        return {name: sorted(connection.execute(f'SELECT * FROM "{name}"'), key=repr) for name in names}  # noqa: S608


def test_a_run_does_all_steps(study: Study, engine: KeywordEngine) -> None:
    """Index, coding, themes, personas, journey; each tells how far it is, and nothing is wrong afterwards."""
    told: list[Progress] = []
    report = go(study, engine, told.append)

    assert list(STEPS) == list(dict.fromkeys(progress.step for progress in told))
    assert {step: report.done[step] for step in ("code", "themes", "personas")} == {
        "code": 4,
        "themes": 4,
        "personas": 1,
    }
    assert report.failed == {}
    assert list(verify_study(study)) == []
    assert study.store.runs()[-1].status == "finished"


def test_nothing_imported_is_told_in_words(new_study: Study, engine: KeywordEngine) -> None:
    """The hint names the step that comes first."""
    with pytest.raises(NotReadyError, match=r"no sources yet\. Add some with `verbatim add"):
        go(new_study, engine)


def test_a_second_run_writes_nothing(study: Study, engine: KeywordEngine) -> None:
    """Where nothing has changed, nothing is coded, drafted or stored, but that there was a run."""
    go(study, engine)
    before = rows(study)
    again = KeywordEngine()
    go(study, again)

    assert (again.coded, again.drafted) == ([], [])
    assert before == rows(study)
    assert len(study.store.runs()) == 2


def test_only_what_is_new_is_coded(study: Study, engine: KeywordEngine, tmp_path: Path) -> None:
    """A file more is coded alone; what is drawn from all files is drawn anew."""
    go(study, engine)
    late = tmp_path / "05 Eve.txt"
    late.write_text("Interviewer: Well?\nEve: I waited for weeks.\nInterviewer: And?\nEve: I love the app.\n")
    list(import_files(study, [late], ReadOptions()))
    again = KeywordEngine()
    go(study, again)

    assert len(again.coded) == 1
    assert again.drafted


def test_a_failed_item_stops_no_other_and_is_tried_again(study: Study) -> None:
    """The others are stored, the failure is listed, and the next run does it."""
    stumbling = KeywordEngine(fails={"paper."})
    report = go(study, stumbling)
    (failure,) = study.store.failures()
    coded = {finding.source_id for finding in study.store.findings()}

    assert report.failed == {"code": 1}
    assert (failure[0], failure[2]) == ("code", "The engine stumbled over paper..")
    assert len(coded) == 3
    assert list(verify_study(study)) == []

    again = KeywordEngine()
    go(study, again)
    assert [failure[1]] == again.coded
    assert study.store.failures() == []
    assert len({finding.source_id for finding in study.store.findings()}) == 4


@pytest.mark.parametrize("step", ["themes", "personas", "journey"])
def test_a_failed_draft_is_listed_and_tried_again(study: Study, step: str) -> None:
    """Failures of the later steps are not taken for work that is done."""
    healthy = KeywordEngine()
    stumbling = KeywordEngine()
    method = {"themes": "name_themes", "personas": "write_personas", "journey": "write_stages"}[step]

    def refuse(tasks):  # type: ignore[no-untyped-def]
        from assistant.domain import Outcome

        for number, outcome in enumerate(getattr(healthy, method)(tasks)):
            yield outcome if number else Outcome(outcome.item, error="No answer.")

    setattr(stumbling, method, refuse)
    report = go(study, stumbling)
    assert report.failed[step] == 1
    assert [(step, "No answer.")] == [(row[0], row[2]) for row in study.store.failures()]

    report = go(study, KeywordEngine())
    assert report.failed == {}
    assert study.store.failures() == []
    assert step in report.done


def test_a_persona_that_could_not_be_drafted_again_keeps_its_draft(study: Study, tmp_path: Path) -> None:
    """What was drafted before stays until there is something better."""
    go(study, KeywordEngine())
    names = [persona.id for persona in study.store.personas()]
    late = tmp_path / "05 Eve.txt"
    late.write_text(ANA.replace("Ana", "Eve").replace("train", "bus"))
    list(import_files(study, [late], ReadOptions()))

    class Mute(KeywordEngine):
        def write_personas(self, tasks):  # type: ignore[no-untyped-def]
            from assistant.domain import Outcome

            return (Outcome(task, error="No answer.") for task in tasks)

    go(study, Mute())

    assert set(names) & {persona.id for persona in study.store.personas()}
    assert list(verify_study(study)) == []


def test_a_file_that_goes_takes_its_failure_along(study: Study, tmp_path: Path) -> None:
    """What failed in an older version of a file is of no interest any more."""
    go(study, KeywordEngine(fails={"paper."}))
    path = tmp_path / "in" / "03 Chidi.txt"
    path.write_text(path.read_text().replace("paper.", "radio."))
    list(import_files(study, [path], ReadOptions()))
    go(study, KeywordEngine(fails={"paper."}))

    assert study.store.failures() == []


@pytest.mark.parametrize("step", STEPS)
def test_a_run_that_was_stopped_goes_on(study: Study, step: str, tmp_path: Path) -> None:
    """Stopped after any step, the next run comes to what an undisturbed one does, and codes nothing twice."""
    stopped = KeywordEngine()

    def stop(progress: Progress) -> None:
        if progress.step == step:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        go(study, stopped, stop)
    assert study.store.runs()[-1].status == "stopped"
    again = KeywordEngine()
    go(study, again)

    undisturbed = Study.create(tmp_path / "other", "A study")
    list(import_files(undisturbed, [tmp_path / "in"], ReadOptions()))
    go(undisturbed, KeywordEngine())
    assert exported(undisturbed) == exported(study)
    assert len(stopped.coded) + len(again.coded) == 4 or step == "code"
    undisturbed.close()


def test_results_do_not_depend_on_the_order_of_files(tmp_path: Path) -> None:
    """Added in whichever order, the same files give the same study."""
    folder = write_interviews(tmp_path / "in")
    texts = []
    for order in (1, -1):
        study = Study.create(tmp_path / f"study{order}", "A study")
        for path in sorted(folder.iterdir())[::order]:
            list(import_files(study, [path], ReadOptions()))
        go(study, KeywordEngine())
        texts.append(exported(study))
        study.close()

    assert texts[0] == texts[1]


def test_a_second_run_at_once_is_refused(study: Study, engine: KeywordEngine) -> None:
    """Two runs would do the same work twice; the second is told so at once."""
    with (
        FileLock(study.folder / ".run.lock"),
        pytest.raises(StoreError, match=r"Another run of this study is under way\. Wait for it, or stop it\."),
    ):
        go(study, engine)

    assert engine.coded == []


@pytest.mark.parametrize("unit", ["source", "chunk"])
def test_an_interviewers_words_are_never_evidence(study: Study, unit: str) -> None:
    """The question with "love" in it is context, however the engine is shown it."""
    go(study, KeywordEngine(unit=unit))  # type: ignore[arg-type]
    places = Places(study.store.turns())
    spans = [finding.span for finding in study.store.findings()]
    spans += [item.span for claim in study.store.claims() for item in claim.evidence]

    assert spans
    assert not any(places.has_interviewer(span) for span in spans)
    assert list(verify_study(study)) == []


def test_whoever_turns_out_to_be_an_interviewer_is_no_evidence_any_more(study: Study, engine: KeywordEngine) -> None:
    """Nor are findings of hers that a person has decided on."""
    go(study, engine)
    hers = [finding for finding in study.store.findings() if finding.participant_id == _id_of(study, "Ana")]
    study.store.decide("Mia", "edit", [Change("finding", hers[0].id, {"label": "mine"})])
    correct_roles(study, ["Ana"], [], "", "Mia")
    go(study, engine)

    places = Places(study.store.turns())
    evidence = [item.span for claim in study.store.claims() for item in claim.evidence]
    assert hers
    assert not any(places.has_interviewer(span) for span in evidence)
    assert list(verify_study(study)) == []

    correct_roles(study, [], ["Ana"], "", "Mia")
    go(study, engine)
    again = [finding.label for finding in study.store.findings() if finding.participant_id == _id_of(study, "Ana")]
    assert len(again) == len(hers)
    assert "mine" in again


def _id_of(study: Study, name: str) -> str:
    return next(person.id for person in study.store.participants() if person.name == name)


def test_other_settings_code_anew(study: Study, tmp_path: Path) -> None:
    """A finding's stage is the one of the newest coding."""
    go(study, KeywordEngine())
    was = {finding.id: finding.stage for finding in study.store.findings()}

    class Late(KeywordEngine):
        def code(self, passages):  # type: ignore[no-untyped-def]
            from dataclasses import replace

            for outcome in super().code(passages):
                found = tuple(replace(coded, stage="loyalty") for coded in outcome.result or ())
                yield replace(outcome, result=found)

    go(study, Late(fingerprint="2"))
    now = {finding.id: finding.stage for finding in study.store.findings()}

    assert was.keys() == now.keys()
    assert {"loyalty"} == set(now.values())


def test_changed_stages_tell_the_journey_anew(study: Study, engine: KeywordEngine) -> None:
    """A stage that was renamed in the settings is not told under its old name."""
    go(study, engine)
    stages = [{"name": "before"}, {"name": "post-purchase"}]
    study.settings = parse_settings({"stages": stages}, "study.toml")
    go(study, engine)

    assert {"before", "post-purchase"} == {narrative.stage for narrative in study.store.narratives()}


def test_another_engine_replaces_the_drafts_and_the_first_one_gets_them_back(study: Study) -> None:
    """What counts are the findings and drafts of the engine that ran last."""
    go(study, KeywordEngine("one"))
    text = exported(study)
    go(study, KeywordEngine("two"))
    assert {"two"} == {claim.engine for claim in study.store.claims()}

    go(study, KeywordEngine("one"))
    assert {"one"} == {claim.engine for claim in study.store.claims()}
    assert text.count('"about') == exported(study).count('"about')


def test_decisions_outlive_runs(study: Study, engine: KeywordEngine, tmp_path: Path) -> None:
    """An edit is still there when everything has been drafted anew."""
    go(study, engine)
    claim = study.store.claims()[0]
    study.store.decide("Mia", "edit", [Change("claim", claim.id, {"text": "My words.", "edited": True})])
    late = tmp_path / "05 Eve.txt"
    late.write_text("Interviewer: Well?\nEve: I waited for weeks.\n")
    list(import_files(study, [late], ReadOptions()))
    go(study, engine)

    assert "My words." in [item.text for item in study.store.claims()]
    assert list(verify_study(study)) == []


def test_rejected_findings_are_drawn_from_no_more(study: Study, engine: KeywordEngine) -> None:
    """A run after the rejection leaves them out of themes and claims."""
    go(study, engine)
    rejected = [finding.id for finding in study.store.findings() if finding.label == "waited"]
    for finding_id in rejected:
        study.store.decide("Mia", "reject", [Change("finding", finding_id, {"status": "rejected"})])
    go(study, engine)

    used = {item.finding_id for claim in study.store.claims() for item in claim.evidence}
    assert len(rejected) == 3
    assert not used & set(rejected)


def test_an_engine_that_goes_wrong_altogether_leaves_what_was_done(study: Study) -> None:
    """Its error goes on to the caller; the run is on record as stopped."""

    class Breaking(KeywordEngine):
        def code(self, passages):  # type: ignore[no-untyped-def]
            for number, outcome in enumerate(super().code(passages)):
                if number == 2:
                    raise StoreError("The lights went out.")
                yield outcome

    with pytest.raises(StoreError, match="lights"):
        go(study, Breaking())

    assert len(study.store.done_keys("code", "keywords")) == 2
    assert study.store.runs()[-1].status == "stopped"


def test_the_index_may_be_deleted(study: Study, engine: KeywordEngine) -> None:
    """It is filled again, and nothing else is done anew."""
    import shutil

    go(study, engine)
    shutil.rmtree(study.index_dir)
    told: list[Progress] = []
    again = KeywordEngine()
    go(study, again, told.append)

    assert ("index", len(study.store.chunks())) == (told[-1].step if len(told) == 1 else "index", told[1].done)
    assert again.coded == []


def test_the_engine_that_ships_does_a_tiny_study(study: Study) -> None:
    """Findings, a theme or more, and a journey, all sound; a second run finds nothing to do."""
    embedding = open_embedding()
    run(study, open_engine("ondevice", study.settings), embedding, lambda _: None)
    before = rows(study)
    run(study, open_engine("ondevice", study.settings), embedding, lambda _: None)

    assert study.store.findings()
    assert study.store.claims()
    assert before == rows(study)
    assert list(verify_study(study)) == []
