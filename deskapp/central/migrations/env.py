"""Alembic's entry: the connection is handed in by `deskapp.central.database`."""

from alembic import context

from deskapp.central.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=False)
context.run_migrations()
