"""The gold that ships: every row is a slice of what the reader gives, and every disagreement was settled on record."""

from __future__ import annotations

import json
from collections import defaultdict

import pytest

from assistant.engines.ondevice.coder import VALENCE
from assistant.errors import DocumentError
from assistant.study import Study
from evals.corpora import corpora
from evals.gold.locating import locate
from evals.gold.placing import place
from evals.marks import Mark
from evals.metrics.spans import share_half
from evals.texts import texts_of


@pytest.mark.parametrize("which", ["gold", "coder-a", "coder-b"])
def test_every_row_is_a_slice_of_a_participants_sentence(corpus_study: tuple[str, Study], which: str) -> None:
    """Placed on the sources as they are read today, within one sentence that the interviewer did not say."""
    name, study = corpus_study
    texts = {text.id: text for text in texts_of(study)}
    placed = place(corpora()[name].rows(which), list(texts.values()))

    outside = [
        mark
        for text_id, marks in placed.items()
        for mark in marks
        if not any(s.start <= mark.start and mark.end <= s.end for s in texts[text_id].own)
    ]
    assert outside == []


def test_labels_are_of_the_codebook(corpus_study: tuple[str, Study]) -> None:
    """Topics from its closed list, feelings from the GoEmotions, stages from the default ones."""
    name, study = corpus_study
    book = (corpora()["loopwheel"].gold / "CODEBOOK.md").read_text(encoding="utf-8")
    topics = set(book.split("a gold theme is a topic and a kind):")[1].split("An emotion's label")[0].split())
    topics = {topic.strip(",.") for topic in topics}
    rows = corpora()[name].rows()

    assert {row.label for row in rows if row.kind not in ("emotion", "touchpoint")} <= topics
    assert {row.emotion for row in rows if row.kind == "emotion"} <= set(VALENCE)
    assert {row.stage for row in rows} <= {stage.name for stage in study.settings.journey_stages}


def test_what_one_pass_has_alone_is_settled_on_record(corpus_study: tuple[str, Study]) -> None:
    """Every kind that only one pass coded at a sentence stands in the adjudication, kept or not, with a reason."""
    name, study = corpus_study
    corpus, texts = corpora()[name], texts_of(study)
    passes = [_kinds(place(corpus.rows(which), texts)) for which in ("coder-a", "coder-b")]
    sources = {text.id: text.source.name for text in texts}
    settled = defaultdict(set)
    for line in (corpus.gold / "adjudication.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        assert entry["why"]
        settled[entry["source"]].add((entry["start"], entry["kind"]))
    alone = {item for item in passes[0] ^ passes[1] if item[2] != "touchpoint"}

    assert len(alone) > 100
    missing = [
        item
        for item in alone
        if not any((item[1], item[2]) in settled[key] for key in settled if sources[item[0]].endswith(_stem(key)))
    ]
    assert missing == []


def _stem(key: str) -> str:
    return key.rsplit(".", 1)[0]


def _kinds(placed: dict[str, list[Mark]]) -> set[tuple[str, int, str]]:
    return {(text_id, mark.start, mark.kind) for text_id, marks in placed.items() for mark in marks}


def test_gold_of_another_text_is_refused(interviews: Study) -> None:
    """A row whose text has changed says so instead of marking something else."""
    row = corpora()["loopwheel"].rows()[0]

    with pytest.raises(DocumentError, match="no source has the text"):
        place([row.model_copy(update={"sha256": "0" * 64})], texts_of(interviews))
    with pytest.raises(DocumentError, match="not what stands there"):
        place([row.model_copy(update={"start": row.start + 1})], texts_of(interviews))


def test_gold_has_what_the_authors_planted(interviews: Study) -> None:
    """98 of the 106 planted pains, gains and needs are coded with that kind; what did not happen is never coded."""
    corpus, texts = corpora()["loopwheel"], texts_of(interviews)
    key = json.loads((corpus.gold.parent / "key.json").read_text(encoding="utf-8"))
    file_of = {person["id"]: _stem(person["file"]) for person in key["participants"]}
    text_of = {text.source.name: text for text in texts}
    gold = place(corpus.rows(), texts)

    def kinds_at(entry: dict[str, str]) -> set[str]:
        text = text_of[file_of[entry["participant"]]]
        span = locate(entry["quote"], text.text)
        assert span is not None
        planted = Mark(text.id, *span, "pain")
        return {mark.kind for mark in gold[text.id] if share_half(planted, mark)}

    planted = [(theme["kind"], quote) for theme in key["themes"] for quote in theme["quotes"]]
    judged = [kind in kinds_at(quote) for kind, quote in planted if kind in ("pain", "gain", "need")]

    assert (sum(judged), len(judged)) == (98, 106)
    assert [kinds_at(trap) for trap in key["traps"] if trap["type"] == "hypothetical"] == [set()] * 7
