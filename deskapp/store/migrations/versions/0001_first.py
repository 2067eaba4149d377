"""The journal's first schema. Spelled out: what later versions of the program call the table must not change it."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "journal",
        sa.Column("n", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("incarnation", sa.LargeBinary, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("entry", sa.LargeBinary, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.UniqueConstraint("incarnation", "seq"),
        sqlite_autoincrement=True,
    )
