"""Parcels that are followed, orders from files, signing in at a shop, and what the policy was before.

Revision 0007, after 0006.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "carrier_account",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.Column("secrets", sa.LargeBinary(), nullable=True),
        sa.Column("secrets_set", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("removed_at", sa.BigInteger(), nullable=True),
        sa.Column("heard_at", sa.BigInteger(), nullable=True),
        sa.Column("asked_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carrier_account")),
        sa.UniqueConstraint("public_key", name=op.f("uq_carrier_account_public_key")),
    )
    op.create_table(
        "carrier_event",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("file_key", sa.Text(), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("tracking_key", sa.Text(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carrier_event")),
    )
    op.create_index(op.f("ix_carrier_event_account_id_key"), "carrier_event", ["account_id", "key"], unique=True)
    op.create_index(op.f("ix_carrier_event_account_id_state"), "carrier_event", ["account_id", "state"], unique=False)
    op.create_index(
        "ix_carrier_event_kept",
        "carrier_event",
        ["at"],
        unique=False,
        sqlite_where=sa.text("file_key IS NOT NULL OR sealed IS NOT NULL"),
        postgresql_where=sa.text("file_key IS NOT NULL OR sealed IS NOT NULL"),
    )
    op.create_index(op.f("ix_carrier_event_state_at"), "carrier_event", ["state", "at"], unique=False)
    op.create_index(
        op.f("ix_carrier_event_tracking_key_state"), "carrier_event", ["tracking_key", "state"], unique=False
    )
    op.create_table(
        "carrier_word",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("first_at", sa.BigInteger(), nullable=False),
        sa.Column("last_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "word", name=op.f("pk_carrier_word")),
    )
    op.create_table(
        "commerce_policy_change",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("agent_id", sa.Text(), nullable=True),
        sa.Column("policy", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commerce_policy_change")),
    )
    op.create_table(
        "store_file",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("store_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("arrived", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("shape", sa.Text(), nullable=True),
        sa.Column("plan", sa.Text(), nullable=True),
        sa.Column("report", sa.Text(), nullable=True),
        sa.Column("problems", sa.Text(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("checked", sa.BigInteger(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("layout", sa.Text(), nullable=True),
        sa.Column("total", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("given_at", sa.BigInteger(), nullable=True),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_store_file")),
    )
    op.create_index(op.f("ix_store_file_store_id_created_at"), "store_file", ["store_id", "created_at"], unique=False)
    op.create_table(
        "store_file_part",
        sa.Column("file_id", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("file_id", "at", name=op.f("pk_store_file_part")),
    )
    op.create_table(
        "store_product",
        sa.Column("store_id", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("snapshot", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("store_id", "external_id", name=op.f("pk_store_product")),
    )
    op.create_table(
        "store_sign_in",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("store_id", sa.Text(), nullable=False),
        sa.Column("agent_id", sa.Text(), nullable=False),
        sa.Column("begun_by", sa.Text(), nullable=False),
        sa.Column("handed", sa.LargeBinary(), nullable=True),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_store_sign_in")),
    )
    op.create_index(op.f("ix_store_sign_in_expires_at"), "store_sign_in", ["expires_at"], unique=False)
    op.add_column("intent", sa.Column("decided_why", sa.Text(), nullable=True))
    op.add_column("shipment", sa.Column("first_expected_on", sa.Text(), nullable=True))
    op.add_column("shipment", sa.Column("promised_on", sa.Text(), nullable=True))
    op.add_column("shipment", sa.Column("promised_by", sa.Text(), nullable=True))
    op.add_column("shipment", sa.Column("late_from", sa.BigInteger(), nullable=True))
    op.add_column("shipment", sa.Column("tracked_at", sa.BigInteger(), nullable=True))
    op.add_column("shipment", sa.Column("tracked_by", sa.Text(), nullable=True))
    op.add_column("shipment", sa.Column("track_problem", sa.Text(), nullable=True))
    op.add_column("shipment", sa.Column("looked_up_at", sa.BigInteger(), nullable=True))
    op.add_column("shipment", sa.Column("asking_since", sa.BigInteger(), nullable=True))
    op.add_column("store", sa.Column("subscribed_at", sa.BigInteger(), nullable=True))
    op.add_column("store", sa.Column("hook_problem", sa.Text(), nullable=True))
    op.add_column("store", sa.Column("refused_at", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("Restore the backup that `shopkeeper migrate` made: shopkeeper restore FILE")
