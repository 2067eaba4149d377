"""Open requests, and items that are neither on a shelf nor lent, are listed through the index of discrepancies."""

from alembic import op

from deskapp.central.schema import records

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.drop_index("records_listed", "records")
    index = next(i for i in records.indexes if i.name == "records_listed")
    index.create(op.get_bind())
