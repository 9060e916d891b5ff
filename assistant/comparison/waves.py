"""Waves: voices told apart by a date, by calendar or by stretches that somebody names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.comparison.standing import Voice
from assistant.errors import ConfigurationError
from assistant.ingest.dates import MONTHS

EVERY = ("day", "week", "month", "quarter", "year")
_MOST_WAVES, _FEWEST_PEOPLE = 8, 3
"""Where nobody says how long a wave is: so many at most, and in each so many people on average."""
_DATES = 0.8
"""Share of an attribute's values that have to be dates for it to be one."""
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?!\d)")
_NUMBERS = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)")
_WORDS = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)?\.? )?([a-z]{3})[a-z]*\.?(?: (\d{1,2})(?:st|nd|rd|th)?)?,? (\d{4})(?!\d)"
)
_WAVE = re.compile(r"(?P<name>[^=]+)=(?P<first>[\d-]*)\.\.(?P<last>[\d-]*)")


@dataclass(frozen=True, slots=True)
class Wave:
    """A stretch of days with a name; both ends belong to it."""

    name: str
    first: date
    last: date


def read_wave(text: str) -> Wave:
    """`pilot=2026-01..2026-03-15`; an end that is left out is open, a month or a year is all of it."""
    found = _WAVE.fullmatch(text.strip())
    hint = "Write it as NAME=FROM..TO, for example pilot=2026-01-10..2026-02-28, or main=2026-03.. for all since."
    if found is None or not (found["first"] or found["last"]):
        raise ConfigurationError(f"{text!r} is no wave.", hint=hint)
    try:
        first = _bound(found["first"], date.min, is_last=False)
        last = _bound(found["last"], date.max, is_last=True)
    except ValueError as error:
        raise ConfigurationError(f"{text!r} is no wave.", hint=hint) from error
    if first > last:
        raise ConfigurationError(f"The wave {text!r} ends before it begins.", hint="Write the earlier day first.")
    return Wave(found["name"].strip(), first, last)


def _bound(text: str, unlimited: date, *, is_last: bool) -> date:
    if not text:
        return unlimited
    year, month, day = (*map(int, text.split("-")), *(None, None))[:3]
    if year is None or month is None:
        return date(int(text), 12, 31) if is_last else date(int(text), 1, 1)
    if day is not None:
        return date(year, month, day)
    return _month_after(year, month) - timedelta(days=1) if is_last else date(year, month, 1)


def _month_after(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1)


def dates_of(values: Mapping[Voice, str], name: str) -> dict[Voice, date]:
    """The dates among some values; none where they are something else."""
    texts = [value.strip().casefold() for value in values.values()]
    is_day_first = _is_day_first(texts, name)
    found = {voice: _date(value.strip().casefold(), is_day_first) for voice, value in values.items()}
    dates = {voice: day for voice, day in found.items() if day is not None}
    return dates if len(dates) >= _DATES * len(values) else {}


def _is_day_first(texts: Iterable[str], name: str) -> bool:
    """Whether 3/4/2026 is in April, which only days after the twelfth can tell."""
    pairs = [(int(found[1]), int(found[2])) for text in texts if (found := _NUMBERS.match(text))]
    day_first, month_first = any(one > 12 for one, _ in pairs), any(two > 12 for _, two in pairs)
    if pairs and day_first == month_first:
        raise ConfigurationError(
            f"The dates in {name!r} are ambiguous: in {pairs[0][0]}/{pairs[0][1]} the day or the month is first.",
            hint="Write them as 2026-03-31 in the file, and add it again.",
        )
    return day_first


def _date(text: str, is_day_first: bool) -> date | None:
    try:
        if found := _ISO.match(text):
            return date(int(found[1]), int(found[2]), int(found[3] or 1))
        if found := _NUMBERS.match(text):
            day, month = (found[1], found[2]) if is_day_first else (found[2], found[1])
            return date(int(found[3]), int(month), int(day))
        if found := _WORDS.match(text):
            return date(int(found[4]), MONTHS.index(found[2]) + 1, int(found[1] or found[3] or 1))
    except ValueError:  # the 31st of February, a word that is no month
        return None
    return None


def by_wave(dates: Mapping[Voice, date], waves: Sequence[Wave]) -> dict[str, set[Voice]]:
    """Who spoke in each of some named waves."""
    return {wave.name: {one for one, day in dates.items() if wave.first <= day <= wave.last} for wave in waves}


def by_calendar(dates: Mapping[Voice, date], every: str | None) -> dict[str, set[Voice]]:
    """Who spoke in each day, week, month, quarter or year; the shortest that gives few waves with people in each."""
    if every is not None:
        return _cut(dates, every)
    cuts = [_cut(dates, one) for one in EVERY]
    several = [cut for cut in cuts if len(cut) > 1]
    people = len({person for person, _ in dates})
    fitting = [cut for cut in several if len(cut) <= _MOST_WAVES and people >= _FEWEST_PEOPLE * len(cut)]
    return next(iter(fitting), several[-1] if several else cuts[-1])


def _cut(dates: Mapping[Voice, date], every: str) -> dict[str, set[Voice]]:
    found: dict[str, set[Voice]] = defaultdict(set)
    for voice, day in dates.items():
        found[_name(day, every)].add(voice)
    return dict(sorted(found.items()))


def _name(day: date, every: str) -> str:
    if every == "week":
        return f"week of {day - timedelta(days=day.weekday())}"
    quarter = f"{day.year} Q{(day.month + 2) // 3}"
    names = {"day": str(day), "month": f"{day:%Y-%m}", "quarter": quarter, "year": str(day.year)}
    return names[every]
