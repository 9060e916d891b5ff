"""WebVTT and SRT: cues become turns."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import DocumentError
from tests.ingest.reading import read, said, written


def test_vtt_voices_are_speakers_and_cues_are_joined(tmp_path: Path) -> None:
    """Cues of one voice are one turn with the first cue's time; notes, settings, tags and entities are gone."""
    text = (
        "WEBVTT - a talk\n\nNOTE made by hand\nand long\n\nSTYLE\n::cue { color: red }\n\n"
        "1\n00:00:01.500 --> 00:00:03.000 align:start position:0%\n<v Dan>How was\nit?</v>\n\n"
        "00:00:03.000 --> 00:00:05.000\n<v.loud Priya>It was <i>slow</i> &amp; dull\n\n"
        "00:00:05.500 --> 00:00:07.000\n<v Priya>for <c.x>days</c>.\n\n"
        "00:00:20.000 --> 00:00:22.000\n<v Priya>Weeks.\n"
    )
    source = read(written(tmp_path, "talk.vtt", text)).sources[0]

    assert said(source) == [("Dan", "How was it?"), ("Priya", "It was slow & dull for days.\n\nWeeks.")]
    assert [turn.time for turn in source.turns] == [1.5, 3.0]


def test_two_voices_in_one_cue(tmp_path: Path) -> None:
    """A cue in which two people speak gives both their words."""
    text = "WEBVTT\n\n00:01.000 --> 00:03.000\n<v Dan>How?</v>\n<v Priya>Slow.</v>\n"

    assert said(read(written(tmp_path, "talk.vtt", text)).sources[0]) == [("Dan", "How?"), ("Priya", "Slow.")]


def test_rolling_captions_are_said_once(tmp_path: Path) -> None:
    """Lines that automatic captions show twice, while they roll up, are read once."""
    text = (
        "WEBVTT\nKind: captions\nLanguage: en\n\n"
        "00:00:00.000 --> 00:00:02.000 align:start position:0%\n \n"
        "so<00:00:00.300><c> this</c><00:00:00.600><c> is</c>\n\n"
        "00:00:02.000 --> 00:00:02.010 align:start position:0%\nso this is\n \n\n"
        "00:00:02.010 --> 00:00:04.000 align:start position:0%\nso this is\nwhat<00:00:02.400><c> we</c><c> saw</c>\n\n"
        "00:00:04.000 --> 00:00:04.010 align:start position:0%\nwhat we saw\n \n\n"
        "00:00:04.010 --> 00:00:06.000 align:start position:0%\nwhat we saw\ntoday\n"
    )

    assert read(written(tmp_path, "auto.vtt", text)).sources[0].text == "so this is what we saw today"


def test_srt_speakers_go_on_until_the_next_label(tmp_path: Path) -> None:
    """A name before the words of one cue holds for the cues below it."""
    cues = [
        "Dan: How was",
        "it for you?",
        "Priya: It was slow.",
        "Very slow. The",
        "worst: ever.",
        "Dan: Why?",
        "Priya: No.",
    ]
    text = "".join(
        f"{n}\r\n00:00:{n:02},000 --> 00:00:{n:02},900\r\n{cue}\r\n\r\n" for n, cue in enumerate(cues, start=1)
    )
    source = read(written(tmp_path, "talk.srt", b"\xef\xbb\xbf" + text.encode())).sources[0]

    assert said(source) == [
        ("Dan", "How was it for you?"),
        ("Priya", "It was slow. Very slow. The worst: ever."),
        ("Dan", "Why?"),
        ("Priya", "No."),
    ]
    assert [turn.time for turn in source.turns] == [1.0, 3.0, 6.0, 7.0]


def test_cues_without_speakers_are_one_turn(tmp_path: Path) -> None:
    """Captions that name nobody are the source's own participant's."""
    text = "1\n00:00:01,000 --> 00:00:02,000\nIt was slow.\n\n2\n00:00:02,000 --> 00:00:03,000\nVery slow.\n"
    source = read(written(tmp_path, "talk.srt", text)).sources[0]

    assert said(source) == [("", "It was slow. Very slow.")]


@pytest.mark.parametrize(("name", "begins"), [("talk.vtt", "WEBVTT"), ("talk.srt", "00:00:01,000")])
def test_a_text_that_is_no_caption_file(tmp_path: Path, name: str, begins: str) -> None:
    """What has no cues says how such a file begins."""
    with pytest.raises(DocumentError, match=begins):
        read(written(tmp_path, name, "Dan: How?\nPriya: Slow.\n"))
