"""The tables of this room. Times are milliseconds UTC. What is sealed is encrypted; nothing else here holds a customer's words
but the parcels still on their way."""

import sqlalchemy as sa

from shopkeeper.kit.db import metadata

inbox = sa.Table(
    "inbox",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("brand_id", sa.Text, nullable=False),
    sa.Column("address", sa.Text, nullable=False, server_default=""),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("problem", sa.Text),
    sa.Column("public_key", sa.Text, nullable=False, unique=True),
    sa.Column("settings", sa.Text, nullable=False),
    sa.Column("secrets", sa.LargeBinary),
    sa.Column("secrets_set", sa.Text, nullable=False, server_default="[]"),
    sa.Column("created_at", sa.BigInteger, nullable=False),
    sa.Column("removed_at", sa.BigInteger),
)

# Everything that came, as it came. `sealed` (or `file_key`, for big ones) goes when its days are over; the row stays to be
# counted. `digest` is a keyed hash of the bytes: it recognises, and tells nothing.
arrival = sa.Table(
    "arrival",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("inbox_id", sa.Text, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("sealed", sa.LargeBinary),
    sa.Column("file_key", sa.Text),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("reason", sa.Text),
    sa.Column("entry_id", sa.Text),
    sa.Column("person_id", sa.Text),
    sa.Column("tries", sa.Integer, nullable=False, server_default="0"),
    sa.Column("trace", sa.Text),
    sa.Index("ix_arrival_inbox_state", "inbox_id", "state", "at"),
    sa.Index("ix_arrival_inbox_digest", "inbox_id", "digest"),
    sa.Index("ix_arrival_state_at", "state", "at"),
    sa.Index("ix_arrival_entry", "entry_id"),
    sa.Index("ix_arrival_person", "person_id"),
    sa.Index(
        "ix_arrival_kept",
        "at",
        sqlite_where=sa.text("file_key IS NOT NULL OR sealed IS NOT NULL"),
        postgresql_where=sa.text("file_key IS NOT NULL OR sealed IS NOT NULL"),
    ),
)

# "Seen before?" `scope` is an inbox, or a brand and a kind where the far side's keys hold across inboxes.
seen = sa.Table(
    "seen",
    metadata,
    sa.Column("scope", sa.Text, primary_key=True),
    sa.Column("external_id", sa.Text, primary_key=True),
    sa.Column("entry_id", sa.Text, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Index("ix_seen_entry", "entry_id"),
)

# The public names of messages (Message-IDs), ours and theirs, by which later ones say what they answer. May repeat.
named = sa.Table(
    "named",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("entry_id", sa.Text, primary_key=True),
    sa.Column("brand_id", sa.Text, nullable=False),
    sa.Column("conversation_id", sa.Text, nullable=False),
    sa.Column("side", sa.Integer, nullable=False, server_default="0"),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Index("ix_named_entry", "entry_id"),
    sa.Index("ix_named_conversation", "conversation_id"),
)

# Third parties we talk to beside a conversation (a carrier): their answers come back to it, and never become its participants.
side_partner = sa.Table(
    "side_partner",
    metadata,
    sa.Column("conversation_id", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, primary_key=True),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Index("ix_side_partner_value", "value"),
)

# One answer of ours on its way. `parcel` is what goes out, as JSON; `to` stays to know whom a mark was given.
delivery = sa.Table(
    "delivery",
    metadata,
    sa.Column("entry_id", sa.Text, primary_key=True),
    sa.Column("conversation_id", sa.Text, nullable=False),
    sa.Column("person_id", sa.Text, nullable=False),
    sa.Column("inbox_id", sa.Text, nullable=False),
    sa.Column("agent_id", sa.Text),
    sa.Column("message_id", sa.Text, nullable=False),
    sa.Column("external_id", sa.Text),
    sa.Column("parcel", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("reason", sa.Text),
    sa.Column("advice", sa.Text),
    sa.Column("attempt", sa.Integer, nullable=False, server_default="0"),
    sa.Column("created_at", sa.BigInteger, nullable=False),
    sa.Column("undo_until", sa.BigInteger),
    sa.Column("changed_at", sa.BigInteger, nullable=False),
    sa.Index("ix_delivery_external", "inbox_id", "external_id"),
    sa.Index("ix_delivery_message", "message_id"),
    sa.Index("ix_delivery_state", "state", "changed_at"),
    sa.Index("ix_delivery_person", "person_id"),
)

# How the line to an inbox's server does. `failing_since` is None while it works; `why` is what the server said last.
inbox_line = sa.Table(
    "inbox_line",
    metadata,
    sa.Column("inbox_id", sa.Text, primary_key=True),
    sa.Column("reached_at", sa.BigInteger),
    sa.Column("failing_since", sa.BigInteger),
    sa.Column("failures", sa.Integer, nullable=False, server_default="0"),
    sa.Column("why", sa.Text),
    sa.Column("sent_at", sa.BigInteger),
)

# Which process fetches for an inbox now. Taken over when `until` has passed.
fetching = sa.Table(
    "fetching",
    metadata,
    sa.Column("inbox_id", sa.Text, primary_key=True),
    sa.Column("owner", sa.Text, nullable=False),
    sa.Column("until", sa.BigInteger, nullable=False),
)
