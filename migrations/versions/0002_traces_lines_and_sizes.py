"""traces lines and sizes

Revision 0002, after 0001.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "inbox_line",
        sa.Column("inbox_id", sa.Text(), nullable=False),
        sa.Column("reached_at", sa.BigInteger(), nullable=True),
        sa.Column("failing_since", sa.BigInteger(), nullable=True),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("sent_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("inbox_id", name=op.f("pk_inbox_line")),
    )
    op.create_table(
        "measured",
        sa.Column("at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("disk_free", sa.BigInteger(), nullable=False),
        sa.Column("database", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("at", name=op.f("pk_measured")),
    )
    op.add_column("arrival", sa.Column("trace", sa.Text(), nullable=True))
    op.add_column("job", sa.Column("trace", sa.Text(), nullable=True))
    op.create_index(
        "ix_job_parked",
        "job",
        ["n"],
        unique=False,
        sqlite_where=sa.text("parked_at IS NOT NULL"),
        postgresql_where=sa.text("parked_at IS NOT NULL"),
    )


def downgrade() -> None:
    raise NotImplementedError("Restore the backup that `shopkeeper migrate` made: shopkeeper restore FILE")
