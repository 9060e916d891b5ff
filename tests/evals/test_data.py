"""Samples of data, and what gold does not say."""

from __future__ import annotations

from collections import Counter

from assistant.study import Study
from evals.data import Data, sample
from evals.marks import Mark
from evals.suites.voices import voices_of
from evals.texts import plain_text, texts_of


def labelled(kinds: list[str]) -> Data:
    """One text each, with one mark of its kind."""
    texts = [plain_text(f"t{at:03}", f"Words number {at}.", f"t{at:03}") for at in range(len(kinds))]
    gold = {text.id: [Mark(text.id, 0, 5, kind)] for text, kind in zip(texts, kinds, strict=True)}  # type: ignore[arg-type]
    return Data("d", tuple(texts), gold)


def test_a_sample_keeps_the_shares() -> None:
    """60 pains, 30 gains, 10 needs; of 20 drawn: 12, 6 and 2."""
    drawn = sample(labelled(["pain"] * 60 + ["gain"] * 30 + ["need"] * 10), 20, seed=3)

    assert Counter(drawn.gold[text.id][0].kind for text in drawn.texts) == {"pain": 12, "gain": 6, "need": 2}


def test_a_sample_is_the_same_for_a_seed_and_another_for_another() -> None:
    """And in the order of the texts."""
    data = labelled(["pain"] * 50)
    one, same, other = (sample(data, 10, seed=seed).texts for seed in (1, 1, 2))

    assert one == same != other
    assert [text.id for text in one] == sorted(text.id for text in one)


def test_a_sample_says_that_it_is_one() -> None:
    """No figure of a sample may pass for one of the whole."""
    assert "A sample of 2 of 5 texts" in sample(labelled(["pain"] * 5), 2, seed=1).notes[0]
    assert sample(labelled(["pain"] * 5), 5, seed=1).notes == ()


def test_the_hash_follows_texts_and_gold() -> None:
    """Another label is other gold."""
    assert labelled(["pain", "gain"]).hash == labelled(["pain", "gain"]).hash != labelled(["pain", "pain"]).hash


def test_a_focus_group_is_taken_apart_by_who_speaks(interviews: Study) -> None:
    """Each of the four is a cluster of their own; the moderator's sentences are in no frame."""
    group = next(text for text in texts_of(interviews) if text.source.name.startswith("FG1"))
    clusters = Counter(group.cluster_at(sentence.start) for sentence in group.own)

    assert set(clusters) == {"Bea", "Walter", "Marcus", "Lukas"}
    assert len(group.own) < len(group.sentences)
    assert {voice.cluster for voice in voices_of(group, (), ())} == set(clusters)
