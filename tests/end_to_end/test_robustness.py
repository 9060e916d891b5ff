"""What a study is told from must not depend on the names and order of files, nor on files that are there twice.

And where nobody tells of anything, nothing is made of it. On whole studies, with the on-device engine as it ships.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.export.wording import NO_THEMES
from assistant.importing import import_files
from assistant.ingest import read_file
from assistant.ingest.drafts import ReadOptions
from assistant.pipeline import Report
from assistant.running import run_study
from assistant.study import Study
from tests.running import verbatim

FILES = ("02_jamie_student.txt", "03 Helen Marsh.md", "04_tom.txt", "06_ravi.rtf", "P07_2024-05-02.vtt",
         "10_okonkwo_kitchen.srt")  # fmt: skip
"""Two of each of the sample's personas."""


@dataclass(frozen=True)
class Told:
    """What came out, in words instead of ids."""

    themes: Mapping[frozenset[tuple[str, str]], tuple[str, str]]
    """Kind and name of each theme, by who said what in it."""
    personas: frozenset[frozenset[str]]
    claims: int
    report: Report


def told(folder: Path, files: Mapping[str, str]) -> Told:
    """A study of these files, run from beginning to end."""
    (folder / "files").mkdir(parents=True)
    for name, text in files.items():
        (folder / "files" / name).write_text(text, encoding="utf-8")
    study = Study.create(folder / "study", "Robust", "")
    try:
        errors = [outcome.error for outcome in import_files(study, [folder / "files"], ReadOptions()) if outcome.error]
        assert errors == []
        return _of(study, run_study(study, lambda _: None))
    finally:
        study.close()


def _of(study: Study, report: Report) -> Told:
    store = study.store
    names = {person.id: person.name for person in store.participants()}
    sources = {source.id: source for source in store.sources()}
    said = {item.id: (names[item.participant_id or ""], sources[item.source_id].quote(item.span))
            for item in store.findings() if item.participant_id}  # fmt: skip
    themes = {frozenset(said[one] for one in theme.finding_ids): (theme.kind, theme.name) for theme in store.themes()}
    personas = frozenset(frozenset(names[who.participant_id] for who in item.members) for item in store.personas())
    return Told(themes, personas, len(store.claims()), report)


@pytest.fixture(scope="module")
def transcripts(sample_files: Path) -> dict[str, str]:
    """Interviews of the sample as plain text, by who is interviewed."""
    texts = {}
    for name in FILES:
        (source,) = read_file(sample_files / name, ReadOptions()).sources
        said = [f"{turn.speaker}: {' '.join(source.text[turn.start : turn.end].split())}" for turn in source.turns]
        texts[re.sub(r"\W+", "_", name)] = "\n\n".join(said) + "\n"
    return texts


@pytest.fixture(scope="module")
def plain(transcripts: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Told:
    """The study as it is."""
    found = told(tmp_path_factory.mktemp("plain"), {f"{name}.txt": text for name, text in transcripts.items()})
    assert len(found.themes) > 5
    assert found.personas
    return found


def test_names_and_order_of_files_do_not_matter(transcripts: dict[str, str], plain: Told, tmp_path: Path) -> None:
    """The same interviews under other names, in another order: the same themes by the same names, the same groups."""
    names = list(transcripts)
    random.Random(11).shuffle(names)  # noqa: S311 - any order will do
    shuffled = told(tmp_path, {f"{at:02} interview.txt": transcripts[name] for at, name in enumerate(names)})

    assert shuffled.themes == plain.themes
    assert shuffled.personas == plain.personas


def test_files_that_are_there_twice_change_nothing(transcripts: dict[str, str], plain: Told, tmp_path: Path) -> None:
    """Each interview once more under another name, a line longer: the same themes by the same names, and groups."""
    once = {f"{name}.txt": text for name, text in transcripts.items()}
    twice = told(tmp_path, once | {f"copy of {name}": f"{text}\n" for name, text in once.items()})

    assert twice.themes == plain.themes
    assert twice.personas == plain.personas


def test_the_order_of_rows_does_not_matter(tmp_path: Path) -> None:
    """A table of reviews, sorted otherwise."""
    rows = list(_reviews())
    mixed = random.Random(5).sample(rows, len(rows))  # noqa: S311 - any order will do
    first, second = (told(tmp_path / name, {"reviews.csv": _table(some)}) for name, some in (("a", rows), ("b", mixed)))

    assert first.themes
    assert second.themes == first.themes
    assert second.personas == first.personas


def _reviews() -> list[tuple[str, str]]:
    """Customers, and what each wrote."""
    what = ("delivery", "invoice", "app", "battery")
    how = ("came three weeks too late and nobody told me why.", "was wrong again, I had to ring them twice.",
           "is the best part of it, I love how quick it was.")  # fmt: skip
    return [(f"Customer {at}", f"The {what[at % 4]} {how[at % 3]}") for at in range(24)]


def _table(rows: list[tuple[str, str]]) -> str:
    return "\n".join(["customer,review", *(f'{who},"{text}"' for who, text in rows)]) + "\n"


RECIPE = """Put two hundred grams of flour into a wide bowl. Add three eggs and a pinch of salt. Stir until there are no
lumps. Pour in half a litre of milk and stir again. Cover the bowl and leave it for thirty minutes. Heat a flat pan with
a spoon of oil. Pour one ladle of batter into the pan. Turn it over after two minutes. Stack them on a plate under a
cloth. Serve with sugar and lemon."""
TIMETABLE = """The 7.15 to Leeds leaves from platform four. The 7.45 calls at York and Darlington. Trains to Hull run
every hour from 6.10. On Sundays the first departure is at 8.30. The 9.05 runs on weekdays only. Change at Selby for
Goole. Platform two is for arrivals from Harrogate. The last service to Skipton departs at 23.12. Coaches are numbered
from the front. The 16.40 divides at Wakefield. Bicycles are carried in the rear coach. Seats are reserved."""
WORDS = "trombone lattice seventeen ochre gravel vector pollen hinge marble quorum saddle basin copper ribbon".split()


def test_of_noise_nothing_is_made_and_that_is_said(tmp_path: Path) -> None:
    """Recipes, timetables and random words, each read out by two people."""
    draw = random.Random(3)  # noqa: S311 - any words will do
    babble = [" ".join(draw.choices(WORDS, k=9)).capitalize() + "." for _ in range(14)]
    texts = {"Ada": RECIPE, "Ben": TIMETABLE, "Cleo": " ".join(babble), "Dan": RECIPE, "Eva": TIMETABLE,
             "Finn": " ".join(reversed(babble))}  # fmt: skip
    asked = "Interviewer: Please read it out."
    found = told(
        tmp_path, {f"{who}.txt": f"{asked}\n\n{who}: {' '.join(text.split())}\n" for who, text in texts.items()}
    )

    assert found.themes == {}
    assert found.personas == frozenset()
    assert NO_THEMES in found.report.notes
    assert any("nobody's experience" in note for note in found.report.notes)


NOUNS = """time year people way day man thing woman life child world school state family student group country problem
hand part place case week company system program question work government number night point home water room mother
area money story fact month lot right study book eye job word business issue side kind head house service friend father
power hour game line member law car city community name""".split()
VERBS = "held kept found gave lost made saw took got was had is".split()


def _random_words(seed: int) -> str:
    """An interview in which somebody says I, we and was between words of a list, now at random, now in front."""
    draw = random.Random(seed)  # noqa: S311 - any words will do
    said = []
    for _ in range(40):
        front = [draw.choice(["I", "We", "It", "They"]), draw.choice(VERBS)] if seed % 2 else []
        words = [*front, *draw.choices(NOUNS if front else [*NOUNS, *["I", "we", "was"] * 8], k=9 - len(front))]
        said.append(" ".join(words).capitalize() + ".")
    return _asked([" ".join(said[at : at + 4]) for at in range(0, len(said), 4)])


def _asked(turns: list[str]) -> str:
    return "\n\n".join(f"Interviewer: Please go on.\n\nSomebody: {turn}" for turn in turns) + "\n"


def _shuffled(text: str, seed: int) -> str:
    """The words of an interview, those asked and those answered, in any order."""
    words = re.findall(r"[\w’']+", text)
    random.Random(seed).shuffle(words)  # noqa: S311 - any order will do
    sentences = [" ".join(words[at : at + 11]).capitalize() + "." for at in range(0, len(words), 11)]
    return _asked([" ".join(sentences[at : at + 4]) for at in range(0, len(sentences), 4)])


@pytest.mark.parametrize("noise", ["random words", "shuffled interviews"])
def test_of_words_in_no_order_nothing_is_made_and_that_is_said(
    noise: str, transcripts: dict[str, str], tmp_path: Path
) -> None:
    """However much they speak of I and was: no theme, no group, no statement, and why."""
    texts = [_shuffled(text, at) for at, text in enumerate(transcripts.values())]
    if noise == "random words":
        texts = [_random_words(seed) for seed in range(8)]
    found = told(tmp_path, {f"{at}.txt": text.replace("Somebody", f"P{at}") for at, text in enumerate(texts)})

    assert (found.themes, found.personas, found.claims) == ({}, frozenset(), 0)
    assert NO_THEMES in found.report.notes
    assert f"{len(texts)} texts hold words in no order that English has" in " ".join(found.report.notes)
    status, report = (verbatim(*words, folder=tmp_path / "study").stdout.decode("utf-8")
                      for words in (("status",), ("export", "--to", "md", "--drafts")))  # fmt: skip
    assert "nothing was coded in what participants said" in status
    assert f"Nothing was coded in {len(texts)} of {len(texts)} sources." in report


def test_of_one_line_over_and_over_nothing_is_made(tmp_path: Path) -> None:
    """As where a recording hangs, or somebody copied a line."""
    text = _asked(["We lost the key in the station and nobody helped us."] * 30)
    found = told(tmp_path, {f"{who}.txt": text.replace("Somebody", who) for who in ("Ada", "Ben")})

    assert (found.themes, found.claims) == ({}, 0)
    assert any(note.startswith("2 texts say the same") for note in found.report.notes)


def test_interviews_among_noise_are_told_as_they_are(transcripts: dict[str, str], plain: Told, tmp_path: Path) -> None:
    """Texts of random words beside the interviews change nothing of what these tell."""
    noise = {f"noise {seed}.txt": _random_words(seed).replace("Somebody", f"P{seed}") for seed in range(3)}
    found = told(tmp_path, {f"{name}.txt": text for name, text in transcripts.items()} | noise)

    assert not any("no order" in note for note in plain.report.notes)
    assert any("3 texts hold words in no order" in note for note in found.report.notes)
    assert found.themes.keys() == plain.themes.keys()
