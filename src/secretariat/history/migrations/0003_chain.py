"""Put every event into one chain: number, hash, and the head of the chain in a table of its own."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from django.db import migrations, models

from secretariat.history import chain, stored

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

append_only = import_module("secretariat.history.migrations.0002_append_only")

REASON = "the head of the history goes on by one event at a time"
STEP = "NEW.id = OLD.id AND NEW.number = OLD.number + 1 AND NEW.event > OLD.event"

SQLITE = (
    f"""CREATE TRIGGER history_head_step BEFORE UPDATE ON history_head WHEN NOT ({STEP})
        BEGIN SELECT RAISE(ABORT, '{REASON}'); END""",
    f"""CREATE TRIGGER history_head_no_delete BEFORE DELETE ON history_head
        BEGIN SELECT RAISE(ABORT, '{REASON}'); END""",
)
SQLITE_BACK = (
    "DROP TRIGGER history_head_step",
    "DROP TRIGGER history_head_no_delete",
)
POSTGRESQL = (
    f"""CREATE FUNCTION history_head_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{REASON}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    f"""CREATE TRIGGER history_head_step BEFORE UPDATE ON history_head
        FOR EACH ROW WHEN (NOT ({STEP})) EXECUTE FUNCTION history_head_refuse()""",
    """CREATE TRIGGER history_head_no_delete BEFORE DELETE ON history_head
        FOR EACH ROW EXECUTE FUNCTION history_head_refuse()""",
    """CREATE TRIGGER history_head_no_truncate BEFORE TRUNCATE ON history_head
        FOR EACH STATEMENT EXECUTE FUNCTION history_head_refuse()""",
)
POSTGRESQL_BACK = (
    "DROP TRIGGER history_head_no_truncate ON history_head",
    "DROP TRIGGER history_head_no_delete ON history_head",
    "DROP TRIGGER history_head_step ON history_head",
    "DROP FUNCTION history_head_refuse()",
)


def add_triggers(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Guard the head as the events are guarded."""
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL:
        editor.execute(statement)


def drop_triggers(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take that guard off again."""
    for statement in SQLITE_BACK if editor.connection.vendor == "sqlite" else POSTGRESQL_BACK:
        editor.execute(statement)


def chain_events(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Give the events that are there their numbers and hashes, in the order in which they were written."""
    connection = editor.connection
    number, key, link = 0, 0, chain.START
    for piece in stored.pieces(connection, chained=False):
        links = []
        for row, _none in piece:
            number, key = number + 1, row.id
            link = chain.hash_of(link, row._replace(number=number))
            links.append((number, link, key))
        with connection.cursor() as cursor:
            cursor.executemany("UPDATE history_event SET number = %s, hash = %s WHERE id = %s", links)
    if number:
        apps.get_model("history", "Head").objects.create(id=1, number=number, event=key, hash=link)
    if connection.vendor == "postgresql":
        # What the rows still owe to their constraints stands in the way of changing their table.
        editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        editor.execute("SET CONSTRAINTS ALL DEFERRED")


class Migration(migrations.Migration):
    """The triggers of the events are lifted for as long as it takes, and put back."""

    dependencies = [("history", "0002_append_only")]
    operations = [
        migrations.RunPython(append_only.drop_triggers, append_only.add_triggers),
        migrations.CreateModel(
            name="Head",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.BigIntegerField()),
                ("event", models.BigIntegerField()),
                ("hash", models.CharField(max_length=64)),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="one_head")],
            },
        ),
        migrations.AddField("event", "number", models.BigIntegerField(null=True)),
        migrations.AddField("event", "hash", models.CharField(max_length=64, null=True)),
        migrations.RunPython(chain_events, migrations.RunPython.noop),
        migrations.AlterField("event", "number", models.BigIntegerField(unique=True)),
        migrations.AlterField("event", "hash", models.CharField(max_length=64)),
        migrations.RemoveIndex("event", "history_eve_object__14e17f_idx"),
        migrations.AddIndex(
            "event", models.Index(fields=["object_type", "object_id", "id"], name="history_event_of_object")
        ),
        migrations.RunPython(append_only.add_triggers, append_only.drop_triggers),
        migrations.RunPython(add_triggers, drop_triggers),
    ]
