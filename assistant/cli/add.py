"""`verbatim add`: import files and folders."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.cli.diagnostics import FAILED, say, warn
from assistant.cli.options import json_option, open_study, print_json, study_option

if TYPE_CHECKING:
    from assistant.importing import Imported


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--interviewer", "interviewers", multiple=True, help="Label of an interviewer; may be repeated.")
@click.option("--text-column", "text_columns", multiple=True, help="Column with the words; may be repeated.")
@click.option("--id-column", default="", help="Column that names each row.")
@click.option("--rating-column", default="", help="Column with a rating.")
@click.option("--date-column", default="", help="Column with a date.")
@click.option("--participant-column", default="", help="Column that says who wrote the row.")
@study_option
@json_option
def command(
    paths: Sequence[Path],
    interviewers: Sequence[str],
    text_columns: Sequence[str],
    id_column: str,
    rating_column: str,
    date_column: str,
    participant_column: str,
    folder: Path,
    as_json: bool,
) -> None:
    """Import transcripts, reviews and surveys into the study.

    PATHS are files or folders: .txt .md .docx .odt .rtf .pdf .html .vtt .srt .json .jsonl .csv .tsv .xlsx.
    The originals are copied into the study. A file that cannot be read is named with what to do, and the rest
    is imported.

    \b
    Examples:
      verbatim add interviews/ --interviewer Dana
      verbatim add reviews.csv --text-column review --id-column review_id
    """
    from assistant.importing import import_files
    from assistant.ingest.drafts import ReadOptions

    options = ReadOptions(
        tuple(interviewers), tuple(text_columns), id_column, rating_column, date_column, participant_column
    )
    rows: list[dict[str, object]] = []
    failed = 0
    with open_study(folder) as study:
        for outcome in import_files(study, paths, options):
            if outcome.result is None:
                failed += 1
                warn(outcome.error)
                rows.append({"file": str(outcome.item), "state": "failed", "error": outcome.error})
            else:
                rows.append({"file": str(outcome.item)} | _row(outcome.result))
                _tell(outcome.result)
    if as_json:
        print_json(rows)
    _sum_up(rows, failed)
    sys.exit(FAILED if failed else 0)


def _row(imported: Imported) -> dict[str, object]:
    return {
        "name": imported.name,
        "state": imported.state,
        "sources": imported.sources,
        "turns": imported.turns,
        "participants": imported.participants,
        "roles": dict(imported.roles or {}),
        "notes": list(imported.notes),
    }


def _tell(imported: Imported) -> None:
    if imported.state in ("already there", "passed over"):
        say(f"{imported.name}: {imported.state}")
        return
    version = " (new version)" if imported.state == "new version" else ""
    if imported.sources == 1:
        what = f"{imported.turns} turns, {_participants(imported.participants)}"
    else:
        what = f"{imported.sources} sources, {_participants(imported.participants)}"
    say(f"{imported.name}{version}: {what}")
    roles = [f"{label} = {role}" for label, role in (imported.roles or {}).items()]
    if roles:
        say("    " + "; ".join(roles[:8]) + (f"; and {len(roles) - 8} more" if len(roles) > 8 else ""))
    for note in imported.notes:
        say(f"    {note}")


def _participants(count: int) -> str:
    return f"{count} participant" + ("" if count == 1 else "s")


def _sum_up(rows: Sequence[dict[str, object]], failed: int) -> None:
    there, passed = (sum(row["state"] == state for row in rows) for state in ("already there", "passed over"))
    imported = len(rows) - failed - there - passed
    others = f", passed over for their format {passed}" if passed else ""
    say(f"Imported {imported}, already there {there}, failed {failed}{others}.")
    if imported or there:
        say("Wrong roles or columns? Add the file again with --interviewer NAME or --text-column NAME.")
