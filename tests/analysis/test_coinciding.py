"""Whether groups are how a study was made: told where they are, and not where chance would do as much."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from assistant.analysis.coinciding import coincidences
from assistant.analysis.material import Material
from assistant.analysis.rand_index import adjusted_rand
from assistant.domain import Participant, Source
from tests.analysis.telling import material

PEOPLE = [f"p{at:02}" for at in range(24)]
HALVES = [PEOPLE[:12], PEOPLE[12:]]


def study(attributes: Mapping[str, Mapping[str, Any]] = {}, words: Mapping[str, int] = {}) -> Material:
    """24 who say ten words each unless told otherwise, each in a source and a file of their own."""
    made = material({who: [("word " * words.get(who, 10), [])] for who in PEOPLE})
    people = [Participant(who, who, attributes.get(who, {})) for who in PEOPLE]
    files = {who: replace(source, document_id=f"d-{who}") for who, source in made.sources.items()}
    return replace(made, participants=people, sources=files)


def given(name: str, values: Sequence[Any]) -> dict[str, dict[str, Any]]:
    """A value for each of the participants, under a name."""
    return {who: {name: value} for who, value in zip(PEOPLE, values, strict=True)}


def test_groups_that_are_the_files_they_came_from() -> None:
    """23 of 24 are with those of their file; both groups are told, with the files' names."""
    made = study()
    origin = {who: "d-a" if who in [*PEOPLE[:12], PEOPLE[12]] else "d-b" for who in PEOPLE}
    files = {who: replace(source, document_id=origin[who]) for who, source in made.sources.items()}
    first, second = coincidences(replace(made, sources=files, documents={"d-a": "A.csv", "d-b": "B.csv"}), HALVES)

    assert [(row.what, row.value, row.firm, row.whole) for row in first + second] == [
        ("document", "A.csv", True, True),
        ("document", "B.csv", True, True),
    ]
    assert [(row.participants, row.of, row.there, row.of_there) for row in first] == [(12, 12, 1, 12)]
    assert first[0].rand == pytest.approx(0.83, abs=0.01)


def test_what_files_give_is_told_whether_of_the_person_or_of_the_transcript() -> None:
    """A column beside a transcript says as much as one beside a review."""
    values = ["nurse"] * 12 + ["porter"] * 12
    made = study()
    beside: dict[str, Source] = {
        who: replace(source, attributes=given("role", values)[who]) for who, source in made.sources.items()
    }

    for one in (study(given("role", values)), replace(made, sources=beside)):
        rows = coincidences(one, HALVES)
        assert [(row.what, row.name, row.value) for row in rows[0]] == [("attribute", "role", "nurse")]


def test_groups_that_follow_it_in_part_are_told_mildly() -> None:
    """Three of either side are elsewhere: half of the way between chance and the same."""
    values = ["a"] * 10 + ["b"] * 2 + ["b"] * 10 + ["a"] * 2
    rows = coincidences(study(given("site", values)), HALVES)

    assert [row.firm for row in rows[0]] == [False]
    assert 0.4 <= rows[0][0].rand < 0.8


@pytest.mark.parametrize("seed", [14, 15, 16])
def test_chance_is_not_told(seed: int) -> None:
    """Ten columns filled by lot; in the last draw one of them follows a group as far as chance may go."""
    lot = np.random.default_rng(seed)
    given = {who: {f"c{at}": str(lot.integers(3)) for at in range(10)} for who in PEOPLE}

    assert coincidences(study(given), [PEOPLE[:6], PEOPLE[6:12], PEOPLE[12:]]) == [[], [], []]


def test_among_few_what_chance_may_well_give_is_not_told() -> None:
    """Two of six share a value that nobody else has: one such pair of fifteen is no wonder, and of 24 it is one."""
    values = ["x", "x", *[f"v{at}" for at in range(22)]]

    assert coincidences(study(given("town", values)), [PEOPLE[:2], PEOPLE[2:6]]) == [[], []]
    assert coincidences(study(given("town", values)), [PEOPLE[:2], PEOPLE[2:]])[0][0].value == "x"


def test_one_group_that_is_the_focus_group() -> None:
    """The others fall into two by something else: only the persona of those who spoke together is told of."""
    made = study()
    together = PEOPLE[:6]
    shared = replace(made.sources["p00"], id="fg", text=" ".join(made.sources[who].text for who in together))
    length = len(made.sources["p00"].text)
    turns, sentences = [], []
    for turn in made.turns:
        at = together.index(turn.participant_id or "") * (length + 1) if turn.participant_id in together else None
        turns.append(turn if at is None else replace(turn, source_id="fg", start=at, end=at + length))
    for sentence in made.sentences:
        who = sentence.source_id
        at = together.index(who) * (length + 1) if who in together else None
        moved = sentence if at is None else replace(sentence, source_id="fg", start=at, end=at + length)
        sentences.append(moved)
    one = replace(made, sources={**made.sources, "fg": shared}, turns=turns, sentences=sentences)
    rows = coincidences(one, [together, PEOPLE[6:15], PEOPLE[15:]])

    assert [(row.what, row.value, row.firm, row.whole) for row in rows[0]] == [("company", "together", True, False)]
    assert (rows[0][0].participants, rows[0][0].there, rows[0][0].of_there) == (6, 0, 18)
    assert rows[1:] == [[], []]


@pytest.mark.parametrize(("short", "told"), [(12, True), (10, True), (5, False)])
def test_groups_by_how_much_was_said(short: int, told: bool) -> None:
    """Twelve of whom so many say five words, against twelve who say forty or so."""
    words = {who: 5 if at < short else 40 + at % 7 for at, who in enumerate(PEOPLE)}
    rows = coincidences(study(words=words), HALVES)

    assert bool(rows[0]) is told
    if told:
        assert (rows[0][0].what, rows[0][0].more, rows[1][0].more) == ("words", False, True)
        assert rows[0][0].firm is (short == 12)
        assert rows[0][0].middle == "5"


def test_numbers_and_dates_that_files_give() -> None:
    """Ages and days are compared by rank; the numbers of rows are not compared at all."""
    ages = [str(20 + at // 2) for at in range(24)]
    days = [f"2024-01-{1 + at // 2:02}" for at in range(24)]

    [[age], _] = coincidences(study(given("age", ages)), HALVES)
    [[day], _] = coincidences(study(given("day", days)), HALVES)
    assert (age.name, age.more, age.middle, age.is_date) == ("age", False, "22.5", False)
    assert (day.more, day.middle_there[:8], day.is_date) == (False, "2024-01-", True)
    assert coincidences(study(given("row", [str(at) for at in range(24)])), HALVES) == [[], []]


def test_numbers_are_read_as_they_are_written() -> None:
    """A comma parts thousands or is a decimal point; a code with an underscore is no number."""
    small, large = ["1,5", "2.5", "800"] * 4, ["1,200", "12,000", "1,000,000.5"] * 4

    [[income], _] = coincidences(study(given("income", small + large)), HALVES)
    assert (income.more, income.middle, income.middle_there) == (False, "2.5", "12,000")
    assert coincidences(study(given("code", [f"1_{at // 2:03}" for at in range(24)])), HALVES) == [[], []]


def test_what_is_known_of_few_is_not_compared() -> None:
    """A column that is mostly blank tells nothing of the others."""
    some = {who: {"role": "a" if who in HALVES[0] else "b"} for who in [*PEOPLE[:4], *PEOPLE[12:16]]}

    assert coincidences(study(some), HALVES) == [[], []]


def test_one_group_coincides_with_nothing() -> None:
    """Where all are told of together there is nothing to compare."""
    assert coincidences(study(given("role", ["a"] * 12 + ["b"] * 12)), [PEOPLE]) == [[]]


@pytest.mark.parametrize("seed", range(4))
def test_the_index_is_the_known_one(seed: int) -> None:
    """As scikit-learn computes it from labels."""
    lot = np.random.default_rng(seed)
    one, other = lot.integers(3, size=30), lot.integers(4, size=30)
    table = np.zeros((3, 4))
    np.add.at(table, (one, other), 1)

    assert adjusted_rand(table) == pytest.approx(adjusted_rand_score(one, other))
