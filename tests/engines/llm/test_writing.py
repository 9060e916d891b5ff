"""What a model writes is used only where the quotes it names carry it; numbers and quotations of its own are not."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from assistant.calls import CallsInMemory
from assistant.domain import Evidence, Span
from assistant.engines.llm.answering import AnsweringChain
from assistant.engines.llm.arranging import Arranged, ArrangingChain
from assistant.engines.llm.asking import Asker
from assistant.engines.llm.doubting import DoubtingChain
from assistant.engines.llm.failures import CallFailedError
from assistant.engines.llm.naming import NamingChain, with_border
from assistant.engines.llm.prompts import load_prompt
from assistant.engines.llm.prose import echoes, plain, unfounded
from assistant.engines.llm.request import MODES, Answer, Request
from assistant.engines.llm.transport import Terms, Transport
from assistant.engines.llm.writing import Prompts, WritingChain, show
from assistant.engines.ondevice import drafting
from assistant.engines.protocol import Border, DoubtTask, PersonaTask, Point, Quote, StageTask, ThemeTask, ThemeWords


class Replying:
    """An endpoint that gives the replies it was given, by prompt, and remembers what it was asked."""

    name, host, modes = "test:fixed", "nowhere", MODES

    def __init__(self, replies: Mapping[str, Any]) -> None:
        self.replies = {name: list(each) if isinstance(each, list) else [each] for name, each in replies.items()}
        self.asked: list[Request] = []

    def open(self) -> None:
        """Always ready."""

    def ask(self, request: Request) -> Answer:
        self.asked.append(request)
        queue = self.replies[request.name]
        reply = queue.pop(0) if len(queue) > 1 else queue[0]
        return Answer(reply if isinstance(reply, str) else json.dumps(reply), "stop", None)


def asker(replies: Mapping[str, Any]) -> tuple[Asker, Replying]:
    endpoint = Replying(replies)
    return Asker(Transport(endpoint, CallsInMemory(), None, Terms())), endpoint


def quote(text: str, who: str, number: int) -> Quote:
    return Quote(Evidence(Span("s", 100 * number, 100 * number + len(text)), f"f{number}"), text, who, kind="pain")


LATE = quote("The parcel came a day late.", "p1", 1)
TWO = quote("I waited 2 days longer.", "p2", 2)
NIGHT = quote("I fetch things at midnight.", "p1", 3)
POINTS = (Point("pains", "t1", "late parcels", (LATE, TWO)), Point("joys", "t2", "pick-up at night", (NIGHT,)))
TASK = PersonaTask("persona-1", 2, POINTS, ("late parcels",))
HOLDS = {"verdicts": ["C1 | yes | -", "C2 | yes | -"]}


def personas(claims: list[str], verdicts: Mapping[str, Any] = HOLDS, **more: Any) -> tuple[Any, WritingChain]:
    """A persona written from a reply, and the chain that wrote it."""
    persona = {"name": "The night collector", "claims": claims, "assumptions": [], **more}
    chain = WritingChain(asker({"persona": persona, "support": verdicts})[0], _prompts())
    (own,) = drafting.persona_words([TASK])
    return chain.persona(TASK, own)[0], chain


def _prompts() -> Prompts:
    return Prompts(load_prompt("persona"), load_prompt("stage"), load_prompt("support"))


def test_a_claim_rests_on_the_quotes_it_names() -> None:
    """And only on those of its own point."""
    words, _ = personas(["P1 | 1, 2, 3, 9 | Parcels reach them late.", "P2 | 3 | They fetch things at night."])
    late, night = words.claims

    assert (late.field, late.key, late.text) == ("pains", "t1", "Parcels reach them late.")
    assert late.evidence == (LATE.evidence, TWO.evidence)
    assert night.evidence == (NIGHT.evidence,)
    assert words.name == "The night collector"


@pytest.mark.parametrize(
    "row",
    [
        "P1 | 1 | 7 of 12 wait for parcels.",
        "P1 | 1 | Most participants wait for parcels.",
        "P1 | 1 | They wait 30 % longer.",
        "P1 | 1 | They say “it never came at all”.",
        "P1 | 1 | They wait 2 days.",
        "P1 | 3 | Parcels come late.",
        "P1 | | Parcels come late.",
        "P9 | 1 | Parcels come late.",
        "Parcels come late.",
    ],
)
def test_what_nobody_said_is_not_used(row: str) -> None:
    """A made-up number, share, quotation or reference: people's own words stand instead."""
    words, chain = personas([row, "P2 | 3 | They fetch things at night."])

    assert "“" in words.claims[0].text
    assert words.claims[0].evidence == (LATE.evidence, TWO.evidence)
    assert sum(chain.dropped.counts.values()) == 1


def test_a_number_that_was_said_may_be_told() -> None:
    """By those who said it."""
    words, _ = personas(["P1 | 2 | They wait 2 days longer."])
    assert words.claims[0].text == "They wait 2 days longer."


def test_claims_are_weakened_or_dropped_where_their_quotes_do_not_carry_them() -> None:
    """A weaker sentence takes the place; what is not carried gives way to people's own words."""
    verdicts = {"verdicts": ["C1 | weaker | A parcel came late.", "C2 | no | -"]}
    words, chain = personas(["P1 | 1 | Parcels are always late.", "P2 | 3 | They hate mornings."], verdicts)

    assert words.claims[0].text == "A parcel came late."
    assert "midnight" in words.claims[1].text
    assert chain.dropped.counts["is not carried by its quotes"] == 1


def test_a_claim_the_check_says_nothing_of_does_not_stand() -> None:
    """Silence is no yes; nor is a weaker sentence that makes up a number."""
    verdicts = {"verdicts": ["C1 | weaker | 9 of 10 wait."]}
    words, chain = personas(["P1 | 1 | Parcels come late.", "P2 | 3 | They fetch things at night."], verdicts)

    assert all("“" in claim.text for claim in words.claims)
    assert chain.dropped.counts["is not carried by its quotes"] == 2


def test_guesses_are_kept_apart() -> None:
    """Without evidence, at most two, in fields that there are."""
    guesses = [
        "values | Likes trees.",
        "nonsense | x",
        "quote | I hate it.",
        "technology | Has a phone.",
        "trust | Trusts nobody.",
    ]
    words, _ = personas([], assumptions=guesses)
    apart = [claim for claim in words.claims if claim.assumption]

    assert [claim.text for claim in apart] == ["Likes trees.", "Has a phone."]
    assert all(claim.evidence == () for claim in apart)


def test_a_summary_rests_on_quotes_of_several_points() -> None:
    """It stands first, one claim a sentence; what its quotes do not carry is left out, and nothing takes its place."""
    rows = ["1, 3, 77 | They fetch late parcels at night.", "2 | Half of them wait.", "They wait.", "2 | They hate it."]
    claims = ["P1 | 1 | Parcels reach them late."]
    verdicts = {"verdicts": ["C1 | yes | -", "C2 | yes | -"]}
    words, chain = personas(claims, verdicts, summary=rows)
    summary = [claim for claim in words.claims if claim.field == "summary"]

    assert [claim.text for claim in summary] == ["They fetch late parcels at night."]
    assert summary[0].evidence == (LATE.evidence, NIGHT.evidence)
    assert words.claims[0] == summary[0]
    assert words.claims[1].text == "Parcels reach them late."
    assert sum(chain.dropped.counts.values()) == 2

    told, _ = personas(claims, {"verdicts": ["C1 | no | -", "C2 | yes | -"]}, summary=rows[:1])
    assert [claim.field for claim in told.claims] == ["pains", "joys"]
    assert personas(claims, {"verdicts": ["C1 | yes"]}, summary="They wait.")[0].claims[0].field == "pains"


def test_a_stage_is_told_point_by_point() -> None:
    """A blank stage costs nothing."""
    told, endpoint = asker({"stage": {"claims": ["P1 | 1 | They wait for it."]}, "support": {"verdicts": ["C1 | yes"]}})
    chain = WritingChain(told, _prompts())
    task = StageTask("s1", "delivery", "it comes", "participants", 2, POINTS)
    (own,) = drafting.stage_words([task])
    claims, _ = chain.stage(task, own)
    assert claims[0].text == "They wait for it."
    assert len(claims) == 2

    blank = StageTask("s2", "loyalty", "", "participants", 2, ())
    assert chain.stage(blank, ()) == ((), 0.0)
    assert len(endpoint.asked) == 2


def test_many_people_are_heard_before_one_is_heard_twice() -> None:
    """Twelve quotes of a point at most."""
    many = [quote(f"Words {number}.", f"p{number % 15}", number) for number in range(60)]
    shown = show([Point("pains", "k", "t", tuple(many))])

    assert len(shown.quotes) == len({item.participant_id for item in shown.quotes}) == 12


def test_themes_are_named_and_cleaned() -> None:
    """Quotes that say something else are put out; those of the nearest theme are shown without a number."""
    told, endpoint = asker({"theme": {"name": "late parcels", "definition": "Parcels come late.", "out": [3, 77]}})
    task = ThemeTask("t1", "pain", (LATE, TWO, NIGHT), borders=(Border("t2", LATE, quote("It broke.", "p9", 9)),))
    words = NamingChain(told, load_prompt("theme")).name(task).value

    assert (words.name, words.out) == ("late parcels", (NIGHT.evidence,))
    assert endpoint.asked[0].messages[-1][1].endswith("3 I fetch things at midnight.\n~ It broke.")


def test_a_definition_says_in_peoples_words_where_a_theme_ends() -> None:
    """Against the nearest theme that stands; of few quotes none is on the border."""
    broke = Border("t2", LATE, quote("It broke on the way to me.", "p9", 9))
    lost = Border("t3", TWO, quote("It was lost for good.", "p8", 8))
    words = ThemeWords("late parcels", "Parcels come late.")
    few = ThemeTask("t1", "pain", (LATE, TWO), borders=(broke, lost))
    many = ThemeTask("t1", "pain", (LATE, TWO, NIGHT, LATE), borders=(broke, lost))

    assert with_border(words, few, {"t2", "t3"}).definition == (
        "Parcels come late. Not included: “It broke on the way to me.”"
    )
    assert with_border(words, many, {"t3"}).definition == (
        "Parcels come late. Borderline: “I waited 2 days longer.” Not included: “It was lost for good.”"
    )
    assert with_border(words, many, set()) == words


NAMES = ("late parcels", "lost parcels", "late vans", "rude drivers", "kind drivers", "drivers who help", "dear fees")
THEMES = [
    (ThemeTask(f"t{at}", "gain" if "kind" in name else "pain", ()), ThemeWords(name, "It is so."))
    for at, name in enumerate((*NAMES, "hidden fees", "fees that rise"), 1)
]


def arranged(reply: Any, themes: Sequence[tuple[ThemeTask, ThemeWords]] = THEMES) -> Arranged:
    """The themes as a reply arranges them."""
    return ArrangingChain(asker({"merge": reply})[0], load_prompt("merge")).arranged(themes)


def test_themes_of_one_kind_that_say_the_same_become_one() -> None:
    """Numbers that were not shown, and themes of another kind, are left alone; none is in two groups."""
    order = arranged({"same": [[3, 1, 99], [1, 2], [4, 5, 6]], "topics": []})

    assert order.same == {"t3": "t1", "t6": "t4"}
    assert arranged({"same": [], "topics": []}, THEMES[:1]) == Arranged()


def test_topics_stand_over_themes_that_speak_of_them() -> None:
    """In the themes' own words; not over nearly everything, not over one, no theme under two, none in a short list."""
    topics = [
        "drivers | 4, 5",
        "the fees | 7, 8, 40",
        "parcels | 1",
        "weather | 2, 3",
        "driver | 5, 6",
        "9 vans | 2, 3",
    ]
    order = arranged({"same": [], "topics": [*topics, "late things | 1, 2, 3", 7]})

    assert order.under == {"t4": "drivers", "t5": "drivers", "t7": "the fees", "t8": "the fees"}
    assert arranged({"same": [], "topics": ["drivers | 4, 5"]}, THEMES[:7]).under == {}
    assert arranged({"same": [], "topics": "drivers"}).under == {}
    assert arranged({"same": [[4, 5], [4, 6]], "topics": ["drivers | 4, 6"]}).under == {
        "t4": "drivers",
        "t6": "drivers",
    }


def test_too_many_themes_are_compared_kind_by_kind() -> None:
    """Where the model cannot read them all at once; where it cannot even read those, all stay apart."""

    class Short(Replying):
        def ask(self, request: Request) -> Answer:
            if "8 pain" in request.messages[-1][1]:
                raise CallFailedError("long", "too long")
            return super().ask(request)

    def order(themes: Sequence[tuple[ThemeTask, ThemeWords]]) -> Arranged:
        endpoint = Short({"merge": {"same": [[1, 2]], "topics": []}})
        told = Asker(Transport(endpoint, CallsInMemory(), None, Terms()))
        return ArrangingChain(told, load_prompt("merge")).arranged(themes)

    gains = [(replace(task, kind="gain"), words) for task, words in THEMES[4:]]
    assert order([*THEMES[:4], *gains[1:]]).same == {"t2": "t1"}
    assert order([*gains, *THEMES[:4]]).same == {"t6": "t5", "t2": "t1"}
    assert order([item for item in THEMES * 2 if item[0].kind == "pain"]) == Arranged()


def test_a_theme_with_a_made_up_number_is_asked_for_once_more() -> None:
    """The model is told what is wrong with it."""
    bad = {"name": "late parcels", "definition": "80 % of parcels come late.", "out": []}
    told, endpoint = asker({"theme": [bad, bad | {"definition": "Parcels come late."}]})
    chain = NamingChain(told, load_prompt("theme"))

    assert chain.name(ThemeTask("t1", "pain", (LATE,))).value.definition == "Parcels come late."
    assert "the number 80" in endpoint.asked[1].messages[-1][1]


def test_a_quote_counts_against_the_claim_it_was_shown_under() -> None:
    """And against no other."""
    told, _ = asker({"doubt": {"against": ["C1 | 1, 2, 3", "C2 | 3", "C7 | 1"]}})
    task = DoubtTask("o", (("Parcels come late.", (LATE, TWO)), ("Nights are good.", (NIGHT,))))
    against, _ = DoubtingChain(told, load_prompt("doubt")).weigh(task)

    assert against == ((LATE.evidence, TWO.evidence), (NIGHT.evidence,))


def test_an_answer_names_its_quotes_or_is_none() -> None:
    """What names none, or makes up a number, is left out."""
    rows = ["Parcels come late. | 1, 9", "Everybody loves them. |", "5 people wait. | 2"]
    told, _ = asker({"ask": {"answer": rows}})
    (sentence,) = AnsweringChain(told, load_prompt("ask")).answer("When do parcels come?", (LATE, TWO))
    assert (sentence.text, sentence.quotes) == ("Parcels come late.", (0,))

    told, _ = asker({"ask": {"answer": []}})
    assert AnsweringChain(told, load_prompt("ask")).answer("What is the weather?", (LATE,)) == ()


def test_nonsense_ends_in_a_reason() -> None:
    """Not in a crash, whatever the reply holds."""
    for reply in ("", "[]", '{"answer": "x"}', '{"answer": [1, {}]}', "{" * 3000, '{"answer": ["no bar"]}'):
        told, _ = asker({"ask": reply})
        with pytest.raises(CallFailedError, match="could not be used"):
            AnsweringChain(told, load_prompt("ask")).answer("?", (LATE,))


def test_the_example_of_a_prompt_is_no_claim() -> None:
    """Weak models repeat it: a sentence of it that shares no word with the quotes is not used."""
    words, chain = personas(["P2 | 3 | Parcels reach them later than promised."])
    assert "midnight" in words.claims[1].text
    assert chain.dropped.counts["repeats the example of its prompt"] == 1

    verdicts = {"verdicts": ["C1 | weaker | Parcels come late."]}
    words, _ = personas(["P2 | 3 | They fetch things at night."], verdicts)
    assert "midnight" in words.claims[1].text

    instructions = "Example: They wait for parcels."
    assert echoes("They wait for parcels", instructions, "I like trees.")
    assert not echoes("They wait for parcels", instructions, "My parcels never come.")
    assert not echoes("anger", "anger", "I like trees.")


def test_a_sentence_is_one_plain_line() -> None:
    """What would steer a terminal is taken out."""
    assert plain("  Late\x1b[31m\nparcels | ") == "Late [31m parcels"
    assert unfounded("Parcels come late.", (LATE,)) == ""


def test_a_topic_does_not_bear_the_name_of_a_theme() -> None:
    """Two counts under one name would contradict each other."""
    assert arranged({"same": [], "topics": ["Rude drivers | 4, 5"]}).under == {}
