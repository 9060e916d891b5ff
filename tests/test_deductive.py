"""A codebook applied by a run: beside what is found, redone where it changed, and decided on like everything else."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.codebooks import as_toml
from assistant.domain import Theme
from assistant.engines import open_embedding
from assistant.export.collect import collect
from assistant.export.markdown import render
from assistant.importing import import_files
from assistant.ingest.reading import ReadOptions
from assistant.pipeline import run
from assistant.review.coding import Coding
from assistant.review.codings import read_codings
from assistant.review.decisions import Review
from assistant.settings import CodeSetting
from assistant.study import Study
from assistant.testing import KeywordEngine
from tui.widgets.theme_tree import ThemeTree

REVIEWS = [
    "The mechanic came to my home and I love it.",
    "The mechanic came to my home late, I waited.",
    "On Mondays the mechanic comes to my home.",
    "The battery dies in the cold.",
    "The battery is slow in the frost.",
    "I love the colour.",
    "My uncle keeps forty bees.",
]
VISIT = CodeSetting(name="Home visit", definition="The mechanic comes to somebody's home.", parent="Service")
COLD = CodeSetting(name="Winter battery", definition="The battery is slow or dies in the cold.", parent="Service")


@pytest.fixture
def study(tmp_path: Path) -> Study:
    """Seven reviews by seven people."""
    made = Study.create(tmp_path / "study", "Riders")
    rows = "".join(f'P{at},"{text}"\n' for at, text in enumerate(REVIEWS))
    (tmp_path / "reviews.csv").write_text(f"author,text\n{rows}", encoding="utf-8")
    list(import_files(made, [tmp_path / "reviews.csv"], ReadOptions()))
    return made


def coded(study: Study, *codes: CodeSetting, run_too: bool = True) -> dict[str, list[str]]:
    """What stands under each code after a run with these codes alone, in the order of the text."""
    path = study.folder / "study.toml"
    path.write_text(path.read_text(encoding="utf-8").split("\n[[codebook]]")[0] + as_toml(codes), encoding="utf-8")
    again = Study(study.folder)
    if run_too:
        run(again, KeywordEngine(), open_embedding(), lambda _: None)
    said = {item.id: item for item in again.store.sources()}
    found = {
        item.id: said[item.source_id].quote(item.span) for item in again.store.findings() if item.status != "rejected"
    }
    return {
        theme.name: sorted(found[item] for item in theme.finding_ids if item in found)
        for theme in again.store.themes()
        if theme.kind == "code"
    }


def inductive(study: Study) -> list[tuple[str, tuple[str, ...]]]:
    return [(theme.name, theme.finding_ids) for theme in study.store.themes() if theme.kind != "code"]


def theme_named(study: Study, name: str) -> Theme:
    return next(theme for theme in study.store.themes() if theme.name == name)


def test_codes_take_nothing_from_what_is_found(study: Study) -> None:
    """The same themes, personas and stages with a codebook and without."""
    assert coded(study) == {}
    without, personas = inductive(study), study.store.personas()

    assert coded(study, VISIT, COLD) == {"Home visit": sorted(REVIEWS[:3]), "Winter battery": sorted(REVIEWS[3:5])}
    assert inductive(study) == without
    assert [item.id for item in study.store.personas()] == [item.id for item in personas]


def test_only_what_changed_is_redone(study: Study) -> None:
    """A code that stays keeps its findings as they were written; one that goes takes its own along."""
    coded(study, VISIT, COLD)
    first = {item.label: item.run_id for item in study.store.findings() if item.kind == "code"}
    wider = COLD.model_copy(update={"inclusion": ("My uncle has bees.",)})

    assert coded(study, VISIT, wider)["Winter battery"] == sorted([*REVIEWS[3:5], REVIEWS[6]])
    now = {
        item.label: item.run_id for item in study.store.findings() if item.kind == "code" and item.label == "Home visit"
    }
    assert now == {"Home visit": first["Home visit"]}
    assert coded(study, VISIT) == {"Home visit": sorted(REVIEWS[:3])}
    assert {item.label for item in study.store.findings() if item.kind == "code"} == {"Home visit"}
    assert coded(study) == {}


def test_what_a_reviewer_rejected_stays_out(study: Study) -> None:
    """Also where the code is applied anew."""
    coded(study, VISIT)
    row = next(item for item in study.store.coded() if item.kind == "code")
    gone = next(item for item in study.store.sources() if item.id == row.source_id).text
    Coding(Review(study.store, "Ana")).reject([row], "not at home")
    wider = VISIT.model_copy(update={"definition": "The mechanic comes to the home of somebody."})

    assert gone not in coded(study, wider)["Home visit"]
    assert len(coded(study, wider)["Home visit"]) == 2


def test_a_code_stands_on_no_side_as_a_whole(study: Study) -> None:
    """The report lists it with both sides, apart from what hurt and what pleased, and as the researcher's own."""
    coded(study, VISIT, COLD)
    report = render(collect(study, drafts=True))

    assert "- Home visit: three of the seven (praised by one, trouble for one)" in report
    glance = report.split("## How to read")[0]
    sides = glance.split("Your own codes:")[0]
    assert "Home visit" not in sides
    assert "| your code |" in report
    assert theme_named(study, "Home visit").attributes["under"] == "Service"


def test_the_app_lists_codes_under_a_heading_of_their_own(study: Study) -> None:
    """After what was found, under the parents that the researcher gave them."""
    coded(study, VISIT, COLD)
    tree = ThemeTree(read_codings(study.store))
    rows = tree.rows((), "")
    names = [tree.themes[row].name for row in rows if row in tree.themes]

    assert rows[rows.index("code") + 1] == "code:Service"
    assert names[-2:] == ["Home visit", "Winter battery"]
    assert "Home visit" in tree.draw(rows[-2], (), (), 80).plain
