"""What the columns of a table hold: guessed from names and values, unless the user said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.errors import DocumentError
from assistant.ingest import dates
from assistant.ingest.drafts import ReadOptions

_SAMPLE = 3000
_ID = re.compile(r"^(?:id|uuid|guid|key|nr|no|number|record|row|case|ticket|#|.*\b(?:id|uuid|guid|ref|reference))$")
_RATING = re.compile(
    r"\b(?:ratings?|stars?|score|nps|csat|sentiment score|satisfaction|bewertung|sterne|punkte|grade)\b"
)
_DATE = re.compile(
    r"\b(?:date|datum|time|timestamp|submitted|created|posted|published|updated|started|at|day|when|fecha)\b"
)
_WHO = re.compile(
    r"^(?:(?:participant|respondent|author|reviewer|user|customer|client|member|speaker|interviewee|person|guest|patient|"
    r"contact|subject|profile|display|full|first|nick|screen)?\s?"
    r"(?:name|id|code|e mail|email|email address|handle|no|number|nr)?)$"
)
_NOT_WHO = {"", "id", "no", "number", "nr", "code", "profile", "display", "contact", "subject", "handle"}
_TEXT = re.compile(
    r"\b(?:texts?|reviews?|comments?|feedback|body|message|content|description|answers?|responses?|transcripts?|verbatims?|"
    r"opinion|remarks?|reasons?|explain|explanation|suggestions?|improvements?|likes?|dislikes?|pros|cons|quotes?|"
    r"statement|testimonial|complaint|praise|experience|story|details|reply|kommentar|bewertungstext|commentaire|avis|"
    r"comentarios?|opiniones|texto|utterance|notes?|why|thoughts|free text|open ended)\b"
)
_TITLE = re.compile(r"\b(?:title|headline|subject|summary|betreff|titel)\b")
_QUESTION = re.compile(
    r"\?|\b(?:what|how|why|which|where|describe|please|tell us|would you|do you|did you|in your own)\b"
)
_ASKS = re.compile(
    r"\?\W*$|^\W*(?:q?\d+\W+)?(?:what|how|why|which|where|who|when|describe|tell us|please|in your own words|do you|"
    r"did you|would you|is there|are there|can you)\b",
    re.IGNORECASE,
)
_FEWEST_ASKING = 3
"""Words of a question; `why` or `How often` may name what a column holds."""
_LINK = re.compile(r"(?:https?://|www\.)\S+|[^\s@]+@[^\s@]+\.\w+")


@dataclass(frozen=True, slots=True)
class Column:
    """One column and what its values are like."""

    index: int
    name: str
    filled: int
    rows: int
    distinct: float
    words: float
    numbers: float
    dates: float
    links: float

    @property
    def plain(self) -> str:
        """The name as it is compared: `reviewText`, `review_text` and `Review Text` are one."""
        return plain(self.name)

    @property
    def prose(self) -> bool:
        return self.filled > 0 and self.numbers < 0.3 and self.dates < 0.3 and self.links < 0.3


@dataclass(frozen=True, slots=True)
class Roles:
    """Which column plays which part; indices into the table's columns."""

    text: tuple[int, ...]
    id: int | None = None
    rating: int | None = None
    date: int | None = None
    participant: int | None = None

    def of(self, index: int) -> str:
        """The part of a column in words."""
        if index in self.text:
            return "text"
        named = {self.id: "id", self.rating: "rating", self.date: "date", self.participant: "participant"}
        return named.get(index, "attribute")


def plain(name: str) -> str:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return re.sub(r"[\s_\-./:]+", " ", spaced).strip().casefold()


def is_title(name: str) -> bool:
    """Whether a column holds the titles of what another column holds."""
    return _TITLE.search(plain(name)) is not None and len(name.split()) <= 3


def is_question(name: str) -> bool:
    """Whether a column is named by what was asked, and not by what it holds."""
    return _ASKS.search(name) is not None and len(name.split()) >= _FEWEST_ASKING


def assign(names: Sequence[str], rows: Sequence[Sequence[str]], options: ReadOptions) -> Roles:
    """The roles of a table's columns; DocumentError where a named column or any text is missing."""
    columns = [_described(index, name, rows) for index, name in enumerate(names)]
    chosen = _chosen(columns, options)
    text = [_named(columns, name) for name in options.text_columns]
    free = [column for column in columns if column.index not in {*text, *chosen.values()}]
    rating = chosen.get("rating", _rating(free))
    date = chosen.get("date", _date(free))
    taken = {rating, date, *chosen.values(), *text}
    free = [column for column in free if column.index not in taken]
    text = text or _texts(free)
    free = [column for column in free if column.index not in text]
    who = chosen.get("participant", _participant(free))
    known = chosen.get("id", _id([column for column in free if column.index != who]))
    if not text:
        raise DocumentError(
            "has no column with free text.",
            hint=f"Name it with --text-column; the columns are: {', '.join(names) or '(none)'}.",
        )
    return Roles(tuple(text), known, rating, date, who)


def _chosen(columns: Sequence[Column], options: ReadOptions) -> dict[str, int]:
    given = {
        "id": options.id_column,
        "rating": options.rating_column,
        "date": options.date_column,
        "participant": options.participant_column,
    }
    return {role: _named(columns, name) for role, name in given.items() if name}


def _named(columns: Sequence[Column], name: str) -> int:
    """The column that the user means; case, spaces and underscores do not matter."""
    exact = [column for column in columns if column.name.strip() == name.strip()]
    alike = [column for column in columns if column.plain == plain(name)]
    if found := exact or alike:
        return found[0].index
    listed = ", ".join(column.name for column in columns)
    raise DocumentError(f"has no column {name!r}.", hint=f"The columns are: {listed}.")


def _described(index: int, name: str, rows: Sequence[Sequence[str]]) -> Column:
    values = [value for row in rows[:_SAMPLE] if (value := row[index].strip())]
    count = max(len(values), 1)
    return Column(
        index=index,
        name=name,
        filled=len(values),
        rows=min(len(rows), _SAMPLE),
        distinct=len(set(values)) / count,
        words=sum(len(value.split()) for value in values) / count,
        numbers=sum(dates.is_number(value) for value in values) / count,
        dates=sum(dates.is_date(value) for value in values) / count,
        links=sum(_LINK.fullmatch(value) is not None for value in values) / count,
    )


def _rating(columns: Sequence[Column]) -> int | None:
    for column in columns:
        if _RATING.search(column.plain) and column.filled and column.words <= 4 and column.dates < 0.5:
            return column.index
    return None


def _date(columns: Sequence[Column]) -> int | None:
    found = [column for column in columns if column.dates >= 0.6]
    named = [column for column in found if _DATE.search(column.plain)]
    exact = [column for column in named if "date" in column.plain]
    return next((column.index for column in [*exact, *named, *found]), None)


def _participant(columns: Sequence[Column]) -> int | None:
    for column in columns:
        if _WHO.match(column.plain) and column.plain not in _NOT_WHO and column.filled and column.words <= 4:
            return column.index
    return None


def _id(columns: Sequence[Column]) -> int | None:
    for column in columns:
        whole = column.filled == column.rows and column.distinct > 0.99
        if whole and _ID.match(column.plain) and column.words <= 6:
            return column.index
    return None


def _texts(columns: Sequence[Column]) -> list[int]:
    """Columns of free text; titles join where there is something they are the title of."""
    prose = [column for column in columns if column.prose]
    found = [column for column in prose if _is_text(column)]
    families = {_family(column) for column in found}
    found = [column for column in prose if column in found or (_family(column) in families and column.words >= 1.5)]
    if not found:
        return [column.index for column in _longest(prose)]
    titles = [column for column in prose if is_title(column.name) and column.words >= 2]
    return sorted({column.index for column in [*found, *titles]})


def _is_text(column: Column) -> bool:
    if column.distinct < 0.5 and column.filled > 4:
        return False
    if _WHO.match(column.plain) and column.plain not in _NOT_WHO:
        return False
    if column.words >= 8 or (column.words >= 2 and _TEXT.search(column.plain)):
        return True
    return column.words >= 2.5 and _QUESTION.search(column.plain) is not None


def _longest(columns: Sequence[Column]) -> Iterator[Column]:
    """The one column with the most words, if there are some."""
    best = max(columns, key=lambda column: (column.words, column.distinct), default=None)
    if best is not None and best.words >= 3 and (best.distinct >= 0.5 or best.filled <= 4):
        yield best


def _family(column: Column) -> str:
    """What columns such as `Need #1: …` and `Need #2: …` share."""
    return re.sub(r"\d+", "#", column.plain) if re.search(r"\d", column.plain) else f"{column.index}:{column.plain}"
