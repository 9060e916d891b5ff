"""Names that people gave to broader topics: a run may form the topics anew, and the names stay with their labels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from assistant.domain import UNDER, Kind, Theme
from assistant.identity import stable_id
from assistant.store import schema
from assistant.store.rows import to_value

DRAFTED = "under as drafted"
"""Attribute of a theme whose broader topic a person has renamed: the label that the draft gave to the topic."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A broader topic of themes of one kind, under the name it has now."""

    id: str
    kind: Kind
    label: str
    """As it was drafted."""
    name: str
    revision: int = 0


def topic_of(kind: Kind, label: str) -> Topic:
    """A topic that nobody has renamed yet."""
    return Topic(stable_id("topic", kind, label), kind, label, label)


def read_topics(connection: Connection) -> list[Topic]:
    """All topics that somebody has renamed."""
    table = schema.topics
    return [to_value(Topic, row) for row in connection.execute(select(table).order_by(table.c.id))]


def names_of(topics: list[Topic]) -> Mapping[tuple[str, str], str]:
    """Names by kind and drafted label, where they are others than the label."""
    return {(topic.kind, topic.label): topic.name for topic in topics if topic.name != topic.label}


def under_its_name(theme: Theme, names: Mapping[tuple[str, str], str]) -> Theme:
    """A theme whose broader topic bears the name that a person gave it."""
    label = str(theme.attributes.get(UNDER, ""))
    name = names.get((theme.kind, label))
    return theme if name is None else replace(theme, attributes={**theme.attributes, UNDER: name, DRAFTED: label})


def as_drafted(theme: Theme) -> dict[str, object]:
    """A theme's attributes as they are stored, whatever its broader topic is called by now."""
    attributes = dict(theme.attributes)
    label = attributes.pop(DRAFTED, None)
    return attributes if label is None else attributes | {UNDER: label}
