"""What the overview says of a study: its figures, and the rows that lead to what waits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets.option_list import Option

from assistant.domain import CODE, KINDS, Persona
from tui.marks import ACCEPTED, STALE, WAITING, tally
from tui.text import content, how_many, one_line, wait
from tui.widgets.row import Row

if TYPE_CHECKING:
    from assistant.review.codings import Codings
    from assistant.review.decisions import Owner
    from assistant.review.desk import Desk
    from assistant.store.figures import Counts
    from tui.run_job import Pace
    from tui.unsaved import Place

_BAR = 24
_FAILURES_SHOWN = 50


def figures(desk: Desk) -> Content:
    counts = desk.counts
    lines = [content(counted(counts))]
    drafted = any(desk.of(owner) for owner in desk.owners)
    lines += [_progress(desk)] if drafted else []
    if desk.calls:
        lines.append(content(f"{desk.calls:,} calls to a model so far, ${desk.cost:.2f}", "$foreground-muted"))
    if drafted and not desk.seq:
        begin = "Nobody has decided anything yet: n goes to the first claim that waits, ? explains every screen."
        lines.append(content(begin, "bold"))
    if desk.owners and not drafted:
        nothing = "Nothing was found that a claim could rest on: 2 opens the sources, where you can code by hand."
        lines.append(content(nothing, "bold"))
    if not desk.owners:
        lines.append(content("Nothing is drafted yet: r codes the sources and drafts personas and journey.", "bold"))
    if counts.failures:
        lines.append(content(f"! {counts.failures} items failed, see below; r tries them again.", "$text-warning"))
    return Content("\n").join(lines)


def counted(counts: Counts) -> str:
    """How much of everything there is."""
    found = sum(counts.findings.values())
    parts = [_read(counts)]
    parts += [f"{how_many(found, 'finding')} ({_kinds(counts.findings)})", how_many(counts.themes, "theme")] * bool(
        found
    )
    return " · ".join(parts)


def counted_blind(counts: Counts, codings: Codings | None) -> str:
    """What was read, and what the reviewer has coded: nothing that others or the engine have found."""
    if codings is None or codings.more:
        return f"{_read(counts)} · reading your coding…"
    own = Counter(item.row.kind for item in codings.findings if item.row.status != "rejected")
    return f"{_read(counts)} · {how_many(own.total(), 'finding')} of yours" + (f" ({_kinds(own)})" if own else "")


def _read(counts: Counts) -> str:
    return f"{how_many(counts.sources, 'source')} · {how_many(counts.participants, 'participant')}"


def _kinds(found: Mapping[str, int]) -> str:
    parts = [how_many(found[kind], kind) for kind in KINDS if found.get(kind)]
    return ", ".join([*parts, *([f"{found[CODE]:,} by your codebook"] if found.get(CODE) else [])])


def _progress(desk: Desk) -> Content:
    claims = [claim for owner in desk.owners for claim in desk.of(owner)]
    waiting = sum(len(desk.waiting(owner)) for owner in desk.owners)
    settled = len(claims) - waiting
    done = round(_BAR * settled / len(claims)) if claims else 0
    bar = content("█" * done, "$text-success") + content("░" * (_BAR - done), "$foreground-muted")
    return bar + content(f"  {settled} of {len(claims)} claims settled, ") + content(wait(waiting), "bold")


def running(pace: Pace, *, is_stopping: bool, blind: bool) -> Content:
    """How far a run is, how fast, how long still, and what was paid; blind, not how much is drafted."""
    from tui.run_job import TITLES

    done = round(_BAR * (pace.done + pace.failed) / pace.total) if pace.total else _BAR
    bar = content("█" * done, "$text-accent") + content("░" * (_BAR - done), "$foreground-muted")
    parts = [] if blind and pace.step not in ("index", "code") else [f"{pace.done:,} of {pace.total:,}"]
    parts += [f"{pace.failed} failed"] if pace.failed else []
    parts += [f"{pace.rate:.1f} a second"] if pace.rate >= 0.1 else []
    parts += [f"about {_duration(pace.left)} left"] if pace.left else []
    parts += [f"${pace.spent:.2f}"] if pace.spent else []
    parts += ["done, the next step begins"] if pace.done + pace.failed >= pace.total else []
    title = "Stopping after this item: " if is_stopping else ""
    return bar + content(f"  {title}{TITLES.get(pace.step, pace.step)} ", "bold") + content(" · ".join(parts))


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def coded_rows(desk: Desk) -> Iterator[Option]:
    """Findings and themes with how many of them wait."""
    found = sum(desk.counts.findings.values())
    if not found:
        return
    yield Option(Content("Coding"), disabled=True)
    for name, number, waiting in (
        ("findings", found, desk.open_findings),
        ("themes", desk.counts.themes, desk.open_themes),
    ):
        mark = WAITING if waiting else ACCEPTED
        tail = wait(waiting, number) if waiting else "settled"
        yield Option(Row(content(mark.sign, mark.style), content(name.capitalize(), "bold"), tail), id=name)


def failure_rows(desk: Desk) -> Iterator[Option]:
    """What failed last time, and why."""
    if desk.failures:
        yield Option(Content("Failed last time: r tries again"), disabled=True)
    for failure in desk.failures[:_FAILURES_SHOWN]:
        words = content(f"{failure.step} {failure.where or failure.item}: ", "bold") + content(one_line(failure.reason))
        yield Option(Row(content("!", "$text-warning"), words), disabled=True)


def journeys(desk: Desk) -> list[Sequence[Owner]]:
    """The stages of all participants' journey, then those of each persona."""
    whose = dict.fromkeys(item.persona_id for item in desk.narratives)
    return [[item for item in desk.narratives if item.persona_id == persona_id] for persona_id in whose]


def group_rows(desk: Desk, heading: str, groups: Sequence[Sequence[Owner]]) -> Iterator[Option]:
    """A row for each group: it leads to the first of its owners in which something waits."""
    if groups:
        yield Option(Content(heading), disabled=True)
    for owners in groups:
        first = next((owner for owner in owners if desk.waiting(owner)), owners[0])
        yield Option(_group_row(desk, owners), id=first.id)


def _group_row(desk: Desk, owners: Sequence[Owner]) -> Row:
    claims = [claim for owner in owners for claim in desk.of(owner)]
    waiting = sum(len(desk.waiting(owner)) for owner in owners)
    mark = WAITING if waiting else ACCEPTED
    tail = wait(waiting, len(claims)) if waiting else "settled" if claims else "nothing said"
    if all(owner.status == "approved" for owner in owners):
        tail = "signed off"
    return Row(
        content(mark.sign, mark.style), content(_group_name(desk, owners[0]), "bold") + "  " + tally(claims), tail
    )


def _group_name(desk: Desk, owner: Owner) -> str:
    if isinstance(owner, Persona):
        return owner.name
    names = {persona.id: persona.name for persona in desk.personas}
    return names.get(owner.persona_id or "", "All participants")


def stale_rows(desk: Desk) -> Iterator[Option]:
    """Claims that were accepted for something else than they rest on now, by the reason."""
    stale = [claim for owner in desk.owners for claim in desk.of(owner) if claim.stale]
    for why in dict.fromkeys(claim.why_stale for claim in stale):
        yield Option(Content(f"Accepted, but {why}"), disabled=True)
        for claim in stale:
            if claim.why_stale == why:
                yield Option(Row(STALE.content(), content(one_line(claim.text))), id=f"claim {claim.id}")


def unsaved_rows(unsaved: Mapping[Place, Mapping[str, str]]) -> Iterator[Option]:
    """Words that were typed and never saved, with the key that brings them back; ids are `unsaved` and a number."""
    if unsaved:
        yield Option(Content("Words that were not saved: Enter goes there"), disabled=True)
    for number, (place, words) in enumerate(unsaved.items()):
        key = _KEYS.get(place.action, "")
        typed = " · ".join(word for name, word in words.items() if word.strip() and name not in ("kind", "stage"))
        text = content(f"{place.action}: ", "bold") + content(one_line(typed))
        tail = f"then {key}" if key else ""
        yield Option(Row(content("✎ unsaved", "$text-warning"), text, tail), id=f"unsaved {number}")


_KEYS = {"edit": "e", "rename": "e", "recode": "e", "reject": "x", "comment": "c", "code": "⏎", "detach": "-",
         "accept all": "A", "reject all": "X", "merge": "m", "move": "m", "split": "s"}  # fmt: skip
"""The keys that open the dialogs."""
