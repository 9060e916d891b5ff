"""Sentences of interviews and reviews: written for the project, or real ones that were labelled by reading them.

Written ones stand in `authored/*.txt` by themselves and in `authored/transcripts/*.txt` in the order of talk, one a
line, as `codes | sentence`. Codes: `p1` to `p3` a pain and how bad, `g` gain, `n` need, `s` suggestion, `e:NAME` a
feeling (looked for in transcripts only), `-` none of these, `i` words of an interviewer. In the sentence `{…}` marks
a touchpoint, `[[…]]` the words that carry the pain. Of real texts the project keeps only digests of the sentences
with their codes; the sentences are found again in the data folder.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from evals.training.data import app_reviews, jupyter, nhs, rows
from evals.training.examples import Example, Spans, emotion_labels

HERE = Path(__file__).parent / "authored"
Turn = tuple[str, bool, str]
SEVERITY = {"1": 0.3, "2": 0.6, "3": 0.95}


def labels_of(codes: str) -> dict[str, float]:
    """Turn codes into targets; nothing is unknown in a sentence that somebody read."""
    kinds = re.sub(r"e:\w+", "", codes)
    pain = re.search(r"p([123])", kinds)
    labels = {
        # Whether a small trouble is a pain is a matter of opinion, and the target says so.
        "pain": {"1": 0.85}.get(pain[1], 1.0) if pain else 0.0,
        "gain": float("g" in kinds),
        "need": float("n" in kinds),
        "suggestion": float("s" in kinds),
    }
    labels["sentiment"] = 0.5 + 0.4 * (labels["gain"] - bool(pain))
    if pain:
        labels["severity"] = SEVERITY[pain[1]]
    return labels


def feelings_of(codes: str) -> dict[str, float]:
    """All 28 emotions of a sentence that was read for them; one without any is neutral."""
    return emotion_labels(re.findall(r"e:(\w+)", codes) or ["neutral"])


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
    return Example(
        text, labels_of(codes), "authored", text, touchpoints=touchpoints, pains=_carrying(codes, pains),
        extra={"who": name},
    )  # fmt: skip


def _carrying(codes: str, pains: Spans) -> Spans | None:
    """The words that carry the pain: unknown where a sentence with one marks none."""
    return pains if pains or not re.search(r"p[123]", codes) else None


def transcripts() -> Iterator[Example]:
    """Sentences of whole interviews and reviews that were written for the project, in their order."""
    for path in sorted((HERE / "transcripts").glob("*.txt")):
        title = ""
        for line in path.read_text("utf-8").splitlines():
            title = f"{path.stem}: {line}" if line.startswith("#") else title
            codes, _, marked = line.partition(" | ")
            if marked:
                yield _told(codes.strip(), marked.strip(), title)


def _told(codes: str, marked: str, title: str) -> Example:
    text, touchpoints, pains = unmark(marked)
    labels = labels_of(codes) | feelings_of(codes)
    who = "moderator" if codes == "i" else "authored"
    source = "reviews" if "# review" in title else "transcripts"
    return Example(
        text, labels, source, title, touchpoints=touchpoints, pains=_carrying(codes, pains), extra={"who": who}
    )


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
    return _read("interview_labels", "interviews", _sentences(folder))


def commented(folder: Path) -> Iterator[Example]:
    """Real sentences of comments, answers and reviews with the labels that a reader gave them, one by one."""
    return _read("comment_labels", "comments", _comments(folder))


def read_for_verbatim(folder: Path) -> dict[str, list[Example]]:
    """All that was written or labelled for the project, by name."""
    return {
        "authored": list(authored()),
        "transcripts": list(transcripts()),
        "interviews": list(labelled(folder)),
        "comments": list(commented(folder)),
    }


def _read(name: str, source: str, sentences: Mapping[tuple[str, str], str]) -> Iterator[Example]:
    for line in (HERE / f"{name}.jsonl").read_text("utf-8").splitlines():
        entry = json.loads(line)
        text = sentences.get((entry["doc"], entry["sentence"]))
        if text:
            labels = labels_of(entry["codes"]) | (feelings_of(entry["codes"]) if entry.get("feelings") else {})
            extra = {key: entry[key] for key in ("side",) if key in entry}
            yield Example(text, labels, source, entry["doc"], extra=extra)


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
    for document, participant, text in turns(folder):
        for sentence in split(text) if participant else ():
            found[document, digest(sentence)] = sentence
    return found


@cache
def _comments(folder: Path) -> dict[tuple[str, str], str]:
    examples = (example for reader in (nhs, jupyter, app_reviews) for example in reader(folder))
    return {(digest(e.text), digest(sentence)): sentence for e in examples for sentence in split(e.text)}


def turns(folder: Path) -> Iterator[Turn]:
    """Interviews in their order: the document, whether the participant speaks, the words."""
    yield from _anthropic(folder)
    yield from _pdpilot(folder)


def _anthropic(folder: Path) -> Iterator[Turn]:
    for group in ("creatives", "scientists"):
        for row in rows(folder / "anthropic_interviewer" / f"{group}_dev.jsonl.gz"):
            parts = re.split(r"(?m)^(Assistant|AI|User|Human):", row["text"])
            for who, text in zip(parts[1::2], parts[2::2], strict=True):
                yield row["id"], who in ("User", "Human"), text


def _pdpilot(folder: Path) -> Iterator[Turn]:
    from pypdf import PdfReader

    for path in sorted((folder / "pdpilot_interviews" / "transcripts_dev").glob("P*.pdf")):
        text = "\n".join(page.extract_text() for page in PdfReader(path).pages)
        parts = re.split(r"(?m)^(Dan|Participant):\s*", re.sub(r"(?m)^\d+/\d+$", "", text))
        for who, turn in zip(parts[1::2], parts[2::2], strict=True):
            yield path.stem, who == "Participant", re.sub(r"\s+", " ", turn).strip()


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
