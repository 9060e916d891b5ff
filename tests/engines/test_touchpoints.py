"""Touchpoints named in a sentence."""

from __future__ import annotations

from time import perf_counter

import pytest

from assistant.engines.ondevice.touchpoints import catalogue, idioms, mentions, named_in


def named(text: str) -> list[tuple[str, str]]:
    """The words that name touchpoints in a sentence by itself, and which."""
    return [(text[mention.start : mention.end], mention.touchpoint.name) for mention in mentions(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I rang the call centre and then the app died.", [("call centre", "phone line"), ("app", "app")]),
        ("The delivery driver left the PARCELS outside", [("delivery driver", "delivery"), ("PARCELS", "delivery")]),
        ("They e-mailed me two invoices.", [("e-mailed", "e-mail"), ("invoices", "invoice")]),
        ("My neighbour told me", [("My neighbour", "word of mouth")]),
        ("An apple a day, a happy appliance, a hubbub", []),
        ("the call\ncentre", [("call\ncentre", "phone line")]),
    ],
)
def test_the_catalogue_is_found_by_its_words(text: str, expected: list[tuple[str, str]]) -> None:
    """Words of the catalogue are found whole, longest first, in any case and number."""
    assert expected == named(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("It isn't in the manual.", "documentation"),
        ("I keep seeing an ad for it.", "advert"),
        ("I read the reviews first.", "review site"),
        ("The hub was closed.", "store"),
        ("They have closed my account.", "account"),
        ("The doctor’s kind.", "staff"),
        ("Mechanic turned up early.", "repair service"),
    ],
)
def test_nouns_are_found_as_nouns(text: str, name: str) -> None:
    """A word that can be a verb, too, names a touchpoint behind an article, or where it can be nothing else."""
    assert [found for _, found in named(text)] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "It saves us manual work.",
        "Both manual and automatic tests.",
        "We did an ad hoc analysis.",
        "She reviews the code before we merge it.",
        "We store the data in the cloud.",
        "I shop there a lot.",
        "I am a dance instructor, a friendly one.",
        "We need to take them into account.",
        "On account of the rain I stayed in.",
        "I'm definitely in the driver's seat.",
        "The project manager told me about it.",
        "We keep it in Google Docs.",
        "Just type your email address.",
        "It saved a file called index.store today.",
    ],
)
def test_what_only_looks_like_a_touchpoint_is_none(text: str) -> None:
    """Verbs, adjectives, one's own profession, set phrases and products of the same name are left alone."""
    assert named(text) == []


@pytest.mark.parametrize(
    ("told", "untold"),
    [
        ("The delivery was left on my doorstep.", "The delivery of each sprint got better."),
        ("The manager came over to apologise.", "The manager was in all our meetings."),
        ("I spent an hour on the phone.", "I have it on the phone."),
        ("I clicked the button on the page.", "A button came off my coat."),
        ("A friend's recommendation, that's how.", "We follow the recommendations of that framework."),
        ("The van came at ten.", "They come so close on the street, the mirrors, the big white vans."),
        ("The workshop fixed my brake.", "We had a workshop about the roadmap."),
        ("The driver waited for me.", "The driver crashed when I installed the printer."),
    ],
)
def test_doubtful_words_need_company(told: str, untold: str) -> None:
    """A word with several meanings names a touchpoint where the sentence tells that it means it."""
    assert named(told)
    assert not named(untold)


def test_a_text_that_names_a_touchpoint_surely_means_it_elsewhere_too() -> None:
    """Who spoke of the courier means by the delivery what a courier does; a doubtful word makes nothing sure."""
    sentence = "The delivery was a disaster."

    assert not list(mentions(sentence, named_in(["The delivery was left on my doorstep.", sentence])))
    assert list(mentions(sentence, named_in(["Then the courier rang.", sentence])))


def test_set_phrases_are_found_where_they_stand() -> None:
    """Nothing in them is a touchpoint, whoever marks it."""
    text = "Take it into account, my account."
    assert [text[start:end] for start, end in idioms(text)] == ["into account"]
    assert named(text) == [("account", "account")]


@pytest.mark.parametrize("letter", ["İ", "ı"])
def test_no_spelling_of_a_word_stops_the_run(letter: str) -> None:
    """A Turkish keyboard writes an i otherwise; the word is found, in every entry of the catalogue."""
    assert named(f"I sent an EMA{letter}L to them.") == [(f"EMA{letter}L", "e-mail")]
    for entry in catalogue():
        for word in entry.words:
            assert {name for _, name in named(word.replace("i", letter))} == {entry.name}


def test_every_entry_says_where_it_belongs() -> None:
    """The catalogue's channels, owners and phases are of the closed sets that journeys are drawn with."""
    for entry in catalogue():
        assert entry.channel in ("digital", "physical")
        assert entry.owner in ("own", "third")
        assert entry.phase in ("before", "during", "after")
        assert entry.words or entry.nouns


def test_doubtful_words_can_become_certain() -> None:
    """Who edits the catalogue and doubts a word says what stands near it, and has it among the words, too."""
    for entry in catalogue():
        assert bool(entry.doubtful) == (entry.near is not None), entry.name
        for word in entry.doubtful:
            assert [mention.touchpoint for mention in mentions(f"the {word}", [entry])] == [entry], word


def test_an_endless_sentence_is_read_at_once() -> None:
    """A hostile text takes no longer than any other of its length."""
    started = perf_counter()
    assert len(list(mentions("the ad of the driver " * 5_000))) == 5_000
    assert perf_counter() - started < 5
