"""A model made of rules: answers each of the program's prompts plausibly from what the prompt shows."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

_LINE = re.compile(r"^(\d+) (?:[A-Z]\d*: )?(.+)$", re.MULTILINE)
_CUES = {
    "pain": "wait late broken angry never problem fault expensive lost stuck wrong worry fee annoy worst bad hard",
    "gain": "great love easy good nice fast helped happy free saved best glad perfect works",
    "need": "need want wish hope looking",
    "suggestion": "should could ought rather",
    "emotion": "angry happy relieved worried furious afraid sad love scared annoyed excited nervous",
    "touchpoint": "app website email phone shop hub checkout advert letter chat van courier",
}
_KIND_OF = {word: kind for kind, words in _CUES.items() for word in words.split()}
_STAGES = ("awareness", "consideration", "decision", "purchase", "post-purchase", "loyalty")
_WORD = re.compile(r"[a-z']+")


def write(name: str, system: str, question: str) -> dict[str, Any]:
    """The reply to the prompt called `name`."""
    return _RULES[name](question)


def named_in(system: str) -> str:
    """Which prompt this is, where no schema says so: each shows its reply's first key."""
    for key, name in (("findings", "code"), ("same", "merge"), ("verdicts", "support"), ("against", "doubt"),
                      ("answer", "ask"), ("definition", "theme"), ("summary", "persona"), ("claims", "stage"),
                      ("colour", "probe")):  # fmt: skip
        if f'"{key}"' in system:
            return name
    return ""


def _code(question: str) -> dict[str, Any]:
    return {"findings": [row for number, text in _LINE.findall(question) for row in _rows(int(number), text)]}


def _rows(number: int, text: str) -> Iterator[str]:
    for word in dict.fromkeys(_WORD.findall(text.casefold())):
        kind = _KIND_OF.get(word)
        if not kind:
            continue
        stage = _STAGES[len(text) % len(_STAGES)]
        detail = {"pain": "2", "emotion": "-1/2", "touchpoint": "digital/own"}.get(kind, "-")
        words = re.search(rf"(?i)\b{re.escape(word)}\b(?:\s+\S+){{0,2}}", text)
        exact = words.group().rstrip(".,!?") if words and kind != "touchpoint" else "-"
        label = word if kind in ("emotion", "touchpoint") else " ".join(text.split()[:5]).strip(".,!?|")
        yield f"{number} | {kind} | {label} | {stage} | {detail} | {exact.replace('|', ' ')}"


def _probe(question: str) -> dict[str, Any]:
    return {"colour": "blue", "numbers": [3, 5]}


def _theme(question: str) -> dict[str, Any]:
    quotes = _LINE.findall(question)
    words = [word for _, text in quotes for word in set(_WORD.findall(text.casefold())) if len(word) > 4]
    common = [word for word, _ in Counter(words).most_common(3)] or ["nothing much"]
    return {"name": " ".join(common), "definition": f"What people say about {common[0]}.", "out": []}


_THEME_LINE = re.compile(r"^(\d+) (\w+): ([^:\n]*): (.*)$", re.MULTILINE)


def _merge(question: str) -> dict[str, Any]:
    """Themes of a kind with the same words are the same; every word that several names share is a topic."""
    same: dict[tuple[str, str], list[int]] = {}
    topics: dict[str, list[str]] = {}
    for number, kind, name, _ in _THEME_LINE.findall(question):
        same.setdefault((kind, " ".join(sorted(name.split()))), []).append(int(number))
        for word in name.split():
            topics.setdefault(word, []).append(number)
    rows = [f"{word} | {', '.join(numbers)}" for word, numbers in topics.items() if len(numbers) > 1]
    return {"same": [group for group in same.values() if len(group) > 1], "topics": [*rows, "weather | 1, 2"]}


_POINT = re.compile(r"^\[P(\d+)\] (\w+): (.*)$")


def _claims(question: str) -> list[str]:
    """A sentence for each point that names all its quotes; every fifth makes up a number."""
    claims: list[tuple[str, str, list[str]]] = []
    for line in question.splitlines():
        if point := _POINT.match(line):
            claims.append((point[1], point[3], []))
        elif claims and (quote := _LINE.match(line)):
            claims[-1][2].append(quote[1])
    return [
        f"P{number} | {', '.join(quotes)} | "
        + (f"9 of 10 speak of {topic}." if at % 5 == 4 else f"They care about {topic}.")
        for at, (number, topic, quotes) in enumerate(claims)
    ]


def _persona(question: str) -> dict[str, Any]:
    claims = _claims(question)
    summary = [f"{number} | They told of what they went through." for number, _ in _LINE.findall(question)[:1]]
    summary += ["1, 2 | All of the 12 participants agree."]
    return {
        "name": "The careful rider",
        "summary": summary,
        "claims": claims,
        "assumptions": ["values | They may like trees."],
    }


def _stage(question: str) -> dict[str, Any]:
    return {"claims": _claims(question)}


def _support(question: str) -> dict[str, Any]:
    """Most claims hold; every seventh is weaker, every eleventh does not hold."""
    numbers = [int(number) for number in re.findall(r"^\[C(\d+)\]", question, re.MULTILINE)]
    return {"verdicts": [f"C{at} | no | -" if at % 11 == 10 else
                         f"C{at} | weaker | Some care comes up." if at % 7 == 6 else f"C{at} | yes | -"
                         for at in numbers]}  # fmt: skip


def _doubt(question: str) -> dict[str, Any]:
    """The first quote under each claim speaks against it."""
    found = re.findall(r"^\[C(\d+)\].*\n(\d+) ", question, re.MULTILINE)
    return {"against": [f"C{claim} | {quote}" for claim, quote in found]}


def _ask(question: str) -> dict[str, Any]:
    wanted = set(_WORD.findall(question.split("\n", maxsplit=1)[0].casefold())) - {
        "question",
        "what",
        "do",
        "people",
        "the",
        "of",
    }
    hits = [(number, text) for number, text in _LINE.findall(question) if wanted & set(_WORD.findall(text.casefold()))]
    return {"answer": [f"It comes up in what somebody told. | {number}" for number, _ in hits[:3]]}


_RULES = {
    "code": _code, "probe": _probe, "theme": _theme, "merge": _merge, "persona": _persona, "stage": _stage,
    "support": _support, "doubt": _doubt, "ask": _ask,
}  # fmt: skip


def spoil(text: str, fault: str) -> str:
    """A reply with a fault in it."""
    if fault == "broken":
        return text[: max(1, len(text) - 7)].replace(":", "=", 1)
    if fault == "cut":
        return text[: max(1, len(text) * 2 // 3)]
    if fault == "fabricated":
        return _in_rows(text, lambda row: row.rsplit("|", 1)[0] + "| the unicorn paid for my breakfast")
    if fault == "out_of_range":
        return _in_rows(text, lambda row: re.sub(r"^\d+", "99999", row))
    return text


def _in_rows(text: str, change: Any) -> str:
    value = json.loads(text)
    if "findings" in value:
        value["findings"] = [change(row) if at % 2 == 0 else row for at, row in enumerate(value["findings"])]
    return json.dumps(value)
