"""Findings and the themes they form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Connection, Select, select, update

from assistant.domain import CODE, Finding, Theme
from assistant.store import schema
from assistant.store.connection import Database
from assistant.store.rows import batches, bring_drafts, by_text, insert_missing, to_row, to_value
from assistant.store.topics import Topic, names_of, read_topics, under_its_name

CURATED = "curated"
"""Attribute of a theme whose findings a person has chosen: runs leave them alone."""


class FindingRows:
    """Reads and writes of coded spans and themes."""

    _db: Database

    def _replace_findings(
        self, connection: Connection, passage_id: str, coder: str, findings: Iterable[Finding]
    ) -> None:
        """Bring a passage's findings by a coder to a new draft: what people decided on stays, the rest is retired."""
        table = schema.findings
        drafts = (table.c.passage_id == passage_id, table.c.coder == coder, table.c.revision == 0)
        connection.execute(update(table).where(*drafts).values(retired=True))
        # The same words may be found again with another label, stage or speaker.
        rows = [to_row(table, finding, passage_id=passage_id) for finding in findings]
        bring_drafts(connection, table, rows)
        _retire(connection, [row["id"] for row in rows], retired=False)

    def retire_findings(self, finding_ids: Sequence[str]) -> None:
        """Take findings out of the count, decided or not: their words are nobody's to quote any more."""
        with self._db.writing() as connection:
            _retire(connection, finding_ids, retired=True)

    def findings(self, *, source_id: str | None = None, retired: bool = False) -> list[Finding]:
        """Findings in sources that count, in the order of the text; rejected ones are among them."""
        table, sources, documents = schema.findings, schema.sources, schema.documents
        query: Select = (  # type: ignore[type-arg]
            select(table)
            .join(sources, table.c.source_id == sources.c.id)
            .join(documents)
            .order_by(by_text(documents.c.name), sources.c.seq, by_text(sources.c.id))
            .order_by(table.c.start, table.c.end, by_text(table.c.kind), by_text(table.c.id))
        )
        if source_id is not None:
            query = query.where(table.c.source_id == source_id)
        if not retired:
            query = query.where(table.c.retired.is_(False), sources.c.retired.is_(False))
        with self._db.reading() as connection:
            return [to_value(Finding, row) for row in connection.execute(query)]

    def _replace_themes(
        self, connection: Connection, themes: Sequence[Theme], failed: Collection[str], *, of_codebook: bool = False
    ) -> None:
        """Bring the themes to a new draft, either those that were found or those of the researcher's codebook.

        Those people decided on stay, with their findings renewed. Findings that a person put into a theme stay there,
        and no draft has them too.
        """
        table = schema.themes
        curated, held = _curated(connection)
        mine = table.c.kind == CODE if of_codebook else table.c.kind != CODE
        replaced = (table.c.revision == 0, table.c.id.not_in(failed), mine)
        connection.execute(update(table).where(*replaced).values(retired=True))
        for theme in themes:
            members = [item for item in theme.finding_ids if item not in held]
            if theme.id in curated or not members:
                continue
            row = to_row(table, theme)
            insert_missing(connection, table, [row])
            draft = {name: row[name] for name in ("name", "definition", "attributes", "parent_id", "run_id")}
            mine = table.c.id == theme.id
            connection.execute(update(table).where(mine, table.c.revision == 0).values(retired=False, **draft))
            self._set_theme_findings(connection, theme.id, members)

    def _set_theme_findings(self, connection: Connection, theme_id: str, finding_ids: Sequence[str]) -> None:
        table = schema.theme_findings
        connection.execute(table.delete().where(table.c.theme_id == theme_id))
        rows = [{"theme_id": theme_id, "finding_id": item, "rank": rank} for rank, item in enumerate(finding_ids)]
        insert_missing(connection, table, rows)

    def themes(self, *, retired: bool = False) -> list[Theme]:
        """Themes with their findings, the most typical first; themes in the order they were formed in.

        Their broader topics bear the names people gave them; with `retired` all stands as it is stored.
        """
        members: dict[str, list[str]] = defaultdict(list)
        links = schema.theme_findings
        table = schema.themes
        query = select(table).order_by(*map(by_text, (table.c.kind, table.c.name, table.c.id)))
        if not retired:
            query = query.where(table.c.retired.is_(False))
        with self._db.reading() as connection:
            for row in connection.execute(select(links).order_by(links.c.theme_id, links.c.rank)):
                members[row.theme_id].append(row.finding_id)
            rows = connection.execute(query).all()
            names = {} if retired else names_of(read_topics(connection))
        themes = [to_value(Theme, row, finding_ids=tuple(members[row.id])) for row in rows]
        return [under_its_name(theme, names) for theme in themes]

    def topics(self) -> list[Topic]:
        """Broader topics that somebody has renamed."""
        with self._db.reading() as connection:
            return read_topics(connection)


def _curated(connection: Connection) -> tuple[set[str], set[str]]:
    """Themes whose findings a person has chosen, and those findings; of a theme that is gone, only its id."""
    table, links = schema.themes, schema.theme_findings
    decided = connection.execute(select(table).where(table.c.revision > 0)).all()
    curated = {row.id: row.retired for row in decided if row.attributes.get(CURATED)}
    standing = [theme_id for theme_id, retired in curated.items() if not retired]
    held = select(links.c.finding_id).where(links.c.theme_id.in_(standing))
    return set(curated), set(connection.execute(held).scalars())


def _retire(connection: Connection, finding_ids: Sequence[str], *, retired: bool) -> None:
    table = schema.findings
    for batch in batches(finding_ids, 500):
        connection.execute(update(table).where(table.c.id.in_(batch)).values(retired=retired))
