"""Workstations, the secrets of staff, and sealed codes; the newest stamp of each journal, not of each workstation."""

from secrets import token_hex

from alembic import op
from sqlalchemy import inspect, select, text

from deskapp.central.schema import counters, metadata, settings

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    connection = op.get_bind()
    metadata.create_all(connection)
    if not connection.execute(select(counters.c.value).where(counters.c.name == "secrets")).first():
        connection.execute(counters.insert(), {"name": "secrets", "value": 0})
        connection.execute(settings.insert(), {"name": "false_salt", "value": token_hex(32)})
    if inspect(connection).has_table("lasts"):  # of workstations; stamps rise within a journal
        of = "SELECT w.incarnation, w.workstation, l.at FROM watermarks w JOIN lasts l ON l.workstation = w.workstation"
        connection.execute(text(f"INSERT INTO latest (incarnation, workstation, at) {of}"))
        op.drop_table("lasts")
