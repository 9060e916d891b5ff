"""Redaction measured on what would be sent: what shows, what was hidden, and what was hidden without need."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.privacy import Pseudonyms
from evals.data import Data
from evals.identifiers import Identifier, longest, mentions, planted_identifiers
from evals.suites import redaction
from evals.suites.redaction import hidden_places
from evals.texts import plain_text

TOLD = "Then Judith Abel rang. I saw Judith at ana@example.org, and Rosa."


def test_places_are_read_off_the_redacted_text() -> None:
    """Two names and an address; what is hidden is what the pseudonyms stand for."""
    places = hidden_places(TOLD, Pseudonyms(["Judith", "Abel"]))

    assert places is not None
    assert [TOLD[slice(*place)] for place in places] == ["Judith", "Abel", "Judith", "ana@example.org"]


@given(
    st.lists(st.sampled_from(["Judith ", "Rosa, ", "[Person abcdef] ", "at 5 ", "ana@example.org ", "[x]"]), max_size=9)
)
def test_places_hold_what_is_gone(parts: list[str]) -> None:
    """Whatever stands around them, the words of a place do not stand there any more."""
    text = "".join(parts)
    places = hidden_places(text, Pseudonyms(["Judith"]))

    assert places is not None
    assert sorted(text[slice(*place)] for place in places) == sorted(
        word for part in parts for word in ("Judith", "ana@example.org") if word in part
    )


def test_a_name_of_which_a_part_shows_is_not_hidden() -> None:
    """Of Judith Abel and Rosa neither is hidden where only `Judith` and an e-mail address are found by their form."""
    text = plain_text("t", TOLD, "t")
    names = [
        Identifier(TOLD.index(words), TOLD.index(words) + len(words), "person") for words in ("Judith Abel", "Rosa")
    ]
    mail = Identifier(TOLD.index("ana@"), TOLD.index(", and"), "email")
    result = redaction.run(Data("d", (text,), {}, identifiers={"t": [*names, mail]}))
    found = {figure.key: figure.value for figure in result.figures}

    assert found["hidden: email"] == 1.0
    assert found["hidden: all types"] is not None
    assert {item.quote for item in result.items} == {"Judith Abel", "Rosa", "ana@example.org"}


def test_mentions_are_whole_words_and_the_longest() -> None:
    """`Jude` is no mention of `Jud`; `Judith` within `Judith Abel` is the same mention."""
    found = (
        mentions("Judith", "person", TOLD) + mentions("Judith Abel", "person", TOLD) + mentions("Jud", "person", TOLD)
    )

    assert [TOLD[one.start : one.end] for one in longest(found)] == ["Judith Abel", "Judith"]


def test_the_key_of_the_sample_is_placed(corpus_study: tuple[str, object]) -> None:
    """Every identifier that the authors planted stands in its text."""
    from evals.corpora import corpora
    from evals.texts import texts_of

    name, study = corpus_study
    texts = texts_of(study)  # type: ignore[arg-type]
    placed = planted_identifiers(corpora()[name].gold.parent / "key.json", texts)
    words = {text.text[one.start : one.end] for text in texts for one in placed.get(text.id, ())}

    assert {"loopwheel": "01632 960147", "reviews": "01632 960333"}[name] in words
    assert sum(map(len, placed.values())) == {"loopwheel": 174, "reviews": 3}[name]
