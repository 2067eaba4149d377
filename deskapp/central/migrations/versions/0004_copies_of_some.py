"""Visitors: patrons whose details go to a workstation that does not serve their library."""

from alembic import op

from deskapp.central.schema import metadata

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    connection = op.get_bind()
    metadata.create_all(connection)
