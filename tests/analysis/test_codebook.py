"""A researcher's codebook: every sentence is held against every code, and what is found otherwise stays as it is."""

from __future__ import annotations

from assistant.analysis.codebook import Code, apply_codes, code_theme
from assistant.analysis.meaning import Surroundings
from assistant.analysis.overlap import Overlapping
from assistant.analysis.sides import Sides, sides
from assistant.domain import Finding, Kind, Sentence, Source, Span, Turn
from assistant.engines import open_embedding
from assistant.engines.protocol import Line
from assistant.identity import stable_id, text_sha256

SAID = [
    "The delivery came three weeks late and nobody told me when.",
    "I waited and waited for the delivery without any news.",
    "The app crashes whenever I open the map.",
    "The shop assistant was kind.",
    "My uncle keeps forty bees.",
    "We live near the station.",
    "On Sundays I cook for six people.",
    "It was raining all through March.",
    "The app crashed while I was waiting for news of the delivery.",
]
WAITING = Code("Waiting for delivery", "The delivery is late, or there is no news of when it comes.")
CRASHES = Code("The app fails", "The app crashes, freezes or loses something.")


def told(texts: list[str] = SAID) -> tuple[list[Line], Surroundings]:
    """Each sentence by somebody else."""
    lines, sources, turns, sentences = [], {}, [], []
    for at, text in enumerate(texts):
        source = Source(f"s{at}", "d", 0, "x", "review", text, text_sha256(text))
        sources[source.id] = source
        turns.append(Turn(f"t{at}", source.id, 0, 0, len(text), "", f"p{at}", "participant"))
        sentences.append(Sentence(f"n{at}", source.id, f"t{at}", 0, 0, len(text)))
        lines.append(Line(Span(source.id, 0, len(text)), text, f"P{at}", "participant", f"p{at}", True))
    return lines, Surroundings(sources, turns, sentences)


def found(kinds: dict[int, Kind], labels: dict[int, str] | None = None) -> list[Finding]:
    return [
        Finding(stable_id("f", at), f"s{at}", 0, 9, kind, (labels or {}).get(at, "x"), "loyalty", "x", f"p{at}")
        for at, kind in kinds.items()
    ]


def coded(codes: list[Code], beside: list[Finding] | None = None) -> dict[str, set[int]]:
    lines, said = told()
    applied = apply_codes(codes, lines, beside or [], said, open_embedding())
    return {name: {int(item.source_id[1:]) for item in items} for name, items in applied.items()}


def test_every_sentence_is_looked_at() -> None:
    """Whether or not anything was found in it, and it may belong to several codes; an unheard code gets nothing."""
    unheard = Code("Price", "The subscription costs too much money.")

    assert coded([WAITING, CRASHES, unheard]) == {
        "Waiting for delivery": {0, 1, 8},
        "The app fails": {2, 8},
        "Price": set(),
    }


def test_a_sentence_of_a_code_is_a_finding_on_no_side() -> None:
    """Of the code, by the codebook, in the whole sentence, in the stage that was found there."""
    lines, said = told()
    item = apply_codes([CRASHES], lines, found({2: "pain"}), said, open_embedding())["The app fails"][1]

    assert (item.kind, item.label, item.coder, item.stage) == ("code", "The app fails", "codebook", "loyalty")
    assert (item.start, item.end, item.participant_id) == (0, len(SAID[2]), "p2")
    assert 0 < item.confidence <= 1


def test_a_code_of_a_kind_takes_nothing_of_another() -> None:
    """What was found to please is no pain; where nothing was found, the researcher's code decides."""
    pain = Code(WAITING.name, WAITING.definition, "pain")

    assert coded([pain], found({0: "gain", 1: "pain"}))[pain.name] == {1, 8}


def test_an_engines_label_decides() -> None:
    """Where a finding already bears a code's name."""
    assert coded([CRASHES], found({4: "pain"}, {4: "the APP fails"}))["The app fails"] == {2, 4, 8}


def test_criteria_take_in_and_keep_out() -> None:
    """Examples of what else belongs, and of what does not though it seems to."""
    wide = Code(CRASHES.name, CRASHES.definition, inclusion=("My uncle has forty bees.",))
    narrow = Code(CRASHES.name, CRASHES.definition, exclusion=("The app crashed whenever I opened the map.",))

    assert coded([wide])[wide.name] == {2, 4, 8}
    assert 2 not in coded([narrow])[narrow.name]


def test_order_changes_nothing() -> None:
    """The same sentences in the same order, whatever the order they came in."""
    lines, said = told()
    once = apply_codes([WAITING, CRASHES], lines, [], said, open_embedding())

    assert once == apply_codes([WAITING, CRASHES], lines[::-1], [], said, open_embedding())


def test_no_codes_and_no_sentences() -> None:
    """Nothing is coded, and nothing fails."""
    lines, said = told()

    assert apply_codes([], lines, [], said, open_embedding()) == {}
    assert apply_codes([WAITING], [], [], said, open_embedding()) == {"Waiting for delivery": []}


def test_a_theme_stands_under_its_parent() -> None:
    """And a code that others stand under stands with them."""
    child, parent = Code("Late parcels", parent="Delivery"), Code("Delivery")
    themes = [code_theme(code, [], frozenset({"Delivery"})) for code in (child, parent, WAITING)]

    assert [theme.attributes.get("under") for theme in themes] == ["Delivery", "Delivery", None]
    assert {theme.kind for theme in themes} == {"code"}
    assert all(theme.attributes["origin"] == "codebook" for theme in themes)


def test_both_sides_of_a_code_are_counted_by_participant() -> None:
    """Also for somebody who is on both, from what was found in the same words."""
    lines, said = told()
    items = apply_codes([WAITING], lines, [], said, open_embedding())[WAITING.name]
    beside = [*found({0: "pain", 1: "gain", 4: "pain"}), *found({0: "gain"}), *found({8: "need"})]

    assert sides(items, Overlapping(beside)) == Sides(praised=2, troubled=1, wished=1)
