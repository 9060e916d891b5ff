"""The tables of a study, as SQLAlchemy Core sees them; `migrations/` brings a database to this state.

Two kinds of rows: what was read and what an engine drafted (written once, at most retired), and where it stands
now (`status`, `text`, `revision`), which changes only together with an entry in `decisions`.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

HEAD = "0006"
"""The newest migration; a database at another revision is migrated or refused."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _ref(target: str) -> ForeignKey:
    return ForeignKey(target)


meta = Table("meta", metadata, Column("key", String, primary_key=True), Column("value", Text, nullable=False))

documents = Table(
    "documents",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", Text, nullable=False, index=True),
    Column("path", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("format", String, nullable=False),
    Column("size", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("added_at", String, nullable=False),
    Column("options", JSON, nullable=False),
    Column("retired", Boolean, nullable=False),
)

sources = Table(
    "sources",
    metadata,
    Column("id", String, primary_key=True),
    Column("document_id", _ref("documents.id"), nullable=False, index=True),
    Column("seq", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("attributes", JSON, nullable=False),
    Column("retired", Boolean, nullable=False),
)

participants = Table(
    "participants",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", Text, nullable=False),
    Column("attributes", JSON, nullable=False),
)

turns = Table(
    "turns",
    metadata,
    Column("id", String, primary_key=True),
    Column("source_id", _ref("sources.id"), nullable=False, index=True),
    Column("seq", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("speaker", Text, nullable=False),
    Column("participant_id", _ref("participants.id"), nullable=True),
    Column("role", String, nullable=False),
    Column("time", Float, nullable=True),
    Column("page", Integer, nullable=True),
)

sentences = Table(
    "sentences",
    metadata,
    Column("id", String, primary_key=True),
    Column("source_id", _ref("sources.id"), nullable=False, index=True),
    Column("turn_id", _ref("turns.id"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)

chunks = Table(
    "chunks",
    metadata,
    Column("id", String, primary_key=True),
    Column("source_id", _ref("sources.id"), nullable=False, index=True),
    Column("seq", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
)

runs = Table(
    "runs",
    metadata,
    Column("id", String, primary_key=True),
    Column("started", String, nullable=False),
    Column("finished", String, nullable=True),
    Column("engine", String, nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("settings", JSON, nullable=False),
    Column("status", String, nullable=False),
    Column("counts", JSON, nullable=False),
)

outcomes = Table(
    "outcomes",
    metadata,
    Column("step", String, primary_key=True),
    Column("item", String, primary_key=True),
    Column("coder", String, primary_key=True),
    Column("key", String(64), nullable=False),
    Column("ok", Boolean, nullable=False),
    Column("error", Text, nullable=False),
    Column("run_id", _ref("runs.id"), nullable=True),
    Column("at", String, nullable=False),
)
"""What became of each item of each step; `key` is the hash of what the step saw, so a changed input is redone."""

findings = Table(
    "findings",
    metadata,
    Column("id", String, primary_key=True),
    Column("source_id", _ref("sources.id"), nullable=False, index=True),
    Column("passage_id", String, nullable=True, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("kind", String, nullable=False, index=True),
    Column("label", Text, nullable=False),
    Column("stage", String, nullable=True),
    Column("coder", String, nullable=False),
    Column("participant_id", _ref("participants.id"), nullable=True),
    Column("confidence", Float, nullable=False),
    Column("attributes", JSON, nullable=False),
    Column("run_id", _ref("runs.id"), nullable=True),
    Column("status", String, nullable=False),
    Column("flagged", Boolean, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("retired", Boolean, nullable=False),
)

themes = Table(
    "themes",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", String, nullable=False),
    Column("definition", Text, nullable=False),
    Column("parent_id", String, nullable=True),
    Column("attributes", JSON, nullable=False),
    Column("run_id", _ref("runs.id"), nullable=True),
    Column("status", String, nullable=False),
    Column("flagged", Boolean, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("retired", Boolean, nullable=False),
)

theme_findings = Table(
    "theme_findings",
    metadata,
    Column("theme_id", _ref("themes.id"), primary_key=True),
    Column("finding_id", _ref("findings.id"), primary_key=True),
    Column("rank", Integer, nullable=False),
    Index("ix_theme_findings_finding_id", "finding_id"),
)

topics = Table(
    "topics",
    metadata,
    Column("id", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("label", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("revision", Integer, nullable=False),
)

personas = Table(
    "personas",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("attributes", JSON, nullable=False),
    Column("run_id", _ref("runs.id"), nullable=True),
    Column("status", String, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("retired", Boolean, nullable=False),
)

persona_members = Table(
    "persona_members",
    metadata,
    Column("persona_id", _ref("personas.id"), primary_key=True),
    Column("participant_id", _ref("participants.id"), primary_key=True),
    Column("firmness", Float, nullable=False),
)

narratives = Table(
    "narratives",
    metadata,
    Column("id", String, primary_key=True),
    Column("stage", String, nullable=False),
    Column("persona_id", String, nullable=True),
    Column("seq", Integer, nullable=False),
    Column("emotion", JSON, nullable=False),
    Column("touchpoints", JSON, nullable=False),
    Column("attributes", JSON, nullable=False),
    Column("run_id", _ref("runs.id"), nullable=True),
    Column("status", String, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("retired", Boolean, nullable=False),
)

claims = Table(
    "claims",
    metadata,
    Column("id", String, primary_key=True),
    Column("owner_id", String, nullable=False, index=True),
    Column("field", String, nullable=False),
    Column("key", String, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("draft", Text, nullable=False),
    Column("engine", String, nullable=False),
    Column("run_id", _ref("runs.id"), nullable=True),
    Column("assumption", Boolean, nullable=False),
    Column("searched", JSON, nullable=True),
    Column("status", String, nullable=False),
    Column("edited", Boolean, nullable=False),
    Column("flagged", Boolean, nullable=False),
    Column("curated", Boolean, nullable=False),
    Column("approved_evidence", String(64), nullable=True),
    Column("approved_counts", JSON, nullable=True),
    Column("revision", Integer, nullable=False),
    Column("retired", Boolean, nullable=False),
)
"""`curated`: a person attached or detached evidence, so runs leave it alone.
`approved_evidence` is the hash of the evidence that an approval was given for; another one now means stale.
`approved_counts` is the prevalence at that moment, kept where the words are a person's and may tell of it."""

evidence = Table(
    "evidence",
    metadata,
    Column("claim_id", _ref("claims.id"), primary_key=True),
    Column("polarity", String, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("source_id", _ref("sources.id"), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("finding_id", _ref("findings.id"), nullable=True),
)

decisions = Table(
    "decisions",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", String, nullable=False),
    Column("who", Text, nullable=False),
    Column("action", String, nullable=False),
    Column("target_type", String, nullable=False),
    Column("target_id", String, nullable=False, index=True),
    Column("before", JSON, nullable=False),
    Column("after", JSON, nullable=False),
    Column("why", Text, nullable=False),
    Column("undoes", Integer, nullable=True),
    Column("batch", String, nullable=False),
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    UniqueConstraint("previous_hash", name="uq_decisions_previous_hash"),
)
"""The ledger. Unique `previous_hash`: two writers cannot both follow the same entry."""

model_calls = Table(
    "model_calls",
    metadata,
    Column("id", String, primary_key=True),
    Column("hash", String(64), nullable=False, index=True),
    Column("at", String, nullable=False),
    Column("run_id", String, nullable=True, index=True),
    Column("step", String, nullable=False),
    Column("item", String, nullable=False),
    Column("sources", JSON, nullable=False),
    Column("model", String, nullable=False),
    Column("prompt", String, nullable=False),
    Column("request", JSON, nullable=False),
    Column("reply", Text, nullable=False),
    Column("finish", String, nullable=False),
    Column("error", Text, nullable=False),
    Column("usable", Boolean, nullable=False),
    Column("tokens_in", Integer, nullable=False),
    Column("tokens_cached", Integer, nullable=False),
    Column("tokens_out", Integer, nullable=False),
    Column("cost", Float, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("batch", String, nullable=False),
)
"""Every call to an outside model; `hash` is of what the model saw. Stored before its reply is used.

`run_id` refers to no row: calls may be made before a run is recorded (`doctor`) and outlive it."""
