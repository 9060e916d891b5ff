"""What personas and journeys are drawn from: the study's findings, themes and facts, looked up from all sides."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from assistant.analysis.asides import is_aside
from assistant.analysis.facts import Fact, facts_in
from assistant.analysis.footing import is_firm
from assistant.analysis.grounding import quote_of
from assistant.analysis.voices import in_turn
from assistant.domain import Evidence, Finding, Participant, Sentence, Source, Span, Theme, Turn
from assistant.engines.protocol import Line, Quote

MOST_QUOTES = 400
"""Quotes behind one claim: beyond this more of them tell nothing new and only slow reading down."""


@dataclass(frozen=True)
class Material:
    """A study as the drafting steps see it: only what counts, rejected findings left out."""

    sources: Mapping[str, Source]
    participants: Sequence[Participant]
    turns: Sequence[Turn]
    sentences: Sequence[Sentence]
    findings: Sequence[Finding]
    themes: Sequence[Theme]
    documents: Mapping[str, str] = field(default_factory=dict)
    """Names of the files that sources come from, by their ids."""

    def on_firm_ground(self) -> Material:
        """The same with only the findings that drafts may rest on."""
        return replace(self, findings=[item for item in self.findings if is_firm(item)])

    def without_asides(self) -> Material:
        """The same without what interviewees said of the interview itself: findings, and themes made mostly of them."""
        spoken = {source.id for source in self.sources.values() if source.kind == "transcript"}
        kept = [item for item in self.findings if item.source_id not in spoken or not is_aside(self.quote(item).text)]
        standing = {item.id for item in kept}
        themes = [theme for theme in self.themes if 2 * len(standing & set(theme.finding_ids)) > len(theme.finding_ids)]
        return replace(self, findings=kept, themes=themes)

    @property
    def every_line(self) -> Iterator[Line]:
        """Participants' sentences, one participant after the other."""
        return (line for lines in self.lines.values() for line in lines)

    @cached_property
    def lines(self) -> Mapping[str, list[Line]]:
        """Participants' sentences by participant, in the order of the text."""
        turns = {turn.id: turn for turn in self.turns}
        found: dict[str, list[Line]] = defaultdict(list)
        for sentence in self.sentences:
            turn = turns[sentence.turn_id]
            if turn.role == "participant" and turn.participant_id is not None:
                text = self.sources[sentence.source_id].quote(sentence.span)
                line = Line(sentence.span, text, turn.speaker, turn.role, turn.participant_id, True, turn.seq)
                found[turn.participant_id].append(line)
        return found

    @cached_property
    def place_of(self) -> Mapping[Span, int]:
        """Which of their speaker's sentences each is, counted from 0."""
        return {line.span: at for lines in self.lines.values() for at, line in enumerate(lines)}

    @cached_property
    def facts(self) -> Sequence[Fact]:
        """What participants say of themselves, by field of a persona."""
        return [fact for lines in self.lines.values() for fact in facts_in(lines)]

    @cached_property
    def finding(self) -> Mapping[str, Finding]:
        return {item.id: item for item in self.findings}

    @cached_property
    def theme_of(self) -> Mapping[str, Theme]:
        """The theme a finding is in, by the finding's id."""
        return {finding: theme for theme in self.themes for finding in theme.finding_ids}

    @cached_property
    def rank_of(self) -> Mapping[str, int]:
        """How typical a finding is of its theme, by the finding's id; 0 is the most typical."""
        return {finding: at for theme in self.themes for at, finding in enumerate(theme.finding_ids)}

    def typical_first(self, findings: Iterable[Finding]) -> list[Finding]:
        """Findings with those that are most typical of their theme, and surest, first."""
        return sorted(findings, key=lambda item: (self.rank_of.get(item.id, 0), -item.confidence, item.id))

    def topic_of(self, item: Finding) -> tuple[str, str]:
        """Id and name of a finding's theme; its own id and label where it is in none."""
        theme = self.theme_of.get(item.id)
        return (theme.id, theme.name) if theme else (item.id, item.label)

    @cached_property
    def by_participant(self) -> Mapping[str, list[Finding]]:
        found: dict[str, list[Finding]] = defaultdict(list)
        for item in self.findings:
            if item.participant_id is not None:
                found[item.participant_id].append(item)
        return found

    def findings_of(self, theme: Theme) -> list[Finding]:
        """A theme's findings that count, the most typical first."""
        return [self.finding[item] for item in theme.finding_ids if item in self.finding]

    def quote(self, finding: Finding) -> Quote:
        """The sentence a finding lies in, as evidence: a word alone tells a reader nothing."""
        span = self._sentence_around(finding.span)
        return replace(
            quote_of(finding, self.sources[finding.source_id]),
            evidence=Evidence(span, finding.id),
            text=self.sources[finding.source_id].quote(span),
            weight=_weight(finding),
            feelings=self._feelings.get(span, ()),
        )

    def behind(self, findings: Iterable[Finding]) -> tuple[Quote, ...]:
        """The quotes of findings as a claim rests on them: a sentence once, everybody once before anybody twice."""
        return in_turn(one_a_sentence(map(self.quote, findings)))[:MOST_QUOTES]

    @cached_property
    def _feelings(self) -> Mapping[Span, tuple[str, ...]]:
        """The emotions coded in each sentence, the surest first."""
        felt: dict[Span, list[Finding]] = defaultdict(list)
        for item in self.findings:
            if item.kind == "emotion":
                felt[self._sentence_around(item.span)].append(item)
        ordered = {span: sorted(items, key=lambda item: (-item.confidence, item.id)) for span, items in felt.items()}
        return {span: tuple(dict.fromkeys(item.label for item in items)) for span, items in ordered.items()}

    def fact_quote(self, fact: Fact) -> Quote:
        """A fact's sentence as evidence."""
        return Quote(Evidence(fact.span), fact.text, fact.participant_id, fact.topic, self.stage_near(fact.span))

    def stage_near(self, span: Span) -> str | None:
        """The stage that is being told about around a span: that of the nearest finding before, or after."""
        places, stages = self._stage_places.get(span.source_id, ([], []))
        if not places:
            return None
        return stages[max(0, bisect_right(places, span.start) - 1)]

    @cached_property
    def _stage_places(self) -> Mapping[str, tuple[list[int], list[str | None]]]:
        found: dict[str, tuple[list[int], list[str | None]]] = {}
        for item in sorted(self.findings, key=lambda item: (item.source_id, item.start)):
            places, stages = found.setdefault(item.source_id, ([], []))
            places.append(item.start)
            stages.append(item.stage)
        return found

    @cached_property
    def _sentence_places(self) -> Mapping[str, tuple[list[int], list[Sentence]]]:
        found: dict[str, tuple[list[int], list[Sentence]]] = {}
        for sentence in sorted(self.sentences, key=lambda item: (item.source_id, item.start)):
            places, sentences = found.setdefault(sentence.source_id, ([], []))
            places.append(sentence.start)
            sentences.append(sentence)
        return found

    def _sentence_around(self, span: Span) -> Span:
        places, sentences = self._sentence_places.get(span.source_id, ([], []))
        at = bisect_right(places, span.start) - 1
        if at >= 0 and sentences[at].end >= span.end:
            return sentences[at].span
        return span


def _weight(item: Finding) -> float:
    """How surely and how strongly a finding says what it is coded as; half strength where its coder gave none."""
    strength = item.attributes.get({"pain": "severity", "emotion": "valence"}.get(item.kind, "sentiment"), 0.5)
    strong = abs(float(strength)) if item.kind in ("pain", "emotion") else max(float(strength), 0.0)
    return item.confidence * (0.5 + 0.5 * min(strong, 1.0))


def one_a_sentence(quotes: Iterable[Quote]) -> tuple[Quote, ...]:
    """Quotes without those whose words are there already: a sentence is one mention, however often it was coded."""
    return tuple({quote.evidence.span: quote for quote in reversed(list(quotes))}.values())[::-1]
