"""What the files say of people beside their words: a column of a survey, a line in the head of a transcript."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from assistant.comparison.standing import Voice
from assistant.domain import Participant, Source


def attributes(
    speaking: Iterable[Voice], people: Mapping[str, Participant], sources: Mapping[str, Source]
) -> dict[str, dict[Voice, str]]:
    """Attributes by folded name, with the value of each voice: that of the source before that of the participant."""
    found: dict[str, dict[Voice, str]] = defaultdict(dict)
    for person, source in speaking:
        given = [one.attributes for one in (people.get(person), sources.get(source)) if one is not None]
        for name, value in (pair for attributes in given for pair in attributes.items()):
            if str(value).strip():
                found[name.casefold()][person, source] = str(value).strip()
    return found
