"""Plans of studies as hypothesis thinks of them: odd words, odd overlaps, every state a claim may be in."""

from __future__ import annotations

from hypothesis import strategies as st

from assistant.domain import Emotion, Finding, Member, Persona, Prevalence, StageNarrative, Theme, TouchpointUse
from tests.export.study import Plan, claim

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).filter(str.strip)
SPEAKERS = st.sampled_from(["Q", "Ana", "Bo", "Chidi"])
TURNS = st.lists(st.tuples(SPEAKERS, WORDS), min_size=1, max_size=5)
STAGES = st.sampled_from(["awareness", "purchase", "loyalty"])


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """A plan whose findings lie in participants' words and whose claims rest on findings."""
    plan = Plan(draw(st.lists(TURNS, min_size=1, max_size=3)))
    # Somebody has to say something.
    plan.transcripts[0].append(("Ana", draw(WORDS)))
    _findings(draw, plan)
    some = st.lists(st.sampled_from(plan.findings), min_size=1, max_size=4, unique_by=lambda item: item.id)
    for number, own in enumerate(draw(st.lists(some, max_size=3))):
        plan.themes.append(Theme(f"t-{number}", draw(WORDS), "pain", "", tuple(item.id for item in own)))
    _personas(draw, plan, some)
    _journey(draw, plan, some)
    return plan


def _findings(draw: st.DrawFn, plan: Plan) -> None:
    said = [
        (source, turn)
        for source, spoken in enumerate(plan.transcripts)
        for turn, (who, _) in enumerate(spoken)
        if who != "Q"
    ]
    for source, turn in draw(st.lists(st.sampled_from(said), min_size=1, max_size=6)):
        words = plan.transcripts[source][turn][1]
        start = draw(st.integers(0, len(words) - 1))
        end = draw(st.integers(start + 1, len(words)))
        if not words[start:end].strip():
            start, end = 0, len(words)
        kind = draw(st.sampled_from(["pain", "gain", "emotion"]))
        plan.finding(source, turn, start, end, kind=kind, label=draw(WORDS), stage=draw(STAGES | st.none()))


def _personas(draw: st.DrawFn, plan: Plan, some: st.SearchStrategy[list[Finding]]) -> None:
    people = sorted({who for spoken in plan.transcripts for who, _ in spoken} - {"Q"})
    for number in range(draw(st.integers(0, 2))):
        chosen = draw(st.lists(st.sampled_from(people), min_size=1, unique=True))
        members = tuple(Member(who, draw(st.floats(0, 1))) for who in chosen)
        persona = Persona(f"p-{number}", draw(WORDS), "", members)
        plan.personas.append((persona, _claims(draw, persona.id, some)))


def _journey(draw: st.DrawFn, plan: Plan, some: st.SearchStrategy[list[Finding]]) -> None:
    owners = [None, *(persona.id for persona, _ in plan.personas)]
    for number, owner in enumerate(draw(st.lists(st.sampled_from(owners), max_size=3))):
        value = draw(st.none() | st.floats(-2, 2))
        use = TouchpointUse(draw(WORDS), "digital", "owned", Prevalence(1, 3, 2))
        stage = StageNarrative(f"n-{number}", draw(STAGES), owner, Emotion(value, 1, 0.0), (use,))
        plan.journey.append((stage, _claims(draw, stage.id, some)))


def _claims(draw: st.DrawFn, owner: str, some: st.SearchStrategy[list[Finding]]) -> list:  # type: ignore[type-arg]
    return [
        claim(owner, number, f"Claim {number} is that they wait.", draw(some | st.just([])), draw(some | st.just([])))
        for number in range(draw(st.integers(0, 3)))
    ]
