"""Sentences without a finding in which somebody says that for them it is otherwise: `I didn't notice it, to be honest`.

Nothing in them hurts, pleases or is wished for, and so they are not coded; but they may speak against what others tell.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict

from assistant.analysis.contrast import is_set_apart
from assistant.analysis.material import Material
from assistant.analysis.unrecorded import unrecorded
from assistant.domain import Finding
from assistant.engines.protocol import Engine, Line, Listener

_CLEAR = 0.4
"""Tone (-1 to 1) from which a sentence is taken to be of one side."""


def announced(material: Material, engine: Engine) -> list[Finding]:
    """Such sentences as gains or pains, by their tone, which stand in no record; none where no engine hears a tone."""
    if not isinstance(engine, Listener):
        return []
    lines = [line for line in _uncoded(material) if is_set_apart(line.text)]
    heard = zip(lines, engine.tones([line.text for line in lines]), strict=True)
    return [unrecorded(line, "gain" if tone > 0 else "pain", abs(tone)) for line, tone in heard if abs(tone) >= _CLEAR]


def _uncoded(material: Material) -> list[Line]:
    """Participants' sentences that no finding begins in."""
    begins: dict[str, list[int]] = defaultdict(list)
    for item in material.findings:
        begins[item.source_id].append(item.start)
    for places in begins.values():
        places.sort()

    def coded(line: Line) -> bool:
        places = begins[line.span.source_id]
        at = bisect_left(places, line.span.start)
        return at < len(places) and places[at] < line.span.end

    return [line for line in material.every_line if not coded(line)]
