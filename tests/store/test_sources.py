"""Documents, their versions, and what is kept of a source from one to the next."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.errors import StoreError
from assistant.store import Store
from tests.store.filling import SPOKEN, document, fill, record, run


def test_what_is_stored_is_read_again(store: Store) -> None:
    """Source, turns, sentences and participants come back as they were."""
    doc = document()
    one = record(doc)
    store.add_document(doc, [one])

    assert [doc] == store.documents()
    assert [one.source] == store.sources()
    assert list(one.turns) == store.turns("s-1")
    assert list(one.sentences) == store.sentences("s-1")
    assert list(one.participants) == store.participants()


def test_texts_keep_every_character(store: Store) -> None:
    """Emoji, combining marks and line ends come back code point by code point."""
    doc = document()
    words = (("Ana", "Cafe\u0301 👩‍🚀 \u202e\ufeff x\u2028y “…” \U0010ffff"),)
    store.add_document(doc, [record(doc, words)])

    assert f"Ana: {words[0][1]}\n" == store.sources()[0].text


def test_a_new_version_retires_what_it_replaces(store: Store) -> None:
    """Only the newest version and its sources count; the older are there on request."""
    old, new = document(), document(version=2)
    store.add_document(old, [record(old)])
    store.add_document(new, [record(new, SPOKEN[:1], "s-2")], replaces=old.id)

    assert [new] == store.documents()
    assert [source.id for source in store.sources()] == ["s-2"]
    assert {"s-1", "s-2"} == {source.id for source in store.sources(retired=True)}
    assert [person.name for person in store.participants()] == ["Ana"]
    assert [turn.id for turn in store.turns()] == ["s-2.0"]


def test_a_row_that_stays_keeps_its_findings(store: Store) -> None:
    """A source that the new version holds too is revived with all that was found in it."""
    fill(store)
    new = document(version=2)
    store.add_document(new, [record(new)], replaces="d-01.txt-1")

    assert [new.id] == [source.document_id for source in store.sources()]
    assert [item.id for item in store.findings()] == ["f-1", "f-2", "f-3"]


def test_a_source_comes_back_with_what_was_found_in_it(store: Store) -> None:
    """Going back to an older text brings back its findings and the evidence they are."""
    fill(store)
    second, third = document(version=2), document(version=3)
    store.add_document(second, [record(second, SPOKEN[:1], "s-2")], replaces="d-01.txt-1")
    assert store.findings() == []
    assert store.claims("p-1")[0].evidence == ()

    store.add_document(third, [record(third)], replaces=second.id)

    assert len(store.findings()) == 3
    assert len(store.claims("p-1")[0].evidence) == 3


def test_what_a_file_says_of_a_known_source_is_brought_up_to_date(store: Store) -> None:
    """A corrected rating reaches a review whose words stayed the same."""
    doc, new = document(), document(version=2)
    one = record(doc)
    store.add_document(doc, [one])
    rated = replace(one.source, document_id=new.id, seq=4, attributes={"rating": 5})
    people = [replace(person, attributes={"rating": 5}) for person in one.participants]
    store.add_document(new, [replace(one, source=rated, participants=people)], replaces=doc.id)

    assert [rated] == store.sources()
    assert [person.attributes for person in store.participants()] == [{"rating": 5}, {"rating": 5}]


def test_a_document_is_stored_whole_or_not_at_all(store: Store) -> None:
    """A source that cannot be stored takes its document and its siblings with it."""
    doc = document()
    broken = record(doc, identity="s-2")
    broken = replace(broken, turns=[replace(broken.turns[0], participant_id="nobody")])
    with pytest.raises(StoreError):
        store.add_document(doc, [record(doc), broken])

    assert store.documents(retired=True) == []
    assert store.sources(retired=True) == []
    assert store.participants() == []


def test_documents_come_in_the_order_of_their_names(store: Store) -> None:
    """Capitals before small letters in every database, whatever its language."""
    for name in ("b.txt", "B.txt", "a.txt", "Ä.txt", "_.txt"):
        doc = document(name)
        store.add_document(doc, [record(doc, identity=f"s-{name}")])

    expected = ["B.txt", "_.txt", "a.txt", "b.txt", "Ä.txt"]
    assert expected == [item.name for item in store.documents()]
    assert expected == [item.name for item in store.sources()]


def test_an_unknown_source_is_told_in_words(store: Store) -> None:
    """The hint names the command that lists sources."""
    with pytest.raises(StoreError, match=r"There is no source s-9 in this study\. `verbatim sources` lists them"):
        store.source("s-9")


def test_counts_leave_out_what_does_not_count(store: Store) -> None:
    """Retired sources, interviewers and rejected findings are not counted."""
    fill(store)
    store.store_failure("code", "s-9", "keywords", "k", "No.", "run-1")
    counts = store.counts()
    assert (
        counts.sources, counts.participants, counts.findings, counts.themes, counts.failures
    ) == (1, 2, {"pain": 2, "gain": 1}, 1, 1)  # fmt: skip

    new = document(version=2)
    store.add_document(new, [record(new, SPOKEN[:1], "s-2")], replaces="d-01.txt-1")
    assert (store.counts().sources, store.counts().participants, store.counts().findings) == (1, 1, {})


def test_many_rows_are_stored(store: Store) -> None:
    """More rows than a statement takes variables."""
    doc = document()
    spoken = tuple((f"P{number}", f"I waited {number} days.") for number in range(2500))
    store.add_document(doc, [record(doc, spoken)])

    assert 2500 == len(store.turns()) == len(store.participants())


def test_a_run_that_was_killed_is_no_longer_running(store: Store) -> None:
    """Where the next one starts, the one before has stopped."""
    store.start_run(run("run-a"))
    store.start_run(run("run-b"))
    store.finish_run("run-b", "finished", {"done": {}})

    assert {item.id: item.status for item in store.runs()} == {"run-a": "stopped", "run-b": "finished"}


def test_notes_are_kept(store: Store) -> None:
    """A note is what was last written under its name."""
    store.set_note("a", "1")
    store.set_note("a", "2")

    assert (store.note("a"), store.note("b")) == ("2", None)
