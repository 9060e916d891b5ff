"""Sources, findings and themes as rows to list: with names instead of ids, and counts computed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.analysis.broader import Family, families
from assistant.domain import UNDER, Finding, Source, Theme, by_id
from assistant.errors import ConfigurationError
from assistant.export.wording import place
from assistant.places import Places
from assistant.study import Study

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to list of the findings; empty where everything counts."""

    kind: str = ""
    stage: str = ""
    participant: str = ""
    theme: str = ""
    coder: str = ""


def source_rows(study: Study) -> Iterator[Row]:
    """Each source with its size, its speakers and how much was found in it."""
    store = study.store
    documents, places = by_id(store.documents()), Places(store.turns())
    found = Counter(finding.source_id for finding in store.findings() if finding.status != "rejected")
    for source in store.sources():
        turns = places.of_source(source.id)
        yield {
            "id": source.id,
            "name": source.name,
            "document": documents[source.document_id].name,
            "format": documents[source.document_id].format,
            "kind": source.kind,
            "words": sum(len(source.text[turn.start : turn.end].split()) for turn in turns),
            "turns": len(turns),
            "speakers": [
                {"speaker": speaker, "role": role, "turns": count}
                for (speaker, role), count in Counter((turn.speaker, turn.role) for turn in turns).items()
            ],
            "findings": found[source.id],
            "attributes": dict(source.attributes),
        }


def finding_rows(study: Study, wanted: Wanted) -> Iterator[Row]:
    """Findings that stand, in the order of the texts, narrowed to what is wanted."""
    store = study.store
    sources: dict[str, Source] = by_id(store.sources())
    names = {person.id: person.name for person in store.participants()}
    themes = _themes_by_finding(store.themes())
    places = Places(store.turns())
    for finding in store.findings():
        own = themes.get(finding.id, [])
        if finding.status != "rejected" and _is_wanted(finding, wanted, names, own):
            who, turn = names.get(finding.participant_id or "", ""), places.turn_of(finding.span)
            yield _finding_row(finding, sources[finding.source_id], who, place(turn), own)


def _finding_row(finding: Finding, source: Source, who: str, where: str, themes: Sequence[Theme]) -> Row:
    return {
        "id": finding.id,
        "quote": source.quote(finding.span),
        "kind": finding.kind,
        "label": finding.label,
        "stage": finding.stage,
        "participant": finding.participant_id,
        "who": who,
        "source": source.id,
        "source_name": source.name,
        "place": where,
        "start": finding.start,
        "end": finding.end,
        "coder": finding.coder,
        "confidence": finding.confidence,
        "status": finding.status,
        "themes": [theme.name for theme in themes],
        "attributes": dict(finding.attributes),
    }


def theme_rows(study: Study) -> Iterator[Row]:
    """Themes with who said them, those that most participants said first."""
    store = study.store
    of = len(store.participants())
    standing = {finding.id: finding for finding in store.findings() if finding.status != "rejected"}
    rows = []
    for theme in store.themes():
        own = [standing[item] for item in theme.finding_ids if item in standing]
        if own and theme.status != "rejected":
            people = {finding.participant_id for finding in own} - {None}
            rows.append(_theme_row(theme, own, len(people), of))
    yield from sorted(rows, key=lambda row: (-row["participants"], -row["mentions"], row["name"]))


def broader_topics(study: Study) -> list[Family]:
    """What several themes stand under, with how many speak of any of them."""
    store = study.store
    standing = {finding.id: finding.participant_id for finding in store.findings() if finding.status != "rejected"}
    themes = [theme for theme in store.themes() if theme.status != "rejected"]
    said = {theme.id: [(item, standing[item]) for item in theme.finding_ids if item in standing] for theme in themes}
    return families(themes, said, len(store.participants()))


def _theme_row(theme: Theme, own: list[Finding], people: int, of: int) -> Row:
    return {
        "id": theme.id,
        "name": theme.name,
        "kind": theme.kind,
        "definition": theme.definition,
        "under": theme.attributes.get(UNDER),
        "status": theme.status,
        "participants": people,
        "of": of,
        "mentions": len(own),
        "findings": [finding.id for finding in own],
    }


def _themes_by_finding(themes: list[Theme]) -> dict[str, list[Theme]]:
    found: dict[str, list[Theme]] = defaultdict(list)
    for theme in themes:
        for item in theme.finding_ids:
            found[item].append(theme)
    return found


def check_wanted(study: Study, wanted: Wanted) -> None:
    """Raise ConfigurationError where a filter names what the study does not have."""
    store = study.store
    stages = {stage.name for stage in study.settings.journey_stages}
    people = {name for person in store.participants() for name in (person.id, person.name)}
    themes = {name for theme in store.themes() for name in (theme.id, theme.name)}
    coders = set(store.counts().coders)
    for what, value, known, hint in (
        ("stage", wanted.stage, stages, "Stages are in study.toml."),
        ("participant", wanted.participant, people, "`verbatim sources` lists the speakers."),
        ("theme", wanted.theme, themes, "`verbatim themes` lists them."),
        ("coder", wanted.coder, coders, f"There are {', '.join(sorted(coders)) or 'none yet'}."),
    ):
        if value and not any(_same(value, name) for name in known):
            raise ConfigurationError(f"This study has no {what} {value!r}.", hint=hint)


def _is_wanted(finding: Finding, wanted: Wanted, names: dict[str, str], themes: list[Theme]) -> bool:
    who = finding.participant_id or ""
    return (
        wanted.kind in ("", finding.kind)
        and (not wanted.stage or _same(wanted.stage, finding.stage or ""))
        and (not wanted.participant or _same(wanted.participant, who, names.get(who, "")))
        and (not wanted.theme or any(_same(wanted.theme, theme.id, theme.name) for theme in themes))
        and (not wanted.coder or _same(wanted.coder, finding.coder))
    )


def _same(value: str, *names: str) -> bool:
    return value.casefold() in {name.casefold() for name in names}
