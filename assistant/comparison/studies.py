"""Two studies side by side: themes that both have, matched by meaning, and what only one of them has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.analysis.meaning import Surroundings
from assistant.comparison.chance import marked
from assistant.comparison.counting import Counting
from assistant.comparison.matching import Matched, Themed, matched
from assistant.comparison.sides import Compared, Comparison, Section, Side
from assistant.comparison.standing import standing, voices
from assistant.domain import Run, Theme, by_id
from assistant.embedding import Embedding
from assistant.errors import NotReadyError, StoreError
from assistant.export.wording import counted, number
from assistant.study import Study


@dataclass(frozen=True)
class _Told:
    """What a study brings to a comparison."""

    side: Side
    themed: Themed
    stages: Sequence[str]
    files: frozenset[str]
    run: Run


def compare_studies(study: Study, other: Study, embedding: Embedding) -> Comparison:
    """What both studies have, what differs clearly first; then what only one of them has."""
    here, there = _told(study, _name(study, other)), _foreign(other, _name(other, study))
    found = matched(here.themed, there.themed, embedding)
    counting = Counting([here.side, there.side])
    both = tuple(_pair(counting, one, same) for one, same in found.pairs)
    stages = [name for name in here.stages if name in there.stages]
    sections, rule = marked([Section("Themes of both", both), *counting.sections(stages)])
    return Comparison(
        "study",
        {told.side.name: len(told.side.people) for told in (here, there)},
        sections,
        rule,
        tuple(_notes(here, there, found)),
        _alone(here, {one.id for one, _ in found.pairs}),
        _alone(there, {same.id for _, same in found.pairs}),
    )


def _name(study: Study, other: Study) -> str:
    """A study's name, with its folder where the other has the same one."""
    name = study.settings.name
    return name if name != other.settings.name else f"{name} ({study.folder.resolve().name})"


def _foreign(study: Study, name: str) -> _Told:
    """What somebody else's file holds; where it is no study that can be read, that is said."""
    try:
        told = _told(study, name)
        _read_through(told)
        return told
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        raise StoreError(
            f"What {study.folder} holds cannot be read: {error}.",
            hint=f"Check it: verbatim verify --study {study.folder}",
        ) from error


def _read_through(told: _Told) -> None:
    """Everything that will be read of a study, read once: what it holds may be anything."""
    names = [theme.name for theme in told.themed.themes]
    for item in told.side.findings:
        told.themed.said.sources[item.source_id].quote(item.span)
        names += [item.label, item.stage or ""]
    if not all(isinstance(name, str) for name in names):
        raise TypeError("a name that is no text")
    list(Counting([told.side]).sections(told.stages))


def _told(study: Study, name: str) -> _Told:
    store = study.store
    side = Side(name, frozenset(person for person, _ in voices(study)), tuple(standing(study)))
    stands = {theme.id: side.of_theme(theme) for theme in store.themes() if theme.status != "rejected"}
    themes = [theme for theme in store.themes() if stands.get(theme.id)]
    if not themes:
        raise NotReadyError(
            f"{name} has no themes to compare.", hint=f"Run it first: verbatim run --study {study.folder}"
        )
    return _Told(
        side,
        Themed(themes, stands, Surroundings(by_id(store.sources()), store.turns(), store.sentences())),
        [stage.name for stage in study.settings.stages],
        frozenset(document.sha256 for document in store.documents()),
        store.runs()[-1],
    )


def _pair(counting: Counting, here: Theme, there: Theme) -> Compared:
    found = [side.of_theme(theme) for side, theme in zip(counting.sides, (here, there), strict=True)]
    return replace(counting.compared(here.name, here.kind, found), there=there.name)


def _alone(told: _Told, both: set[str]) -> tuple[Compared, ...]:
    """Themes without a clear counterpart, those that most people speak of first."""
    mine = [theme for theme in told.themed.themes if theme.id not in both]
    rows = Counting([told.side]).themes(mine)
    return tuple(sorted(rows, key=lambda row: (-row.counts[told.side.name].participants, row.name)))


def _notes(here: _Told, there: _Told, found: Matched) -> Iterator[str]:
    """What a reader has to know before the counts."""
    numbers = [len(told.themed.themes) for told in (here, there)]
    of = f"Of {counted(numbers[0], 'theme')} here and {number(numbers[1])} there"
    if not found.of_one_thing:
        yield "The studies speak of different things, by what is said in them on the whole."
    if not found.pairs:
        yield f"{of}, no two are clearly the same."
    else:
        pairs = "one pair is" if len(found.pairs) == 1 else f"{number(len(found.pairs))} pairs are"
        yield f"{of}, {pairs} clearly the same. They are matched by meaning: read both names."
    if found.of_one_thing:
        yield "A theme without a counterpart may still be spoken of in the other study, within another theme."
    if shared := len(here.files & there.files):
        files = "file is" if shared == 1 else "files are"
        yield f"{shared} {files} in both studies: who speaks there is counted in each."
    if here.run.engine != there.run.engine:
        yield f"Coded by different engines ({here.run.engine}, {there.run.engine}): what differs may be due to that."
    elif here.run.fingerprint != there.run.fingerprint:
        yield "Coded by different versions of the engine or other settings: what differs may be due to that."
    if strange := [name for name in (*here.stages, *there.stages) if (name in here.stages) != (name in there.stages)]:
        yield f"Stages that only one of them has are left out: {', '.join(strange)}."
