"""Alembic's entry for the journal: the connection is handed in by `deskapp.store.migrate`."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=False)
context.run_migrations()
