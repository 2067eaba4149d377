"""The first schema."""

from uuid import uuid4

from alembic import op

from deskapp.central.schema import counters, metadata, settings

revision = "0001"
down_revision = None


def upgrade() -> None:
    connection = op.get_bind()
    metadata.create_all(connection)
    names = ("position", "push", "rev", "applied")
    connection.execute(counters.insert(), [{"name": name, "value": 0} for name in names])
    connection.execute(settings.insert(), [{"name": "epoch", "value": str(uuid4())}])
