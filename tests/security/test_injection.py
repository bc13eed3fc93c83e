"""Strangers' words stay words: in the headers of our mails, in our logs, in SQL, in tables for spreadsheets."""

import io
import json
import logging
from contextlib import redirect_stderr
from email import message_from_bytes, policy

import pytest
import structlog

from shopkeeper import conversations
from shopkeeper.channels.adapters.email.composing import composed
from shopkeeper.channels.model import File, Inbox, Parcel, Recipient
from shopkeeper.kit import logs, text
from shopkeeper.kit.jobs import Ctx
from shopkeeper.team import Role
from tests.security.house import House

WORDS = [
    "x\r\nBcc: everybody@evil.example", "x\nSubject: other", "x\r\n\r\n<script>", "x\r\n.\r\nMAIL FROM:<a@evil.example>", "\x00\x1b[2J", "=?utf-8?q?x=0D=0ABcc:_a=40evil.example?=",
    "x\u2028Bcc: a@evil.example", "x\x0bBcc: a@evil.example", "x\x85Bcc: a@evil.example", '"; boundary="x', "a" * 5_000,
]  # fmt: skip
KNOWN = {
    "from", "to", "cc", "subject", "date", "message-id", "in-reply-to", "references", "mime-version", "content-type", "reply-to",
    "auto-submitted", "x-auto-response-suppress", "content-transfer-encoding",
}  # fmt: skip


@pytest.mark.parametrize("words", WORDS)
def test_no_word_becomes_a_header_of_our_mail(words: str) -> None:
    box = Inbox(
        id="i", kind="email", name=words, brand_id="b", address="help@lark.example", settings={"from_name": words}
    )
    parcel = Parcel(
        key="k", inbox=box, entry_id="e", conversation_id="c", to=(Recipient("ana@example.org", words),), cc=(Recipient("bo@example.org", words),),
        text=words, subject=words, message_id="m@lark.example", answers=(words,), at=1_773_300_000_000, author=words,
        files=(File(name=words, content_type="text/plain", data=b"x"),),
    )  # fmt: skip
    raw = bytes(composed(parcel))
    made = message_from_bytes(raw, policy=policy.default)
    assert {name.lower() for name in made.keys()} <= KNOWN  # noqa: SIM118
    assert made["To"].addresses[0].addr_spec == "ana@example.org"
    assert len(made["To"].addresses) == len(made["Cc"].addresses) == 1
    assert made["Bcc"] is None
    for part in made.walk():
        assert {name.lower() for name in part.keys()} <= KNOWN | {"content-disposition", "content-id"}  # noqa: SIM118


async def test_an_address_is_one_address(house: House) -> None:
    await house.hires("alice")
    entry = await house.hears(house.help)
    alice = await house.program("alice")
    for address in (
        "a@b.example\r\nRCPT TO:<c@evil.example>",
        "<a@b.example>",
        "a@b.example, c@evil.example",
        "a b@c.example",
        "a@b\x00.example",
    ):
        for field in ("to", "cc", "bcc"):
            wish = {"text": "x", field: [{"value": address, "name": ""}]}
            answer = await alice.post(f"/api/v1/conversations/{entry.conversation_id}/replies", json=wish)
            assert answer.status_code == 422, (address, field, answer.text)


@pytest.mark.parametrize("format", ["json", "text"])
def test_no_word_becomes_a_line_of_our_log(format: str) -> None:
    before = structlog.get_config()
    said = io.StringIO()
    try:
        with redirect_stderr(said):
            logs.set_up("info", format)
            log = structlog.get_logger("tests")
            log.info(
                "x\n2026-11-22 [error] forged",
                path="/a\r\nforged",
                who="\x1b[31mred\u202e",
                card="4111 1111 1111 1111",
                password="hidden one",
                many=["a"],
            )
    finally:
        structlog.configure(**before)
        logging.getLogger().handlers.clear()
    lines = [line for line in said.getvalue().splitlines() if line.strip()]
    assert len(lines) == 1
    for never in ("\x1b[31m", "\u202e", "4111 1111", "hidden one"):
        assert never not in lines[0]
    if format == "json":
        assert json.loads(lines[0])["path"] == "/a\\r\\nforged"


async def test_words_in_questions_stay_words(house: House) -> None:
    """SQL and full text: every route that looks for words, with what breaks out of quotes and operators."""
    await house.hears(house.help, text="the only word")
    await house.hires("ada", Role.admin)
    ada = await house.program("ada")
    for words in (
        "' OR 1=1 --",
        '" OR "1"="1',
        "'; DROP TABLE entry; --",
        "a* OR b",
        "NEAR(a b)",
        "NOT",
        "^a",
        "col:x",
        "()",
        "\\",
        "%",
        "_",
        "{}",
        "a\x00b",
        "&|!:*",
        "🐈",
        "x" * 5_000,
    ):
        for path in ("/api/v1/search", "/api/v1/people", "/api/v1/conversations"):
            answer = await ada.get(path, params={"q": words})
            assert answer.status_code in (200, 422), (path, words, answer.text)
            found = answer.json().get("messages", answer.json().get("items", []))
            assert (
                words in ("%", "_") or found == [] or not words.strip("()\\{}&|!:*^'\" ") or path == "/api/v1/people"
            ), (path, words)
        for key in ("inbox", "tag", "brand", "assignee", "topic", "person"):
            assert (await ada.get("/api/v1/conversations", params={key: words})).status_code in (200, 403, 404, 422), (
                key,
                words,
            )
    assert (await ada.get("/api/v1/search", params={"q": "only"})).json()["messages"]


CARDS = [
    "4111 1111 1111 1111",
    "4111111111111111",
    "4111-1111-1111-1111",
    "5500 0000 0000 0004",
    "3782 822463 10005",
    "6011.1111.1111.1117",
    "4111\u00a01111\u00a01111\u00a01111",
    "4111  1111  1111  1111",
    "٤١١١١١١١١١١١١١١١",
]
NO_CARDS = [
    "4111 1111 1111 1112",
    "0000 0000 0000 0000",
    "order 20261122000001",
    "IBAN DE89 3704 0044 0532 0130 00",
    "+49 170 1234567",
    "1234567890123",
    "3.14159265358979",
]
CODES = [
    "cvc 737",
    "CVV: 737",
    "my CVC2 is 737",
    "security code 7373",
    "Kartenprüfnummer: 737",
    "Prüfziffer 737",
    "código de seguridad: 737",
    "cryptogramme 737",
    "cvv=737",
]
NO_CODES = ["article 737", "security code of the door", "CVC wholesale order 73712 pieces", "I paid 737 euro"]


@pytest.mark.parametrize("card", CARDS)
def test_card_numbers_are_masked(card: str) -> None:
    assert "1111 1111" not in text.mask_cards(f"pay with {card} please")
    assert "••••" in text.mask_cards(f"pay with {card} please")


@pytest.mark.parametrize("number", NO_CARDS)
def test_other_numbers_are_left_alone(number: str) -> None:
    assert text.mask_cards(f"about {number} please") == f"about {number} please"


@pytest.mark.parametrize("words", CODES)
def test_security_codes_are_not_kept(words: str) -> None:
    assert "737" not in text.mask_cards(f"it is {words}, thanks")


@pytest.mark.parametrize("words", NO_CODES)
def test_other_words_beside_numbers_are_left_alone(words: str) -> None:
    assert text.mask_cards(words) == words


async def test_a_card_is_masked_wherever_it_is_written(house: House, ctx: Ctx) -> None:
    card = "4111 1111 1111 1111"
    await house.hires("ada", Role.admin)
    ada, ana = await house.program("ada"), await house.visitor()
    heard = await house.hears(house.help, text=f"my card {card} cvc 737", subject=f"about {card}", name=f"Ana {card}")
    talk, person = heard.conversation_id, heard.person_id
    await ana.post("/messages", json={"id": "01h0000000000000000000000a", "text": f"{card} cvv 737"})
    await ana.put("/me", json={"name": f"Bo {card}"})
    sent = await ana.post("/attachments", params={"name": f"{card}.txt"}, content=b"x")
    assert "1111 1111" not in sent.text
    for method, path, body in (
        ("POST", f"/conversations/{talk}/notes", {"text": card}), ("POST", f"/conversations/{talk}/replies", {"text": f"{card} cvc 737"}),
        ("PUT", f"/conversations/{talk}/draft", {"text": card}), ("POST", "/tasks", {"person_id": person, "text": card}),
        ("PATCH", f"/people/{person}", {"about": card, "name": card}), ("PUT", f"/conversations/{talk}/tags/{card}", None),
    ):  # fmt: skip
        answer = await ada.request(method, f"/api/v1{path}", json=body)
        assert "1111 1111" not in answer.text, (path, answer.text)
    for path in (
        "/conversations?view=all",
        f"/conversations/{talk}",
        f"/conversations/{talk}/entries",
        f"/people/{person}",
        f"/people/{person}/timeline",
        "/people",
        "/search?q=card",
        "/tasks",
        "/search?q=4111",
    ):
        answer = await ada.get(f"/api/v1{path}")
        assert "1111 1111" not in answer.text, path
        assert "cvc 737" not in answer.text, path


async def test_a_field_called_like_one_of_our_own_things_is_refused_in_words(house: House) -> None:
    """It broke as a 500 before: the framework took it for a mistake inside."""
    await house.hires("ada", Role.admin)
    ada = await house.program("ada")
    answer = await ada.post("/api/v1/inboxes", json={"kind": "chat", "name": "x", "settings": [None]})
    assert (answer.status_code, answer.json()["kind"], list(answer.json()["fields"])) == (422, "invalid", ["settings"])


async def test_what_is_no_message_has_no_writer_to_adopt(house: House) -> None:
    """An act or a note asked to become its writer's own: refused, not broken."""
    alice = await house.hires("alice")
    heard = await house.hears(house.help)
    note = await house.db.write(conversations.note, alice, heard.conversation_id, "x")
    door = await house.program("alice")
    assert (await door.post(f"/api/v1/entries/{note.id}/customer")).status_code in (404, 409, 422)
