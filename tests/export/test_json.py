"""The JSON export: its shape, what it holds and what it leaves out, and that every quote and count in it is true."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.errors import GroundingError
from assistant.export import EXPORTERS, collect
from assistant.export.json_checks import json_faults, quotes_in
from assistant.export.json_export import schema
from assistant.export.markdown_checks import report_faults
from assistant.study import Study
from assistant.verify import verify_study
from tests.export.damage import sql
from tests.export.random_plans import plans
from tests.export.study import Plan, approve, decide, fill, small_study

Json = dict[str, Any]


def exported(study: Study, *, drafts: bool = False) -> Json:
    value: Json = json.loads(EXPORTERS["json"](collect(study, drafts=drafts)))
    return value


def claims_of(document: Json) -> dict[str, Json]:
    owners = [*document["personas"], *document["journey"]]
    return {claim["id"]: claim for owner in owners for claim in owner["claims"]}


def test_the_document_has_the_documented_keys(study: Study) -> None:
    """Nothing that the format promises is missing or called otherwise."""
    document = exported(study, drafts=True)

    parts = ["verbatim", "study", "sources", "findings", "themes", "topics", "personas", "journey", "decisions"]
    assert list(document) == parts
    assert {"id", "name", "sha256", "text", "turns"} <= set(document["sources"][0])
    assert {"id", "participant", "role", "start", "end", "time", "page"} <= set(document["sources"][0]["turns"][0])
    finding = {"id", "source", "start", "end", "quote", "kind", "label", "stage", "coder", "participant", "attributes"}
    assert finding <= set(document["findings"][0])
    assert {"id", "name", "findings", "participants", "of"} <= set(document["themes"][0])
    assert {"id", "name", "status", "members", "claims"} <= set(document["personas"][0])
    claim = {"id", "field", "text", "status", "evidence", "counter", "participants", "of", "mentions"}
    assert claim <= set(document["personas"][0]["claims"][0])
    assert {"source", "start", "end", "quote"} <= set(document["personas"][0]["claims"][0]["evidence"][0])
    stage = next(stage for stage in document["journey"] if stage["stage"] == "purchase")
    assert {"stage", "persona", "emotion", "touchpoints", "claims"} <= set(stage)
    assert stage["emotion"] == {"value": -0.8, "n": 3, "spread": 0.4}


def test_only_approved_claims_are_exported(study: Study) -> None:
    """Drafts stay in the study, and so does a persona's stage with nothing approved in it."""
    document = exported(study)

    assert {"c-p-1-0", "c-p-1-1", "c-n-1-0"} == set(claims_of(document))
    assert document["personas"][0]["assumptions"] == []
    assert [persona["id"] for persona in document["personas"]] == ["p-1"]
    assert not [stage for stage in document["journey"] if stage["persona"]]


def test_drafts_are_marked_and_rejected_claims_are_left_out(study: Study) -> None:
    """With drafts, each claim says how it stands; what was rejected is found in the decisions only."""
    document = exported(study, drafts=True)

    assert claims_of(document)["c-n-2-0"]["status"] == "draft"
    assert claims_of(document)["c-p-1-0"]["status"] == "approved"
    assert "c-p-1-2" not in claims_of(document)
    assert [entry["target_id"] for entry in document["decisions"] if entry["action"] == "reject"] == ["c-p-1-2"]


def test_assumptions_are_kept_apart(study: Study) -> None:
    """What has no evidence is marked as an assumption and is among no claims."""
    document = exported(study, drafts=True)

    assert [item["id"] for item in document["personas"][0]["assumptions"]] == ["c-p-1-3"]
    assert document["personas"][0]["assumptions"][0]["assumption"] is True


def test_counts_are_computed_from_the_evidence(study: Study) -> None:
    """Three quotes of two people, in a persona of two."""
    claim = claims_of(exported(study))["c-p-1-1"]

    assert (claim["participants"], claim["of"], claim["mentions"]) == (2, 2, 3)
    assert len(claim["counter"]) == 1


def test_blank_stages_are_said_to_be_blank(study: Study) -> None:
    """A stage that nobody spoke of is in the journey, without a feeling and without claims."""
    blank = [stage["stage"] for stage in exported(study)["journey"] if stage["blank"]]

    assert blank == ["awareness", "consideration", "decision", "post-purchase"]


def test_a_study_without_approvals_is_exported_with_its_sources_and_findings(tmp_path: Path) -> None:
    """The file is valid, and a note says what to do."""
    study = small_study(tmp_path / "s")
    for name in ("c-p-1-0", "c-p-1-1", "c-n-1-0"):
        decide(study, "claim", name, status="draft")
    work = collect(study)
    document = json.loads(EXPORTERS["json"](work))

    jsonschema.Draft202012Validator(schema()).validate(document)
    assert (len(document["sources"]), len(document["findings"]), len(claims_of(document))) == (2, 5, 0)
    assert "--drafts" in work.notes[0]


def test_a_claim_whose_evidence_is_withdrawn_is_left_out_and_said_so(study: Study) -> None:
    """Once its only finding is rejected, a draft is not exported; the note names it."""
    decide(study, "finding", "f-4", status="rejected")
    work = collect(study, drafts=True)

    assert "c-n-2-0" not in claims_of(json.loads(EXPORTERS["json"](work)))
    assert any("It went well once." in note for note in work.notes)


def test_a_stale_approval_is_no_approval(study: Study) -> None:
    """Where evidence has changed since somebody approved it, the claim waits to be looked at."""
    decide(study, "finding", "f-1", status="rejected")
    work = collect(study)

    assert "c-p-1-1" not in claims_of(json.loads(EXPORTERS["json"](work)))
    assert any("evidence has changed" in note for note in work.notes)
    assert claims_of(exported(study, drafts=True))["c-p-1-1"]["stale"] is True


def test_a_rejected_persona_takes_its_claims_and_its_journey_along(study: Study) -> None:
    """Nothing of a persona that was refused is exported, not even as a draft."""
    approve(study, "c-n-2-0")
    decide(study, "persona", "p-1", status="rejected")
    document = exported(study, drafts=True)

    assert document["personas"] == []
    assert not [stage for stage in document["journey"] if stage["persona"]]


def test_an_exported_stage_brings_its_persona(study: Study) -> None:
    """A stage of a persona never names one that is not in the file."""
    for name in ("c-p-1-0", "c-p-1-1"):
        decide(study, "claim", name, status="draft")
    approve(study, "c-n-2-0")
    document = exported(study)

    assert [(persona["id"], persona["claims"]) for persona in document["personas"]] == [("p-1", [])]


def test_interviewers_words_are_left_out(study: Study) -> None:
    """Where a speaker turns out to be an interviewer, what was found in their words is not exported."""
    for turn in study.store.turns("s-1"):
        decide(study, "turn", turn.id, role="interviewer", participant_id=None)
    work = collect(study, drafts=True)
    document = json.loads(EXPORTERS["json"](work))

    assert {"s-0"} == {finding["source"] for finding in document["findings"]}
    assert {"s-0"} == {item["source"] for claim in claims_of(document).values() for item in claim["evidence"]}
    assert document["personas"][0]["members"] == ["Ana"]
    assert any("interviewer" in note for note in work.notes)
    assert list(json_faults(document)) == []


def test_a_source_whose_text_was_changed_is_not_quoted(study: Study) -> None:
    """An export of words that nobody said is refused."""
    sql(study, "UPDATE sources SET text = replace(text, 'three', 'nine') WHERE id = 's-0'")

    with pytest.raises(GroundingError, match=r"01\.txt"):
        collect(study)


def test_the_same_study_gives_the_same_bytes(study: Study, tmp_path: Path) -> None:
    """Neither the time nor the folder is in an export."""
    before = {name: render(collect(study, drafts=True)) for name, render in EXPORTERS.items()}
    study.close()
    shutil.copytree(study.folder, tmp_path / "elsewhere")
    again = Study(tmp_path / "elsewhere")

    assert before == {name: render(collect(again, drafts=True)) for name, render in EXPORTERS.items()}


def test_the_schema_is_a_schema() -> None:
    """What ships is itself valid, draft 2020-12."""
    jsonschema.Draft202012Validator.check_schema(schema())


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty study with its database, to be copied: making one takes longer than all the rest."""
    study = Study.create(tmp_path_factory.mktemp("random") / "empty", "Random", "Why?")
    study.store.documents()
    study.close()
    return study.folder


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(plan=plans(), choices=st.randoms(use_true_random=False), drafts=st.booleans())
def test_every_quote_and_every_count_is_true(empty: Path, plan: Plan, choices: Any, drafts: bool) -> None:
    """For any study: quotes are slices, counts are those of the rows, the schema holds, nothing is found wrong."""
    with TemporaryDirectory() as folder:
        study = Study(Path(shutil.copytree(empty, Path(folder) / "study")))
        fill(study, plan)
        _decide_somehow(study, choices)
        document = exported(study, drafts=drafts)
        report = EXPORTERS["md"](collect(study, drafts=drafts))

        jsonschema.Draft202012Validator(schema()).validate(document)
        _recount(document, plan)
        assert list(json_faults(document, study)) == []
        assert list(report_faults(report, study)) == []
        assert list(verify_study(study)) == []
        study.close()


def _decide_somehow(study: Study, choices: Any) -> None:
    for claim in study.store.claims():
        verdict = choices.choice(["approve", "reject", "leave"])
        if verdict == "approve" and not claim.assumption:
            approve(study, claim.id)
        elif verdict == "reject":
            decide(study, "claim", claim.id, why="No.", status="rejected")
    for finding in study.store.findings():
        if choices.random() < 0.1:
            decide(study, "finding", finding.id, status="rejected")


def _recount(document: Json, plan: Plan) -> None:
    """Quotes and counts anew, from the texts and the plan alone."""
    texts = {source["id"]: source["text"] for source in document["sources"]}
    turns = [
        (f"s-{source}", *plan.place(source, turn), who)
        for source, spoken in enumerate(plan.transcripts)
        for turn, (who, _) in enumerate(spoken)
    ]
    everybody = {who for *_, who in turns} - {"Q"}
    members = {persona.id: {member.participant_id for member in persona.members} for persona, _ in plan.personas}

    def speaker(item: Json) -> str:
        assert texts[item["source"]][item["start"] : item["end"]] == item["quote"]
        inside = [who for name, start, end, who in turns if name == item["source"] and start <= item["start"] < end]
        return inside[0]

    found = {finding["id"]: speaker(finding) for finding in document["findings"]}
    for theme in document["themes"]:
        people = {found[item] for item in theme["findings"]}
        assert (len(people), len(everybody)) == (theme["participants"], theme["of"])
    for owner in (*document["personas"], *document["journey"]):
        persona = owner["id"] if "members" in owner else owner["persona"]
        for claim in owner["claims"]:
            people = {speaker(item) for item in claim["evidence"]}
            of = len(members[persona] if persona else everybody)
            assert (len(people), of, len(claim["evidence"])) == (
                claim["participants"], claim["of"], claim["mentions"],
            )  # fmt: skip
            assert all(speaker(item) != "Q" for item in claim["counter"])


def test_quotes_are_counted(study: Study) -> None:
    """Findings, evidence and counter-evidence are all quotes."""
    document = exported(study)

    assert quotes_in(document) == 5 + (1 + 3 + 1) + 2
