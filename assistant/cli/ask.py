"""`verbatim ask`: a question to the sources, answered with quotes or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.cli.diagnostics import say
from assistant.cli.options import json_option, open_study, print_json, study_option

if TYPE_CHECKING:
    from assistant.answering import Reply
    from assistant.search import Passage


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
        click.echo(_line(sentence.text) + " " + "".join(f"[{at + 1}]" for at in sentence.quotes))
    if reply.sentences:
        click.echo()
    for number, passage in enumerate(reply.passages, 1):
        click.echo(f"[{number}] {_line(passage.quote)}")
        click.echo(click.style(f"    {_who(passage, names)}, {passage.source_name}", dim=True))
    if not reply.passages:
        say("The sources do not say.")


def _as_json(reply: Reply, names: dict[str, str]) -> dict[str, object]:
    quotes = [
        {
            "quote": passage.quote,
            "source": passage.span.source_id,
            "source_name": passage.source_name,
            "start": passage.span.start,
            "end": passage.span.end,
            "participant": names.get(passage.participant_id or ""),
        }
        for passage in reply.passages
    ]
    sentences = [{"text": sentence.text, "quotes": list(sentence.quotes)} for sentence in reply.sentences]
    return {"question": reply.question, "answer": sentences, "quotes": quotes}


def _who(passage: Passage, names: dict[str, str]) -> str:
    return names.get(passage.participant_id or "", passage.speaker)


def _line(text: str) -> str:
    """A text on one line, with what would steer the terminal taken out."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
