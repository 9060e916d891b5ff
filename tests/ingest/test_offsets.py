"""Offsets are exact for any text: property tests."""

from __future__ import annotations

import json
import unicodedata
from itertools import pairwise
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.ingest import ReadOptions
from assistant.ingest.text import clean
from assistant.ingest.utterances import Utterance, composed
from tests.ingest.reading import checked, read_text, said, written

AWKWARD = st.sampled_from(
    [
        "e\u0301",
        "👩‍👩‍👧",
        "שלום",
        "مرحبا",
        "\u200f",
        "ﬁ",
        "İ",
        "ß",
        "\u2028",
        "\u00a0",
        "\x0c",
        "\x07",
        "\r",
        "\r\n",
        "\n",
        "\t",
        ":",
        "(",
        "]",
    ]
)
SPEECH = st.lists(st.one_of(AWKWARD, st.text(max_size=12)), min_size=1, max_size=8).map("".join)


@given(st.text(max_size=400))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    """Cleaned text has nothing left to clean, and can be written down."""
    cleaned = clean(text)

    assert clean(cleaned) == cleaned
    assert not any(char < " " and char not in "\n\t" for char in cleaned)
    cleaned.encode()


@given(st.characters(min_codepoint=0x20, exclude_categories=("Cs", "Cc")))
def test_cleaning_normalises_nothing(char: str) -> None:
    """Characters that can be seen stay as they are, in whatever form they came."""
    if char != "\ufeff":
        assert clean(f"x{char}") == f"x{char}"
        assert clean(f"x{unicodedata.normalize('NFD', char)}") == f"x{unicodedata.normalize('NFD', char)}"


@given(
    st.lists(
        st.one_of(AWKWARD, st.text(max_size=30), st.sampled_from(["Dan: ", "\nPriya: ", "[01:02] ", "1. "])),
        max_size=40,
    )
)
@settings(max_examples=200)
def test_any_text_gives_turns_that_are_slices(parts: list[str]) -> None:
    """Whatever is read, turns are in order, do not overlap, and hold words without blanks around them."""
    text = "".join(parts)
    if clean(text).strip():
        read_text(text)


@given(st.lists(SPEECH, min_size=4, max_size=8))
@settings(max_examples=200)
def test_labelled_speech_comes_back_whole(speeches: list[str]) -> None:
    """What stands behind labels is found, character for character, and nothing of the labels."""
    speeches = [f"I said {' '.join(clean(one).replace(chr(8232), ' ').split())} then" for one in speeches]
    text = "\r\n".join(f"{'Dan' if n % 2 == 0 else 'Priya'}: {one}" for n, one in enumerate(speeches))

    assert [words for _, words in said(read_text("\ufeff" + text))] == speeches


@given(st.lists(st.tuples(st.sampled_from(["Dan", "Priya", ""]), SPEECH), max_size=12))
def test_utterances_keep_every_word(parts: list[tuple[str, str]]) -> None:
    """Joining cues to turns loses no word and invents none."""
    text, speeches = composed(Utterance(speaker, words) for speaker, words in parts)

    assert text.split() == [word for _, words in parts for word in clean(words).split()]
    assert all(before.end < after.start for before, after in pairwise(speeches))


@given(SPEECH)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_same_words_in_every_format(tmp_path: Path, speech: str) -> None:
    """JSON, captions and tables hand on the words that went in."""
    from assistant.errors import DocumentError
    from assistant.ingest import read_file

    speech = f"I said {' '.join(clean(speech).split())} then"
    for name, content in {
        "x.json": json.dumps([{"speaker": "Dan", "text": "How?"}, {"speaker": "Priya", "text": speech}]),
        "x.jsonl": json.dumps({"id": 1, "comment": speech}),
    }.items():
        try:
            source = checked(read_file(written(tmp_path, name, content), ReadOptions())).sources[0]
        except DocumentError:
            raise AssertionError(content) from None
        assert said(source)[-1][1] == speech
