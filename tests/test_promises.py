"""The promises of the design, each held on the sample study from the files to the export, by the engine that ships.

What the export says is checked against the files as they are read again, and counted again by other means than
those of the program.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from assistant.engines import open_embedding, open_engine
from assistant.export import EXPORTERS, collect
from assistant.ingest import read_file
from assistant.pipeline import run
from assistant.store import Change
from assistant.store.drafts import evidence_hash
from assistant.study import Study
from assistant.verify import verify_study
from tests.running import verbatim

Json = dict[str, Any]


@pytest.fixture
def exported(sample_study: Study) -> Json:
    """The JSON export, drafts too."""
    value: Json = json.loads(EXPORTERS["json"](collect(sample_study, drafts=True)))
    return value


def claims_of(document: Json) -> list[tuple[Json, set[str]]]:
    """Every claim with the participants it could be about."""
    everybody = {person["id"] for person in document["study"]["participants"]}
    members = {persona["id"]: set(persona["members"]) for persona in document["personas"]}
    found = [(claim, members[persona["id"]]) for persona in document["personas"] for claim in persona["claims"]]
    for stage in document["journey"]:
        found += [(claim, members.get(stage["persona"], everybody)) for claim in stage["claims"]]
    return found


def quotes_of(document: Json) -> list[Json]:
    """Every quote of the export, wherever it stands."""
    quotes = [quote for claim, _ in claims_of(document) for quote in (*claim["evidence"], *claim["counter"])]
    return quotes + document["findings"]


def speaker_at(document: Json, quote: Json) -> tuple[str, str | None]:
    """Role and participant of the one turn that a quote lies in."""
    (source,) = [source for source in document["sources"] if source["id"] == quote["source"]]
    (turn,) = [turn for turn in source["turns"] if turn["start"] <= quote["start"] and quote["end"] <= turn["end"]]
    return turn["role"], turn["participant"]


def test_no_quote_is_fabricated(exported: Json, sample_files: Path) -> None:
    """1: every quote is a slice of what the original file says when it is read again."""
    texts = {}
    for path in sample_files.iterdir():
        for draft in read_file(path).sources:
            texts[hashlib.sha256(draft.text.encode()).hexdigest()] = draft.text
    sources = {source["id"]: source["sha256"] for source in exported["sources"]}
    quotes = quotes_of(exported)

    assert len(quotes) > 500
    assert [
        quote for quote in quotes if texts[sources[quote["source"]]][quote["start"] : quote["end"]] != quote["quote"]
    ] == []


def test_no_claim_is_without_evidence(exported: Json) -> None:
    """2: a quote at least behind each; what has none is kept apart and says that it is an assumption."""
    claims = [claim for claim, _ in claims_of(exported)]

    assert len(claims) > 50
    assert [claim for claim in claims if not claim["evidence"]] == []
    apart = [item for owner in (*exported["personas"], *exported["journey"]) for item in owner["assumptions"]]
    assert all(item["assumption"] for item in apart)


def test_every_claim_has_a_denominator(exported: Json) -> None:
    """3: participants, of how many, and mentions are what counting the evidence gives."""
    for claim, people in claims_of(exported):
        said_by = {speaker_at(exported, quote)[1] for quote in claim["evidence"]} - {None}
        assert (len(said_by), len(people), len(claim["evidence"])) == (
            claim["participants"],
            claim["of"],
            claim["mentions"],
        )


def test_themes_are_counted_from_their_findings(exported: Json) -> None:
    """3: so are themes."""
    who = {finding["id"]: finding["participant"] for finding in exported["findings"]}
    everybody = len(exported["study"]["participants"])

    assert exported["themes"]
    for theme in exported["themes"]:
        people = {who[finding] for finding in theme["findings"]} - {None}
        assert (len(people), everybody, len(theme["findings"])) == (
            theme["participants"],
            theme["of"],
            theme["mentions"],
        )


def test_the_interviewers_words_are_never_evidence(exported: Json) -> None:
    """3: every quote lies in one turn, and that is a participant's."""
    assert {"participant"} == {speaker_at(exported, quote)[0] for quote in quotes_of(exported)}


def test_a_quote_is_counted_once_a_claim(exported: Json) -> None:
    """3: no claim is made weightier by the same words twice."""
    for claim, _ in claims_of(exported):
        places = Counter((quote["source"], quote["start"], quote["end"]) for quote in claim["evidence"])
        assert [place for place, times in places.items() if times > 1] == []


def test_there_is_counter_evidence(exported: Json) -> None:
    """3: it is looked for, and shown with the claim it speaks against."""
    assert any(claim["counter"] for claim, _ in claims_of(exported))


def test_people_decide_and_it_is_on_record(sample_study: Study) -> None:
    """4: the model's draft stays beside the edit, the ledger says who and why, and a new run changes neither."""
    store = sample_study.store
    claim = next(claim for claim in store.claims() if not claim.assumption)
    after = {"text": "In my own words.", "edited": True}
    store.decide("Mia", "edit", [Change("claim", claim.id, after, claim.revision)], why="Clearer.")
    run(sample_study, open_engine("ondevice", sample_study.settings), open_embedding(), lambda _: None)

    now = next(item for item in store.claims() if item.id == claim.id)
    (entry,) = store.decisions()
    assert ("In my own words.", claim.draft) == (now.text, now.draft)
    assert ("Mia", "Clearer.", claim.text) == (entry.who, entry.why, entry.before["text"])
    assert list(verify_study(sample_study)) == []


def test_an_approval_goes_stale_with_its_evidence(sample_study: Study) -> None:
    """4: and exports leave a stale one out."""
    store = sample_study.store
    claim = next(item for item in store.claims() if item.evidence and item.evidence[0].finding_id)
    approved = {"status": "approved", "approved_evidence": evidence_hash(claim.evidence)}
    store.decide("Mia", "approve", [Change("claim", claim.id, approved)])
    assert claim.id in EXPORTERS["json"](collect(sample_study))
    store.decide("Mia", "reject", [Change("finding", str(claim.evidence[0].finding_id), {"status": "rejected"})])

    assert next(item for item in store.claims() if item.id == claim.id).stale
    assert claim.id not in json.dumps(json.loads(EXPORTERS["json"](collect(sample_study)))["personas"])


def test_a_run_with_nothing_to_do_does_nothing(sample_study: Study) -> None:
    """5: nothing is paid for twice."""
    path = sample_study.folder / "verbatim.db"

    def changes() -> list[object]:
        with sqlite3.connect(path) as connection:
            return connection.execute("SELECT step, item, run_id, at FROM outcomes ORDER BY 1, 2").fetchall()

    before = changes()
    run(sample_study, open_engine("ondevice", sample_study.settings), open_embedding(), lambda _: None)

    assert before == changes()


def test_it_needs_no_model_no_key_and_no_network(sample_study: Study, tmp_path: Path) -> None:
    """6: in a process of its own in which every connection fails, a study is coded and drafted."""
    from tests.files import write_interviews

    folder = tmp_path / "alone"
    write_interviews(folder / "in")
    for words in (("init", "s"), ("add", "in", "--study", "s"), ("run", "--study", "s"), ("verify", "--study", "s")):
        done = verbatim(*words, folder=folder, offline=True)
        assert done.returncode == 0, done.stderr.decode()


def test_three_personas_of_eight_claims_and_six_stages(exported: Json) -> None:
    """What the sample must show: who they are, and every stage narrated or honestly blank."""
    assert len(exported["personas"]) >= 3
    assert all(len(persona["claims"]) >= 8 for persona in exported["personas"])
    stages = [stage for stage in exported["journey"] if stage["persona"] is None]
    assert len(stages) == 6
    assert all(stage["blank"] or stage["claims"] for stage in stages)


def test_speakers_and_roles_of_the_sample_are_right(exported: Json, sample_files: Path) -> None:
    """Turns, participants and interviewers are those its authors wrote."""
    key = json.loads((sample_files.parent / "key.json").read_text(encoding="utf-8"))
    for known in key["files"]:
        (source,) = [source for source in exported["sources"] if source["document"] == known["file"]]
        asking = {turn["speaker"].casefold() for turn in source["turns"] if turn["role"] == "interviewer"}
        taking_part = {turn["participant"] for turn in source["turns"] if turn["role"] == "participant"}
        expected = (known["file"], len(known["interviewers"]), len(known["participants"]))
        assert expected == (source["document"], len(asking), len(taking_part))
