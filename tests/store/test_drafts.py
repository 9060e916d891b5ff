"""What a new draft replaces, and what it leaves alone because a person decided on it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.domain import Claim, Evidence, Prevalence, Searched, Span
from assistant.errors import StoreError
from assistant.store import Change, Store
from assistant.store.drafts import evidence_hash
from tests.store.filling import (
    GREAT,
    RUN,
    SPOKEN,
    WAITED,
    WAITED_TOO,
    document,
    fill,
    persona,
    proof,
    record,
    stage,
    theme,
    waits,
)


@pytest.fixture
def filled(store: Store) -> Store:
    fill(store)
    return store


def only_claim(store: Store) -> Claim:
    """The persona's one claim."""
    (claim,) = store.claims("p-1")
    return claim


def change(store: Store, kind: str, target: str, **after: object) -> None:
    """A decision."""
    store.decide("Mia", "edit", [Change(kind, target, after)])


def recode(store: Store, *findings: object) -> None:
    """Code the source anew."""
    store.store_coding([("s-1", "k2", findings)], "keywords", RUN)  # type: ignore[list-item]


def test_findings_are_replaced(filled: Store) -> None:
    """What is not found again is retired."""
    recode(filled, WAITED)

    assert [item.id for item in filled.findings()] == ["f-1"]
    assert len(filled.findings(retired=True)) == 3


def test_a_finding_that_comes_back_is_revived(filled: Store) -> None:
    """Found again, it counts again."""
    recode(filled)
    recode(filled, WAITED, GREAT)

    assert [item.id for item in filled.findings()] == ["f-1", "f-3"]


def test_a_finding_is_brought_up_to_date(filled: Store) -> None:
    """The same words may be found again with another label, stage, speaker or confidence."""
    anew = replace(WAITED, label="delay", stage="loyalty", participant_id="Bo", confidence=0.5, attributes={"a": 1})
    recode(filled, anew)

    assert [anew] == filled.findings()


def test_a_finding_that_was_decided_on_is_kept(filled: Store) -> None:
    """A person's label stands, also where the engine no longer finds it."""
    change(filled, "finding", "f-1", label="my label")
    recode(filled, replace(WAITED, label="delay"))
    assert [item.label for item in filled.findings()] == ["my label"]

    recode(filled)
    assert [item.label for item in filled.findings()] == ["my label"]


def test_another_coders_findings_are_left_alone(filled: Store) -> None:
    """Two engines may code the same source."""
    filled.store_coding([("s-1", "k", [])], "other", RUN)

    assert len(filled.findings()) == 3


def test_a_claim_keeps_its_status_and_its_edit(filled: Store) -> None:
    """A new draft changes neither the text a person wrote nor what they decided."""
    change(filled, "claim", "c-p-1-k", text="Waits a lot.", edited=True, status="approved")
    filled.store_personas([persona(waits(text="Another draft."))], "keywords", "k2", RUN)

    kept = only_claim(filled)
    assert (kept.text, kept.draft, kept.status, kept.edited) == ("Waits a lot.", "Waits.", "approved", True)


def test_an_undecided_claim_is_replaced(filled: Store) -> None:
    """Nobody misses a draft that was never looked at."""
    filled.store_personas([persona(waits("other", "New."))], "keywords", "k2", RUN)

    assert only_claim(filled).text == "New."
    assert {"New.", "Waits."} == {item.text for item in filled.claims("p-1", retired=True)}


def test_a_decided_claim_stays_where_the_draft_has_no_such_claim(filled: Store) -> None:
    """Neither it nor its persona vanishes with a draft that is without them."""
    change(filled, "claim", "c-p-1-k", status="approved")
    filled.store_personas([], "keywords", "k2", RUN)

    assert only_claim(filled).status == "approved"
    assert [item.id for item in filled.personas()] == ["p-1"]


def test_a_persona_nobody_decided_on_goes(filled: Store) -> None:
    """Nor does any of its claims stay."""
    filled.store_personas([], "keywords", "k2", RUN)

    assert filled.personas() == []
    assert filled.claims("p-1") == []


def test_a_renamed_persona_keeps_its_name(filled: Store) -> None:
    """Its members are those of the new draft."""
    change(filled, "persona", "p-1", name="Patient people")
    filled.store_personas([persona(waits(), name="Drafted anew", who=("Ana",))], "keywords", "k2", RUN)

    (kept,) = filled.personas()
    assert (kept.name, [member.participant_id for member in kept.members]) == ("Patient people", ["Ana"])


def test_a_renamed_theme_keeps_its_name(filled: Store) -> None:
    """Its findings are those of the new draft."""
    change(filled, "theme", "t-1", name="Delays")
    filled.store_themes([theme(WAITED_TOO, name="Drafted anew")], "keywords", "k2", RUN)

    assert [(item.name, item.finding_ids) for item in filled.themes()] == [("Delays", ("f-2",))]


def test_what_could_not_be_drafted_stays_as_it_was(filled: Store) -> None:
    """A failed item never vanishes: its last draft stands, and the failure is listed until it is done."""
    filled.store_personas([], "keywords", "k2", RUN, failed={"p-1": "No answer."})
    filled.store_journey([], "keywords", "k2", RUN, failed={"n-1": "No answer."})
    filled.store_themes([], "keywords", "k2", RUN, failed={"t-1": "No answer."})

    assert [len(rows) for rows in (filled.personas(), filled.claims("p-1"), filled.narratives(), filled.themes())] == [
        1,
        1,
        1,
        1,
    ]
    assert [row[:2] for row in filled.failures()] == [("journey", "n-1"), ("personas", "p-1"), ("themes", "t-1")]
    assert filled.done_keys("personas", "keywords") == {}

    filled.store_personas([persona(waits())], "keywords", "k2", RUN)
    assert [row[:2] for row in filled.failures()] == [("journey", "n-1"), ("themes", "t-1")]
    assert filled.done_keys("personas", "keywords") == {"all": "k2"}


def test_another_engines_drafts_are_not_taken_for_ones_own(filled: Store) -> None:
    """Where another engine has drafted since, an engine has its work to do again."""
    filled.store_personas([persona(waits(text="Other."))], "other", "k", RUN)

    assert filled.done_keys("personas", "keywords") == {}


def test_prevalence_is_computed(filled: Store) -> None:
    """Two of two members, two mentions; counter-evidence counts for nothing."""
    assert Prevalence(2, 2, 2) == only_claim(filled).prevalence
    assert Prevalence(2, 2, 2) == filled.claims("n-1")[0].prevalence


def test_rejected_findings_are_no_evidence(filled: Store) -> None:
    """They leave the claim and its count."""
    change(filled, "finding", "f-2", status="rejected")

    assert Prevalence(1, 2, 1) == only_claim(filled).prevalence
    assert [item.finding_id for item in only_claim(filled).evidence] == ["f-1", "f-3"]


@pytest.mark.parametrize("what", ["rejected", "not found again", "source retired"])
def test_approval_goes_stale_when_its_evidence_changes(filled: Store, what: str) -> None:
    """However the evidence is withdrawn, the approval no longer holds."""
    approved = evidence_hash(only_claim(filled).evidence)
    change(filled, "claim", "c-p-1-k", status="approved", approved_evidence=approved)
    assert not only_claim(filled).stale

    if what == "rejected":
        change(filled, "finding", "f-2", status="rejected")
    elif what == "not found again":
        recode(filled, WAITED, GREAT)
    else:
        new = document(version=2)
        filled.add_document(new, [record(new, SPOKEN[:1], "s-2")], replaces="d-01.txt-1")

    assert only_claim(filled).stale


def test_approval_is_fresh_again_when_its_evidence_is_back(filled: Store) -> None:
    """It was given for exactly this evidence."""
    approved = evidence_hash(only_claim(filled).evidence)
    change(filled, "claim", "c-p-1-k", status="approved", approved_evidence=approved)
    recode(filled)
    assert only_claim(filled).stale

    recode(filled, WAITED, WAITED_TOO, GREAT)
    assert not only_claim(filled).stale


def test_counter_evidence_alone_makes_nothing_stale(filled: Store) -> None:
    """An approval is given for what supports the claim."""
    approved = evidence_hash(only_claim(filled).evidence)
    change(filled, "claim", "c-p-1-k", status="approved", approved_evidence=approved)
    recode(filled, WAITED, WAITED_TOO)

    assert not only_claim(filled).stale


def test_curated_evidence_is_left_alone(filled: Store) -> None:
    """What a person attached stays attached."""
    mine = [{"source_id": "s-1", "start": 64, "end": 88, "finding_id": None, "polarity": "for"}]
    change(filled, "claim", "c-p-1-k", evidence=mine, curated=True)
    filled.store_personas([persona(waits())], "keywords", "k2", RUN)

    assert (Evidence(Span("s-1", 64, 88)),) == only_claim(filled).evidence


def test_a_failure_is_forgotten_with_its_item(filled: Store) -> None:
    """What is no longer there cannot fail."""
    for item in ("s-1", "s-8", "s-9"):
        filled.store_failure("code", item, "keywords", "k", "No.", RUN)
    filled.forget_failures("code", "keywords", {"s-8"})

    assert filled.failures() == [("code", "s-8", "No.")]


def test_a_failure_is_forgotten_when_the_item_is_done(filled: Store) -> None:
    """Success takes its place."""
    filled.store_failure("code", "s-1", "keywords", "k2", "No.", RUN)
    assert filled.failures() == [("code", "s-1", "No.")]
    assert filled.done_keys("code", "keywords") == {}

    recode(filled, WAITED)
    assert filled.failures() == []
    assert filled.done_keys("code", "keywords") == {"s-1": "k2"}


def test_drafts_are_stored_whole_or_not_at_all(filled: Store) -> None:
    """A claim whose evidence is not there takes the whole draft back."""
    broken = waits("broken", "Broken.")
    broken = replace(broken, evidence=(Evidence(Span("nowhere", 0, 5)),))
    with pytest.raises(StoreError):
        filled.store_personas([persona(waits("new", "New."), broken)], "keywords", "k2", RUN)

    assert [item.text for item in filled.claims("p-1", retired=True)] == ["Waits."]
    assert filled.done_keys("personas", "keywords") == {"all": "k"}


def test_coding_is_stored_whole_or_not_at_all(filled: Store) -> None:
    """A finding of somebody who is not there takes the passage's whole coding back."""
    with pytest.raises(StoreError):
        recode(filled, replace(WAITED, label="anew"), replace(GREAT, id="f-9", participant_id="nobody"))

    assert [item.label for item in filled.findings()] == ["waiting"] * 3
    assert filled.done_keys("code", "keywords") == {"s-1": "k"}


@given(st.lists(st.lists(st.sampled_from(["a", "b", "c"]), max_size=3, unique=True), max_size=4))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_drafting_again_and_again_leaves_the_last_draft(filled: Store, drafts: list[list[str]]) -> None:
    """Whatever was drafted before, what counts is what the last draft said."""
    for keys in [*drafts, ["a", "c"]]:
        filled.store_journey([stage(*(waits(key, key, "n-1") for key in keys))], "keywords", "k", RUN)

    assert {"a", "c"} == {item.text for item in filled.claims("n-1")}


def test_evidence_is_kept_in_its_order(filled: Store) -> None:
    """The most typical quote stays first."""
    swapped = replace(waits(), evidence=(proof(WAITED_TOO), proof(WAITED)))
    filled.store_personas([persona(swapped)], "keywords", "k2", RUN)

    assert [item.finding_id for item in only_claim(filled).evidence] == ["f-2", "f-1"]


def test_a_claim_says_where_words_against_it_were_looked_for(store: Store) -> None:
    """As the draft that its evidence comes from; a new draft says it anew."""
    fill(store)
    for searched in (Searched(12, 3, 2, 1), None):
        store.store_personas([persona(replace(waits(), searched=searched))], "keywords", "k", RUN)

        assert [claim.searched for claim in store.claims("p-1")] == [searched]
