"""Alembic's entry: the connection is handed in by `deskapp.central.database`.

A migration adds and never takes away, so that older desks work on: "Updating" in resources/help/central.md.
"""

from alembic import context

from deskapp.central.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=False)
context.run_migrations()
