"""Pseudonyms: nothing that identifies somebody in the sample study is left, and all of it comes back as it was."""

from __future__ import annotations

import json
import re
from functools import cache
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.identifier_forms import FORMS
from assistant.ingest import read_file
from assistant.ingest.drafts import ReadOptions
from assistant.privacy import Pseudonyms, names_in
from assistant.resources import data_dir

SAMPLE = data_dir("corpora") / "loopwheel"


@cache
def sample() -> tuple[dict[str, str], Pseudonyms]:
    """The interviews' texts by file, and what hides their people."""
    texts, labels = {}, set()
    for path in sorted((SAMPLE / "interviews").iterdir()):
        for source in read_file(path, ReadOptions()).sources:
            texts[path.name] = source.text
            labels |= {turn.speaker for turn in source.turns}
    return texts, Pseudonyms(names_in(list(texts.values()), labels), ["Loopwheel riders"])


def test_no_identifier_of_the_sample_leaves() -> None:
    """Names, places people live at, addresses, numbers and codes, by the key of those who wrote the sample."""
    texts, hiding = sample()
    key = json.loads((SAMPLE / "key.json").read_text(encoding="utf-8"))
    hidden = "\n".join(map(hiding.hide, texts.values()))
    known = [item["text"] for item in key["identifiers"] if any(item["text"] in text for text in texts.values())]
    left = [words for words in known if re.search(rf"(?<!\w){re.escape(words)}(?!\w)", hidden)]

    assert len(known) >= 60
    assert left == []


def test_what_identifies_nobody_stays() -> None:
    """Prices, years, amounts, and words that the researcher chose."""
    texts, hiding = sample()
    key = json.loads((SAMPLE / "key.json").read_text(encoding="utf-8"))
    hidden = "\n".join(map(hiding.hide, texts.values()))

    assert [item["text"] for item in key["not_identifiers"] if item["text"] not in hidden] == []
    assert "Loopwheel" in hidden


def test_what_was_hidden_comes_back() -> None:
    """Letter by letter, in every interview."""
    texts, hiding = sample()

    assert all(hiding.restore(hiding.hide(text)) == text for text in texts.values())


HIDDEN = [
    "ana.lopez+x@mail.example.org", "jamie at loopwheel dot example", "+44 1632 960 147", "(020) 7946 0018",
    "4111 1111 1111 1111",
    "DE89 3704 0044 0532 0130 00", "192.168.10.24", "SW1A 1AA", "22 Saltmarsh Road", "JAMIE-LOOP-25", "LW204871",
    "@some_handle", "Rue de la Paix 12", "Bergstraße 25", "6750 Koskikatu 25 Apt. 864", "Flat 3b",
    "119 Countess Close, Suite 868", "PO Box 845", "10.0.0.12", "x-Bergstraße 25", "l'Odenstraat 3",
    "first+second@mail.example.org+third@mail.example.org",
]  # fmt: skip
KEPT = [
    "in 2005",
    "£1,200",
    "3.93",
    "120,000",
    "12:30",
    "ninety-five",
    "10 to 12",
    "GPS",
    "I",
    "Monday",
    "on 12 May 2026",
    "3 May",
    "at home",
    "by 5",
]


@pytest.mark.parametrize("words", HIDDEN)
def test_identifiers_are_known_by_their_form(words: str) -> None:
    """Without any list."""
    hiding = Pseudonyms(())
    told = f"well, {words}, that is it"

    assert words not in hiding.hide(told)
    assert hiding.restore(hiding.hide(told)) == told


@pytest.mark.parametrize("run", ["_", "A-", "A-A-", "Aa-", "A'", "Aweg-", "a ", "1.", "12-", "www."])
@pytest.mark.parametrize("end", ["", "@", "1 dot "])
def test_endless_runs_of_signs_are_hidden_at_once(run: str, end: str) -> None:
    """A hostile text takes no longer than any other of its length."""
    text = (run * 50_000)[:50_000] + end
    started = perf_counter()
    Pseudonyms(()).hide(text)
    assert perf_counter() - started < 3


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_a_form_is_never_without_its_sign(data: st.DataObject) -> None:
    """What is looked for first stands in everything that the slow pattern finds."""
    form = data.draw(st.sampled_from(FORMS))
    text = data.draw(st.from_regex(form.pattern))

    assert re.search(form.sign, re.search(form.pattern, text).group())  # type: ignore[union-attr]


@pytest.mark.parametrize("words", KEPT)
def test_ordinary_words_and_numbers_stay(words: str) -> None:
    """Prices, years, times."""
    told = f"well, {words}, that is it"

    assert Pseudonyms(names_in([told])).hide(told) == told


def test_names_are_found_however_they_come_up() -> None:
    """By a title, an introduction, what they do, inside a sentence, and in capitals; an ordinary word is no name."""
    texts = [
        "Peter says no. I asked Judith. Mrs Lacey rang. My name is Sol. JUDITH laughed. The rose was for Rose, a rose."
    ]
    hidden = Pseudonyms(names_in(texts)).hide(texts[0])

    assert not re.search(r"Peter|Judith|JUDITH|Lacey|Sol\b", hidden)
    assert "rose was" in hidden
    assert hidden.count("Person") == 5


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Natasha lives near here.", "Natasha"),
        ("It was late. Tovrik Salmander came after all.", "Tovrik"),
        ("Name: Quillon", "Quillon"),
        ("Dear Wexley, thank you.", "Wexley"),
    ],
)
def test_names_at_the_beginning_of_a_sentence(text: str, name: str) -> None:
    """By a list of first names, by the surname that follows, and by how people are addressed."""
    assert name in names_in([text])


def test_words_that_are_names_elsewhere_stay_words() -> None:
    """Will, Mark and Grace are first names, and ordinary words where these texts use them so."""
    text = "Will you mark it? I will. Mark it with grace. Grace is rare. Things happen. Nothing else."
    assert names_in([text]) == set()


def test_a_name_that_is_now_and_then_written_small_is_still_hidden() -> None:
    assert "Casey" in names_in(["I told Casey so. We met Casey again, and casey laughed."])


def test_a_pseudonym_is_the_same_in_every_run() -> None:
    """Whatever else is in the study, so that no call is paid for twice because a file was added."""
    few, many = Pseudonyms(["Judith"]), Pseudonyms(["Judith", "Abel", "Zoe"])

    assert few.hide("I asked Judith.") == many.hide("I asked Judith.")
    assert few.hide("I asked Judith.") != few.hide("I asked Peter.")


@given(st.lists(st.text(alphabet="ABab '’-.@1 \n[]", max_size=30), max_size=4), st.text(max_size=60))
def test_any_text_comes_back_as_it_was(texts: list[str], other: str) -> None:
    """Hiding loses nothing, whatever is written."""
    hiding = Pseudonyms(names_in([*texts, other], texts))
    for text in [*texts, other]:
        assert hiding.restore(hiding.hide(text)) == text
