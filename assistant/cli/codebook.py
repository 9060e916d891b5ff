"""`verbatim codebook`: the researcher's own codes, from and to the files other programs keep them in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.cli.diagnostics import say
from assistant.cli.options import json_option, open_study, print_json, study_option

if TYPE_CHECKING:
    from assistant.settings import CodeSetting


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="Write the codes as a .qdc file.")
@study_option
@json_option
def command(files: tuple[Path, ...], output: Path | None, folder: Path, as_json: bool) -> None:
    """List the study's own codes, or add those of FILES (.csv, .yaml, .qdc) to its study.toml.

    `verbatim run` applies them; codes whose names the study has already are left as they are.

    \b
    Examples:
      verbatim codebook codes.csv
      verbatim codebook -o codes.qdc
    """
    from assistant.codebooks import as_toml, read_codebook
    from assistant.export.files import write_whole
    from assistant.refi_codebook import as_qdc

    with open_study(folder) as study:
        known = {code.name.casefold() for code in study.settings.codebook}
        books = [read_codebook(path) for path in files]
        read = {code.name.casefold(): code for book in books for code in book.codes}
        new = [code for name, code in read.items() if name not in known]
        codes = [*study.settings.codebook, *new]
        if new:
            study.extend_settings(as_toml(new))
        if output:
            write_whole(output, as_qdc(codes))
    for note in [note for book in books for note in book.notes]:
        say(note)
    if files:
        say(_added(len(new), len(read)))
    elif as_json:
        print_json([code.model_dump() for code in codes])
    elif not codes:
        say("This study has no codes of its own. Add some with  verbatim codebook FILE")
    elif not output:
        _print(codes)


def _print(codes: Sequence[CodeSetting]) -> None:
    from assistant.cli.tables import print_table

    rows = [(code.name, code.parent, code.kind or "any", code.definition) for code in codes]
    print_table("", ("Code", "Under", "Kind", "Definition"), rows, {"Code": 1, "Definition": 2})


def _added(new: int, read: int) -> str:
    kept = f" {read - new} are there already and stay as they are: change them there." if new < read else ""
    return f"Added {new} of {read} codes to study.toml.{kept} `verbatim run` applies them."
