"""Runs the revisions on the connection that shopkeeper.kit.migrating hands in."""

from alembic import context

from shopkeeper.kit.db import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite's batch mode copies a table and drops its triggers without a word.
    render_as_batch=False,
    compare_type=True,
    include_name=context.config.attributes.get("include_name"),
)
context.run_migrations()
