"""What reviewers may decide, that it is on record, and that it can be taken back."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.domain import Claim, Decision
from assistant.errors import ClashError, DecisionError, GroundingError, StoreError
from assistant.review.decisions import Review, settled
from assistant.store import Change, Store
from assistant.store.drafts import evidence_hash
from tests.studies import locker_study


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return locker_study(tmp_path / "lockers").store


@pytest.fixture
def ana(store: Store) -> Review:
    return Review(store, "Ana")


@pytest.fixture
def ben(store: Store) -> Review:
    return Review(store, "Ben")


def claim(store: Store, key: str = "message") -> Claim:
    """A claim as it stands now."""
    return next(item for item in store.claims() if item.key == key)


def is_whole(store: Store) -> bool:
    return not list(store.ledger_faults())


def test_approving_keeps_what_the_approval_was_given_for(store: Store, ana: Review) -> None:
    """The entry names who, what and the hash of the evidence that was shown."""
    shown = claim(store)

    entry = ana.approve(shown, "heard it twice")

    assert claim(store).status == "approved"
    assert (entry.who, entry.action, entry.why) == ("Ana", "approve", "heard it twice")
    assert {"status": "approved", "approved_evidence": evidence_hash(shown.evidence)} == entry.after
    assert is_whole(store)


def test_an_approval_goes_stale_when_the_evidence_changes(store: Store, ana: Review) -> None:
    """A finding that is rejected later makes the approval stale, and the claim waits again."""
    shown = claim(store, "night")
    ana.approve(shown)
    store.decide("Ana", "reject", [Change("finding", str(shown.evidence[0].finding_id), {"status": "rejected"})])

    assert claim(store, "night").stale
    assert not settled(claim(store, "night"))


def test_approving_without_evidence_is_refused(store: Store, ana: Review) -> None:
    """An assumption cannot be accepted, in whatever way it is tried."""
    with pytest.raises(GroundingError):
        ana.approve(claim(store, "assumption"))
    with pytest.raises(GroundingError):
        ana.approve_all([claim(store), claim(store, "assumption")])

    assert store.decisions() == []


def test_rejecting_needs_a_reason(store: Store, ana: Review) -> None:
    """Without a reason nothing happens; with one it is on record."""
    with pytest.raises(DecisionError):
        ana.reject(claim(store), "  ")

    assert ana.reject(claim(store), "only one person ").why == "only one person"
    assert claim(store).status == "rejected"


def test_an_edit_accepts_and_keeps_the_draft(store: Store, ana: Review) -> None:
    """The words change, the draft and the evidence stay, and the claim counts as accepted."""
    before = claim(store)

    ana.edit(before, "Wants a message once the parcel is there.")

    now = claim(store)
    assert ("Wants a message once the parcel is there.", before.draft) == (now.text, now.draft)
    assert (True, "approved", before.evidence) == (now.edited, now.status, now.evidence)


def test_an_edited_assumption_stays_one(store: Store, ana: Review) -> None:
    """Words alone make no evidence."""
    ana.edit(claim(store, "assumption"), "May own a phone.")

    assert claim(store, "assumption").status == "draft"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", DecisionError),
        (" \n", DecisionError),
        ("Wants word when a parcel is really in the box.", DecisionError),
        ("Wants three messages.", GroundingError),
        ("Says “I want to be told”.", GroundingError),
    ],
)
def test_an_edit_that_may_not_be_is_refused(store: Store, ana: Review, text: str, error: type[Exception]) -> None:
    """Empty, unchanged and ungrounded words leave the claim as it was."""
    with pytest.raises(error):
        ana.edit(claim(store), text)

    assert store.decisions() == []


def test_a_flag_goes_on_and_off_and_a_decision_answers_it(store: Store, ana: Review) -> None:
    """A flagged claim waits; deciding takes the mark off."""
    actions = [ana.flag(claim(store)).action, ana.flag(claim(store)).action, ana.flag(claim(store)).action]
    assert actions == ["flag", "unflag", "flag"]
    assert not settled(claim(store))

    ana.approve(claim(store))

    assert not claim(store).flagged
    assert settled(claim(store))


def test_a_comment_changes_nothing_and_never_clashes(store: Store, ana: Review, ben: Review) -> None:
    """Somebody can decide on what they were shown although a comment came in between."""
    shown = claim(store)
    ana.comment(shown, "Check with Bo.")

    ben.approve(shown)

    assert [(e.who, e.action) for e in ana.history(shown)] == [("Ana", "comment"), ("Ben", "approve")]


def test_resetting_brings_the_draft_back(store: Store, ana: Review) -> None:
    """After a reset the claim is the engine's draft, undecided."""
    ana.edit(claim(store), "Wants a message.")
    ana.reset(claim(store))

    now = claim(store)
    assert (now.draft, "draft", False) == (now.text, now.status, now.edited)


def test_an_owner_is_approved_once_its_claims_are_settled(store: Store, ana: Review) -> None:
    """A persona with waiting claims is refused; an assumption does not hold it up."""
    night = next(persona for persona in store.personas() if persona.id == "p-night")
    with pytest.raises(DecisionError, match="4 claims still wait"):
        ana.approve_owner(night)

    ana.approve_all([item for item in store.claims("p-night") if item.support])
    ana.approve_owner(night)

    assert next(persona for persona in store.personas() if persona.id == "p-night").status == "approved"


def test_nothing_is_decided_on_what_has_moved_on(store: Store, ana: Review, ben: Review) -> None:
    """Of two reviewers who were shown the same, the second is told, and nothing is overwritten."""
    shown = claim(store)
    ana.approve(shown)

    decisions: list[Callable[[], object]] = [
        lambda: ben.reject(shown, "no"),
        lambda: ben.edit(shown, "Wants word."),
        lambda: ben.flag(shown),
        lambda: ben.approve_all([claim(store, "late code"), shown]),
    ]
    for decide in decisions:
        with pytest.raises(ClashError):
            decide()
    assert store.last_decision() == 1
    assert claim(store, "late code").status == "draft"


def test_undo_goes_back_step_by_step_and_redo_forth(store: Store, ana: Review) -> None:
    """Each undo takes back the decision before, each redo the newest undo; all of it is on record."""
    ana.approve(claim(store))
    ana.flag(claim(store))
    drafts = [claim(store).status, claim(store).flagged]
    ana.undo()
    ana.undo()
    assert (claim(store).status, claim(store).flagged) == ("draft", False)

    ana.redo()
    ana.redo()

    assert drafts == [claim(store).status, claim(store).flagged]
    assert [e.action for e in store.decisions()] == ["approve", "flag", "undo", "undo", "redo", "redo"]
    assert is_whole(store)


def test_an_undo_gives_every_column_back(store: Store, ana: Review) -> None:
    """Text, mark, flag and what the approval was given for are as before."""
    ana.flag(claim(store))
    columns = ("status", "text", "edited", "flagged", "approved_evidence")
    before = store.standing("claim", claim(store).id, columns)
    ana.edit(claim(store), "Wants a message.")

    ana.undo()

    after = store.standing("claim", claim(store).id, columns)
    assert before | {"revision": 3} == after


def test_after_a_new_decision_there_is_nothing_to_redo(store: Store, ana: Review) -> None:
    """As in every editor."""
    ana.approve(claim(store))
    ana.undo()
    ana.flag(claim(store, "night"))

    with pytest.raises(DecisionError, match="nothing to redo"):
        ana.redo()


def test_undo_leaves_other_peoples_decisions_alone(store: Store, ana: Review, ben: Review) -> None:
    """Without a number it finds one's own last decision, or says that there is none."""
    ana.approve(claim(store))

    with pytest.raises(DecisionError, match="Ben has nothing to undo"):
        ben.undo()
    assert [entry.undoes for entry in ben.undo(1)] == [1]


def test_what_has_changed_since_cannot_be_undone(store: Store, ana: Review, ben: Review) -> None:
    """The clash names who changed it and with which decision; a change elsewhere on the claim is no clash."""
    ana.approve(claim(store))
    ben.flag(claim(store))
    ben.reject(claim(store), "no")

    with pytest.raises(ClashError, match=r"Ben has changed .* \(decision 3\)"):
        ana.undo()
    ben.undo()
    ana.undo()

    assert (claim(store).status, claim(store).flagged) == ("draft", True)


def test_an_entry_is_undone_once(store: Store, ana: Review) -> None:
    """Taking back what was taken back is refused; taking back the undo is a redo."""
    ana.approve(claim(store))
    ana.undo(1)

    with pytest.raises(DecisionError, match="already"):
        ana.undo(1)
    assert [entry.action for entry in ana.undo(2)] == ["redo"]
    with pytest.raises(DecisionError, match="no decision 99"):
        ana.undo(99)


def test_a_batch_is_undone_as_one(store: Store, ana: Review) -> None:
    """What was accepted in one go goes back in one go, and comes again with one redo."""
    waiting = [item for item in store.claims("p-night") if item.support]
    made = ana.approve_all(waiting)
    assert len({entry.batch for entry in made}) == 1

    taken_back = ana.undo()
    assert {"draft"} == {item.status for item in store.claims("p-night")}
    ana.redo()

    assert len(waiting) == len(taken_back)
    assert len(waiting) == sum(item.status == "approved" for item in store.claims("p-night"))
    assert is_whole(store)


def test_a_batch_with_one_moved_claim_is_not_undone_by_half(store: Store, ana: Review, ben: Review) -> None:
    """All or nothing."""
    ana.reject_all([claim(store), claim(store, "night")], "thin")
    ben.reset(claim(store, "night"))

    with pytest.raises(ClashError):
        ana.undo()
    assert claim(store).status == "rejected"


def test_an_unknown_target_is_an_error(store: Store, ana: Review) -> None:
    """A claim of another study is refused."""
    from dataclasses import replace

    with pytest.raises(StoreError):
        ana.approve(replace(claim(store), id="c-elsewhere"))


_DECIDER = """
import random, sys
from pathlib import Path
from assistant.errors import ClashError, DecisionError
from assistant.review.decisions import Review
from assistant.study import Study

who, seed = sys.argv[2], int(sys.argv[3])
chance = random.Random(seed)
study = Study(Path(sys.argv[1]))
review = Review(study.store, who)
made = clashes = refused = 0
claims = study.store.claims()
for number in range(200):
    if number % 5 == 0:
        claims = study.store.claims()
    claim = chance.choice(claims)
    action = chance.choice(["approve", "reject", "edit", "flag", "comment", "undo"])
    try:
        if action == "approve": review.approve(claim)
        elif action == "reject": review.reject(claim, "because")
        elif action == "edit": review.edit(claim, f"In other words{'!' * chance.randrange(9)}")
        elif action == "flag": review.flag(claim)
        elif action == "comment": review.comment(claim, "hm")
        else: review.undo()
        made += 1
    except ClashError: clashes += 1
    except Exception as error:
        if not isinstance(error, DecisionError) and "without evidence" not in str(error): raise
        refused += 1
print(made, clashes, refused)
"""


def test_two_processes_decide_at_once_and_nothing_is_lost(tmp_path: Path) -> None:
    """The ledger is whole, holds what each process was told it made, and explains every claim."""
    study = locker_study(tmp_path / "lockers")
    study.close()
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", _DECIDER, str(study.folder), who, str(seed)],
            stdout=subprocess.PIPE,
            text=True,
        )
        for who, seed in (("Ana", 1), ("Ben", 2))
    ]
    counts = [[int(part) for part in process.communicate(timeout=60)[0].split()] for process in processes]

    entries = study.store.decisions()
    assert [process.returncode for process in processes] == [0, 0]
    assert [sum(part) for part in counts] == [200, 200]
    assert [part[0] for part in counts] == [sum(e.who == who for e in entries) for who in ("Ana", "Ben")]
    assert all(part[1] > 0 for part in counts)
    assert is_whole(study.store)
    for item in study.store.claims():
        assert _replayed(entries, item) == (item.status, item.text, item.edited, item.flagged)


def _replayed(entries: list[Decision], item: Claim) -> tuple[object, ...]:
    """How a claim must stand after all entries about it."""
    state: dict[str, object] = {"status": "draft", "text": item.draft, "edited": False, "flagged": False}
    for entry in entries:
        if entry.target_id == item.id:
            assert {name: value for name, value in entry.before.items() if name in state} == {
                name: state[name] for name in entry.before if name in state
            }
            state |= {name: value for name, value in entry.after.items() if name in state}
    return tuple(state.values())


def test_a_walk_of_decisions_and_undos_ends_where_it_began(store: Store, ana: Review) -> None:
    """After any number of decisions, as many undos give the study back as it was."""
    chance, before = random.Random(3), store.claims()  # noqa: S311
    made = 0
    for _ in range(60):
        item = chance.choice([item for item in store.claims() if item.support])
        action = chance.choice([ana.approve, ana.flag, ana.reset, lambda it: ana.reject(it, "no")])
        action(item)
        made += 1
    for _ in range(made):
        ana.undo()

    now = store.claims()
    assert [(i.status, i.text, i.flagged) for i in before] == [(i.status, i.text, i.flagged) for i in now]
    assert is_whole(store)
