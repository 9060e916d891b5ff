"""Claims in the Markdown report: what several said in bold over its quotes, what one said in a line of a list.

What speaks against a claim is a list too, so that nobody takes it for what bears the claim out.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain import PERSONA_FIELDS, STAGE_FIELDS
from assistant.export.escaping import escape
from assistant.export.markdown_parts import and_more, inline, marks, quote, who
from assistant.export.printed import few_in_words, only_counts, what_it_is
from assistant.export.shown import MOTTO, Above, Shown, spoken, turns
from assistant.export.wording import (
    against,
    capital,
    looked_for,
    mentions,
    number,
    people,
    prevalence,
    said_by_sentence,
)
from assistant.export.work import ExportedClaim, Quote, Work

_SORTS = {
    "actions": "action",
    "thoughts": "thought",
    "pains": "pain",
    "gains": "gain",
    "friction": "friction",
    "opportunities": "opportunity",
    "moments": "moment of truth",
}
"""Fields of a stage of which one claim is called so; what the others say is plain without."""


_TO_FIND = 5
"""Words of a quote by which it is found further up."""


def claim(item: ExportedClaim, work: Work) -> list[str]:
    """A claim, its count and its quotes, those against it last; what is only one person's words needs no more."""
    text, _ = spoken(item)
    mine = work.shown.get(item.claim.id, Shown())
    blocks = [quote(one, work) for one in mine.quotes] or _blocks(quoted_above(item, work))
    if text or item.prevalence.participants != 1 or not blocks:
        blocks.insert(0, _head(item, text, work))
        blocks += and_more(len(item.evidence) - len(mine.quotes)) if mine.quotes else []
    else:
        blocks[0] += marks(item.claim)
    return [*blocks, *_against(item, mine, work)]


def _head(item: ExportedClaim, text: str, work: Work) -> str:
    """What is claimed and how many say it; what is only in their own words is led by who says it."""
    if not text:
        told = f"{capital(people(item.prevalence, item.outside))} told something like this"
        return f"{told} ({mentions(item.prevalence)}):{marks(item.claim)}"
    inside = "; ".join(filter(None, (_count(item, text), _theme(item, work))))
    return f"**{escape(text)}**{f' ({inside})' if inside else ''}{marks(item.claim)}"


def _count(item: ExportedClaim, text: str) -> str:
    """How many say it, where the sentence does not, and in how many quotes, where these are all that were said."""
    if only_counts(item):
        return people(item.prevalence, item.outside)
    if item.outside or not said_by_sentence(text, item.prevalence):
        return prevalence(item.prevalence, item.outside)
    return mentions(item.prevalence)


def _theme(item: ExportedClaim, work: Work) -> str:
    """The theme of what happens, where the statement does not name it: it may say no more than how many were glad."""
    name = work.theme_names.get(item.claim.key, "") if item.claim.field == "narrative" else ""
    return f"theme: {escape(name)}" if name.casefold() not in spoken(item)[0].casefold() else ""


def _against(item: ExportedClaim, mine: Shown, work: Work) -> list[str]:
    """The quotes against a claim; where there were such and they are withdrawn, that."""
    if mine.against:
        rows = [inline(one, work) for one in mine.against] + and_more(len(item.counter) - len(mine.against))
        return [f"{against(item.claim)}:", "\n".join(f"- {row}" for row in rows)]
    return _blocks(_against_above(item, work)) or _blocks(_withdrawn(item))


def _withdrawn(item: ExportedClaim) -> str:
    searched = item.claim.searched
    return f"*{looked_for(searched)}*" if searched and searched.found and not item.counter else ""


def _blocks(text: str) -> list[str]:
    return [text] if text else []


def quoted_above(item: ExportedClaim, work: Work) -> str:
    """Who is quoted further up for a claim, and under which heading, in the place of their words."""
    return _above("Quoted above", work.shown.get(item.claim.id, Shown()).above, item.evidence, work)


def _against_above(item: ExportedClaim, work: Work) -> str:
    mine = work.shown.get(item.claim.id, Shown())
    return _above(f"{against(item.claim)}, quoted above", mine.against_above, item.counter, work)


def _above(lead: str, items: Sequence[Above], every: Sequence[Quote], work: Work) -> str:
    names = [f"{who(item.quote, work)}, “{escape(_beginning(item.quote))}” ({_heading(item.field)})" for item in items]
    more = len(every) - len(items)
    listed = "; ".join([*names, *([f"and {number(more)} more"] if more > 0 else [])])
    return f"*{lead}: {listed}.*" if names else ""


def _beginning(said: Quote) -> str:
    """The first words of a quote, to find it again by."""
    words = said.text.split()
    return " ".join(words) if len(words) <= _TO_FIND else f"{' '.join(words[:_TO_FIND])} …"


def _heading(field: str) -> str:
    return "at the top" if field == MOTTO else escape({**PERSONA_FIELDS, **STAGE_FIELDS}.get(field, field))


def only_points(item: ExportedClaim, work: Work) -> bool:
    """Whether a claim would be no more than a hint at a quote above, and nobody has said that it shall stand."""
    return not (spoken(item)[0] or is_new(item, work) or item.claim.flagged) and item.claim.status == "draft"


def is_new(item: ExportedClaim, work: Work) -> bool:
    """Whether a report prints any words for or against a claim that it has not printed above."""
    mine = work.shown.get(item.claim.id, Shown())
    return bool(mine.quotes or mine.against) or only_counts(item)


def named(item: ExportedClaim, work: Work) -> str:
    """A line on a claim of several whose quotes all stand above."""
    text = spoken(item)[0] or "Something like this"
    said = (sort_of(item), _count(item, text), _theme(item, work))
    head = f"- **{escape(text)}** ({', '.join(filter(None, said))})"
    found = (head + marks(item.claim), quoted_above(item, work), _against_above(item, work))
    return " ".join(filter(None, found))


def said_by(items: Sequence[ExportedClaim]) -> str:
    """Over a list of what few of several people said."""
    return f"Said by {few_in_words(items)} each:"


def sort_of(item: ExportedClaim) -> str:
    """What one claim of a stage is called, where it stands under no heading."""
    return _SORTS.get(item.claim.field, "")


def line(item: ExportedClaim, work: Work, lead: str = "", sort: str = "") -> str:
    """A claim as one line of a list, with one of its quotes, and one against it below."""
    mine = work.shown.get(item.claim.id, Shown())
    words = "; then ".join(inline(one, work) for one in mine.quotes) or quoted_above(item, work)
    label = _label(item, sort or _theme(item, work))
    # What only has a count reads on from its lead: `Does (two of the four): ...`.
    joint = " " if label.startswith("(") else " – "
    head = ": ".join(filter(None, (joint.join(filter(None, (lead, label))), words)))
    rows = [f"- {head}{marks(item.claim)}"]
    if mine.against:
        more = "".join(f" {text}" for text in and_more(len(item.counter) - 1))
        rows.append(f"  - {against(item.claim)}: {inline(mine.against[0], work)}{more}")
    return "\n".join([*rows, *(f"  - {text}" for text in (_against_above(item, work), _withdrawn(item)) if text)])


def _label(item: ExportedClaim, sort: str) -> str:
    """What is claimed, in brackets what it is and how many say it; of one person's plain words nothing."""
    text = spoken(item)[0].rstrip(" .")
    what = what_it_is(item, text)
    several = item.prevalence.participants > 1 or item.outside
    said = said_by_sentence(what or text, item.prevalence) and not item.outside
    count = [people(item.prevalence, item.outside)] if several and not said else []
    # Of a change both ends are printed.
    count += [mentions(item.prevalence)] if item.prevalence.mentions > 1 and not turns(item) else []
    if what:
        sort, text = "" if sort in _SORTS.values() else sort, what
    name, inside = (escape(text), [sort, *count]) if text else (capital(sort), count)
    brackets = ", ".join(filter(None, inside))
    return f"{name} ({brackets})".strip() if brackets else name
