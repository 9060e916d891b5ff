"""A researcher's codebook: findings go to the code they are about, and to no other."""

from __future__ import annotations

from assistant.analysis.codebook import Code, code_with
from assistant.analysis.meaning import Surroundings
from assistant.domain import Finding, Kind, Source
from assistant.engines import open_embedding
from assistant.identity import stable_id, text_sha256

SAID: list[tuple[str, Kind]] = [
    ("The parcel came three weeks late and nobody told me when.", "pain"),
    ("I waited and waited for the delivery without any news.", "pain"),
    ("The app crashes whenever I open the map.", "pain"),
    ("Delivery was fast, next day.", "gain"),
    ("My uncle keeps forty bees.", "gain"),
]
WAITING = Code("Waiting for delivery", "The delivery is late, or there is no news of when it comes.", "pain")
CRASHES = Code("The app fails", "The app crashes, freezes or loses something.")


def corpus(labels: dict[int, str] | None = None) -> tuple[list[Finding], Surroundings]:
    findings, sources = [], {}
    for at, (text, kind) in enumerate(SAID):
        source = Source(f"s{at}", "d", 0, "x", "review", text, text_sha256(text))
        sources[source.id] = source
        label = (labels or {}).get(at, "x")
        findings.append(Finding(stable_id("f", at), source.id, 0, len(text), kind, label, None, "x", f"p{at}"))
    return findings, Surroundings(sources, (), ())


def members(codes: list[Code], labels: dict[int, str] | None = None) -> dict[str, set[int]]:
    findings, said = corpus(labels)
    place = {item.id: at for at, item in enumerate(findings)}
    themes = code_with(codes, findings, said, open_embedding())
    return {theme.name: {place[finding] for finding in theme.finding_ids} for theme in themes}


def test_findings_go_to_the_code_they_are_about() -> None:
    """By meaning, within the code's kind; what fits none stays out, and a code nobody spoke of makes no theme."""
    unheard = Code("Price", "The subscription costs too much money.")

    assert members([WAITING, CRASHES, unheard]) == {"Waiting for delivery": {0, 1}, "The app fails": {2}}


def test_an_engines_label_decides() -> None:
    """Where a finding already bears a code's name."""
    assert members([WAITING, CRASHES], {4: "the APP fails"})["The app fails"] == {2, 4}


def test_order_changes_nothing() -> None:
    """The same themes whatever the order of findings, with ids that follow from the codes' names."""
    findings, said = corpus()
    once = code_with([WAITING, CRASHES], findings, said, open_embedding())

    assert once == code_with([WAITING, CRASHES], findings[::-1], said, open_embedding())
    assert all(theme.attributes == {"origin": "codebook"} for theme in once)


def test_no_codes_no_themes() -> None:
    """And none without findings."""
    findings, said = corpus()

    assert code_with([], findings, said, open_embedding()) == []
    assert code_with([WAITING], [], said, open_embedding()) == []
