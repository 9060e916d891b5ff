"""How far groups may be taken for personas, in words: whether they hold, and what known thing they coincide with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from assistant.analysis.traits import ALONE, BOTH, TOGETHER
from assistant.engines.told import OUTLOOK
from assistant.export.wording import capital, number, share, shares

Known = Mapping[str, Any]
"""A persona's attributes."""
Row = Mapping[str, Any]
"""One thing that a persona coincides with, as `assistant.analysis.coinciding` gives it."""

_FIRM = {"stability": 0.5, "left_out": 0.6, "fifth_out": 0.6}
"""Adjusted Rand index below which groups would have come out otherwise; from halves even clear groups come out less
alike."""
NOT_FIRM = (
    "The groups are not firm: with other people, or had they told other things, they would have come out differently. "
    "Read them as differences between participants, not as kinds of people."
)
_COMPANY = {
    ALONE: "who spoke alone",
    TOGETHER: "who spoke only together with others",
    BOTH: "who spoke alone and together with others",
}
_KINDS = {"transcript": "transcripts", "review": "reviews", "notes": "notes"}
_LONGEST = 60
"""Characters: in a survey an attribute's name is a question."""
_ASKED = "What sets them apart may be what they were asked, not what they are like."


def how_firm(known: Known) -> str:
    """How well the groups hold when they are formed again, with what that means; empty where it was not tried."""
    stability, left_out, fifth_out = known.get("stability"), known.get("left_out"), known.get("fifth_out")
    tried = []
    if stability is not None:
        tried.append(f"grouped again from half of what each told, the groups agree to {stability:.2f}")
    if left_out is not None:
        again, agree = ("", "") if tried else ("grouped again ", " the groups agree to")
        tried.append(f"{again}with one participant left out at a time,{agree} {left_out:.2f}")
    if fifth_out is not None:
        tried.append(f"grouped again with a fifth of the participants left out, the groups agree to {fifth_out:.2f}")
    if not tried:
        return ""
    measure = "adjusted Rand index: 1 is the same groups, 0 what chance would give"
    return f"{capital('; '.join(tried))} ({measure}).{'' if is_firm(known) else ' ' + NOT_FIRM}"


def is_firm(known: Known) -> bool:
    """Whether the groups were nearly the same whenever they were formed again."""
    return all(round(value, 2) >= least for name, least in _FIRM.items() if (value := known.get(name)) is not None)


def numbers_tried(known: Known) -> list[tuple[str, ...]]:
    """A header, and each number of groups that was tried: how well it holds, its smallest group, why taken or not."""
    rows: Sequence[Row] = known.get("numbers", ())
    if not rows:
        return []
    taken = next((row for row in rows if row["taken"]), None)
    told = [(str(row["groups"]), _agreement(row), f"{row['smallest']:,}", _why(row, taken)) for row in rows]
    table: list[tuple[str, ...]] = [
        ("Groups tried", "Agreement of halves", "Smallest group", "Taken or not, and why"),
        *told,
    ]
    halved = any(row["agreement"] is not None for row in rows)
    return table if halved else [(groups, *rest) for groups, _, *rest in table]


def _agreement(row: Row) -> str:
    return "not tried" if row["agreement"] is None else f"{row['agreement']:.2f}"


def _why(row: Row, taken: Row | None) -> str:
    """Taken are the most groups that hold, beginning with two; where none hold, those that stay furthest apart."""
    # Two measures: how far the groups stay apart in half-tellings; where there were none, how far they lie apart.
    lie, stay = f"they lie apart by {row['score']:.2f} (silhouette)", f"they stay apart by {row['score']:.2f}"
    apart = lie if row["agreement"] is None else stay
    if taken is None:
        return f"not taken: {apart}, too little to tell groups apart"
    if row["taken"]:
        return f"taken: the most that hold, {apart}" if row["holds"] else f"taken: {apart}, the furthest of these"
    if row["holds"] and row["groups"] < taken["groups"]:
        return f"not taken: {apart}, but so do more groups, which tell more"
    return f"not taken: {apart}{', too little to hold' if taken['holds'] and not row['holds'] else ''}"


def coinciding(personas: Sequence[tuple[str, Known]]) -> list[str]:
    """What the groups of a study coincide with; `personas` are names and attributes."""
    rows = [(name, row) for name, known in personas for row in known.get("coincides", ())]
    if any(row["whole"] for _, row in rows):
        return [_whole([(name, row) for name, row in rows if row["whole"]])]
    told = [_of_one(f"“{name}”", row) for name, row in rows]
    # Of two groups the one has less where the other has more.
    return told[:1] if len(personas) == 2 and all("pairs" in row for _, row in rows) else told


def of_persona(known: Known) -> str:
    """What one persona coincides with; empty where that is nothing."""
    return next((_of_one("This persona", row) for row in known.get("coincides", ())), "")


def sets_apart(known: Known) -> str:
    """What the people of a persona speak of more than the others, with how many do; empty where there is nothing."""
    topics = [f"“{row['topic']}” ({_shares(row)})" for row in known.get("topics", ())]
    if not topics:
        names = "; ".join(f"“{name}”" for name in known.get("contrast", ()))
        return f"More than the others they speak of: {names}." if names else ""
    if any(row["stands"] for row in known["topics"]):
        return f"More than the others they speak of: {'; '.join(topics)}."
    return f"No topic of their own is shared by many of them. What sets them apart most: {'; '.join(topics)}."


def named_after(name: str, known: Known) -> str:
    """How many speak of what a persona's name was taken from; empty where somebody else has named it."""
    row = known.get("named")
    if not row or row["name"] != name:
        return ""
    few = "" if row["stands"] else " Too few of them share any one topic for a name that stands for all."
    if row["topic"] in OUTLOOK.values():
        return f"Named after how they spoke, {row['topic']}: {_shares(row)}.{few}"
    return f"Named after what they speak of as “{row['topic']}”: {_shares(row)}.{few}"


def _shares(row: Row) -> str:
    here, there = shares((row["participants"], row["of"]), (row["there"], row["of_there"]))
    return f"{here} here, {there} elsewhere"


def _whole(rows: Sequence[tuple[str, Row]]) -> str:
    first = rows[0][1]
    traits = " and ".join(dict.fromkeys(_WHOLE[row["what"]](row) for _, row in rows))
    same = [(name, row) for name, row in rows if (row["what"], row["name"]) == (first["what"], first["name"])]
    counts = "; ".join(f"“{name}”: {share(row['participants'], row['of'])} {_valued(row)}" for name, row in same)
    found = f"{traits} ({counts}; agreement {first['rand']:.2f}, where 1 is the same groups and 0 chance)"
    if not first["firm"]:
        return (
            f"These groups follow in part {found}: some of what sets them apart may be how participants were chosen "
            "or asked."
        )
    return (
        f"These groups are nearly {found}: read them as a comparison of those groups, not as personas found. That "
        "they hold when formed again says no more than that those differ."
    )


def _of_one(name: str, row: Row) -> str:
    if "pairs" in row:
        return _amount(name, row)
    counts = f"{share(row['participants'], row['of'])} here, {_none(row['there'], row['of_there'])} in the other groups"
    asked = "" if row["what"] == "attribute" else f" {_ASKED}"
    if not row["firm"]:
        return f"{name} is in part those {_having(row)} ({counts}; agreement {row['rand']:.2f} of 1).{asked}"
    nearly = "exactly" if row["participants"] == row["of"] and not row["there"] else "nearly"
    return (
        f"{name} is {nearly} those {_having(row)} ({counts}; agreement {row['rand']:.2f} of 1): read it as a "
        f"comparison of those with the others, not as a persona found.{asked}"
    )


def _none(count: int, of: int) -> str:
    return f"none of the {number(of)}" if not count else share(count, of)


def shortened(text: str) -> str:
    """A name cut to a bearable length."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def _amount(name: str, row: Row) -> str:
    most = "Nearly all" if row["firm"] else "Most"
    people = f"{most} people of {name[:1].lower()}{name[1:]}"
    unit = " words" if row["what"] == "words" else ""
    middle = f"(in the middle {row['middle']}{unit}, against {row['middle_there']})"
    if row["what"] == "words":
        less = "more" if row["more"] else "less"
        return f"{people} said {less} than the others {middle}. What sets them apart may be how much was said."
    less = ("later" if row["more"] else "earlier") if row["is_date"] else ("higher" if row["more"] else "lower")
    having = f"{people} have a {less} “{shortened(row['name'])}” than the others"
    return f"{having} {middle}. Some of what sets them apart may be that."


def _valued(row: Row) -> str:
    return f"“{shortened(row['value'])}”" if row["what"] == "attribute" else _having(row)


def _having(row: Row) -> str:
    return _HAVING[row["what"]](row)


_HAVING: Mapping[str, Callable[[Row], str]] = {
    "attribute": lambda row: f"with “{shortened(row['value'])}” as “{shortened(row['name'])}”",
    "company": lambda row: _COMPANY[row["value"]],
    "document": lambda row: f"from {row['value']}",
    "source": lambda row: f"from {row['value']}",
    "interviewer": lambda row: f"who were asked by “{row['value']}”",
    "kind": lambda row: f"from {_KINDS[row['value']]}",
}
_WHOLE: Mapping[str, Callable[[Row], str]] = {
    "attribute": lambda row: f"what the files give as “{shortened(row['name'])}”",
    "company": lambda _: "who was heard alone and who with others",
    "document": lambda _: "the files they came from",
    "source": lambda _: "the sources they came from",
    "interviewer": lambda _: "who asked them",
    "kind": lambda _: "the kinds of sources they came from",
}
