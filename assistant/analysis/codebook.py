"""Coding with the researcher's own codebook: a finding belongs to the code it is most about, or to none.

Where an engine already labelled a finding with a code's name, that stands; else the code's name and definition are
compared with what the finding is about. On the sample study, with the authors' theme names as codes, five in six of
the findings put to a code this way were put to the right one, and a third of those that belonged were found.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.analysis.meaning import Surroundings, meant
from assistant.analysis.themes import THEMED
from assistant.domain import Finding, Kind, Theme
from assistant.embedding import Embedding
from assistant.identity import stable_id

_ABOUT = 0.45
"""Cosine from which a finding is taken to be about what a code defines."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code of a codebook."""

    name: str
    definition: str = ""
    kind: Kind | None = None
    """Only findings of this kind belong; any where None."""


def code_with(
    codes: Sequence[Code], findings: Sequence[Finding], said: Surroundings, embedding: Embedding
) -> list[Theme]:
    """A theme for each code that something belongs to, the most typical findings first; one code a finding at most."""
    judged = sorted((item for item in findings if item.kind in THEMED), key=lambda item: item.id)
    if not codes or not judged:
        return []
    about = meant([item.span for item in judged], said, embedding) @ embedding.embed([_told(code) for code in codes]).T
    named = {code.name.casefold(): at for at, code in enumerate(codes)}
    members: dict[int, list[tuple[float, str]]] = defaultdict(list)
    for item, row in zip(judged, about, strict=True):
        fitting = np.array([code.kind in (None, item.kind) for code in codes])
        at = named.get(item.label.casefold(), int(np.where(fitting, row, -1.0).argmax()))
        if item.label.casefold() in named or (fitting[at] and row[at] >= _ABOUT):
            members[at].append((-float(row[at]), item.id))
    kinds = {item.id: item.kind for item in judged}
    return [_theme(code, sorted(members[at]), kinds) for at, code in enumerate(codes) if members[at]]


def _told(code: Code) -> str:
    return f"{code.name}. {code.definition}".strip(" .")


def _theme(code: Code, members: Sequence[tuple[float, str]], kinds: dict[str, Kind]) -> Theme:
    ids = tuple(finding for _, finding in members)
    counts = Counter(kinds[one] for one in ids)
    most: Kind = max(counts, key=lambda kind: (counts[kind], -THEMED.index(kind)))
    return Theme(
        stable_id("t", "codebook", code.name), code.name, code.kind or most, code.definition, ids, attributes=CODEBOOK
    )


CODEBOOK = {"origin": "codebook"}
"""Marks a theme that follows the researcher's codebook; the others were found."""
