"""Every table of this room. Times are milliseconds UTC, amounts whole numbers of the currency's smallest unit.

What is sealed is encrypted. A snapshot is the shop's own word on a thing, as our JSON; the columns beside it are for lists.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, Table, Text, text

from shopkeeper.kit.db import FullText, metadata, sparse

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
    # How its webhooks fare: registered at the shop, or why not; when the last one came that the shop did not sign.
    Column("subscribed_at", BigInteger),
    Column("hook_problem", Text),
    Column("refused_at", BigInteger),
)

# An owner on the way to the shop's own page and back. `digest` is of the state that travels along; `handed` is what the shop posted
# meanwhile, sealed, and becomes the store's only when the same window comes back.
sign_in_table = Table(
    "store_sign_in",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("store_id", Text, nullable=False),
    Column("agent_id", Text, nullable=False),
    Column("begun_by", Text, nullable=False),
    Column("handed", LargeBinary),
    Column("expires_at", BigInteger, nullable=False, index=True),
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
    sparse("about"),
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
    sparse("email"),
    sparse("phone"),
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
    # What it is judged against: a day of the recipient's calendar, who promised it, and the first moment that is late.
    Column("first_expected_on", Text),
    Column("promised_on", Text),
    Column("promised_by", Text),
    Column("late_from", BigInteger),
    Column("tracked_at", BigInteger),
    Column("tracked_by", Text),
    Column("track_problem", Text),
    Column("looked_up_at", BigInteger),
    Column("asking_since", BigInteger),
    Index(None, "order_id", "external_id", unique=True),
    Index(None, "person_id"),
    sparse("tracking_key"),
    sparse("due_at"),
)

# Accounts at services that follow parcels. `heard_at`: the last event, `asked_at`: the last number they took from us.
carrier_table = Table(
    "carrier_account",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("problem", Text),
    Column("public_key", Text, nullable=False, unique=True),
    Column("settings", Text, nullable=False),
    Column("secrets", LargeBinary),
    Column("secrets_set", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("removed_at", BigInteger),
    Column("heard_at", BigInteger),
    Column("asked_at", BigInteger),
)

# Their events as they came, kept as store_delivery is. `waiting`: for a tracking number that no order of ours has yet; `unmatched`: several have it.
carrier_event_table = Table(
    "carrier_event",
    metadata,
    Column("id", Text, primary_key=True),
    Column("account_id", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("sealed", LargeBinary),
    Column("file_key", Text),
    Column("size", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("state", Text, nullable=False),
    Column("reason", Text),
    Column("tracking_key", Text),
    Column("tries", Integer, nullable=False),
    Index(None, "account_id", "key", unique=True),
    Index(None, "account_id", "state"),
    Index(None, "state", "at"),
    Index(None, "tracking_key", "state"),
    Index(
        "ix_carrier_event_kept",
        "at",
        sqlite_where=text("file_key IS NOT NULL OR sealed IS NOT NULL"),
        postgresql_where=text("file_key IS NOT NULL OR sealed IS NOT NULL"),
    ),
)

# Words of theirs for a state that no table of ours names, counted.
carrier_word_table = Table(
    "carrier_word",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("word", Text, primary_key=True),
    Column("count", BigInteger, nullable=False),
    Column("first_at", BigInteger, nullable=False),
    Column("last_at", BigInteger, nullable=False),
)

# What a store sells, where it cannot be asked: as its files told it. `words` are what it is found by.
product_table = Table(
    "store_product",
    metadata,
    Column("store_id", Text, primary_key=True),
    Column("external_id", Text, primary_key=True),
    Column("version", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("snapshot", Text, nullable=False),
)

# A file that an owner gave to a store. Its bytes lie sealed in `store_file_part` until they were taken in or their days are over.
file_table = Table(
    "store_file",
    metadata,
    Column("id", Text, primary_key=True),
    Column("store_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("arrived", BigInteger, nullable=False),
    Column("state", Text, nullable=False),
    Column("shape", Text),
    Column("plan", Text),
    Column("report", Text),
    Column("problems", Text),
    Column("problem", Text),
    Column("checked", BigInteger, nullable=False),
    Column("turn", Integer, nullable=False),
    Column("layout", Text),
    Column("total", BigInteger),
    Column("created_at", BigInteger, nullable=False),
    Column("given_at", BigInteger),
    Column("done_at", BigInteger),
    Index(None, "store_id", "created_at"),
)

part_table = Table(
    "store_file_part",
    metadata,
    Column("file_id", Text, primary_key=True),
    Column("at", BigInteger, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("key", Text, nullable=False),
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
    Column("decided_why", Text),
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

# Every version of it, the newest telling what holds now.
policy_change_table = Table(
    "commerce_policy_change",
    metadata,
    Column("id", Text, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("agent_id", Text),
    Column("policy", Text, nullable=False),
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
