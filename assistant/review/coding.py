"""Coding by hand, and decisions on findings: every one is an entry of the ledger and can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.domain import CODE, KINDS, Decision, Finding, Kind, Span
from assistant.errors import DecisionError, GroundingError
from assistant.identity import stable_id
from assistant.places import Places
from assistant.review.decisions import Review, new_batch
from assistant.store import Change, CodedRow

LONGEST_LABEL = 80


@dataclass(frozen=True, slots=True)
class Code:
    """What is said of a stretch of words."""

    kind: Kind
    label: str
    stage: str | None = None


class Coding:
    """One reviewer's findings, and decisions on those of others."""

    def __init__(self, review: Review, codes: Sequence[str] = ()) -> None:
        """`codes` are the names of the study's own codebook: what findings of the kind `code` may be called."""
        self._store, self._who, self._codes = review.store, review.reviewer, codes

    def add(self, span: Span, code: Code, why: str = "") -> list[Decision]:
        """Code words by hand; they must be one participant's."""
        label = self._label(code)
        places = Places(self._store.turns(span.source_id))
        if places.has_interviewer(span):
            raise GroundingError("An interviewer's words are context and cannot be coded.")
        person = places.participant_of(span)
        if person is None:
            raise GroundingError("These words are not those of one participant.", hint="Code each turn by itself.")
        # Two emotions or codes may share words; for the other kinds the label is a wording, not an identity.
        what = label if code.kind in ("emotion", "touchpoint", CODE) else ""
        name = stable_id("f", self._who, span.source_id, span.start, span.end, code.kind, what)
        if self._store.coded_by_id([name]):
            raise DecisionError("You have coded these words so already.", hint="Change that code with e.")
        new = Finding(
            name, span.source_id, span.start, span.end, code.kind, label, code.stage, self._who, person,
            attributes={}, status="draft",
        )  # fmt: skip
        after = {"retired": False, "status": "approved", "label": label, "stage": code.stage}
        change = Change("finding", name, after)
        return self._store.decide(self._who, "code", [change], why=why.strip(), new=[new])

    def change(self, row: CodedRow, code: Code, why: str = "") -> list[Decision]:
        """Give a finding another kind, label or stage, which accepts it; its words stay."""
        stays = row.kind == code.kind and row.label == code.label
        after = {"kind": code.kind, "label": row.label if stays else self._label(code), "stage": code.stage}
        if after == {"kind": row.kind, "label": row.label, "stage": row.stage}:
            raise DecisionError("Nothing in it was changed.")
        return self._decide("recode", [row], after | {"status": "approved"}, why)

    def flag(self, row: CodedRow, why: str = "") -> list[Decision]:
        """Mark a finding for another look, or take the mark off."""
        change = Change("finding", row.id, {"flagged": not row.flagged}, row.revision)
        action = "unflag" if row.flagged else "flag"
        return self._store.decide(self._who, action, [change], why=why.strip())

    def approve(self, rows: Sequence[CodedRow], why: str = "") -> list[Decision]:
        """Accept findings; many at once are one undo."""
        return self._decide("approve", rows, {"status": "approved"}, why)

    def reject(self, rows: Sequence[CodedRow], why: str) -> list[Decision]:
        """Refuse findings for a reason: they count no longer, nor do claims count them."""
        if not why.strip():
            raise DecisionError("A rejection needs a reason.", hint="One or two words will do.")
        return self._decide("reject", rows, {"status": "rejected"}, why)

    def remove(self, row: CodedRow) -> list[Decision]:
        """Take back a code of one's own."""
        if row.coder != self._who:
            raise DecisionError(f"{row.coder} has coded this.", hint="Reject it instead, with a reason.")
        return self._decide("remove", [row], {"retired": True}, "")

    def comment(self, row: CodedRow, words: str) -> list[Decision]:
        """Note something about a finding; it changes nothing."""
        if not words.strip():
            raise DecisionError("The comment is empty.")
        return self._store.decide(self._who, "comment", [Change("finding", row.id, {})], why=words.strip())

    def _label(self, code: Code) -> str:
        """A label that may stand: of the codebook it is one of its codes, else a few words."""
        label = " ".join(code.label.split())
        if code.kind not in (*KINDS, CODE):
            raise DecisionError(f"There is no kind {code.kind!r}.", hint=f"Kinds are {', '.join((*KINDS, CODE))}.")
        if not label:
            raise DecisionError("A code needs a label.", hint="Two or three words that say what it is about.")
        if code.kind == CODE:
            return self._of_codebook(label)
        if len(label) > LONGEST_LABEL:
            raise DecisionError(f"The label is longer than {LONGEST_LABEL} characters.", hint="Keep it to a few words.")
        return label

    def _of_codebook(self, label: str) -> str:
        """The name of a code, as the codebook writes it: what is no code of it would stand under none."""
        known = {name.casefold(): name for name in self._codes}
        if label.casefold() not in known:
            codes = ", ".join(self._codes)
            hint = f"Its codes are {codes}." if codes else "It has no codes yet: `verbatim codebook FILE` adds some."
            raise DecisionError(f"“{label}” is no code of this study's codebook.", hint=hint)
        return known[label.casefold()]

    def _decide(self, action: str, rows: Sequence[CodedRow], after: dict[str, Any], why: str) -> list[Decision]:
        if not rows:
            raise DecisionError("There is no finding to decide on.")
        changes = [Change("finding", row.id, after | _flag_off(row), row.revision) for row in rows]
        batch = new_batch() if len(rows) > 1 else ""
        return self._store.decide(self._who, action, changes, why=why.strip(), batch=batch)


def _flag_off(row: CodedRow) -> dict[str, Any]:
    """A decision answers the flag."""
    return {"flagged": False} if row.flagged else {}
