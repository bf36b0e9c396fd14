"""The words of pages, indexed for searching: by FTS5 on SQLite, by a GIN index on PostgreSQL."""

from __future__ import annotations

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQLITE = (
    "CREATE VIRTUAL TABLE evidence_page_words USING fts5("
    "words, content='evidence_page', content_rowid='id', tokenize=\"unicode61 remove_diacritics 0\")",
    "CREATE TRIGGER evidence_page_words_in AFTER INSERT ON evidence_page BEGIN "
    "INSERT INTO evidence_page_words(rowid, words) VALUES (new.id, new.words); END",
    "CREATE TRIGGER evidence_page_words_out AFTER DELETE ON evidence_page BEGIN "
    "INSERT INTO evidence_page_words(evidence_page_words, rowid, words) VALUES ('delete', old.id, old.words); END",
    "CREATE TRIGGER evidence_page_words_new AFTER UPDATE OF words ON evidence_page BEGIN "
    "INSERT INTO evidence_page_words(evidence_page_words, rowid, words) VALUES ('delete', old.id, old.words); "
    "INSERT INTO evidence_page_words(rowid, words) VALUES (new.id, new.words); END",
)
SQLITE_BACK = (
    "DROP TRIGGER evidence_page_words_in",
    "DROP TRIGGER evidence_page_words_out",
    "DROP TRIGGER evidence_page_words_new",
    "DROP TABLE evidence_page_words",
)
POSTGRESQL = ("CREATE INDEX evidence_page_words ON evidence_page USING gin (to_tsvector('simple', words))",)
POSTGRESQL_BACK = ("DROP INDEX evidence_page_words",)


def index(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the index of the database at hand."""
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL:
        editor.execute(statement)


def drop(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take it away again."""
    for statement in SQLITE_BACK if editor.connection.vendor == "sqlite" else POSTGRESQL_BACK:
        editor.execute(statement)


class Migration(migrations.Migration):
    """A column, then its index."""

    dependencies = [("evidence", "0001_initial")]

    operations = [
        migrations.AddField("page", "words", models.TextField(default=""), preserve_default=False),
        migrations.RunPython(index, drop),
    ]
