"""Checks an exported JSON document out of itself: shape, hashes, quotes, counts, references, ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from assistant.domain import Decision, Span, Turn
from assistant.export.json_export import schema
from assistant.faults import Fault, Text, Texts
from assistant.identity import text_sha256
from assistant.store.ledger import chain_faults
from assistant.study import Study

Json = dict[str, Any]

_MANY = 20
"""Faults of shape that are told; where everything is wrong, more of them help nobody."""


def json_faults(document: Any, study: Study | None = None) -> Iterator[Fault]:
    """Everything that is wrong with a document; what its shape does not allow is not looked into."""
    misshapen = list(_shape_faults(document))
    if misshapen:
        yield from misshapen
        return
    yield from _Check(document).faults()
    if study is not None:
        yield from _study_faults(document, study)


def quotes_in(document: Json) -> int:
    """How many quotes a document holds."""
    quoted = [item for claim in _claims(document) for item in (*claim["evidence"], *claim["counter"])]
    return len(document["findings"]) + len(quoted)


def _shape_faults(document: Any) -> Iterator[Fault]:
    import jsonschema

    validator = jsonschema.Draft202012Validator(schema())
    errors = sorted(validator.iter_errors(document), key=lambda error: [str(part) for part in error.absolute_path])
    for error in errors[:_MANY]:
        place = "/".join(str(part) for part in error.absolute_path) or "the document"
        yield Fault("file", place, f"The file departs from its schema at {place}: {error.message[:200]}.")


def _claims(document: Json) -> list[Json]:
    return [claim for owner in (*document["personas"], *document["journey"]) for claim in owner["claims"]]


class _Check:
    """Goes through a document of the right shape."""

    def __init__(self, document: Json) -> None:
        self.document = document
        texts = {source["id"]: Text(source["name"], source["text"]) for source in document["sources"]}
        self.texts = Texts(texts, (_turn(turn, source["id"]) for source, turn in self._turns_of_sources()))
        self.participants = {person["id"] for person in document["study"]["participants"]}
        self.findings = {finding["id"]: finding for finding in document["findings"]}
        self.personas = {persona["id"]: persona for persona in document["personas"]}

    def faults(self) -> Iterator[Fault]:
        yield from self._repeated()
        yield from self._sources()
        yield from self._turns()
        for finding in self.document["findings"]:
            yield from self._finding(finding)
        for theme in self.document["themes"]:
            yield from self._theme(theme)
        for persona in self.document["personas"]:
            yield from self._persona(persona)
        for stage in self.document["journey"]:
            yield from self._stage(stage)
        for message in chain_faults(Decision(**entry) for entry in self.document["decisions"]):
            yield Fault("ledger", "", message)

    def _turns_of_sources(self) -> Iterator[tuple[Json, Json]]:
        return ((source, turn) for source in self.document["sources"] for turn in source["turns"])

    def _repeated(self) -> Iterator[Fault]:
        for part in ("sources", "findings", "themes", "personas"):
            seen: set[str] = set()
            for item in self.document[part]:
                if item["id"] in seen:
                    yield Fault(part, item["id"], f"The id {item['id']} occurs twice among the {part}.")
                seen.add(item["id"])

    def _sources(self) -> Iterator[Fault]:
        for source in self.document["sources"]:
            if text_sha256(source["text"]) != source["sha256"]:
                yield Fault("source", source["id"], f"The text of {source['name']} does not hash to its sha256.")

    def _turns(self) -> Iterator[Fault]:
        for source, turn in self._turns_of_sources():
            if message := self.texts.outside(f"Turn {turn['id']}", source["id"], turn["start"], turn["end"]):
                yield Fault("turn", turn["id"], message)
            elif turn["role"] == "participant" and turn["participant"] not in self.participants | {None}:
                message = f"Turn {turn['id']} names the participant {turn['participant']}, who is not in the study."
                yield Fault("turn", turn["id"], message)

    def _finding(self, finding: Json) -> Iterator[Fault]:
        what = f"Finding {finding['id']}"
        faults = list(self._quote("finding", finding["id"], what, finding))
        yield from faults
        if not faults and self._speaker(finding) != finding["participant"]:
            yield Fault("finding", finding["id"], f"{what} is counted for somebody who did not say it.")

    def _quote(self, about: str, identity: str, what: str, item: Json) -> Iterator[Fault]:
        """The first fault of a quote: its place, who said it, or that the words there are others."""
        place = (item["source"], item["start"], item["end"])
        faults = list(self.texts.of_words(about, identity, what, place))
        yield from faults
        if faults:
            return
        source = self.texts.texts[item["source"]]
        if source.text[item["start"] : item["end"]] != item["quote"]:
            message = f"{what} quotes {_short(item['quote'])}, but {source.name} says something else there."
            yield Fault(about, identity, message)

    def _speaker(self, item: Json) -> str | None:
        return self.texts.places.participant_of(Span(item["source"], item["start"], item["end"]))

    def _theme(self, theme: Json) -> Iterator[Fault]:
        what = f"The theme {theme['name']!r}"
        missing = [item for item in theme["findings"] if item not in self.findings]
        if missing:
            message = f"{what} names findings that are not there: {', '.join(missing[:5])}."
            yield Fault("theme", theme["id"], message)
            return
        own = [self.findings[item] for item in theme["findings"]]
        counts = {"participants": self._people(own), "of": len(self.participants), "mentions": len(own)}
        yield from _miscounts("theme", what, theme, counts)

    def _persona(self, persona: Json) -> Iterator[Fault]:
        what = f"The persona {persona['name']!r}"
        for member in persona["members"]:
            if member not in self.participants:
                yield Fault("persona", persona["id"], f"{what} has the member {member}, who is not in the study.")
        for claim in persona["claims"]:
            yield from self._claim(claim, len(persona["members"]))

    def _stage(self, stage: Json) -> Iterator[Fault]:
        of, persona = len(self.participants), stage["persona"]
        if persona is not None and persona not in self.personas:
            yield Fault(
                "stage",
                stage["stage"],
                f"The stage {stage['stage']!r} belongs to a persona that is not there.",
            )
            return
        if persona is not None:
            of = len(self.personas[persona]["members"])
        for use in stage["touchpoints"]:
            if not use["participants"] <= min(use["of"], use["mentions"]):
                yield Fault("stage", stage["stage"], f"The count of the touchpoint {use['name']!r} cannot be.")
        for claim in stage["claims"]:
            yield from self._claim(claim, of)

    def _claim(self, claim: Json, of: int) -> Iterator[Fault]:
        what = f"The claim {_short(claim['text'])}"
        for item in (*claim["evidence"], *claim["counter"]):
            yield from self._quote("claim", claim["id"], f"A quote of the claim {_short(claim['text'])}", item)
            finding = item.get("finding")
            if finding is not None and finding not in self.findings:
                yield Fault("claim", claim["id"], f"{what} names the finding {finding}, which is not there.")
        if all(item["start"] < item["end"] for item in claim["evidence"]):
            counts = {
                "participants": self._people(claim["evidence"]),
                "of": of,
                "mentions": len(claim["evidence"]),
            }
            yield from _miscounts("claim", what, claim, counts)

    def _people(self, items: Iterable[Json]) -> int:
        """Distinct participants behind quotes, from the turns they stand in."""
        return len({self._speaker(item) for item in items if item["start"] < item["end"]} - {None})


def _miscounts(about: str, what: str, item: Json, counts: dict[str, int]) -> Iterator[Fault]:
    for name, value in counts.items():
        if item.get(name, value) != value:
            yield Fault(about, item["id"], f"{what} says {name} {item[name]}, but it is {value}.")


def _study_faults(document: Json, study: Study) -> Iterator[Fault]:
    """Where a document departs from the study at hand: the same source with another text."""
    known = {source.id: source.sha256 for source in study.store.sources(retired=True)}
    for source in document["sources"]:
        if known.get(source["id"], source["sha256"]) != source["sha256"]:
            yield Fault("source", source["id"], f"The text of {source['name']} is not the one in the study.")


def _turn(turn: Json, source_id: str) -> Turn:
    return Turn(
        id=turn["id"],
        source_id=source_id,
        seq=0,
        start=turn["start"],
        end=turn["end"],
        speaker="",
        participant_id=turn["participant"],
        role=turn["role"],
    )


def _short(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:57] + "…")
