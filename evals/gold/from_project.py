"""Another program's codings as gold: put on the study's own texts, with a kind for each code."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import cast

from assistant.domain import KINDS, Kind
from assistant.errors import ConfigurationError
from evals.gold.locating import locate
from evals.gold.rows import GoldRow
from evals.projects import Segment
from evals.texts import Text


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a code of the other program says here."""

    kind: Kind
    stage: str | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """Gold from a project, and what could not become gold."""

    rows: tuple[GoldRow, ...]
    without_kind: Counter[str]
    """Codes that no kind is known for, with how often they were used."""
    not_found: Counter[str]
    """Documents with coded words that stand in no source of the study."""


def read_meanings(path: Path) -> dict[str, Meaning]:
    """A CSV file with the columns `code`, `kind` and, if wanted, `stage`."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ConfigurationError(f"{path.name} cannot be read: {error}.") from error
    found = {}
    for number, row in enumerate(rows, 2):
        kind = (row.get("kind") or "").strip().casefold()
        if not row.get("code") or kind not in KINDS:
            raise ConfigurationError(
                f"{path.name}, line {number}: needs a code and a kind.", hint=f"Kinds are {', '.join(KINDS)}."
            )
        found[row["code"].strip().casefold()] = Meaning(cast(Kind, kind), (row.get("stage") or "").strip() or None)
    return found


def gold_of(segments: Sequence[Segment], texts: Sequence[Text], meanings: Mapping[str, Meaning]) -> Placed:
    """Every segment whose words stand in a source and whose code has a kind."""
    rows: dict[tuple[str, int, int, str, str], GoldRow] = {}
    without_kind: Counter[str] = Counter()
    not_found: Counter[str] = Counter()
    for segment in segments:
        found = _place(segment, texts)
        if found is None:
            not_found[segment.document] += 1
            continue
        for code in segment.codes:
            meaning = _meaning(code, meanings)
            if meaning is None:
                without_kind[code] += 1
            else:
                row = _row(segment, code, meaning, *found)
                rows[row.source, row.start, row.end, row.kind, row.label] = row
    return Placed(tuple(rows.values()), without_kind, not_found)


def _meaning(code: str, meanings: Mapping[str, Meaning]) -> Meaning | None:
    """What the file says of a code, of the group it is in, or what its own name says."""
    path = [part.strip().casefold() for part in code.replace("\\", ">").replace("/", ">").split(">")]
    for name in (code.strip().casefold(), *reversed(path)):
        if name in meanings:
            return meanings[name]
    for part in path:
        first = part.split(":")[0].split()[0].rstrip("s") if part.split() else ""
        if first in KINDS:
            return Meaning(first)
    return None


def _place(segment: Segment, texts: Sequence[Text]) -> tuple[Text, int, int] | None:
    """Where the words stand: in the source that is called so, else in the only one that has them."""
    stem = PurePath(segment.document).stem.casefold()
    named = [text for text in texts if stem and stem == PurePath(text.source.name).stem.casefold()]
    for group in (named, texts):
        hits = [
            (text, *span)
            for text in group
            if (span := locate(segment.quote, text.text, int(segment.place * len(text.text) * 0.95)))
        ]
        if len(hits) == 1:
            return hits[0]
    return None


def _row(segment: Segment, code: str, meaning: Meaning, text: Text, start: int, end: int) -> GoldRow:
    label = code.replace("\\", ">").split(">")[-1].strip()
    return GoldRow(
        source=text.source.name,
        sha256=text.source.sha256,
        start=start,
        end=end,
        quote=text.text[start:end],
        kind=meaning.kind,
        label=label,
        stage=meaning.stage,
        emotion=label.casefold() if meaning.kind == "emotion" else None,
        coder=segment.coder or "imported",
    )
