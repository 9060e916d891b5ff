"""Sentences of interviews: written for the project, or real ones that were labelled by reading them.

Written ones stand in `authored/*.txt`, one a line, as `codes | sentence`. Codes: `p1` to `p3` a pain and how bad,
`g` gain, `n` need, `s` suggestion, `-` none of these. In the sentence `{…}` marks a touchpoint, `[[…]]` the words
that carry the pain. Of real interviews the project keeps only digests of the sentences with their codes; the
sentences are found again in the data folder.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from evals.training.data import rows
from evals.training.examples import Example, Spans

HERE = Path(__file__).parent / "authored"
SEVERITY = {"1": 0.3, "2": 0.6, "3": 0.95}


def labels_of(codes: str) -> dict[str, float]:
    """Turn codes into targets; nothing is unknown in a sentence that somebody read."""
    pain = re.search(r"p([123])", codes)
    labels = {
        # Whether a small trouble is a pain is a matter of opinion, and the target says so.
        "pain": {"1": 0.85}.get(pain[1], 1.0) if pain else 0.0,
        "gain": float("g" in codes),
        "need": float("n" in codes),
        "suggestion": float("s" in codes),
    }
    labels["sentiment"] = 0.5 + 0.4 * (labels["gain"] - bool(pain))
    if pain:
        labels["severity"] = SEVERITY[pain[1]]
    return labels


def authored() -> Iterator[Example]:
    """Sentences written for the project."""
    for path in sorted(HERE.glob("*.txt")):
        for line in path.read_text("utf-8").splitlines():
            codes, _, marked = line.partition(" | ")
            if marked:
                yield _authored(codes.strip(), marked.strip())


def _authored(codes: str, marked: str) -> Example:
    text, touchpoints, pains = unmark(marked)
    name = "moderator" if codes == "-" and text.endswith("?") else "authored"
    words = pains if pains or "p" not in codes else None
    return Example(text, labels_of(codes), "authored", text, touchpoints=touchpoints, pains=words, extra={"who": name})


def unmark(marked: str) -> tuple[str, Spans, Spans]:
    """Take the marks out of a sentence and say where they stood."""
    text = ""
    opened: dict[str, int] = {}
    found: dict[str, list[tuple[int, int]]] = {"{": [], "[[": []}
    closes = {"}": "{", "]]": "[["}
    for piece in re.split(r"(\{|\}|\[\[|\]\])", marked):
        if piece in found:
            opened[piece] = len(text)
        elif piece in closes:
            found[closes[piece]].append((opened[closes[piece]], len(text)))
        else:
            text += piece
    return text, tuple(found["{"]), tuple(found["[["])


def labelled(folder: Path) -> Iterator[Example]:
    """Real sentences of interviews with the labels that a reader gave them."""
    sentences = _sentences(folder)
    for line in (HERE / "interview_labels.jsonl").read_text("utf-8").splitlines():
        entry = json.loads(line)
        text = sentences.get((entry["doc"], entry["sentence"]))
        if text:
            extra = {key: entry[key] for key in ("side",) if key in entry}
            yield Example(text, labels_of(entry["codes"]), "interviews", entry["doc"], extra=extra)


def digest(text: str) -> str:
    """Name a sentence without repeating it."""
    letters = "".join(filter(str.isalnum, text.lower()))
    return hashlib.sha256(letters.encode()).hexdigest()[:16]


def every_sentence(folder: Path) -> list[str]:
    """All sentences of the interviews' participants, labelled or not."""
    return list(_sentences(folder).values())


@cache
def _sentences(folder: Path) -> dict[tuple[str, str], str]:
    found = {}
    for document, text in [*_anthropic(folder), *_pdpilot(folder)]:
        for sentence in split(text):
            found[document, digest(sentence)] = sentence
    return found


def _anthropic(folder: Path) -> Iterator[tuple[str, str]]:
    for group in ("creatives", "scientists"):
        for row in rows(folder / "anthropic_interviewer" / f"{group}_dev.jsonl.gz"):
            parts = re.split(r"(?m)^(Assistant|AI|User|Human):", row["text"])
            for who, text in zip(parts[1::2], parts[2::2], strict=True):
                if who in ("User", "Human"):
                    yield row["id"], text


def _pdpilot(folder: Path) -> Iterator[tuple[str, str]]:
    from pypdf import PdfReader

    for path in sorted((folder / "pdpilot_interviews" / "transcripts_dev").glob("P*.pdf")):
        text = "\n".join(page.extract_text() for page in PdfReader(path).pages)
        parts = re.split(r"(?m)^(Dan|Participant):\s*", re.sub(r"(?m)^\d+/\d+$", "", text))
        for turn in parts[2::2]:
            yield path.stem, re.sub(r"\s+", " ", turn).strip()


def split(text: str) -> list[str]:
    """Cut a turn at full stops, question and exclamation marks and ends of lines."""
    found: list[str] = []
    for match in re.finditer(r"[^.!?\n]+(?:[.!?]+(?=\s|$)|[.!?]+|\n|$)", text):
        sentence = match.group().strip()
        if not sentence:
            continue
        goes_on = found and (len(sentence) < 3 or (sentence[0].islower() and found[-1].endswith(".")))
        if goes_on:
            found[-1] += " " + sentence
        else:
            found.append(sentence)
    return found
