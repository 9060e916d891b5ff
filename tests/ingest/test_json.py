"""JSON: the shapes of recognisers and chats, and rows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import DocumentError
from tests.ingest.reading import read, said, written

TALK = [("Dan", "How was it?"), ("Priya", "It was slow."), ("Dan", "Why?"), ("Priya", "No idea.")]

SHAPES: dict[str, Any] = {
    "whisper with speakers": {
        "text": "…",
        "segments": [
            {"id": n, "start": n * 2.5, "end": n * 2.5 + 2, "text": f" {t}", "speaker": s}
            for n, (s, t) in enumerate(TALK)
        ],
    },
    "podcast namespace": {
        "version": "1.0.0",
        "segments": [
            {"speaker": s, "startTime": n * 2.5, "endTime": n * 2.5 + 2, "body": t} for n, (s, t) in enumerate(TALK)
        ],
    },
    "word lists": {
        "segments": [
            {
                "speaker": s,
                "start": n * 2.5,
                "end": n * 2.5 + 2,
                "wdlist": [{"word": f"{w} ", "start": n * 2.5, "end": n * 2.5 + 1} for w in t.split()],
            }
            for n, (s, t) in enumerate(TALK)
        ]
    },
    "milliseconds": {
        "utterances": [
            {"speaker": s, "text": t, "start": n * 2500, "end": n * 2500 + 2000} for n, (s, t) in enumerate(TALK)
        ]
    },
    "speakers kept apart": {
        "speakers": [{"id": 0, "name": "Dan"}, {"id": 1, "name": "Priya"}],
        "monologues": [
            {
                "speaker": n % 2,
                "elements": [{"type": "text", "value": t[:-1], "ts": n * 2.5}, {"type": "punct", "value": t[-1]}],
            }
            for n, (_, t) in enumerate(TALK)
        ],
    },
    "times as text": [{"name": s, "text": t, "time": f"00:00:0{n * 2.5:.3f}"} for n, (s, t) in enumerate(TALK)],
}


@pytest.mark.parametrize("value", SHAPES.values(), ids=SHAPES.keys())
def test_transcripts_of_recognisers(tmp_path: Path, value: Any) -> None:
    """Each shape gives the same turns, and the time of each in seconds."""
    source = read(written(tmp_path, "talk.json", json.dumps(value))).sources[0]

    assert said(source) == TALK
    assert [turn.time for turn in source.turns] == [0.0, 2.5, 5.0, 7.5]


def test_amazon_transcribe(tmp_path: Path) -> None:
    """Words in one list and speakers in another are put together by time."""
    words = [("spk_0", "How"), ("spk_0", "?"), ("spk_1", "Slow"), ("spk_1", "."), ("spk_0", "Why"), ("spk_0", "?")]
    items = [
        {"type": "punctuation", "alternatives": [{"content": word}]}
        if word in "?."
        else {
            "type": "pronunciation",
            "start_time": f"{n}.5",
            "end_time": f"{n}.9",
            "alternatives": [{"content": word}],
        }
        for n, (_, word) in enumerate(words)
    ]
    segments = [
        {"speaker_label": who, "items": [{"start_time": f"{n}.5", "speaker_label": who}]}
        for n, (who, _) in enumerate(words)
    ]
    value = {"results": {"transcripts": [], "speaker_labels": {"segments": segments}, "items": items}}

    source = read(written(tmp_path, "aws.json", json.dumps(value))).sources[0]

    assert said(source) == [("Speaker 1", "How?"), ("Speaker 2", "Slow."), ("Speaker 1", "Why?")]
    assert [turn.time for turn in source.turns] == [0.5, 2.5, 4.5]


@pytest.mark.parametrize(
    "value",
    [
        [{"role": "assistant", "content": "How?"}, {"role": "user", "content": [{"type": "text", "text": "Slow."}]}],
        {"messages": [{"role": "assistant", "content": "How?"}, {"role": "user", "content": "Slow."}]},
        {"conversations": [{"from": "assistant", "value": "How?"}, {"from": "user", "value": "Slow."}]},
    ],
)
def test_chats(tmp_path: Path, value: Any) -> None:
    """Messages with a role are turns; the assistant asks and the user answers."""
    source = read(written(tmp_path, "chat.json", json.dumps(value))).sources[0]

    assert [(turn.role, turn.participant) for turn in source.turns] == [("interviewer", None), ("participant", "")]
    assert [words for _, words in said(source)] == ["How?", "Slow."]


def test_json_lines_of_turns(tmp_path: Path) -> None:
    """Lines with a speaker each are one conversation."""
    text = "\n".join(json.dumps({"speaker": s, "text": t}) for s, t in TALK)

    assert said(read(written(tmp_path, "talk.jsonl", text)).sources[0]) == TALK


def test_json_lines_of_conversations(tmp_path: Path) -> None:
    """Lines that hold messages are a source each, under their own ids."""
    text = "\n".join(
        json.dumps(
            {
                "id": key,
                "group": "a",
                "messages": [{"role": "assistant", "content": "How?"}, {"role": "user", "content": "So."}],
            }
        )
        for key in ("x1", "x2")
    )
    reading = read(written(tmp_path, "talks.jsonl", text))

    assert [(source.key, len(source.turns), source.attributes) for source in reading.sources] == [
        ("x1", 2, {"id": "x1", "group": "a"}),
        ("x2", 2, {"id": "x2", "group": "a"}),
    ]


def test_json_rows_are_a_table(tmp_path: Path) -> None:
    """Objects with a text and other fields are reviews, nested fields become columns."""
    rows = [{"id": n, "review": f"It was slow number {n}.", "user": {"name": "Ann Lee"}, "stars": n} for n in (1, 2, 3)]
    reading = read(written(tmp_path, "reviews.json", json.dumps({"meta": [], "reviews": rows})))

    assert reading.roles == {"id": "id", "review": "text", "user.name": "participant", "stars": "rating"}
    assert [source.kind for source in reading.sources] == ["review"] * 3
    assert {turn.participant for source in reading.sources for turn in source.turns} == {"Ann Lee"}


def test_broken_json_lines_are_counted(tmp_path: Path) -> None:
    """Lines that are no JSON are left out and said; the rest is read."""
    reading = read(
        written(tmp_path, "r.jsonl", '{"text": "It was slow, I think."}\nnot json\n{"text": "It was quick, I think."}')
    )

    assert len(reading.sources) == 2
    assert reading.notes == ("1 lines are no JSON and were left out.",)


def test_json_nested_without_end(tmp_path: Path) -> None:
    """Brackets within brackets beyond what Python can hold are refused in a sentence."""
    with pytest.raises(DocumentError, match=r"deep\.json is nested too deeply"):
        read(written(tmp_path, "deep.json", "[" * 100_000 + "]" * 100_000))


@pytest.mark.parametrize(("text", "message"), [("{", "not valid JSON"), ("42", "neither a transcript nor rows")])
def test_json_that_is_nothing(tmp_path: Path, text: str, message: str) -> None:
    """Broken JSON, and JSON without words, say so."""
    with pytest.raises(DocumentError, match=message):
        read(written(tmp_path, "x.json", text))
