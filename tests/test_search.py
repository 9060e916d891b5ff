"""Search: participants' words that answer, in context."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.domain import Chunk, Sentence, Source, Turn
from assistant.index.chunk_index import Hit, Index, entries_of
from assistant.search import Passage, Said, search
from assistant.segments.chunks import chunks_of
from assistant.segments.sentences import sentences_of
from assistant.testing import HashingEmbedder, assert_slices

Told = Sequence[tuple[str, str]]
"""Who speaks (I is the interviewer) and what."""

ANN: Told = [
    ("I", "How did the delivery go?"),
    ("Ann", "I waited three weeks for the delivery. Nobody called. In the end it came on a Sunday."),
    ("I", "And the app, was it any help with the delivery?"),
    ("Ann", "The app crashed twice. I don’t\ntrust it any more."),
]
BEN: Told = [
    ("I", "Tell me about the price."),
    ("Ben", "The price went up in May. I was waiting for a cheaper offer."),
    ("Ben", "My deliveries were always on time, no complaints there."),
]


class Study:
    """Two interviews as a store holds them."""

    def __init__(self) -> None:
        self._sources: dict[str, Source] = {}
        self._turns: dict[str, list[Turn]] = {}
        for source_id, told in (("s1", ANN), ("s2", BEN)):
            text, turns = "", []
            for seq, (speaker, words) in enumerate(told):
                text += f"{speaker}: "
                person, role = (None, "interviewer") if speaker == "I" else (speaker.lower(), "participant")
                span = len(text), len(text) + len(words)
                turns.append(Turn(f"{source_id}.t{seq}", source_id, seq, *span, speaker, person, role, 60.0 * seq, 2))  # type: ignore[arg-type]
                text += f"{words}\n"
            self._sources[source_id] = Source(source_id, "d", 0, f"{source_id}.txt", "transcript", text, "")
            self._turns[source_id] = turns

    @property
    def texts(self) -> dict[str, str]:
        return {source.id: source.text for source in self.sources()}

    def sources(self) -> list[Source]:
        return list(self._sources.values())

    def turns(self, source_id: str) -> list[Turn]:
        return self._turns[source_id]

    def sentences(self, source_id: str) -> list[Sentence]:
        return sentences_of(self._turns[source_id], self._sources[source_id].text)

    def chunks(self) -> list[Chunk]:
        return [
            chunk
            for source in self.sources()
            for chunk in chunks_of(self.sentences(source.id), self.turns(source.id), source.text, target_tokens=20)
        ]


class BlindIndex:
    """An index that finds nothing."""

    def search(self, query: object, k: int = 10, where: object = None) -> list[Hit]:
        return []


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    study = Study()
    made = Index(Path(tmp_path_factory.mktemp("index")), HashingEmbedder(512))
    for source in study.sources():
        own = [chunk for chunk in study.chunks() if chunk.source_id == source.id]
        list(made.add(entries_of(source, own, study.turns(source.id))))
    return made


def ask(query: str, index: Index | BlindIndex, **narrowing: Sequence[str]) -> list[Passage]:
    found = search(query, index=index, embedding=HashingEmbedder(512), store=Study(), where=narrowing or None)
    assert_slices([(passage, passage.quote) for passage in found], Study().texts)
    return found


def test_the_best_sentence_comes_first_and_says_where_it_stands(index: Index) -> None:
    """A passage names source, speaker, time and page, and shows the question before it."""
    best = ask("waited for the delivery", index)[0]

    assert best.quote == "I waited three weeks for the delivery."
    assert best.before == (Said("I", "interviewer", "How did the delivery go?"),)
    assert [said.text for said in best.after] == ["Nobody called.", "In the end it came on a Sunday."]
    assert (best.source_name, best.speaker, best.participant_id, best.role) == ("s1.txt", "Ann", "ann", "participant")
    assert (best.time, best.page) == (60.0, 2)


def test_the_interviewer_is_never_quoted(index: Index) -> None:
    """Words that only the interviewer says find no quote of the interviewer."""
    found = ask("how did it go, tell me about the help", index)

    assert {passage.role for passage in found} <= {"participant"}
    assert ask('"how did the delivery go"', index) == []


def test_words_are_found_in_other_forms_without_the_index() -> None:
    """`wait` and `delivery` find waited, waiting and deliveries though the index gives nothing."""
    found = ask("wait delivery", BlindIndex())

    assert found[0].quote == "I waited three weeks for the delivery."
    assert {passage.quote for passage in found[1:]} == {
        "I was waiting for a cheaper offer.",
        "My deliveries were always on time, no complaints there.",
    }


@pytest.mark.parametrize("phrase", ['"don\'t trust it"', "“Don’t Trust it”", '"crashed twice. I don\'t trust"'])
def test_an_exact_phrase_is_found_whatever_the_index_says(phrase: str) -> None:
    """A phrase in quotes is found across line breaks, apostrophes, capitals and sentence ends, and alone."""
    found = ask(phrase, BlindIndex())

    assert len(found) == 1
    assert "trust" in found[0].quote


def test_a_phrase_must_occur(index: Index) -> None:
    """What does not hold the phrase is no answer, however close."""
    assert [passage.quote for passage in ask('"price went up" delivery', index)] == ["The price went up in May."]
    assert ask('"price fell" delivery', index) == []


def test_search_is_narrowed_to_people_and_sources(index: Index) -> None:
    """Only the participants and sources asked for are quoted."""
    assert {passage.speaker for passage in ask("delivery", index)} == {"Ann", "Ben"}
    assert {passage.speaker for passage in ask("delivery", index, participant=["ben"])} == {"Ben"}
    assert {passage.span.source_id for passage in ask("delivery", index, source=["s1"])} == {"s1"}


def test_neighbours_in_one_turn_are_one_passage(index: Index) -> None:
    """Two sentences in a row that both answer are shown as one quote."""
    quotes = [passage.quote for passage in ask("app crashed trust", index)]

    assert "The app crashed twice. I don’t\ntrust it any more." in quotes
    assert not any(quote == "The app crashed twice." for quote in quotes)


@pytest.mark.parametrize("query", ["", "  ", '""', "?!", "the"])
def test_an_empty_query_is_no_error(query: str, index: Index) -> None:
    """Nothing asked, or nothing telling: an answer all the same, though perhaps an empty one."""
    assert isinstance(ask(query, index), list)


def test_the_same_question_has_the_same_answer(index: Index) -> None:
    """Order and scores do not change from one search to the next."""
    assert ask("delivery price", index) == ask("delivery price", index)
