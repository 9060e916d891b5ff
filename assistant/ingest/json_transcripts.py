"""Transcripts in JSON, in the shapes that recognisers and chat programs write.

Most are a list of objects with words, a speaker and a time under one of a few names; AWS Transcribe, Rev and
Deepgram nest theirs and are unfolded first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from assistant.ingest import clock
from assistant.ingest.utterances import Utterance

_WORDS = ("text", "body", "transcript", "content", "value", "utterance", "message", "sentence", "speech", "caption")
_SPEAKER = ("speaker", "speaker_label", "speakerName", "speaker_name", "speakerLabel", "speakerId", "speaker_id",
            "role", "from", "author", "name", "channel", "who", "participant")  # fmt: skip
_START = ("start", "startTime", "start_time", "begin", "offset", "start_offset", "startMs", "start_ms", "timestamp",
          "ts", "time")  # fmt: skip
_END = ("end", "endTime", "end_time", "end_offset", "endMs", "end_ms", "end_ts")
_LISTS = ("segments", "utterances", "monologues", "messages", "conversation", "conversations", "turns", "transcripts",
          "transcript", "dialogue", "dialog", "paragraphs", "cues", "captions", "entries", "items", "data")  # fmt: skip
_SLOWEST = 20.0
"""Seconds to a word, above which times must be milliseconds."""


def conversation(value: Any) -> list[Utterance] | None:
    """What is said in a JSON value; None where it is no transcript."""
    for shape in (_aws, _deepgram, _listed):
        found = shape(value)
        if found:
            return _in_seconds(found)
    return None


def _listed(value: Any) -> list[Utterance] | None:
    if isinstance(value, Mapping):
        names = _names(value)
        for key in _LISTS:
            if isinstance(value.get(key), list) and (found := _of_list(value[key], names)):
                return found
        nested = [item for item in value.values() if isinstance(item, Mapping)]
        return next((found for item in nested if (found := _listed(item))), None)
    return _of_list(value, {}) if isinstance(value, list) else None


def _names(value: Mapping[str, Any]) -> dict[str, str]:
    """Speakers' names, where a file keeps them apart from the numbers used in its segments."""
    found: dict[str, str] = {}
    speakers = value.get("speakers")
    if isinstance(speakers, Mapping):
        for key, item in speakers.items():
            name = item.get("name") if isinstance(item, Mapping) else item
            found[str(key)] = str(name) if name else ""
    for item in speakers if isinstance(speakers, list) else []:
        if isinstance(item, Mapping) and item.get("name"):
            found[str(item.get("id", item.get("speaker_id", "")))] = str(item["name"])
    return {key: name for key, name in found.items() if name}


def _of_list(items: Sequence[Any], names: Mapping[str, str]) -> list[Utterance] | None:
    objects = [item for item in items if isinstance(item, Mapping)]
    if not objects or len(objects) < len(items):
        return None
    found = [one for item in objects if (one := _utterance(item, names)) is not None]
    spoken = [item for item in objects if _speaker(item, names) or _has_time_span(item)]
    return found if found and len(spoken) * 2 > len(objects) and len(found) * 2 > len(objects) else None


def _has_time_span(item: Mapping[str, Any]) -> bool:
    return _time(item, _START) is not None and _time(item, _END) is not None


def _utterance(item: Mapping[str, Any], names: Mapping[str, str]) -> Utterance | None:
    pieces: list[Any] = next(
        (item[key] for key in ("wdlist", "words", "elements", "sentences") if isinstance(item.get(key), list)), []
    )
    words = next((item[key] for key in _WORDS if _is_words(item.get(key))), None)
    text = _joined(words) if words is not None else _joined(pieces)
    if not text.strip():
        return None
    start = _time(item, _START)
    start = _time(pieces[0], _START) if start is None and pieces and isinstance(pieces[0], Mapping) else start
    return Utterance(_speaker(item, names), text.strip(), start, _time(item, _END))


def _is_words(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and bool(value))


def _joined(value: Any) -> str:
    """Words out of a string, a list of words, or a message of several parts."""
    if isinstance(value, str):
        return value
    parts: list[str] = []
    for item in value if isinstance(value, list) else []:
        word = _word(item)
        glue = bool(parts) and not parts[-1][-1:].isspace() and not word[:1].isspace() and _is_spaced(item)
        parts.append(f" {word}" if glue else word)
    return "".join(parts)


def _is_spaced(item: Any) -> bool:
    """Recognisers that list marks as elements of their own bring the blanks along; the others want one added."""
    return not (isinstance(item, Mapping) and (item.get("type") in ("punct", "punctuation") or "ts" in item))


def _word(item: Any) -> str:
    if isinstance(item, str):
        return item
    keys = ("word", "punctuated_word", "value", *_WORDS)
    return next((item[key] for key in keys if isinstance(item.get(key), str)), "") if isinstance(item, Mapping) else ""


def _speaker(item: Mapping[str, Any], names: Mapping[str, str]) -> str:
    for key in _SPEAKER:
        value = item.get(key)
        if isinstance(value, Mapping):
            value = value.get("name") or value.get("id")
        if isinstance(value, bool) or value is None or value == "":
            continue
        if isinstance(value, (int, float)):
            return names.get(str(value), f"Speaker {int(value) + 1}") if key != "channel" else ""
        if isinstance(value, str):
            return names.get(value, value.strip())
    return ""


def _time(item: Mapping[str, Any], keys: Iterable[str]) -> float | None:
    for key in keys:
        value = item.get(key)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return float(value)
        if isinstance(value, str):
            return _seconds(value)
    return None


def _seconds(text: str) -> float | None:
    try:
        return float(text.rstrip("s"))
    except ValueError:
        return clock.seconds(text)


def _in_seconds(found: list[Utterance]) -> list[Utterance]:
    """Times in seconds, where they were given in milliseconds."""
    times = [one.start for one in found if one.start is not None]
    words = sum(len(one.text.split()) for one in found)
    if not times or any(time != int(time) for time in times) or max(times) - min(times) < _SLOWEST * max(words, 10):
        return found
    return [Utterance(one.speaker, one.text, _thousandth(one.start), _thousandth(one.end)) for one in found]


def _thousandth(value: float | None) -> float | None:
    return None if value is None else value / 1000


def _aws(value: Any) -> list[Utterance] | None:
    """Amazon Transcribe: words in one list, speakers by time in another."""
    results = value.get("results") if isinstance(value, Mapping) else None
    if not isinstance(results, Mapping) or not isinstance(results.get("items"), list):
        return None
    return list(_aws_words(results["items"], _aws_speakers(results)))


def _aws_speakers(results: Mapping[str, Any]) -> dict[str, str]:
    labels = results.get("speaker_labels")
    segments = labels.get("segments", []) if isinstance(labels, Mapping) else []
    return {
        str(item.get("start_time")): str(item.get("speaker_label") or segment.get("speaker_label", ""))
        for segment in segments
        for item in segment.get("items", [])
    }


def _aws_words(items: Sequence[Mapping[str, Any]], speakers: Mapping[str, str]) -> Iterator[Utterance]:
    speaker, text = "", ""
    start: float | None = None
    end: float | None = None
    for item in items:
        word = str((item.get("alternatives") or [{}])[0].get("content", ""))
        if item.get("type") == "punctuation":
            text += word
            continue
        said_by = str(item.get("speaker_label") or speakers.get(str(item.get("start_time")), speaker))
        begins = _time(item, ("start_time",))
        if text and said_by != speaker:
            yield Utterance(_aws_name(speaker), text, start, end)
            text, start = "", begins
        start = begins if not text else start
        speaker, end = said_by, _time(item, ("end_time",))
        text += f" {word}" if text else word
    if text:
        yield Utterance(_aws_name(speaker), text, start, end)


def _aws_name(label: str) -> str:
    return f"Speaker {int(label[4:]) + 1}" if label.startswith("spk_") and label[4:].isdigit() else label


def _deepgram(value: Any) -> list[Utterance] | None:
    """Deepgram: paragraphs of the first channel, each with sentences."""
    try:
        paragraphs = value["results"]["channels"][0]["alternatives"][0]["paragraphs"]["paragraphs"]
    except (KeyError, IndexError, TypeError):
        return None
    return _of_list(paragraphs, {})
