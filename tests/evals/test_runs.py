"""Runs as files: what is written can be read again, compared with, and is refused where it is something else."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.errors import ConfigurationError, DocumentError
from evals.comparing import compare
from evals.gates import failures, read_gates
from evals.results import Confusion, Curve, Item, SuiteResult, figure, last, plain
from evals.runs import Run, circumstances, read_run, write_run


def run_with(hits: dict[str, tuple[float, float]], items: tuple[Item, ...] = (), data_hash: str = "same") -> Run:
    """A run with one rate over clusters, and items."""
    rate = figure("found", "rate", hits, "all", n=last)
    result = SuiteResult(
        "extraction",
        "set",
        (rate, plain("stable", 0.5, 3, "all")),
        items,
        (Confusion("c", ("a", "b"), ((1, 2), (3, 4))),),
        (Curve("k", "x", "y", ((0.1, 0.2, 3),)),),
        ("a note",),
    )
    about = {"set": {"hash": data_hash, "texts": 3}}
    return Run("2026-01-05T09:00:00+00:00", "ondevice", "f" * 64, 7, None, about, (result,))


HITS = {"ana": (1.0, 4.0), "bo": (2.0, 4.0), "chidi": (0.0, 4.0)}


def test_a_run_is_read_as_it_was_written(tmp_path: Path) -> None:
    """Through JSON and back, to the last cluster."""
    run = replace(run_with(HITS, (Item("i", "pain", None, "g", "s", "“quote”\u2028"),)), **circumstances())
    write_run(run, tmp_path / "deep" / "run.json")

    assert read_run(tmp_path / "deep" / "run.json") == run
    assert {path.name for path in (tmp_path / "deep").iterdir()} == {"run.json"}


def test_a_run_says_what_it_ran_with() -> None:
    """Versions and commit; the machine is not named."""
    around = circumstances()

    assert around.keys() == {"versions", "commit"}
    assert {"verbatim", "python", "numpy"} <= around["versions"].keys()


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"format": 1}', "null"])
def test_what_is_no_run_is_refused(tmp_path: Path, content: str) -> None:
    """In words."""
    path = tmp_path / "x.json"
    path.write_text(content)

    with pytest.raises(DocumentError, match="is no run of"):
        read_run(path)


def test_a_run_of_another_format_says_so(tmp_path: Path) -> None:
    """Not a traceback, nor a guess."""
    path = tmp_path / "x.json"
    write_run(run_with(HITS), path)
    path.write_text(json.dumps(json.loads(path.read_text()) | {"format": 99}))

    with pytest.raises(DocumentError, match="of format 99"):
        read_run(path)


def test_flips_go_both_ways_and_a_false_alarm_that_is_gone_is_one() -> None:
    """Found and lost, lost and found, made up and no longer; what nobody could judge flips to nothing."""
    before = (
        Item("one", "pain", True, "g", ""),
        Item("two", "pain", False, "g", ""),
        Item("made up:said", "pain", False, "", "s"),
        Item("unsure", "pain", None, "g", ""),
    )
    after = (
        Item("one", "pain", False, "g", ""),
        Item("two", "pain", True, "g", ""),
        Item("unsure", "pain", True, "g", ""),
    )
    flips = compare(run_with(HITS, before), run_with(HITS, after)).flips

    assert {(flip.item.id, flip.better) for flip in flips} == {("one", False), ("two", True), ("made up:said", True)}


def test_runs_on_other_data_are_not_compared_item_by_item() -> None:
    """And the comparison says why."""
    comparison = compare(run_with(HITS, (Item("one", "pain", True, "g", ""),)), run_with(HITS, (), data_hash="other"))

    assert comparison.flips == ()
    assert "not the same" in comparison.notes[0]


def test_a_change_over_clusters_has_an_interval_and_a_plain_number_has_none() -> None:
    """Everybody gains one of four: the difference is 1/4, for sure."""
    after = {name: (hits + 1, n) for name, (hits, n) in HITS.items()}
    changes = {change.key: change for change in compare(run_with(HITS), run_with(after)).changes}

    assert changes["found"].by == pytest.approx(0.25)
    assert changes["found"].sure
    assert (changes["stable"].by, changes["stable"].low) == (0.0, None)


def gates_in(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "gates.toml"
    path.write_text(text)
    return path


def test_gates_have_floors_and_ceilings(tmp_path: Path) -> None:
    """3 of 12: 0.25 is under 0.3 and over 0.2."""
    base = '[[gate]]\nsuite = "extraction"\ndata = "set"\nfigure = "found"\n'
    path = gates_in(tmp_path, f"{base}floor = 0.3\n{base}ceiling = 0.2\n{base}floor = 0.25\n")

    assert [line.split(": ")[1] for line in failures(run_with(HITS), read_gates(path))] == [
        "found is 0.250, under its floor of 0.300.",
        "found is 0.250, over its ceiling of 0.200.",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "holds no gate"),
        ("[[gate]]\nsuite = 'a'", "Field required"),
        ("[[gate]]\nsuite = 'a'\ndata = 'b'\nfigure = 'c'", "needs a floor or a ceiling"),
        ("[[gates]]\nsuite = 'a'", "only \\[\\[gate\\]\\]"),
        ("[[gate", "cannot be read"),
    ],
)
def test_a_gates_file_that_gates_nothing_is_refused(tmp_path: Path, text: str, message: str) -> None:
    """A build must not pass because its gates were misspelt."""
    with pytest.raises(ConfigurationError, match=message):
        read_gates(gates_in(tmp_path, text))
