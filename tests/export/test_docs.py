"""`docs/formats.md` names every key that the schema requires."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.domain import PERSONA_FIELDS, STAGE_FIELDS
from assistant.export.json_export import schema

FORMATS = Path(__file__).parents[2] / "docs" / "formats.md"


def required(part: Any) -> Iterator[str]:
    """Every key that a schema requires, at any depth."""
    if isinstance(part, dict):
        yield from part.get("required", [])
        for item in part.values():
            yield from required(item)
    elif isinstance(part, list):
        for item in part:
            yield from required(item)


def test_every_required_key_is_documented() -> None:
    """A reader of the page knows all that every document holds."""
    text = FORMATS.read_text(encoding="utf-8")
    names = set(required(schema()))

    assert {name for name in names if f"`{name}`" not in text} == set()


def test_every_field_is_documented() -> None:
    """The fields of claims are a closed set, and the page lists it."""
    text = FORMATS.read_text(encoding="utf-8")

    assert [name for name in (*PERSONA_FIELDS, *STAGE_FIELDS) if f"`{name}`" not in text] == []
