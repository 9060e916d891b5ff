"""Themes: what several participants say, whatever order and how often; noise makes none."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pytest

from assistant.analysis.meaning import Surroundings
from assistant.analysis.themes import form_themes, named_apart, theme_tasks
from assistant.analysis.topic_clusters import topics
from assistant.domain import Finding, Kind, Outcome, Source, Theme
from assistant.engines import open_embedding
from assistant.engines.protocol import ThemeTask, ThemeWords
from assistant.identity import stable_id, text_sha256
from assistant.testing import KeywordEngine

SAID: dict[str, list[str]] = {
    "Ana": ["The delivery came three weeks late.", "The app keeps crashing on my phone."],
    "Bo": ["My delivery was two weeks late.", "The app crashes on my phone every day."],
    "Chidi": ["The delivery arrived weeks too late.", "My phone app crashed again."],
    "Dora": ["The invoice had the wrong name on it."],
}
NOISE = {
    "Ana": ["The trombone needs oil."],
    "Bo": ["My uncle keeps forty bees."],
    "Chidi": ["Saturn has rings of ice."],
    "Dora": ["Parliament sat until midnight."],
}


def corpus(said: dict[str, list[str]], kind: Kind = "pain") -> tuple[list[Finding], dict[str, Source]]:
    """A source for each sentence, and the sentence as a finding."""
    findings, sources = [], {}
    for who, sentences in said.items():
        for at, text in enumerate(sentences):
            source_id = stable_id("s", who, at, text)
            sources[source_id] = Source(source_id, "d", 0, who, "transcript", text, text_sha256(text))
            identity = stable_id("f", source_id)
            findings.append(Finding(identity, source_id, 0, len(text), kind, text[:12], None, "x", who))
    return findings, sources


def themes_of(findings: Sequence[Finding], sources: dict[str, Source]) -> list[Theme]:
    outcomes = form_themes(KeywordEngine(), findings, Surroundings(sources, (), ()), open_embedding())
    return [outcome.result for outcome in outcomes if outcome.result]


def as_said(themes: Sequence[Theme], findings: Sequence[Finding], sources: dict[str, Source]) -> list[set[str]]:
    """Each theme as the set of its sentences."""
    words = {item.id: sources[item.source_id].text for item in findings}
    return [{words[finding] for finding in theme.finding_ids} for theme in themes]


def test_what_several_say_is_a_theme() -> None:
    """Late deliveries and crashes, of three people each; the invoice is one person's alone."""
    findings, sources = corpus(SAID)
    found = as_said(themes_of(findings, sources), findings, sources)

    assert [len(theme) for theme in found] == [3, 3]
    assert {frozenset(who[at] for who in list(SAID.values())[:3]) for at in (0, 1)} == set(map(frozenset, found))


@pytest.mark.parametrize("seed", range(3))
def test_shuffled_findings_give_the_same_themes(seed: int) -> None:
    """With the same ids, members and order."""
    findings, sources = corpus(SAID)
    shuffled = list(findings)
    random.Random(seed).shuffle(shuffled)  # noqa: S311

    assert themes_of(findings, sources) == themes_of(shuffled, sources)


def test_duplicated_findings_give_the_same_themes() -> None:
    """Who repeats themselves adds mentions and no theme."""
    findings, sources = corpus(SAID)
    twice, more = corpus({who: [text for text in texts for _ in range(2)] for who, texts in SAID.items()})
    once = as_said(themes_of(findings, sources), findings, sources)

    assert set(map(frozenset, once)) == set(map(frozenset, as_said(themes_of(twice, more), twice, more)))


def test_noise_gives_no_theme() -> None:
    """Sentences that have nothing to do with each other are not joined."""
    assert themes_of(*corpus(NOISE)) == []


def test_what_one_person_says_twice_is_no_theme_of_many() -> None:
    """Unless the study has nobody else."""
    said = {"Ana": SAID["Ana"][:1] + SAID["Bo"][:1], "Dora": SAID["Dora"]}
    assert themes_of(*corpus(said)) == []

    assert len(themes_of(*corpus({"Ana": said["Ana"]}))) == 1


def test_pains_and_gains_are_never_one_theme() -> None:
    """However alike their words."""
    pains, sources = corpus(SAID)
    gains, more = corpus({who: [text + " " for text in texts] for who, texts in SAID.items()}, "gain")
    themes = themes_of([*pains, *gains], sources | more)

    assert [theme.kind for theme in themes] == ["pain", "pain", "gain", "gain"]


def test_rejected_findings_form_no_theme() -> None:
    """Nor do emotions and touchpoints, which go by their names."""
    from dataclasses import replace

    findings, sources = corpus(SAID)
    assert (
        theme_tasks(
            [replace(item, status="rejected") for item in findings], Surroundings(sources, (), ()), open_embedding()
        )
        == []
    )
    assert (
        theme_tasks(
            [replace(item, kind="emotion") for item in findings], Surroundings(sources, (), ()), open_embedding()
        )
        == []
    )


@pytest.mark.parametrize("count", [0, 1])
def test_too_few_findings_form_no_theme(count: int) -> None:
    """None and one."""
    findings, sources = corpus(SAID)

    assert theme_tasks(findings[:count], Surroundings(sources, (), ()), open_embedding()) == []


def test_many_vectors_are_clustered_in_bearable_memory() -> None:
    """Beyond what linkage can hold, near duplicates are joined first: 20 directions stay 20 groups."""
    draw = np.random.default_rng(7)
    centres = np.eye(20, 64)
    vectors = np.repeat(centres, 200, axis=0) + draw.normal(0, 0.02, (4000, 64))
    unit = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    groups = np.array(topics(unit))

    assert len(set(groups.tolist())) == 20
    assert all(len(set(groups[at * 200 : (at + 1) * 200].tolist())) == 1 for at in range(20))


def test_what_everybody_talks_about_is_told_apart() -> None:
    """Where all findings share most of their meaning, what their parts are about still makes topics."""
    draw = np.random.default_rng(7)
    shared, own = np.eye(1, 64), np.eye(6, 64, k=1)
    vectors = np.repeat(0.7 * shared + 0.7 * own, 50, axis=0) + draw.normal(0, 0.03, (300, 64))
    unit = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    groups = np.array(topics(unit))

    assert all(len(set(groups[at * 50 : (at + 1) * 50].tolist())) == 1 for at in range(6))
    assert len(set(groups.tolist())) == 6


def test_themes_are_named_apart() -> None:
    """A name that is taken gives way to the next label; another kind may bear it."""
    themes = [
        Theme("1", "Wait", "pain", "", ()),
        Theme("2", "wait", "pain", "", ()),
        Theme("3", "Wait", "gain", "", ()),
    ]

    assert [item.name for item in named_apart(themes, {"2": ["Wait", "late box"]})] == ["Wait", "late box", "Wait"]


def test_a_study_that_holds_everything_twice_has_the_same_themes() -> None:
    """A transcript imported again under another name brings mentions, but neither themes nor other borders."""
    findings, sources = corpus(SAID)
    copies = {f"{name}-copy": replace(source, id=f"{name}-copy") for name, source in sources.items()}
    again = [replace(item, id=f"{item.id}-copy", source_id=f"{item.source_id}-copy") for item in findings]
    once = themes_of(findings, sources)
    twice = themes_of([*findings, *again], sources | copies)

    assert [theme.name for theme in twice] == [theme.name for theme in once]
    assert as_said(twice, [*findings, *again], sources | copies) == as_said(once, findings, sources)
    assert [len(theme.finding_ids) for theme in twice] == [2 * len(theme.finding_ids) for theme in once]


class _FirstWords:
    """An embedding in which texts are alike that begin with the same word."""

    dimension = 512
    fingerprint = "first words"

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        seeds = [int(text_sha256(text.split()[0])[:8], 16) for text in texts]
        vectors = np.stack([np.random.default_rng(seed).standard_normal(self.dimension) for seed in seeds])
        return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def test_among_thousands_a_theme_needs_more_than_two() -> None:
    """Of 1,600 customers three make a theme and two do not; of 16 two do."""

    def found(customers: int) -> set[int]:
        said = {f"c{at}": [f"Late parcel {at}."] for at in range(3)}
        said |= {f"c{at}": [f"Crash again {at}."] for at in range(3, 5)}
        said |= {f"c{at}": [f"w{at} alone{at}."] for at in range(5, customers)}
        findings, sources = corpus(said)
        tasks = theme_tasks(findings, Surroundings(sources, (), ()), _FirstWords())
        return {len(task.quotes) for task in tasks}

    assert found(16) == {2, 3}
    assert found(1600) == {3}


class _Halves(KeywordEngine):
    """Calls every second quote of a topic something that the others do not say."""

    def name_themes(self, tasks: Sequence[ThemeTask]) -> Iterator[Outcome[ThemeTask, ThemeWords]]:
        for task in tasks:
            mine, rest = task.quotes[::2], task.quotes[1::2]
            words = ThemeWords("half", "", near=tuple(quote.evidence for quote in rest), topic=task.id)
            yield Outcome(replace(task, quotes=mine), words)


def test_what_is_near_a_theme_is_kept_beside_it() -> None:
    """Told twice, both are near; in no count, and yet on the topic."""
    findings, sources = corpus(SAID)
    twice = {stable_id("s2", item.id): replace(item, id=stable_id("f2", item.id)) for item in findings}
    again = [replace(item, source_id=name) for name, item in twice.items()]
    sources |= {
        item.source_id: replace(sources[twin.source_id], id=item.source_id)
        for item, twin in zip(again, findings, strict=True)
    }
    outcomes = form_themes(_Halves(), [*findings, *again], Surroundings(sources, (), ()), open_embedding())
    themes = [outcome.result for outcome in outcomes if outcome.result]

    assert themes
    for theme in themes:
        near = set(theme.whole_topic) - set(theme.finding_ids)
        assert len(theme.finding_ids) == 4  # two quotes, each told twice
        assert len(near) == 2  # the third person's, told twice
        assert theme.topic.startswith("t")
