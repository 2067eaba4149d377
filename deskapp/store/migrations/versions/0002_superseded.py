"""What was written again in a later incarnation: the entries of an incarnation from a number on."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "superseded",
        sa.Column("incarnation", sa.LargeBinary, primary_key=True),
        sa.Column("from_seq", sa.Integer, nullable=False),
    )
