"""`verbatim codebook`: the researcher's own codes, from and to the files other programs keep them in."""

from __future__ import annotations

from pathlib import Path

import click

from assistant.cli.diagnostics import say
from assistant.cli.options import json_option, open_study, print_json, study_option


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
    from assistant.codebooks import as_qdc, as_toml, read_codebook
    from assistant.export.files import write_whole

    with open_study(folder) as study:
        known = {code.name.casefold() for code in study.settings.codebook}
        read = {code.name.casefold(): code for path in files for code in read_codebook(path)}
        new = [code for name, code in read.items() if name not in known]
        codes = [*study.settings.codebook, *new]
        if new:
            study.extend_settings(as_toml(new))
        if output:
            write_whole(output, as_qdc(codes))
    if files:
        say(f"Added {len(new)} of {len(read)} codes to study.toml. `verbatim run` applies them.")
    elif as_json:
        print_json([code.model_dump() for code in codes])
    elif not codes:
        say("This study has no codes of its own. Add some with  verbatim codebook FILE")
    elif not output:
        from assistant.cli.tables import print_table

        rows = [(code.name, code.kind or "any", code.definition) for code in codes]
        print_table("", ("Code", "Kind", "Definition"), rows, {"Code": 1, "Definition": 2})
