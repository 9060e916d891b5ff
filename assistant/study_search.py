"""Searching a study: the index is brought up to date first, names become ids."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.engines import open_embedding
from assistant.errors import ConfigurationError, NotReadyError
from assistant.index.updating import open_index, update_index
from assistant.search import Passage, search
from assistant.study import Study


def find_passages(
    study: Study, query: str, count: int, participants: Sequence[str] = (), sources: Sequence[str] = ()
) -> tuple[list[Passage], str]:
    """The best passages, and a line about the index where there is something to know."""
    if not study.store.documents():
        raise NotReadyError("This study has no sources yet.", hint="Add some with `verbatim add FILES…`.")
    people = {person.name: person.id for person in study.store.participants()}
    texts = {source.name: source.id for source in study.store.sources()}
    where = {"participant": _ids(participants, people, "participant"), "source": _ids(sources, texts, "source")}
    embedding = open_embedding()
    index = open_index(study, embedding)
    try:
        update_index(study, index, lambda _done, _total: None)
        narrowed = {flag: ids for flag, ids in where.items() if ids}
        found = search(query, index=index, embedding=embedding, store=study.store, k=count, where=narrowed or None)
        return found, index.note
    finally:
        index.close()


def _ids(names: Sequence[str], known: dict[str, str], what: str) -> list[str]:
    folded = {name.casefold(): value for name, value in known.items()}
    unknown = [name for name in names if name.casefold() not in folded]
    if unknown:
        raise ConfigurationError(f"There is no {what} {unknown[0]!r}.", hint="`verbatim sources` lists them.")
    return [folded[name.casefold()] for name in names]
