"""The ledger: one chain, however many write, and nothing changed without an entry."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL

from assistant.errors import ClashError, StoreError
from assistant.store import Change, Store
from assistant.store.ledger import FIRST_HASH, chain_faults
from tests.running import ROOT, machine_without_settings
from tests.store.filling import fill


@pytest.fixture
def filled(store: Store) -> Store:
    fill(store)
    return store


def approve(store: Store, target: str = "c-p-1-k", revision: int | None = None) -> None:
    """A decision on a claim."""
    store.decide("Mia", "approve", [Change("claim", target, {"status": "approved"}, revision)], why="So it is.")


def test_an_entry_says_all(filled: Store) -> None:
    """Who, what, before, after, why; chained to the entry before."""
    approve(filled)
    filled.decide("Bo", "edit", [Change("claim", "c-p-1-k", {"text": "Waits long.", "edited": True})])

    first, second = filled.decisions()
    assert (
        first.seq, first.who, first.action, first.target_id, first.why
    ) == (1, "Mia", "approve", "c-p-1-k", "So it is.")  # fmt: skip
    assert (first.before, first.after) == ({"status": "draft"}, {"status": "approved"})
    assert (second.before, second.who) == ({"text": "Waits.", "edited": False}, "Bo")
    assert (FIRST_HASH, first.hash) == (first.previous_hash, second.previous_hash)
    assert list(filled.ledger_faults()) == []


def test_a_change_raises_the_revision(filled: Store) -> None:
    """So that others see that they have something old before them."""
    approve(filled)
    assert filled.claims("p-1")[0].revision == 1

    filled.decide("Mia", "comment", [Change("claim", "c-p-1-k", {})], why="Hm.")
    assert filled.claims("p-1")[0].revision == 1


def test_a_decision_on_something_old_clashes(filled: Store) -> None:
    """The second of two who looked at the same revision is told, and nothing of theirs is stored."""
    approve(filled, revision=0)

    with pytest.raises(ClashError, match="Somebody else has changed this claim"):
        approve(filled, revision=0)
    assert len(filled.decisions()) == 1


def test_changes_are_made_all_or_none(filled: Store) -> None:
    """Where the second of two changes cannot be made, the first is not made either."""
    changes = [Change("claim", "c-p-1-k", {"status": "approved"}), Change("claim", "c-9", {"status": "approved"})]
    with pytest.raises(StoreError, match="There is no claim c-9"):
        filled.decide("Mia", "approve", changes)

    assert filled.claims("p-1")[0].status == "draft"
    assert filled.decisions() == []


def test_evidence_and_theme_findings_are_on_record(filled: Store) -> None:
    """What was attached before is kept in the entry, so that it can be undone."""
    before = filled.standing("claim", "c-p-1-k", ["evidence"])["evidence"]
    filled.decide("Mia", "detach", [Change("claim", "c-p-1-k", {"evidence": before[:1], "curated": True})])
    filled.decide("Mia", "split", [Change("theme", "t-1", {"finding_ids": ["f-2"]})])

    first, second = filled.decisions()
    assert (before, before[:1]) == (first.before["evidence"], first.after["evidence"])
    assert (second.before["finding_ids"], second.after["finding_ids"]) == (["f-1", "f-2"], ["f-2"])
    assert len(filled.claims("p-1")[0].evidence) == 1


def test_decisions_can_be_asked_for(filled: Store) -> None:
    """By target, and from an entry on."""
    approve(filled)
    approve(filled, "c-n-1-k")

    assert filled.last_decision() == 2
    assert [entry.seq for entry in filled.decisions(since=1)] == [2]
    assert [entry.seq for entry in filled.decisions(target_id="c-p-1-k")] == [1]


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE decisions SET why = 'x' WHERE seq = 2", "Ledger entry 2 was altered after it was written."),
        ("DELETE FROM decisions WHERE seq = 2", "Ledger entry 2 is missing."),
        ("DELETE FROM decisions WHERE seq = 1", "Ledger entry 1 is missing."),
    ],
)
def test_tampering_is_found(filled: Store, url: URL, statement: str, expected: str) -> None:
    """Whatever is altered or taken out breaks the chain."""
    for _ in range(3):
        approve(filled)
    with create_engine(url).begin() as connection:
        connection.execute(text(statement))

    assert expected in list(filled.ledger_faults())


def test_entries_that_change_places_are_found(filled: Store) -> None:
    """The order is part of the chain."""
    approve(filled)
    approve(filled, "c-n-1-k")
    first, second = filled.decisions()

    assert list(chain_faults([replace(second, seq=1), replace(first, seq=2)])) != []


def test_threads_that_decide_at_once_make_one_chain(filled: Store, open_store: Callable[[], Store]) -> None:
    """Every entry is there, each follows another, none twice."""
    stores = [open_store() for _ in range(4)]

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: approve(stores[number % 4]), range(40)))

    entries = filled.decisions()
    assert list(range(1, 41)) == [entry.seq for entry in entries]
    assert list(filled.ledger_faults()) == []
    assert filled.claims("p-1")[0].revision == 40


def test_of_those_who_decide_at_once_on_one_claim_one_succeeds(filled: Store, open_store: Callable[[], Store]) -> None:
    """All the others are told that somebody was faster."""
    stores = [open_store() for _ in range(6)]

    def try_it(store: Store) -> bool:
        try:
            approve(store, revision=0)
        except ClashError:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(try_it, stores)) == [False] * 5 + [True]


_WRITER = """
import sys
sys.path.insert(0, sys.argv[1])
from assistant.store import Change, Store, parse_url
store = Store(parse_url(sys.argv[2]))
for number in range(15):
    store.decide(sys.argv[3], "comment", [Change("claim", "c-p-1-k", {"flagged": bool(number % 2)})])
"""


def test_processes_that_decide_at_once_make_one_chain(filled: Store, url: URL, tmp_path: Path) -> None:
    """Three programs, one ledger."""
    place = url.render_as_string(hide_password=False)
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(ROOT), place, f"W{number}"], env=machine_without_settings(tmp_path)
        )
        for number in range(3)
    ]

    assert [writer.wait(120) for writer in writers] == [0, 0, 0]
    assert {who: sum(entry.who == who for entry in filled.decisions()) for who in ("W0", "W1", "W2")} == {
        "W0": 15,
        "W1": 15,
        "W2": 15,
    }
    assert list(filled.ledger_faults()) == []


def test_reading_goes_on_while_somebody_writes(filled: Store, open_store: Callable[[], Store]) -> None:
    """A writer's transaction blocks no reader, and shows nothing before it is done."""
    other = open_store()
    with filled._db.writing() as connection:
        connection.execute(text("UPDATE claims SET text = 'half done'"))

        assert [claim.text for claim in other.claims("p-1")] == ["Waits."]
