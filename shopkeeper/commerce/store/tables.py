"""Every table of this room. Times are milliseconds UTC, amounts whole numbers of the currency's smallest unit.

What is sealed is encrypted. A snapshot is the shop's own word on a thing, as our JSON; the columns beside it are for lists.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, Table, Text, text

from shopkeeper.kit.db import FullText, metadata

store_table = Table(
    "store",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("brand_id", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("problem", Text),
    Column("public_key", Text, nullable=False, unique=True),
    Column("settings", Text, nullable=False),
    Column("secrets", LargeBinary),
    Column("secrets_set", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("removed_at", BigInteger),
    # Where the sync stands. `cursor` is kept in the transaction that keeps what came before it.
    Column("cursor", Text),
    Column("first_done_at", BigInteger),
    Column("first_total", BigInteger),
    Column("seen", BigInteger, nullable=False),
    Column("synced_at", BigInteger),
    Column("sync_problem", Text),
)

# Webhooks as they came. `key` is what recognises the same one again. The bytes go when their days are over, the row stays.
delivery_table = Table(
    "store_delivery",
    metadata,
    Column("id", Text, primary_key=True),
    Column("store_id", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("sealed", LargeBinary),
    Column("file_key", Text),
    Column("size", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("state", Text, nullable=False),
    Column("reason", Text),
    Column("about", Text),
    Column("tries", Integer, nullable=False),
    Index(None, "store_id", "key", unique=True),
    Index(None, "state", "at"),
    Index(None, "about"),
    Index(
        "ix_store_delivery_kept",
        "at",
        sqlite_where=text("file_key IS NOT NULL OR sealed IS NOT NULL"),
        postgresql_where=text("file_key IS NOT NULL OR sealed IS NOT NULL"),
    ),
)

# `external_id` is the shop's own, or `guest:` and an address for who bought without an account.
customer_table = Table(
    "store_customer",
    metadata,
    Column("store_id", Text, primary_key=True),
    Column("external_id", Text, primary_key=True),
    Column("person_id", Text, nullable=False),
    Column("email", Text),
    Column("phone", Text),
    Column("name", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("updated_at", BigInteger, nullable=False),
    Column("joined_into", Text),
    Column("snapshot", Text, nullable=False),
    Index(None, "person_id"),
    Index(None, "email"),
    Index(None, "phone"),
)

# `told` are the keys of what stands on the timeline already; `content` recognises what was ordered and where it goes.
order_table = Table(
    "store_order",
    metadata,
    Column("id", Text, primary_key=True),
    Column("n", BigInteger, nullable=False, unique=True),
    Column("store_id", Text, nullable=False),
    Column("external_id", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("number_key", Text, nullable=False),
    Column("person_id", Text, nullable=False),
    Column("customer", Text, nullable=False),
    Column("currency", Text, nullable=False),
    Column("total", BigInteger, nullable=False),
    Column("paid", BigInteger, nullable=False),
    Column("refunded", BigInteger, nullable=False),
    Column("pieces", Integer, nullable=False),
    Column("returned", Integer, nullable=False),
    Column("placed_at", BigInteger, nullable=False),
    Column("updated_at", BigInteger, nullable=False),
    Column("version", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("payment_state", Text, nullable=False),
    Column("fulfilment_state", Text, nullable=False),
    Column("gone_at", BigInteger),
    Column("content", Text, nullable=False),
    Column("told", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Index(None, "store_id", "external_id", unique=True),
    Index(None, "person_id", "placed_at", "id"),
    Index(None, "number_key"),
    Index(None, "placed_at", "id"),
    Index(None, "store_id", "placed_at", "id"),
    Index(None, "store_id", "customer"),
)

body_table = Table(
    "store_order_body",
    metadata,
    Column("order_id", Text, primary_key=True),
    Column("snapshot", Text, nullable=False),
)

# One parcel. What the shop says stands in the order's snapshot too; `scans` and `carrier_*` are the carrier's own word.
shipment_table = Table(
    "shipment",
    metadata,
    Column("id", Text, primary_key=True),
    Column("order_id", Text, nullable=False),
    Column("external_id", Text, nullable=False),
    Column("person_id", Text, nullable=False),
    Column("carrier", Text, nullable=False),
    Column("service", Text, nullable=False),
    Column("tracking_number", Text, nullable=False),
    Column("tracking_key", Text),
    Column("tracking_url", Text),
    Column("lines", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("shop_state", Text, nullable=False),
    Column("shipped_at", BigInteger),
    Column("promised_at", BigInteger),
    Column("expected_at", BigInteger),
    Column("delivered_at", BigInteger),
    Column("scans", Text, nullable=False),
    Column("carrier_state", Text),
    Column("carrier_at", BigInteger),
    Column("last_scan_at", BigInteger),
    Column("late_at", BigInteger),
    Column("stuck_at", BigInteger),
    Column("due_at", BigInteger),
    Column("seq", BigInteger, nullable=False),
    Index(None, "order_id", "external_id", unique=True),
    Index(None, "person_id"),
    Index(None, "tracking_key"),
    Index(None, "due_at"),
)

cart_table = Table(
    "store_cart",
    metadata,
    Column("store_id", Text, primary_key=True),
    Column("external_id", Text, primary_key=True),
    Column("person_id", Text, nullable=False, index=True),
    Column("updated_at", BigInteger, nullable=False),
    Column("snapshot", Text, nullable=False),
)

# One action somebody asked for. Its id is the key the shop hears. `live_order` holds the order while it is being done: unique,
# so that two of us never work on one order at the same time.
intent_table = Table(
    "intent",
    metadata,
    Column("id", Text, primary_key=True),
    Column("store_id", Text, nullable=False),
    Column("order_id", Text),
    Column("person_id", Text, nullable=False),
    Column("conversation_id", Text),
    Column("verb", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("preview", Text),
    Column("state", Text, nullable=False),
    Column("live_order", Text, unique=True),
    Column("problem", Text),
    Column("why", Text, nullable=False),
    Column("by_kind", Text, nullable=False),
    Column("agent_id", Text),
    Column("by_name", Text, nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("currency", Text, nullable=False),
    Column("wow", Integer, nullable=False),
    Column("rule", Text),
    Column("decided_by", Text),
    Column("decided_at", BigInteger),
    Column("expires_at", BigInteger),
    Column("outcome", Text),
    Column("entry_id", Text),
    Column("attempt", Integer, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Index(None, "person_id", "created_at"),
    Index(None, "order_id", "created_at"),
    Index(None, "agent_id", "created_at"),
    Index(None, "state", "created_at"),
    Index(None, "store_id", "state"),
)

# What agents spent on delight, and what came of it. `intent_id` where it went through the shop.
wow_table = Table(
    "wow_spend",
    metadata,
    Column("id", Text, primary_key=True),
    Column("agent_id", Text, nullable=False),
    Column("person_id", Text, nullable=False, index=True),
    Column("conversation_id", Text),
    Column("intent_id", Text, unique=True),
    Column("amount", BigInteger, nullable=False),
    Column("currency", Text, nullable=False),
    Column("what_for", Text, nullable=False),
    Column("outcome", Text),
    Column("at", BigInteger, nullable=False),
    Index(None, "agent_id", "at"),
)

policy_table = Table(
    "commerce_policy",
    metadata,
    Column("id", Text, primary_key=True),
    Column("policy", Text, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
)

pin_table = Table(
    "pinned_order",
    metadata,
    Column("conversation_id", Text, primary_key=True),
    Column("order_id", Text, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Index(None, "order_id"),
)

# "These two are not the same", said once.
hint_table = Table(
    "customer_hint",
    metadata,
    Column("person_id", Text, primary_key=True),
    Column("other_id", Text, primary_key=True),
    Column("at", BigInteger, nullable=False),
)

order_search = FullText("order_search")
