"""Figures that people bring along for stages of the journey (NPS, CSAT, conversion, churn, CAC, CLV), from a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from assistant.errors import DocumentError
from assistant.ingest.delimited import rows_of
from assistant.ingest.plain import read_text
from assistant.settings import MetricSetting, quoted

_COLUMNS = {
    "stage": ("stage", "step", "phase"),
    "name": ("metric", "name", "figure"),
    "value": ("value",),
    "source": ("source", "note"),
}


def read_metrics(path: Path, stages: Sequence[str]) -> list[MetricSetting]:
    """The rows of a .csv with the columns stage, metric, value and, if it has one, source."""
    try:
        rows = list(_rows(path))
    except DocumentError as error:
        raise DocumentError(f"{path.name} {error.message}", hint=error.hint) from error
    known = {stage.casefold(): stage for stage in stages}
    strange = sorted({row["stage"] for row in rows if row["stage"].casefold() not in known})
    if strange:
        raise DocumentError(
            f"{path.name} names stages that the study has not: {', '.join(strange[:5])}.",
            hint=f"The study's stages are {', '.join(stages)}.",
        )
    return [
        MetricSetting(stage=known[row["stage"].casefold()], name=row["name"], value=row["value"], source=row["source"])
        for row in rows
    ]


def _rows(path: Path) -> Iterator[Mapping[str, str]]:
    rows = rows_of(read_text(path).text, path)
    titles = [cell.strip().casefold() for cell in rows[0]] if rows else []
    place = {key: at for key, names in _COLUMNS.items() for at, title in enumerate(titles) if title in names}
    if missing := [key for key in ("stage", "name", "value") if key not in place]:
        named = " or ".join(_COLUMNS[missing[0]][:2])
        hint = "Give its first row the titles stage, metric, value, source."
        raise DocumentError(f"has no column {named}.", hint=hint)
    for row in rows[1:]:
        found = {key: row[at].strip() if at < len(row) else "" for key, at in place.items()}
        if found["stage"] and found["name"] and found["value"]:
            yield {"source": "", **found}


def as_toml(metrics: Sequence[MetricSetting]) -> str:
    """Entries for study.toml."""
    return "".join(
        f"\n[[metrics]]\nstage = {quoted(one.stage)}\nname = {quoted(one.name)}\nvalue = {quoted(one.value)}\n"
        + (f"source = {quoted(one.source)}\n" if one.source else "")
        for one in metrics
    )
