"""The report for people, in Markdown: personas, journey, themes, and how they came about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from assistant.analysis.broader import Family, arranged
from assistant.analysis.saturation import BASE, BIAS, MOST_NEW, RUN, Saturation, too_few
from assistant.domain.findings import CODE
from assistant.export.disputes import Verdict
from assistant.export.escaping import escape
from assistant.export.markdown_glance import glance
from assistant.export.markdown_journey import journey
from assistant.export.markdown_parts import table
from assistant.export.markdown_personas import personas
from assistant.export.wording import FEW, NO_THEMES, ONDEVICE, counted, number, share
from assistant.export.work import CountedTheme, Work

HEADER = "<!-- verbatim:report 1 -->"
"""Tells `verbatim verify` what it is given, and in which format."""

_READING = """\
- Every statement in bold rests on the quotes below it. A quote is cut out of its source, never retyped:
  `verbatim verify` checks this file again, quote by quote.
- The words in brackets are counted: how many participants said it, out of how many of the persona (in the
  journey, of the study), and in how many quotes. They say how often it came up, not how common it is.
- A pain, joy, need or suggestion of which the coder was unsure (confidence below 0.4) bears no statement out until a
  person approves it; it stays among the findings.
- *Against it:* stands over quotes that speak against a statement; *perhaps against it* where they are from the other
  side on what seems the same topic and nobody has read yet whether they do. For statements that have none, the end of
  each persona and stage says where they were looked for: among the quotes of the same people from the other side (what
  pleased them, for what hurt; what hurt, for what pleased; what they do not want, for what is asked for). What people
  are, use or do has no other side. The JSON export says it for each statement.
- Up to three quotes are shown for a statement, those first that tell something by themselves; within a persona or a
  stage each is printed once, and a later statement says who is *quoted above*. The JSON export holds all of them.
- A feeling is a mean from -2 (very bad) to +2 (very good): over *n* quotes coded with one, each person's mean counting
  once; *spread* is how far the people lie apart (0: all felt alike; 2: half very good, half very bad)."""

_NEW_SHOWN = 40
_PAIR, _MANY_THEMES = 2, 30
"""Themes of so many participants are only named where there are more than so many themes."""


def render(work: Work) -> str:
    """The report as text, the same for the same study."""
    blocks = [
        HEADER,
        *_title(work),
        *glance(work),
        *_how_to_read(),
        *personas(work),
        *journey(work),
        *_themes(work),
        *_method(work),
        *_decisions(work),
    ]
    return "\n\n".join(blocks) + "\n"


def _title(work: Work) -> list[str]:
    blocks = [f"# {escape(work.settings.name)}"]
    if work.settings.question:
        blocks.append(f"Research question: {escape(work.settings.question)}")
    people, sources = counted(len(work.participants), "participant"), counted(len(work.sources), "source")
    blocks.append(f"{people.capitalize()} in {sources}.")
    if work.drafts:
        blocks.append("This report holds drafts that nobody has approved; each is marked *[draft]*.")
    return blocks


def _how_to_read() -> list[str]:
    return ["## How to read this", _READING]


def _themes(work: Work) -> list[str]:
    if not work.themes:
        return ["## Themes", NO_THEMES if work.engines and work.sources else "There are no themes yet."]
    ordered = sorted(work.themes, key=lambda item: item.widest_first)
    pairs = _pairs(ordered, work.topics)
    rows = []
    named = {item.theme.id for item in pairs}
    listed = [item for item in ordered if item.theme.id not in named]
    for topic, own in arranged(listed, lambda item: item.theme.id, work.topics):
        under = topic if len(own) > 1 else None
        rows += [_topic_row(under)] if under is not None else []
        rows += [_theme_row(item, "– " if under is not None else "") for item in own]
    note = "Themes are counted over all coded quotes, approved or not; stages and feelings are those of most people."
    blocks = ["## Themes", note, table(("Theme", "Kind", "Said by", "Mentions", "Mostly in", "With"), rows)]
    names = "; ".join(escape(item.theme.name) for item in pairs)
    return [*blocks, f"Of two participants each, {counted(len(pairs), 'more theme')}: {names}."] if pairs else blocks


def _pairs(themes: Sequence[CountedTheme], topics: Sequence[Family]) -> list[CountedTheme]:
    """Of many themes those of two people, but for those that stand under a broader topic."""
    under = {theme.id for topic in topics for theme in topic.themes}
    few = [item for item in themes if item.prevalence.participants <= _PAIR and item.theme.id not in under]
    return few if len(themes) > _MANY_THEMES else []


def _topic_row(topic: Family) -> tuple[str, ...]:
    """What several themes stand under, with how many speak of any of them."""
    count = topic.prevalence
    spoken = share(count.participants, count.of)
    return f"*{escape(topic.name)}*", f"{number(len(topic.themes))} themes", spoken, f"{count.mentions:,}", "", ""


def _theme_row(item: CountedTheme, indent: str) -> tuple[str, ...]:
    return (
        f"{indent}{escape(item.theme.name)}{' *[flagged]*' if item.theme.flagged else ''}",
        "your code" if item.theme.kind == CODE else escape(item.theme.kind),
        share(item.prevalence.participants, item.prevalence.of),
        f"{item.prevalence.mentions:,}",
        _first(item.company.stages),
        _first(item.company.emotions),
    )


def _first(counts: Mapping[str, int]) -> str:
    """The two names of most participants, with how many."""
    return ", ".join(f"{escape(name)} ({count:,})" for name, count in list(counts.items())[:2])


def _method(work: Work) -> list[str]:
    coders = Counter(coding.finding.coder for coding in work.codings)
    coded = "; ".join(f"{escape(coder)} ({count:,} findings)" for coder, count in sorted(coders.items()))
    engines = ", ".join(f"{escape(name)} `{fingerprint[:12]}`" for name, fingerprint in work.engines)
    lines = [
        f"- Engine: {engines or 'none has run'}.",
        f"- Coded by: {coded or 'nobody yet'}.{_uncoded(work)}",
        f"- Settings: `{work.settings.hash[:12]}`.",
        f"- What leaves the machine: {_sent_out(work)}",
    ]
    if work.saturation is not None:
        lines.append(f"- Saturation: {_saturation(work.saturation)}")
    elif work.themes:
        lines.append(f"- Saturation: {too_few(len(work.participants))}.")
    return ["## Method", "\n".join(lines)]


def _uncoded(work: Work) -> str:
    """In how many sources an engine found nothing."""
    told = {coding.finding.source_id for coding in work.codings}
    silent = sum(source.id not in told for source in work.sources)
    return f" Nothing was coded in {silent:,} of {len(work.sources):,} sources." if silent and work.engines else ""


def _sent_out(work: Work) -> str:
    outside = sorted({name for name, _ in work.engines if name != ONDEVICE})
    if not outside:
        return "nothing; coding and drafting were done on it."
    names = ", ".join(escape(name) for name in outside)
    how = "with names and other identifiers replaced" if work.settings.model.redact else "as they are"
    return f"texts were given to {names}, {how}."


def _saturation(found: Saturation) -> str:
    """When new themes stopped coming, by the published measure and in how many orders."""
    people = len(found.new)
    in_order = f"after {found.reached} of {people} participants" if found.reached else "not yet"
    often = f"in {found.reached_in} of {found.orders} random orders"
    if found.reached_in:
        often += f", typically after {found.typical} (from {found.earliest} to {found.latest})"
    most_new = f"one in {round(1 / MOST_NEW)}" if people < FEW else f"{MOST_NEW:.0%}"
    new = ", ".join([*map(str, found.new[:_NEW_SHOWN]), *(["…"] if people > _NEW_SHOWN else [])])
    return (
        f"in the order of import reached {in_order}; {often}. New themes by participant: {new}. Measure: Guest, Namey "
        f"and Chen (2020), base of {BASE}, runs of {RUN}, at most {most_new} new. {BIAS}"
    )


def _decisions(work: Work) -> list[str]:
    if not work.decisions:
        return ["## Decisions", "Nobody has decided on anything yet."]
    people = {decision.who for decision in work.decisions}
    first, last = work.decisions[0].at[:10], work.decisions[-1].at[:10]
    when = f"on {escape(first)}" if first == last else f"from {escape(first)} to {escape(last)}"
    made = f"{counted(len(work.decisions), 'decision').capitalize()} by {_people(len(people))}, {when}."
    actions = Counter((entry.who, entry.action, entry.target_type) for entry in work.decisions)
    rows = [
        (escape(who), escape(f"{action} {target}"), f"{count:,}")
        for (who, action, target), count in sorted(actions.items())
    ]
    return ["## Decisions", made, table(("Who", "What", "Times"), rows), *_disputes(work)]


def _disputes(work: Work) -> list[str]:
    """Claims that were approved and rejected, with who decided what, and why."""
    if not work.disputes:
        return ["No claim was both approved and rejected."]
    rows = [
        f"- {escape(item.claim.text)}: {'; '.join(map(_verdict, item.verdicts))}. It stands {item.claim.status}."
        for item in work.disputes
    ]
    return ["Disputed:", "\n".join(rows)]


def _verdict(verdict: Verdict) -> str:
    why = f" ({escape(verdict.why)})" if verdict.why else ""
    return f"{verdict.status} by {escape(verdict.who)}{why}"


def _people(count: int) -> str:
    return "one person" if count == 1 else f"{number(count)} people"
