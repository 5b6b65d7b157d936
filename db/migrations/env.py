"""Alembic's entry: runs on the connection that db.upgrade hands over, in its transaction."""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=context.config.attributes.get("metadata"),
    transactional_ddl=False,  # the transaction is db.upgrade's
    render_as_batch=True,
)
context.run_migrations()
