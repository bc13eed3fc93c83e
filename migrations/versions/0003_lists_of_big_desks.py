"""lists of big desks

Revision 0003, after 0002. On a million conversations it takes some 15 seconds.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("conversation_tag", sa.Column("inbox_id", sa.Text(), server_default="", nullable=False))
    op.execute(
        "UPDATE conversation_tag SET inbox_id ="
        " (SELECT inbox_id FROM conversation WHERE conversation.id = conversation_tag.conversation_id)"
        " WHERE EXISTS (SELECT 1 FROM conversation WHERE conversation.id = conversation_tag.conversation_id)"
    )
    op.create_index(
        op.f("ix_conversation_tag_tag_inbox_id_shelf_rank_conversation_id"),
        "conversation_tag",
        ["tag", "inbox_id", "shelf", "rank", "conversation_id"],
        unique=False,
    )
    op.drop_index(op.f("ix_conversation_topic_id"), table_name="conversation")
    op.create_index(
        op.f("ix_conversation_topic_id_shelf_rank_id"),
        "conversation",
        ["topic_id", "shelf", "rank", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_conversation_person_id_created_at_id"), "conversation", ["person_id", "created_at", "id"], unique=False
    )
    op.drop_index(op.f("ix_conversation_assignee_id_shelf_rank_id"), table_name="conversation")
    op.create_index(
        op.f("ix_conversation_assignee_id_shelf_rank_id_inbox_id"),
        "conversation",
        ["assignee_id", "shelf", "rank", "id", "inbox_id"],
        unique=False,
    )


def downgrade() -> None:
    raise NotImplementedError("Restore the backup that `shopkeeper migrate` made: shopkeeper restore FILE")
