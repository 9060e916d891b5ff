"""`verbatim ask`: a question to the sources, answered with quotes or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.cli.diagnostics import say
from assistant.cli.options import json_option, open_study, print_json, study_option
from assistant.cli.quotes import as_row, who_said
from assistant.printable import on_one_line

if TYPE_CHECKING:
    from assistant.answering import Reply


@click.command()
@click.argument("question")
@click.option("--engine", help="Who answers: ondevice (quotes alone), or openai:MODEL and the like.")
@click.option("-k", "--count", default=12, show_default=True, type=click.IntRange(1, 100), help="Quotes to look at.")
@study_option
@json_option
def command(question: str, engine: str | None, count: int, folder: Path, as_json: bool) -> None:
    """Answer a question from what participants said, each sentence with its quotes.

    Without an outside model the quotes themselves are the answer. Where the sources do not say, that is the answer.

    \b
    Examples:
      verbatim ask "Why do people cancel?"
      verbatim ask "What do they think of support?" --engine openai:gpt-5-mini
    """
    from assistant.answering import answer

    with open_study(folder) as study:
        reply = answer(study, question, engine_name=engine, count=count)
        names = {person.id: person.name for person in study.store.participants()}
    if as_json:
        print_json(_as_json(reply, names))
    else:
        _print(reply, names)


def _print(reply: Reply, names: dict[str, str]) -> None:
    for sentence in reply.sentences:
        click.echo(on_one_line(sentence.text) + " " + "".join(f"[{at + 1}]" for at in sentence.quotes))
    if reply.sentences:
        click.echo()
    for number, passage in enumerate(reply.passages, 1):
        click.echo(f"[{number}] {on_one_line(passage.quote)}")
        click.echo(click.style(f"    {who_said(passage, names)}, {passage.source_name}", dim=True))
    if not reply.passages:
        say("The sources do not say.")


def _as_json(reply: Reply, names: dict[str, str]) -> dict[str, object]:
    quotes = [as_row(passage, names) for passage in reply.passages]
    sentences = [{"text": sentence.text, "quotes": list(sentence.quotes)} for sentence in reply.sentences]
    return {"question": reply.question, "answer": sentences, "quotes": quotes}
