"""What belongs to a theme and what does not, in words: what its people speak of and those of its sibling do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from assistant.engines.ondevice.topics import Vocabulary, topic_words, with_article, written
from assistant.engines.ondevice.wording import listed, quoted, speaking_quote
from assistant.engines.protocol import Quote, ThemeTask

_KIND_WORDS: Mapping[str, str] = {
    "pain": "Something that went wrong, was hard or cost too much",
    "gain": "Something that worked, helped or pleased",
    "need": "Something people lack or want to get done",
    "suggestion": "A change people ask for",
}
_MOST_NAMED = 3
_MORE = 2.0
"""How many times as much a theme must speak of something as its sibling, to be told from it by that."""


def definition(task: ThemeTask, known: Mapping[str, ThemeTask], vocabulary: Vocabulary) -> str:
    """What a theme is about; what is included, what lies on the border to the nearest of `known`, what is beyond."""
    noun = vocabulary.keyword(task.quotes)
    parts = [f"{_KIND_WORDS[task.kind]}{f', about {with_article(noun)}' if noun else ''}."]
    border = task.border_to(known)
    others = known[border.sibling].quotes if border else ()
    apart = [word for word in _apart(task.quotes, others, vocabulary) if word not in topic_words(noun)]
    parts.append(_told("Included", apart, task.telling or task.quotes))
    if border is not None and task.has_a_middle:
        parts.append(_told("Borderline", (), [border.inside]))
    if border is not None:
        parts.append(_told("Not included", _apart(others, task.quotes, vocabulary), [border.outside]))
    return " ".join(parts)


def _told(lead: str, words: Sequence[str], quotes: Sequence[Quote]) -> str:
    """What is spoken of, with a quote that speaks of it; a quote alone where none does."""
    speaking = [quote for quote in quotes if topic_words(quote.text) & set(words)]
    said = {word for quote in speaking for word in topic_words(quote.text)}
    about = listed([with_article(written(word, speaking)) for word in words if word in said])
    example = quoted(speaking_quote(speaking or quotes))
    return f"{lead}: {about}, such as {example}" if about else f"{lead}: {example}"


def _apart(quotes: Sequence[Quote], others: Sequence[Quote], vocabulary: Vocabulary) -> list[str]:
    """Base forms of the things that several speak of in some quotes and hardly anybody in others."""
    shared, mine, theirs = vocabulary.shared(quotes), _share(quotes), _share(others)
    apart = [word for word in shared if vocabulary.is_noun(word) and mine[word] > _MORE * theirs.get(word, 0.0)]
    return sorted(apart, key=lambda word: (-shared[word], word))[:_MOST_NAMED]


def _share(quotes: Sequence[Quote]) -> dict[str, float]:
    """The share of quotes that each word is in."""
    spread = Counter(word for quote in quotes for word in topic_words(quote.text))
    return {word: count / len(quotes) for word, count in spread.items()}
