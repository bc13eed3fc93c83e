"""Every table of this room."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text

from shopkeeper.kit.db import FullText, metadata, sparse

conversation_table = Table(
    "conversation",
    metadata,
    Column("id", Text, primary_key=True),
    Column("person_id", Text, nullable=False),
    Column("brand_id", Text, nullable=False),
    Column("inbox_id", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("shelf", Text, nullable=False),
    Column("rank", BigInteger, nullable=False),
    Column("subject", Text, nullable=False),
    Column("preview", Text, nullable=False),
    Column("preview_by", Text, nullable=False),
    Column("preview_agent_id", Text),
    Column("assignee_id", Text),
    Column("team_id", Text),
    Column("tags", Text, nullable=False),
    Column("topic_id", Text),
    Column("priority", Integer, nullable=False),
    Column("due_at", BigInteger),
    Column("since", BigInteger),
    Column("snoozed_until", BigInteger),
    Column("snooze_until_word", Integer, nullable=False),
    Column("spam", Integer, nullable=False),
    Column("trashed", Integer, nullable=False),
    Column("unread", Integer, nullable=False),
    Column("last_at", BigInteger, nullable=False),
    Column("last_in_at", BigInteger),
    Column("last_out_at", BigInteger),
    Column("created_at", BigInteger, nullable=False),
    Column("closed_at", BigInteger),
    Column("seq", BigInteger, nullable=False),
    # Each list is one of these, read in the order it is shown: ten million conversations list as fast as ten.
    Index(None, "shelf", "rank", "id"),
    # With the inbox at its end, so that what an agent may not see is passed over without reading it.
    Index(None, "assignee_id", "shelf", "rank", "id", "inbox_id"),
    Index(None, "inbox_id", "shelf", "rank", "id"),
    Index(None, "brand_id", "shelf", "rank", "id"),
    Index(None, "topic_id", "shelf", "rank", "id"),
    Index(None, "person_id", "created_at", "id"),
    Index(None, "person_id", "brand_id", "shelf", "rank"),
)

entry_table = Table(
    "entry",
    metadata,
    Column("n", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
    Column("person_id", Text, nullable=False),
    Column("host_id", Text),
    Column("guest", Integer, nullable=False),
    Column("conversation_id", Text),
    Column("kind", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("direction", Text, nullable=False),
    Column("author_kind", Text, nullable=False),
    Column("author_id", Text),
    Column("author_name", Text, nullable=False),
    Column("inbox_id", Text),
    Column("channel", Text),
    Column("handle_id", Text),
    Column("public", Integer, nullable=False),
    Column("side", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("delivery", Text),
    Column("seq", BigInteger, nullable=False),
    Index(None, "person_id", "n"),
    sparse("host_id", "n"),
    sparse("conversation_id", "n"),
    sparse("handle_id", "n"),
)

html_table = Table(
    "entry_html", metadata, Column("entry_id", Text, primary_key=True), Column("html", Text, nullable=False)
)

attachment_table = Table(
    "attachment",
    metadata,
    Column("id", Text, primary_key=True),
    Column("key", Text, nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("content_type", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("inline", Integer, nullable=False),
    Column("cid", Text),
    Column("entry_id", Text, index=True),
    Column("by", Text, nullable=False),
    Column("at", BigInteger, nullable=False, index=True),
)

participant_table = Table(
    "participant",
    metadata,
    Column("conversation_id", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("value", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("person_id", Text, index=True),
)

link_table = Table(
    "conversation_link",
    metadata,
    Column("conversation_id", Text, primary_key=True),
    Column("other_id", Text, primary_key=True),
    Column("edge", Text, nullable=False, index=True),
)

tag_table = Table(
    "tag", metadata, Column("name", Text, primary_key=True), Column("created_at", BigInteger, nullable=False)
)

tagged_table = Table(
    "conversation_tag",
    metadata,
    Column("conversation_id", Text, primary_key=True),
    Column("tag", Text, primary_key=True),
    Column("shelf", Text, nullable=False),
    Column("rank", BigInteger, nullable=False),
    Column("inbox_id", Text, nullable=False, server_default=""),
    Index(None, "tag", "shelf", "rank", "conversation_id"),
    Index(None, "tag", "inbox_id", "shelf", "rank", "conversation_id"),
)

mention_table = Table(
    "mention",
    metadata,
    Column("agent_id", Text, primary_key=True),
    Column("n", BigInteger, primary_key=True, autoincrement=False),
    Column("conversation_id", Text, nullable=False, index=True),
)

topic_table = Table(
    "topic",
    metadata,
    Column("id", Text, primary_key=True),
    Column("parent_id", Text, index=True),
    Column("name", Text, nullable=False),
    Column("position", Integer, nullable=False),
)

task_table = Table(
    "task",
    metadata,
    Column("id", Text, primary_key=True),
    Column("person_id", Text, nullable=False, index=True),
    Column("conversation_id", Text, index=True),
    Column("text", Text, nullable=False),
    Column("owner_id", Text),
    Column("due_at", BigInteger),
    Column("done_at", BigInteger),
    Column("created_by", Text),
    Column("created_at", BigInteger, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Index(None, "owner_id", "done_at", "due_at"),
)

draft_table = Table(
    "draft",
    metadata,
    Column("conversation_id", Text, primary_key=True),
    Column("agent_id", Text, primary_key=True),
    Column("body", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
)

entry_search = FullText("entry_search")
