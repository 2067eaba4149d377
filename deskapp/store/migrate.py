"""Bringing a database's schema to this program's version, with Alembic, loaded only when there is something to do."""

from __future__ import annotations

import logging
from pathlib import Path

from sqlalchemy import Connection, inspect, text


class Newer(Exception):
    """The database is from a newer version of the program."""


def bring_up(connection: Connection, folder: Path, head: str) -> bool:
    """Upgrade to `head`; whether anything was done. Raises `Newer`, with nothing done."""
    at = schema_of(connection)
    if at == head:
        return False
    if at is not None and at > head:
        raise Newer(at)
    from alembic import command
    from alembic.config import Config

    logging.getLogger("alembic").setLevel(logging.WARNING)
    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, head)
    return True


def schema_of(connection: Connection) -> str | None:
    """The version of the database's schema; None for one that has none yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found
