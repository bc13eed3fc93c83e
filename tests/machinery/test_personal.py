"""Whoever stores personal data ships its export and erasure: no column may hold people's words unclaimed."""

import sqlalchemy as sa

from shopkeeper import main

# Said of machines, settings and the shop's own things: nobody's private words.
OURS = {
    "alias": {"by"},
    "agent": {"role", "inboxes", "state", "password_hash", "totp_secret", "totp_pending", "alerts"},
    "agent_link": {"token_hash", "purpose"},
    "agent_recovery_code": {"code_hash"},
    "agent_session": {"token_hash"},
    "agent_token": {"token_hash", "start"},
    "arrival": {"digest", "state", "reason", "trace"},
    "attachment": {"content_type"},
    "backup_run": {"place", "problem"},
    "brand": {
        "name",
        "colour",
        "locale",
        "logo",
        "site",
        "signature_text",
        "signature_html",
        "reply_time",
        "privacy_url",
    },
    "chat_code": {"digest"},
    "chat_session": {"digest", "others"},
    "conversation": {"channel", "state", "shelf", "preview_by"},
    "conversation_link": {"edge"},
    "conversation_tag": {"tag", "shelf"},
    "delivery": {"state", "advice"},
    "entry": {"kind", "direction", "author_kind", "channel"},
    "event": {"kind", "body"},  # ids only; `test_facts_carry_ids_and_no_words` holds it
    "fetching": {"owner"},
    "handle": {"kind", "proof"},
    "hours": {"name", "timezone", "intervals", "holidays"},
    "inbox": {"kind", "name", "address", "state", "problem", "public_key", "settings", "secrets", "secrets_set"},
    "job": {"kind", "args", "lane", "leased_by", "problem", "trace"},
    "inbox_line": {"why"},
    "mail_folder": {"folder"},
    "mail_located": {"folder"},
    "participant": {"kind"},
    "macro": {"name", "shortcut", "text", "html", "created_by", "acts"},
    "macro_run": {"state", "waits_for"},
    "seen": {"scope"},
    "setup_step": {"name"},
    "sign_in_attempt": {"scope"},
    "store_file": {"layout", "plan", "problem", "state"},
    "store_product": {"snapshot", "version", "words"},
    "store": {
        "kind",
        "name",
        "url",
        "state",
        "problem",
        "public_key",
        "settings",
        "secrets",
        "secrets_set",
        "cursor",
        "sync_problem",
        "hook_problem",
    },
    "store_sign_in": {"digest", "begun_by", "handed"},
    "store_delivery": {"key", "digest", "state"},
    "store_customer": {"version", "joined_into"},
    "store_order": {"number_key", "currency", "version", "state", "payment_state", "fulfilment_state", "content"},
    "shipment": {
        "carrier",
        "service",
        "state",
        "shop_state",
        "carrier_state",
        "first_expected_on",
        "promised_on",
        "promised_by",
        "tracked_by",
    },
    "carrier_account": {
        "kind",
        "name",
        "state",
        "problem",
        "public_key",
        "settings",
        "secrets",
        "secrets_set",
    },
    "carrier_event": {"key", "digest", "state"},
    "carrier_word": {"kind", "word"},
    "intent": {"verb", "state", "live_order", "by_kind", "currency", "rule", "decided_by"},
    "wow_spend": {"currency"},
    "commerce_policy": {"policy"},
    "commerce_policy_change": {"policy"},
    "tag": {"name"},
    "task": {"created_by"},
    "team": {"name"},
    "topic": {"name"},
}


def claimed() -> dict[str, set[str]]:
    """Every room's (and adapter's) columns with personal data, joined by the doors of SHREDS."""
    found: dict[str, set[str]] = {}
    for room in main.SHREDS:
        for table, columns in room.PERSONAL.items():
            found.setdefault(table, set()).update(columns)
    return found


def wordy(table: sa.Table) -> set[str]:
    kept = {c.name for c in table.columns if isinstance(c.type, sa.Text | sa.LargeBinary)}
    return {name for name in kept if name != "id" and not name.endswith("_id")}


def test_no_column_holds_peoples_words_unclaimed() -> None:
    personal = claimed()
    loose = {
        f"{table.name}.{name}"
        for table in main.tables().sorted_tables
        if not table.name.startswith("test_")
        for name in wordy(table) - personal.get(table.name, set()) - OURS.get(table.name, set())
    }
    assert not loose, f"claim them in the room's shred.py, or say why not in OURS: {sorted(loose)}"


def test_the_list_of_our_own_things_has_no_ghosts() -> None:
    tables = main.tables().tables
    ghosts = {
        f"{name}.{column}" for name, columns in OURS.items() for column in columns if column not in tables[name].c
    }
    assert not ghosts


def test_facts_carry_ids_and_no_words() -> None:
    from shopkeeper.kit.events import FACTS

    short = {"verb", "by", "state", "until", "mentions"}
    wrong = [
        f"{kind}.{field}"
        for kind, fact in FACTS.items()
        if fact.__module__.startswith("shopkeeper.") and ".tests." not in fact.__module__
        for field in fact.__struct_fields__
        if not (field.endswith(("_id", "_ids", "id")) or field in short)
    ]
    assert not wrong
