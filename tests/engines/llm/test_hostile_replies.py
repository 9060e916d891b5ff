"""Whatever a model replies: nothing crashes, nothing false gets in, what came to nothing is told with its reason."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from assistant.analysis.coding import code
from assistant.calls import CallsInMemory
from assistant.domain import Evidence, Outcome, Span
from assistant.engines.llm.answering import Told
from assistant.engines.llm.asking import json_in
from assistant.engines.llm.completion import read_completion
from assistant.engines.llm.engine import LanguageModelEngine
from assistant.engines.llm.failures import CallFailedError, UnreadableError
from assistant.engines.llm.replies import numbers_of
from assistant.engines.llm.request import Request
from assistant.engines.protocol import DoubtTask, PersonaTask, Point, Quote, StageTask, ThemeTask
from assistant.settings import parse_settings
from tests.engines.llm.talk import interview, text_of

DEEP = 20_000
LONG = 1_200_000
MARKUP = "<script>alert(1)</script> [red]x[/red] \x1b[31m\u202e\u200b \ud800 \x00 ``` --- [a](javascript:b)"
KEYS = ("findings", "name", "definition", "out", "same", "topics", "summary", "claims", "assumptions", "verdicts",
        "against", "answer")  # fmt: skip


def everywhere(value: Any) -> str:
    """A reply that has the same under every key that any of the chains reads."""
    return json.dumps(dict.fromkeys(KEYS, value))


def rows(*parts: str) -> str:
    """A reply with the same rows for all that is told in rows."""
    return json.dumps(
        {key: [part[:20_000] for part in parts[:1200]] for key in KEYS}
        | {"findings": list(parts)}
        | {"name": parts[0][:2000], "definition": parts[0][:2000], "same": [], "out": []}
    )


REPLIES = {
    "nothing": "",
    "no JSON": "Certainly! I would love to help you with that.",
    "a list": "[1, 2]",
    "null": "null",
    "a number": "42",
    "an empty object": "{}",
    **{f"everything is {value!r}": everywhere(value)
       for value in (None, 7, -7, 1e308, True, "x", {}, {"a": []}, [None, 3, ["x"], {"a": 1}], [[[]]])},
    "not a number": '{"findings": [NaN, Infinity], "out": [NaN, 1e999], "same": [[NaN]], "name": "x"}',
    "a number of five thousand digits": '{"out": [' + "9" * 5000 + '], "name": "x", "definition": "y"}',
    "the same key twice": '{"findings": 3, "findings": ["1 | pain | the wait | - | 2 | -"], "findings": []}',
    "braces": "{" * DEEP,
    "deep lists": '{"findings": ' + "[" * DEEP + "]" * DEEP + "}",
    "deep objects": '{"findings": ' * 900 + "[]" + "}" * 900,
    "deep escapes": '{"summary": ' + "[" * 700 + '"\\ud800"' + "]" * 700 + "}",
    "thoughts without end": "<think>" * (LONG // 7),
    "digits without end": '{"findings": ["' + "1" * LONG,
    "one long row": rows("1 | pain | " + "long " * (LONG // 5)),
    "one long quotation": rows("1 | pain | the wait | - | 2 | " + "ä" * (LONG // 30)),
    "many rows": rows(*(f"1 | emotion | anger{number} | - | -1/2 | -" for number in range(10_000))),
    "blanks": rows(" " * LONG + "|" + " " * LONG),
    "bars": rows("|" * 100_000),
    "markup": rows(
        f"1 | pain | {MARKUP} | {MARKUP} | {MARKUP} | {MARKUP}",
        f"P1 | 1, 2 | {MARKUP}",
        f"C1 | yes | {MARKUP}",
    ),
    "negative sentences": rows("-1 | pain | the wait | - | 2 | -", "P-1 | -1 | They wait.", "C1 | -1"),
    "sentences with fractions": rows("1.5 | pain | the wait | - | 2 | -", "P1 | 1.5 | They wait.", "C1 | 1.5"),
    "sentences that were not shown": rows("999999 | pain | the wait | - | 2 | -", "P1 | 99999999999999 | They wait."),
    "a range without end": rows("1-999999999999 | pain | the wait | - | 2 | -", "P1 | 1-9999999 | They wait."),
    "huge details": rows(
        f"1 | pain | the wait | - | {'9' * 400} | -",
        f"2 | emotion | anger | - | -{'9' * 400}/1e999 | -",
    ),
    "kinds that are none": rows("1 | PAIN | the wait | NOWHERE | ? | -", "1 | misery | the wait | - | 2 | -"),
    "made-up words": rows("1 | pain | 97 % of people | - | 3 | the unicorn paid", 'P1 | 1 | All 12 said "unicorn".'),
}  # fmt: skip


class Says:
    """An endpoint that always says the same."""

    name, host, modes = "openai:scripted", "nowhere", ("schema", "tool", "text")

    def __init__(self, text: str) -> None:
        self._text = text

    def open(self) -> None:
        """Nothing to do."""

    def ask(self, _: Request) -> Any:
        return read_completion({"choices": [{"message": {"content": self._text}, "finish_reason": "stop"}]})


def engine_saying(text: str) -> LanguageModelEngine:
    """An engine whose endpoint says so, whatever it is asked."""
    engine = LanguageModelEngine("openai:scripted", parse_settings({}, "test"), CallsInMemory())
    engine.transport.endpoint = Says(text)  # type: ignore[assignment]
    return engine


def quote(number: int, text: str) -> Quote:
    return Quote(Evidence(Span(f"s{number}", 0, len(text))), text, f"p{number}", label="the wait", kind="pain")


QUOTES = tuple(quote(number, f"I had to wait for the parcel again, week {number}.") for number in range(4))


def themes() -> list[ThemeTask]:
    return [ThemeTask(f"t{number}", "pain", QUOTES) for number in range(2)]


def drafts(engine: LanguageModelEngine) -> Iterator[Sequence[Outcome[Any, Any]]]:
    """All that the engine words, from the same four quotes."""
    point = Point("pains", "t1", "the wait", QUOTES)
    yield list(engine.name_themes(themes()))
    yield list(engine.write_personas([PersonaTask("g1", 4, (point,))]))
    yield list(engine.write_stages([StageTask("j1", "purchase", "Buying", "participants", 4, (point,))]))
    yield list(engine.weigh([DoubtTask("d1", (("They wait.", QUOTES),))]))


def evidence_in(value: Any) -> Iterator[Evidence]:
    """All evidence anywhere in what an engine gives."""
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, tuple | list):
        for item in value:
            yield from evidence_in(item)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from evidence_in(getattr(value, name))


def told(engine: LanguageModelEngine) -> Sequence[Told]:
    """What it answers to a question; a reason is no answer."""
    try:
        return engine.answer("What about the wait?", QUOTES)
    except CallFailedError as error:
        if not 0 < len(str(error)) < 400:
            raise
        return ()


@pytest.mark.parametrize("name", REPLIES)
def test_nothing_a_model_says_does_harm(name: str) -> None:
    """Each item ends with a sound result or a reason, in no time."""
    engine, passage = engine_saying(REPLIES[name]), interview(1)
    began = time.process_time()
    (outcome,) = code(engine, [passage])
    said = text_of(passage)
    shown = {(line.span.start, line.span.end) for line in passage.lines if line.codable}

    assert (outcome.result is None) == bool(outcome.error)
    assert len(outcome.error) < 400
    for finding in outcome.result or ():
        assert said[finding.start : finding.end].strip()
        assert any(start <= finding.start < end for start, end in shown)
        finding.label.encode()
        assert len(finding.label) <= 80
        json.dumps(finding.attributes, allow_nan=False)
    assert len(outcome.result or ()) <= 20 * len(shown)

    given = {each.evidence for each in QUOTES}
    for outcomes in drafts(engine):
        assert all((each.result is None) == bool(each.error) for each in outcomes)
        assert set(evidence_in([each.result for each in outcomes])) <= given
    assert all(sentence.quotes and set(sentence.quotes) <= {0, 1, 2, 3} for sentence in told(engine))
    assert time.process_time() - began < 60


def test_made_up_words_and_numbers_are_counted() -> None:
    """What is not used is told, so that nobody wonders where it went."""
    engine = engine_saying(REPLIES["made-up words"])
    (outcome,) = code(engine, [interview(1)])
    list(drafts(engine))

    assert outcome.result
    assert engine.coding.checks.counts["words that nobody said"] == 1
    assert any("number or a quotation" in remark for remark in engine.remarks())
    numbers = engine_saying(
        rows("1 | gain | a | - | - | -", "2 | gain | b | - | - | -", "-3 | pain | the wait | - | 2 | -")
    )
    assert len(next(code(numbers, [interview(1)])).result or ()) == 2
    assert numbers.coding.checks.counts["sentence numbers that were not shown"] == 1
    many = engine_saying(REPLIES["many rows"])
    list(code(many, [interview(1)]))
    assert many.coding.checks.counts["rows beyond what so many sentences hold"] > 9_000


@pytest.mark.parametrize("usage", [{}, [], {"prompt_tokens": "many"}, {"prompt_tokens": -5}, {"prompt_tokens": 1e308},
                                   {"prompt_tokens": float("nan")}, {"prompt_tokens": 10**30}, {"prompt_tokens": True},
                                   {"prompt_tokens": 5, "completion_tokens": "x"},
                                   {"prompt_tokens": 5, "prompt_tokens_details": {"cached_tokens": -1}}])  # fmt: skip
def test_counts_that_cannot_be_are_made_by_us(usage: Any) -> None:
    """A cost is never negative, never endless, and never what nobody can store."""
    body = {"choices": [{"message": {"content": "{}"}}], "usage": usage}
    assert read_completion(body).usage is None


@pytest.mark.parametrize(
    ("given", "numbers"),
    [([1, 3], [1, 3]), (["2", "x", "-1", "2.0"], [2]), ([2.0, 2.5, -1, 0, 9], [2]), ([True, None, [1], {}], []),
     ("1", []), (None, []), (1, []), ([float("nan"), float("inf"), 10**30], [])],
)  # fmt: skip
def test_numbers_of_a_list(given: Any, numbers: list[int]) -> None:
    """Texts and whole floats count, everything else does not."""
    assert list(numbers_of(given, 4)) == numbers


def test_thoughts_are_left_out_before_the_json_is_read() -> None:
    """Those of several, and one that does not end."""
    assert json_in('<think>{"a": 1}</think>{"a": 2}<think>{"a": 3}</think>') == {"a": 2}
    assert json_in('{"a": "\\ud83d\\ude00 \\ud800 \\u0000"}') == {"a": "😀 ? \ufffd"}
    with pytest.raises(UnreadableError):
        json_in("<think> I wonder")


def test_arguments_that_are_read_already_are_taken() -> None:
    """Some servers give a tool's arguments as an object."""
    message = {"tool_calls": [{"function": {"name": "code", "arguments": {"findings": []}}}]}

    assert read_completion({"choices": [{"message": message}]}).text == '{"findings": []}'
