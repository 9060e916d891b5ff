"""What differs between segments, waves or studies, with counts, and which differences chance is unlikely to make."""

from __future__ import annotations

from assistant.comparison.chance import NOT_TESTED, marked, untested
from assistant.comparison.counting import Counting
from assistant.comparison.segments import PERSONA, Wanted, called, segments
from assistant.comparison.sides import Comparison, Section
from assistant.comparison.standing import sides, voices
from assistant.export.wording import NO_THEMES
from assistant.study import Study

__all__ = ["Comparison", "Wanted", "compare"]


def compare(study: Study, wanted: Wanted) -> Comparison:
    """Segments of a study side by side: what differs clearly first, then what differs most."""
    groups = segments(study, wanted)
    counting = Counting(sides(study, groups))
    stages = [stage.name for stage in study.settings.stages]
    found = [Section("Themes", tuple(counting.themes(study.store.themes()))), *counting.sections(stages)]
    by = called(study, wanted)
    shown, rule = (untested(found), NOT_TESTED) if by == PERSONA else marked(found)
    left_out = len({person for person, _ in voices(study)} - {who for side in counting.sides for who in side.people})
    formed = "" if found[0].rows else NO_THEMES
    notes = [note for note in (formed, _elsewhere(left_out), _twice(len(counting.on_several))) if note]
    people = {side.name: len(side.people) for side in counting.sides}
    return Comparison(by, people, shown, rule, tuple(notes))


def _elsewhere(number: int) -> str:
    if not number:
        return ""
    return f"{number:,} {'participant is' if number == 1 else 'participants are'} in none of these, and not counted."


def _twice(number: int) -> str:
    if not number:
        return ""
    people = "participant is" if number == 1 else "participants are"
    return f"{number:,} {people} in several of these: counted in each, left out of the test of chance."
