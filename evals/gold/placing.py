"""Gold rows put on the texts of a study: by the hash of the text, and checked letter by letter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from assistant.errors import DocumentError
from evals.gold.rows import GoldRow
from evals.marks import Mark
from evals.texts import Text

_AGAIN = "The gold was made on another version of this text: make it again, or bring the old version back."


def place(rows: Iterable[GoldRow], texts: Sequence[Text]) -> dict[str, list[Mark]]:
    """Marks by text id; DocumentError where a row's text is not there or says something else."""
    known: dict[str, list[Text]] = defaultdict(list)
    for text in texts:
        known[text.source.sha256].append(text)
    placed: dict[str, list[Mark]] = defaultdict(list)
    for row in rows:
        text = _text_of(row, known.get(row.sha256, []))
        if text.text[row.start : row.end] != row.quote:
            raise DocumentError(
                f"Gold of {row.source} at {row.start}: the quote is not what stands there.", hint=_AGAIN
            )
        placed[text.id].append(_mark(row, text.id))
    return dict(placed)


def _text_of(row: GoldRow, alike: Sequence[Text]) -> Text:
    """The text a row was made on; where several say the same, the one of its name."""
    if not alike:
        raise DocumentError(f"Gold of {row.source}: no source has the text that it was made on.", hint=_AGAIN)
    named = (text for text in alike if text.source.name.endswith(row.source))
    return next(named, alike[0])


def _mark(row: GoldRow, text_id: str) -> Mark:
    return Mark(text_id, row.start, row.end, row.kind, row.emotion or row.label, row.stage, row.coder)
