"""The tables of the chat. Tokens and codes are kept as hashes only. Times are ms UTC."""

import sqlalchemy as sa

from shopkeeper.kit.db import metadata

# Who sits before a widget. `subject` is the shop's own id of somebody it vouched for. `email` is what they typed, proven or not.
visitor = sa.Table(
    "chat_visitor",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("inbox_id", sa.Text, nullable=False),
    sa.Column("subject", sa.Text),
    sa.Column("name", sa.Text, nullable=False, server_default=""),
    sa.Column("email", sa.Text, nullable=False, server_default=""),
    sa.Column("locale", sa.Text, nullable=False, server_default=""),
    sa.Column("seen_n", sa.BigInteger, nullable=False, server_default="0"),
    sa.Column("shop_n", sa.BigInteger, nullable=False, server_default="0"),
    sa.Column("created_at", sa.BigInteger, nullable=False),
    sa.Index("ix_chat_visitor_subject", "inbox_id", "subject", unique=True),
    sa.Index("ix_chat_visitor_email", "email"),
)

# One browser. `others` are visitors this same browser was before it signed in; `proofs` the addresses this session proved.
session = sa.Table(
    "chat_session",
    metadata,
    sa.Column("digest", sa.Text, primary_key=True),
    sa.Column("visitor_id", sa.Text, nullable=False),
    sa.Column("inbox_id", sa.Text, nullable=False),
    sa.Column("others", sa.Text, nullable=False, server_default="[]"),
    sa.Column("proofs", sa.Text, nullable=False, server_default="[]"),
    sa.Column("created_at", sa.BigInteger, nullable=False),
    sa.Column("seen_at", sa.BigInteger, nullable=False),
    sa.Index("ix_chat_session_visitor", "visitor_id"),
    sa.Index("ix_chat_session_seen", "seen_at"),
)

# A one-time code that proves an address: out of a link (by `digest`), or six figures made from the row's own id.
code = sa.Table(
    "chat_code",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("inbox_id", sa.Text, nullable=False),
    sa.Column("email", sa.Text, nullable=False),
    sa.Column("digest", sa.Text, unique=True),
    sa.Column("tries", sa.Integer, nullable=False, server_default="0"),
    sa.Column("expires_at", sa.BigInteger, nullable=False),
    sa.Column("used_at", sa.BigInteger),
    sa.Index("ix_chat_code_email", "inbox_id", "email", "expires_at"),
    sa.Index("ix_chat_code_expires", "expires_at"),
)

# Who uploaded a file that no message has taken along yet: nobody else may send it.
upload = sa.Table(
    "chat_upload",
    metadata,
    sa.Column("attachment_id", sa.Text, primary_key=True),
    sa.Column("visitor_id", sa.Text, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False, index=True),
)
