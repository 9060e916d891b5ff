"""Prompts are files that are checked before they cost anything; their examples keep to their own rules."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from assistant.domain import DEFAULT_STAGES, KINDS, Span
from assistant.engines.llm.numbering import locate, numbers_in
from assistant.engines.llm.prompts import NAMES, load_prompt, read_prompt
from assistant.engines.protocol import Line
from assistant.errors import ConfigurationError
from assistant.resources import data_dir


@pytest.mark.parametrize("name", NAMES)
def test_every_prompt_is_whole(name: str) -> None:
    """It renders, what never changes stands first, its schema is one, and its example fits it."""
    prompt = load_prompt(name)
    request = prompt.ask(dict.fromkeys(prompt.variables, "WORDS {{text}} {x}"), step=name, item="i")
    Draft202012Validator.check_schema(dict(prompt.schema))
    (system, instructions), (user, question) = request.messages

    assert (system, user) == ("system", "user")
    assert "WORDS {{text}} {x}" in question
    assert prompt.hash[:12] in request.prompt
    example = json.loads(instructions.strip().splitlines()[-1])
    assert list(Draft202012Validator(dict(prompt.schema)).iter_errors(example)) == []


def test_all_prompts_are_known() -> None:
    """None lies there that nothing uses."""
    assert {path.stem for path in data_dir("prompts").glob("*.md")} - {"README"} == set(NAMES)


def test_the_coding_example_quotes_its_own_text() -> None:
    """Its rows name sentences that it shows, with kinds and stages that there are, and words that stand in them."""
    instructions = load_prompt("code").instructions
    shown = {int(number): text for number, text in re.findall(r"^(\d+) (.+)$", instructions, re.MULTILINE)}
    rows = json.loads(instructions.strip().splitlines()[-1])["findings"]
    stages = {stage.name for stage in DEFAULT_STAGES}

    assert len(rows) >= 2
    for row in rows:
        numbers, kind, label, stage, _, words = (part.strip() for part in row.split("|"))
        (number,) = numbers_in(numbers)
        text = shown[number]
        line = Line(Span("s", 0, len(text)), text, "", "participant", "p", codable=True)
        assert kind in KINDS
        assert stage in stages
        assert label
        assert words == "-" or locate(words, line)


@pytest.mark.parametrize("name", ["theme", "merge", "persona", "stage", "support", "doubt", "ask"])
def test_the_other_examples_name_only_what_they_show(name: str) -> None:
    """No number in a reply that stands before no line."""
    instructions = load_prompt(name).instructions
    example = instructions[instructions.index("Example:") :]
    shown = {int(number) for number in re.findall(r"^\[?[PC]?(\d+)\]? ", example, re.MULTILINE)}
    rows = json.loads(instructions.strip().splitlines()[-1])
    named = [number for value in rows.values() for number in numbers_in(_references(value))]

    assert shown
    assert set(named) <= shown


def _references(value: object) -> str:
    """What of a reply are numbers: fields of rows, not their prose."""
    if isinstance(value, str):
        return " ".join(part for part in value.split("|") if re.fullmatch(r"\s*[PC]?[\d, -]+\s*", part))
    return " ".join(map(_references, value)) if isinstance(value, list) else str(value)


def test_a_study_may_have_its_own_prompt(tmp_path: Path) -> None:
    """Its words, the shipped schema; another hash, so that what depends on it is done anew."""
    (tmp_path / "prompts").mkdir()
    text = (data_dir("prompts") / "theme.md").read_text().replace("2-6 words", "2-3 words")
    (tmp_path / "prompts" / "theme.md").write_text(re.sub(r"^reply = .*\n", "", text, flags=re.MULTILINE))
    own, shipped = load_prompt("theme", tmp_path), load_prompt("theme")

    assert "2-3 words" in own.instructions
    assert own.schema == shipped.schema
    assert own.hash != shipped.hash
    assert load_prompt("code", tmp_path).hash == load_prompt("code").hash


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("{{quotes}}", "{{quote}}"), "there is no variable quote"),
        (("{{kind}}", ""), "the variables it lists are not those it uses"),
        (('name = "theme"', 'name = "code"'), "its name is 'code', its file is called 'theme'"),
        (("# Input", "# Put in"), "it needs front matter"),
        (('version = "2"', "version = "), "front matter cannot be used"),
        (('version = "2"', 'version = "2"\nmodel = "x"'), "has model, which nothing reads"),
    ],
)
def test_what_is_wrong_with_a_prompt_is_named(tmp_path: Path, change: tuple[str, str], message: str) -> None:
    """Before anything is asked with it."""
    text = (data_dir("prompts") / "theme.md").read_text()
    path = tmp_path / "theme.md"
    path.write_text(text.replace(*change))

    with pytest.raises(ConfigurationError, match=message):
        read_prompt(path, known=load_prompt("theme").variables)
