"""Make the database itself refuse changes to events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import migrations

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

REASON = "events are written once"

SQLITE = (
    f"""CREATE TRIGGER history_event_no_update BEFORE UPDATE ON history_event
        BEGIN SELECT RAISE(ABORT, '{REASON}'); END""",
    f"""CREATE TRIGGER history_event_no_delete BEFORE DELETE ON history_event
        BEGIN SELECT RAISE(ABORT, '{REASON}'); END""",
)
SQLITE_BACK = (
    "DROP TRIGGER history_event_no_update",
    "DROP TRIGGER history_event_no_delete",
)
POSTGRESQL = (
    f"""CREATE FUNCTION history_event_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{REASON}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    """CREATE TRIGGER history_event_no_change BEFORE UPDATE OR DELETE ON history_event
        FOR EACH ROW EXECUTE FUNCTION history_event_refuse()""",
    """CREATE TRIGGER history_event_no_truncate BEFORE TRUNCATE ON history_event
        FOR EACH STATEMENT EXECUTE FUNCTION history_event_refuse()""",
)
POSTGRESQL_BACK = (
    "DROP TRIGGER history_event_no_truncate ON history_event",
    "DROP TRIGGER history_event_no_change ON history_event",
    "DROP FUNCTION history_event_refuse()",
)


def add_triggers(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Add the triggers of the database at hand."""
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL:
        editor.execute(statement)


def drop_triggers(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers off again."""
    for statement in SQLITE_BACK if editor.connection.vendor == "sqlite" else POSTGRESQL_BACK:
        editor.execute(statement)


class Migration(migrations.Migration):
    """Triggers on both databases."""

    dependencies = [("history", "0001_initial")]
    operations = [migrations.RunPython(add_triggers, drop_triggers)]
