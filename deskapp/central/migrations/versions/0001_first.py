"""The first schema: the tables, and on PostgreSQL the functions that are all a workstation may execute."""

from uuid import uuid4

from alembic import op

from deskapp.central.functions import POSTGRESQL
from deskapp.central.schema import counters, metadata, settings

revision = "0001"
down_revision = None


def upgrade() -> None:
    connection = op.get_bind()
    metadata.create_all(connection)
    names = ("position", "push", "rev", "applied")
    connection.execute(counters.insert(), [{"name": name, "value": 0} for name in names])
    connection.execute(settings.insert(), [{"name": "epoch", "value": str(uuid4())}])
    if connection.dialect.name == "postgresql":
        for statement in POSTGRESQL:
            connection.exec_driver_sql(statement)
