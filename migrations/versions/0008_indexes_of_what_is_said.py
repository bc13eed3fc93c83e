"""Indexes leave out the rows that say nothing in them: most entries have no host, orders' entries no conversation.

Revision 0008, after 0007. Eight indexes are made anew, three of them of all entries.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

INDEXES = (
    ("entry", ("host_id", "n")),
    ("entry", ("conversation_id", "n")),
    ("entry", ("handle_id", "n")),
    ("store_delivery", ("about",)),
    ("store_customer", ("email",)),
    ("store_customer", ("phone",)),
    ("shipment", ("tracking_key",)),
    ("shipment", ("due_at",)),
)


def upgrade() -> None:
    for table, columns in INDEXES:
        name, said = op.f(f"ix_{table}_{'_'.join(columns)}"), sa.text(f"{columns[0]} IS NOT NULL")
        op.drop_index(name, table_name=table)
        op.create_index(name, table, list(columns), unique=False, sqlite_where=said, postgresql_where=said)
