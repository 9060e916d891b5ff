"""What was approved when more people are heard: counts are those of now, personas keep what their people say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.domain import COUNTS_CHANGED, EVIDENCE_CHANGED, NOBODY_LEFT, Claim, Evidence
from assistant.errors import DecisionError, GroundingError
from assistant.review.acceptable import refusal
from assistant.review.decisions import Review, settled
from assistant.review.recounting import COUNTER, recount
from assistant.store import Change, Store, sqlite_url
from tests.store.filling import (
    RUN,
    WAITED,
    WAITED_TOO,
    claim,
    document,
    fill,
    persona,
    proof,
    record,
    stage,
)

BOTH = "Both participants told of trouble; as one of them put it: “I waited too.”"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(sqlite_url(tmp_path / "verbatim.db"))
    fill(made)
    made.store_journey([stage(claim("n-1", "wait", proof(WAITED), proof(WAITED_TOO), text=BOTH))], "keywords", "k", RUN)
    yield made
    made.close()


@pytest.fixture
def ana(store: Store) -> Review:
    return Review(store, "Ana")


def told(store: Store, owner: str = "n-1") -> Claim:
    """The one claim of an owner that is not retired."""
    (found,) = store.claims(owner)
    return found


def hear_more(store: Store) -> None:
    """Cy is interviewed too."""
    more = document("02.txt")
    store.add_document(more, [record(more, (("Cy", "No trouble at all."),), "s-2")])


def test_approved_words_take_the_counts_of_now_and_stay_approved(store: Store, ana: Review) -> None:
    """The same two of three: nobody has to look again, and the ledger holds both texts."""
    ana.approve(told(store))
    hear_more(store)
    assert told(store).why_stale == COUNTS_CHANGED

    (entry,) = recount(store)

    now = told(store)
    assert now.text == BOTH.replace("Both participants", "Two of the three participants")
    assert (now.status, now.stale, now.prevalence.of) == ("approved", False, 3)
    assert (entry.who, entry.action, entry.before["text"]) == (COUNTER, "recount", BOTH)
    assert recount(store) == []


def test_counting_anew_keeps_nobody_from_taking_an_approval_back(store: Store, ana: Review) -> None:
    """The reviewer's last decision is still theirs, and still on the same claim."""
    ana.approve(told(store))
    hear_more(store)
    recount(store)

    ana.undo()

    assert told(store).status == "draft"
    assert told(store).text.startswith("Two of the three")


def test_accepting_again_takes_the_counts_of_now(store: Store, ana: Review) -> None:
    """Between adding a file and running the study the claim waits; whoever accepts it accepts what is true now."""
    ana.approve(told(store))
    hear_more(store)

    ana.approve(told(store))

    assert told(store).text.startswith("Two of the three participants")
    assert settled(told(store))


def test_a_flagged_draft_is_counted_anew(store: Store, ana: Review) -> None:
    """Runs leave its words alone because a person has touched it; its counts are brought up to date all the same."""
    ana.flag(told(store))
    hear_more(store)

    recount(store)

    assert told(store).text.startswith("Two of the three participants")
    assert told(store).flagged


def test_words_of_a_person_are_never_rewritten(store: Store, ana: Review) -> None:
    """They go stale with the reason and stay as they are."""
    ana.edit(told(store), "Everybody had to wait.")
    hear_more(store)

    assert recount(store) == []
    stale = told(store)
    assert (stale.text, stale.why_stale) == ("Everybody had to wait.", COUNTS_CHANGED)


def test_a_count_in_a_persons_words_is_put_right_by_a_person(store: Store, ana: Review) -> None:
    """Three were heard when it was written, four now: it cannot be accepted as it is, and holds once it is edited."""
    hear_more(store)
    ana.edit(told(store), "Two of the three had to wait.")
    last = document("03.txt")
    store.add_document(last, [record(last, (("Di", "Fine."),), "s-3")])

    assert told(store).why_stale == COUNTS_CHANGED
    assert recount(store) == []
    with pytest.raises(GroundingError, match="counts in these words"):
        ana.approve(told(store))
    ana.edit(told(store), "Two of the four had to wait.")
    assert not told(store).stale


def test_a_person_may_leave_the_counts_out(store: Store, ana: Review) -> None:
    """Then there is nothing that more interviews could make untrue."""
    ana.edit(told(store), "They had to wait.")
    hear_more(store)

    assert not told(store).stale


def test_other_evidence_is_still_the_reason_where_it_changed(store: Store, ana: Review) -> None:
    """Its words are not touched: the reviewer sees what was approved beside what stands behind it now."""
    ana.approve(told(store))
    store.decide("Ben", "reject", [Change("finding", WAITED.id, {"status": "rejected"})])

    assert told(store).why_stale == EVIDENCE_CHANGED
    assert recount(store) == []
    with pytest.raises(GroundingError, match="counts in these words"):
        ana.approve(told(store))


def drafted_for(store: Store, *who: str) -> None:
    """The personas are formed anew: the one there is has these people and no claims."""
    store.store_personas([persona(who=who)], "keywords", "k2", RUN)


def test_what_nobody_of_a_persona_says_goes_stale(store: Store, ana: Review) -> None:
    """And cannot be accepted there again, in whatever words, until one of its people says it."""
    mine = claim("p-1", "k", proof(WAITED), text="Waits.")
    store.store_personas([persona(mine)], "keywords", "k1", RUN)
    ana.approve(told(store, "p-1"))
    drafted_for(store, "Bo")

    lost = told(store, "p-1")
    assert (lost.why_stale, lost.outside, lost.prevalence.participants, lost.prevalence.of) == (NOBODY_LEFT, 1, 0, 1)
    with pytest.raises(GroundingError, match="nobody of this persona"):
        ana.approve(lost)
    with pytest.raises(GroundingError, match="nobody of this persona"):
        ana.edit(lost, "Waits and waits.")
    assert refusal(lost) is not None
    ana.reject(lost, "Ana is of another persona now")


def test_what_some_of_a_persona_say_keeps_its_approval(store: Store, ana: Review) -> None:
    """Those who are elsewhere now are told apart and not counted."""
    ana.approve(told(store, "p-1"))
    drafted_for(store, "Bo")

    kept = told(store, "p-1")
    assert (kept.stale, kept.outside, kept.prevalence.participants, kept.prevalence.of) == (False, 1, 1, 1)


def test_a_persona_that_is_not_formed_any_more_has_nobody(store: Store, ana: Review) -> None:
    """What was approved of it stays on record, and waits for somebody to look."""
    ana.approve(told(store, "p-1"))
    store.store_personas([], "keywords", "k2", RUN)

    (gone,) = store.personas()
    assert gone.members == ()
    assert told(store, "p-1").why_stale == NOBODY_LEFT


def test_a_persona_that_could_not_be_drafted_keeps_its_people(store: Store, ana: Review) -> None:
    """A model that did not answer changes nothing."""
    ana.approve(told(store, "p-1"))
    store.store_personas([], "keywords", "k2", RUN, failed={"p-1": "no answer"})

    assert not told(store, "p-1").stale
    assert len(store.personas()[0].members) == 2


def test_an_attached_quote_of_a_member_brings_a_claim_back(store: Store, ana: Review) -> None:
    """It rests on one of its people again, and may be accepted."""
    ana.approve(told(store, "p-1"))
    hear_more(store)
    drafted_for(store, "Cy")
    evidence = Evidence(record(document("02.txt"), (("Cy", "No trouble at all."),), "s-2").turns[0].span)
    items = [{"source_id": "s-2", "start": evidence.span.start, "end": evidence.span.end, "finding_id": None,
              "polarity": "for"}]  # fmt: skip
    store.decide("Ana", "attach", [Change("claim", told(store, "p-1").id, {"evidence": items, "curated": True})])

    ana.approve(told(store, "p-1"))

    assert settled(told(store, "p-1"))


def test_bulk_decisions_are_all_or_none(store: Store, ana: Review) -> None:
    """One that cannot be accepted says so, and nothing is accepted."""
    ana.approve(told(store, "p-1"))
    drafted_for(store)

    with pytest.raises((GroundingError, DecisionError)):
        ana.approve_all([told(store), told(store, "p-1")])
    assert told(store).status == "draft"
