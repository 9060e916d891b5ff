"""`verbatim metrics`: figures from elsewhere, shown beside the stages they belong to."""

from __future__ import annotations

from pathlib import Path

import click

from assistant.cli.diagnostics import say
from assistant.cli.options import json_option, open_study, print_json, study_option


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@study_option
@json_option
def command(files: tuple[Path, ...], folder: Path, as_json: bool) -> None:
    """List the figures given for stages, or add those of FILES (.csv: stage, metric, value, source).

    They stand in the report beside the stage, marked as given; nothing is computed from them.

    \b
    Example:
      verbatim metrics nps-by-stage.csv
    """
    from assistant.metrics import as_toml, read_metrics

    with open_study(folder) as study:
        stages = [stage.name for stage in study.settings.stages]
        known = set(study.settings.metrics)
        new = [one for path in files for one in read_metrics(path, stages) if one not in known]
        if new:
            study.extend_settings(as_toml(new))
        metrics = study.settings.metrics
    if files:
        say(f"Added {len(new)} figures to study.toml; the report shows them beside their stages.")
    elif as_json:
        print_json([one.model_dump() for one in metrics])
    elif not metrics:
        say("No figures are given. Add some with  verbatim metrics FILE.csv")
    else:
        from assistant.cli.tables import print_table

        rows = [(one.stage, one.name, one.value, one.source) for one in metrics]
        print_table("", ("Stage", "Figure", "Value", "Source"), rows, {"Stage": 1, "Figure": 1, "Source": 1})
