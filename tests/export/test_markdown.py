"""The report for people: what stands in it, and that nobody's words can take it over."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from assistant.analysis.saturation import Saturation
from assistant.export import EXPORTERS, Work, collect
from assistant.export.markdown import render
from assistant.export.markdown_checks import report_faults
from assistant.study import Study
from tests.export.study import HOSTILE, Plan, build, decide


def test_the_report_says_what_it_is_about(study: Study) -> None:
    """Title, question, participants and sources stand at the top, the method at the end."""
    report = render(collect(study))

    assert "# A study\n\nResearch question: What keeps them waiting?\n\nTwo participants in two sources." in report
    assert "- Engine: ondevice `000000000000`." in report
    assert "- Coded by: ondevice (5 findings)." in report
    assert "nothing; coding and drafting were done on it." in report
    assert "Four decisions by one person" in report


def test_drafts_are_marked_and_approved_work_is_not(drafts: Work) -> None:
    """A reader sees which claims nobody has approved, and that the report holds such."""
    report = render(drafts)

    assert "This report holds drafts" in report
    assert re.search(r"\n- It went well once: “It came on time once.* \*\[draft\]\*\n", report)
    assert "**Waits.** (" not in report
    assert "**Waits without news.** (both, three mentions)\n" in report


def test_assumptions_stand_apart(drafts: Work) -> None:
    """What has no evidence is introduced as that."""
    assert "Assumptions, with no evidence behind them:\n\n- Owns a telephone. *[draft]*" in render(drafts)


def test_hostile_words_do_nothing(study: Study, drafts: Work) -> None:
    """Rendered, the report has only the headings, lists and tables that we wrote, no link, image, tag or code."""
    decide(study, "claim", "c-p-1-2", status="draft")
    report = render(collect(study, drafts=True))
    html = MarkdownIt("gfm-like", {"html": True}).render(report)

    assert "Free!" in html
    for tag in ("<img", "<a ", "<b>", "<i>", "<script", "<em>now"):
        assert tag not in html
    assert html.count("<h1>") == 1
    assert html.count("<pre>") == 0
    assert html.count("<table>") == 4
    assert "\x07" not in report
    assert "\u202e" not in report
    assert list(report_faults(report, study)) == []


@pytest.mark.parametrize("words", [HOSTILE, "| a | b |\n| - | - |", "<!--", "-->", "# x\n===", "> quoted", "&lt;b&gt;"])
def test_hostile_names_are_as_harmless_as_hostile_quotes(drafts: Work, words: str) -> None:
    """Whatever a persona, a theme, a claim, a speaker, a stage or the study is called, the report keeps its shape."""
    persona, stage, theme = drafts.personas[0], drafts.stages[-1], drafts.themes[0]
    drafts = replace(drafts, stages=(*drafts.stages, replace(stage, stage="another")))
    work = replace(
        drafts,
        settings=drafts.settings.model_copy(update={"name": words, "question": words}),
        participants=tuple(replace(person, name=words) for person in drafts.participants),
        personas=(replace(persona, persona=replace(persona.persona, name=words)),),
        stages=(*drafts.stages[:-1], replace(stage, stage=words)),
        themes=(replace(theme, theme=replace(theme.theme, name=words)),),
        decisions=tuple(replace(entry, who=words) for entry in drafts.decisions),
    )
    plain = MarkdownIt("gfm-like", {"html": True}).render(render(work))
    usual = MarkdownIt("gfm-like", {"html": True}).render(render(drafts))

    for tag in ("<table>", "<h1>", "<h2>", "<img", "<a ", "<td>"):
        assert plain.count(tag) == usual.count(tag)


def test_saturation_is_told_with_its_measure(drafts: Work) -> None:
    """When it was reached in the order of import, and how that depends on the order."""
    report = render(replace(drafts, saturation=Saturation((5, 3, 1, 0, 0, 0), 6, 100, 80, 6, 6, 6)))

    assert "- Saturation: in the order of import reached after 6 of 6 participants; in 80 of 100" in report
    assert "New themes by participant: 5, 3, 1, 0, 0, 0." in report
    assert "what two or more said" in report
    assert "at most one in 20 new" in report
    assert "- Saturation: too few participants to say (2; the measure needs 6 or more)." in render(drafts)


def test_what_left_the_machine_is_told(drafts: Work) -> None:
    """A model elsewhere is named, and whether names were replaced."""
    report = render(replace(drafts, engines=(("openai:gpt", "f" * 64),)))

    assert "texts were given to openai:gpt, with names and other identifiers replaced." in report


def test_an_empty_study_makes_a_report(tmp_path: Path) -> None:
    """Without anything in it, every part says so."""
    report = EXPORTERS["md"](collect(build(tmp_path / "s", Plan([]))))

    assert "No participants in no sources." in report
    assert "No persona is approved yet." in report
    assert "There are no themes yet." in report
    assert "Nobody has decided on anything yet." in report


def test_what_reviewers_disputed_is_told(study: Study) -> None:
    """A claim that one approved and another rejects, with the reasons, and how it stands."""
    item = next(item for item in study.store.claims() if item.status == "approved")
    decide(study, "claim", item.id, status="rejected", why="No such thing.")
    report = render(collect(study, drafts=True))

    assert "Disputed:" in report
    assert "rejected by" in report.partition("Disputed:")[2]
    assert "It stands rejected." in report
