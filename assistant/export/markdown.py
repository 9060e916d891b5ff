"""The report for people, in Markdown: themes, personas, journey, and how they came about."""

from __future__ import annotations

from collections import Counter

from assistant.analysis.saturation import BASE, BIAS, MOST_NEW, RUN, Saturation, too_few
from assistant.export.disputes import Verdict
from assistant.export.escaping import escape
from assistant.export.markdown_glance import glance
from assistant.export.markdown_journey import journey
from assistant.export.markdown_parts import table
from assistant.export.markdown_personas import personas
from assistant.export.markdown_themes import themes
from assistant.export.searched import where_searched
from assistant.export.wording import FEW, ONDEVICE, counted, number
from assistant.export.work import Work

HEADER = "<!-- verbatim:report 1 -->"
"""Tells `verbatim verify` what it is given, and in which format."""

_READING = """\
- Every statement in bold rests on the quotes below it, or on quotes above it that are named; one that only counts who
  told of what went wrong and of what went well has its quotes in the JSON export. What one participant of
  several said alone stands in lists, with one of its quotes; a line of them that several said has its count. A quote is
  cut out of its source, never retyped: `verbatim verify` checks this file again, quote by quote.
- The words in brackets are counted: how many participants said it, out of how many of the persona (in the
  journey, of the study), and in how many quotes. They say how often it came up, not how common it is.
- A pain, joy, need or suggestion of which the coder was unsure (confidence below 0.4) bears no statement out until a
  person approves it; it stays among the findings.
- *Against it:* stands over quotes that speak against a statement; *perhaps against it* where they are from the other
  side on what seems the same topic and nobody has read yet whether they do. They were looked for among the quotes of
  the same people from the other side (what pleased them, for what hurt; what hurt, for what pleased; what they do not
  want, for what is asked for); where none was found, Method says among how many. What people are, use or do has no
  other side. The JSON export says it for each statement.
- Up to three quotes are shown for a statement, those first that tell something by themselves; within a persona or a
  stage each is printed once, and a later statement says who is *quoted above*. The JSON export holds all of them.
- A feeling is a mean from -2 (very bad) to +2 (very good): over *n* quotes coded with one, each person's mean counting
  once; *spread* is how far the people lie apart (0: all felt alike; 2: half very good, half very bad)."""

_NEW_SHOWN = 40


def render(work: Work) -> str:
    """The report as text, the same for the same study."""
    blocks = [
        HEADER,
        *_title(work),
        *glance(work),
        *_how_to_read(),
        *themes(work),
        *personas(work),
        *journey(work),
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
    return ["## Method", "\n".join(lines), *where_searched(work.claims)]


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
