"""Prompts are Markdown files: front matter between `+++` lines, instructions that never change, then the input.

A study may put its own `prompts/NAME.md` in its folder. The schema of the reply is always the shipped one: the
program has to understand what comes.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from assistant.engines.llm.request import Request
from assistant.errors import ConfigurationError
from assistant.identity import digest
from assistant.resources import data_dir

NAMES = ("code", "theme", "merge", "persona", "stage", "support", "doubt", "ask")
_PARTS = re.compile(r"\A\+\+\+\n(.*?)\n\+\+\+\n\s*# Instructions\n(.*?)\n# Input\n(.*)\Z", re.DOTALL)
_VARIABLE = re.compile(r"\{\{(\w+)\}\}")
_KNOWN = frozenset({"name", "version", "variables", "reply"})


@dataclass(frozen=True)
class Prompt:
    """One prompt, read and checked."""

    name: str
    version: str
    variables: tuple[str, ...]
    instructions: str
    question: str
    schema: Mapping[str, Any]

    @cached_property
    def hash(self) -> str:
        """Of all that a model sees of it."""
        return digest(self.instructions, self.question, dict(self.schema))

    @property
    def called(self) -> str:
        """Name, version and hash, as they are kept with each call."""
        return f"{self.name} {self.version} {self.hash[:12]}"

    def ask(
        self, values: Mapping[str, str], *, step: str, item: str, sources: tuple[str, ...] = (), most_tokens: int = 4096
    ) -> Request:
        """The request that this prompt makes with values for its variables."""
        if missing := set(self.variables) - set(values):
            raise KeyError(f"The prompt {self.name} lacks {sorted(missing)}")
        messages = (("system", _filled(self.instructions, values)), ("user", _filled(self.question, values)))
        return Request(
            messages, self.name, self.schema, step=step, item=item, sources=sources, prompt=self.called,
            most_tokens=most_tokens,
        )  # fmt: skip


def _filled(text: str, values: Mapping[str, str]) -> str:
    """Values in their places, all in one pass: braces in what people said are just characters."""
    filled = _VARIABLE.sub(lambda match: values[match[1]], text)
    return re.sub(r"\n{2,}", "\n\n", filled).strip()


def load_prompt(name: str, study: Path | None = None) -> Prompt:
    """The prompt called `name`: the study's own where it has one, else the one that ships."""
    shipped = read_prompt(data_dir("prompts") / f"{name}.md")
    own = study / "prompts" / f"{name}.md" if study else None
    if own is None or not own.is_file():
        return shipped
    return read_prompt(own, schema=shipped.schema, known=shipped.variables)


def read_prompt(path: Path, *, schema: Mapping[str, Any] | None = None, known: tuple[str, ...] = ()) -> Prompt:
    """A prompt from its file; ConfigurationError names what is wrong with it."""
    text = path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    parts = _PARTS.match(text)
    if not parts:
        raise _wrong(path, "it needs front matter between lines of +++, then # Instructions, then # Input")
    try:
        about = tomllib.loads(parts[1])
        reply = schema if schema is not None else json.loads(about["reply"])
        prompt = Prompt(
            str(about["name"]), str(about["version"]), tuple(about["variables"]), parts[2].strip(), parts[3].strip(),
            reply,
        )  # fmt: skip
    except (KeyError, ValueError, TypeError) as error:
        raise _wrong(path, f"its front matter cannot be used: {error}") from error
    _check(path, prompt, set(about), known or prompt.variables)
    return prompt


def _check(path: Path, prompt: Prompt, keys: set[str], known: tuple[str, ...]) -> None:
    used = set(_VARIABLE.findall(prompt.instructions + prompt.question))
    if prompt.name != path.stem:
        raise _wrong(path, f"its name is {prompt.name!r}, its file is called {path.stem!r}")
    if unknown := keys - _KNOWN:
        raise _wrong(path, f"its front matter has {', '.join(sorted(unknown))}, which nothing reads")
    if strange := (used | set(prompt.variables)) - set(known):
        raise _wrong(path, f"there is no variable {', '.join(sorted(strange))}; there are {', '.join(known)}")
    if used != set(prompt.variables):
        raise _wrong(path, f"the variables it lists are not those it uses: {', '.join(sorted(used))}")


def _wrong(path: Path, what: str) -> ConfigurationError:
    return ConfigurationError(f"{path}: {what}.", hint="prompts/README.md describes the format.")
