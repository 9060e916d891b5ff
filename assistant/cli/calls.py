"""`verbatim calls`: what was asked of outside models, what came, and what it cost."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.cli.diagnostics import say
from assistant.cli.options import json_option, open_study, print_json, study_option
from assistant.errors import ConfigurationError
from assistant.identity import without_ids

if TYPE_CHECKING:
    from assistant.calls import ModelCall
    from assistant.store.calls import Cost
    from assistant.study import Study

_NONE = "No calls. The on-device engine makes none."
_BY = ("run", "step", "source")


@click.command()
@click.argument("call_id", required=False)
@click.option("--by", type=click.Choice(_BY), help="Add up by run, step or source.")
@click.option("--run", "run_id", help="Only the calls of this run.")
@click.option("--step", help="Only the calls of this step: code, theme, persona and so on.")
@click.option("--failed", is_flag=True, help="Only calls that were refused or gave nothing usable.")
@study_option
@json_option
def command(
    call_id: str | None, by: str | None, run_id: str | None, step: str | None, failed: bool, folder: Path, as_json: bool
) -> None:
    """List calls to outside models with tokens and cost; with the beginning of an id, show all that was sent and came.

    \b
    Examples:
      verbatim calls --by run
      verbatim calls --failed
      verbatim calls 3f9a
    """
    with open_study(folder) as study:
        if call_id:
            _show(_one(study, call_id), as_json=as_json)
        elif by:
            _print_costs(by, _costs(study, by), as_json=as_json)
        else:
            calls = study.store.calls(run_id=run_id, step=step, failed=failed)
            if calls or as_json:
                _print_calls(calls, _names(study), as_json=as_json)
            else:
                say("There are no such calls." if study.store.spent()[0] else _NONE)


def _one(study: Study, beginning: str) -> ModelCall:
    found = study.store.call(beginning)
    if len(found) != 1:
        what = "There is no call" if not found else "There are several calls"
        raise ConfigurationError(f"{what} whose id begins with {beginning!r}.", hint="`verbatim calls` lists them.")
    return found[0]


def _show(call: ModelCall, *, as_json: bool) -> None:
    if as_json:
        print_json(asdict(call))
        return
    from assistant.export.escaping import visible

    messages = [(f"{role}:", text) for role, text in call.request.get("messages", [])]
    for heading, text in (*messages, ("reply:", call.reply)):
        click.echo(click.style(heading, bold=True))
        click.echo("\n".join(visible(line) for line in text.splitlines()))
        click.echo()
    used = f"{call.tokens_in:,} read, {call.tokens_out:,} written, {call.cost:.5f} US dollars, {call.seconds:.1f} s"
    say(f"{call.model}, {call.prompt}, {call.at[:19]}: {used}")


def _costs(study: Study, by: str) -> list[Cost]:
    store = study.store
    if by == "source":
        names = _names(study)
        from dataclasses import replace

        return [replace(cost, of=names.get(cost.of, cost.of)) for cost in store.costs_by_source()]
    return store.costs_by_run() if by == "run" else store.costs_by_step()


def _names(study: Study) -> dict[str, str]:
    return {source.id: source.name for source in study.store.sources()}


def _print_costs(by: str, costs: list[Cost], *, as_json: bool) -> None:
    if as_json:
        print_json([asdict(cost) for cost in costs])
        return
    if not costs:
        say(_NONE)
        return
    from assistant.cli.tables import print_table

    rows = [
        (cost.of or "(no run)", cost.calls, cost.tokens_in, cost.tokens_cached, cost.tokens_out, f"{cost.cost:.4f}")
        for cost in costs
    ]
    print_table("", (by.capitalize(), "Calls", "Read", "Cached", "Written", "US dollars"), rows, {by.capitalize(): 1})


def _print_calls(calls: list[ModelCall], names: dict[str, str], *, as_json: bool) -> None:
    if as_json:
        print_json([asdict(call) for call in calls])
        return
    from assistant.cli.tables import print_table

    rows = [
        (
            call.id[:8],
            call.at[5:16].replace("T", " "),  # with the year and seconds, what it is about has no room in a terminal
            call.step,
            _about(call, names),
            call.tokens_in,
            call.tokens_out,
            f"{call.cost:.5f}",
            call.finish if call.usable else "not usable",
        )
        for call in calls
    ]
    columns = ("Call", "When", "Step", "About", "Read", "Written", "Dollars", "Ended")
    print_table("", columns, rows, {"About": 1})


def _about(call: ModelCall, names: dict[str, str]) -> str:
    """The sources whose words were sent, or what a call about many was for."""
    first = next((names[source] for source in call.sources if source in names), "")
    more = f" and {len(call.sources) - 1} more" if len(call.sources) > 1 else ""
    return first + more if first else without_ids(call.item)
