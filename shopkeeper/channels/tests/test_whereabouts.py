"""Where is that mail? Found whatever became of it, by those who may see its inbox; quarantine is emptied in one go."""

from typing import Any

import httpx

from shopkeeper import team
from shopkeeper.channels.adapters.email.tests.letters import mail
from shopkeeper.channels.tests.conftest import HELP, SALES, Shop
from shopkeeper.kit.clock import DAY

ANA = "Ana Okafor <ana@home.example>"
FORGED = mail(sender=f"Us <{HELP}>", message_id="<forged@x.example>", subject="=?utf-8?b?UmVjaG51bmcgw7xiZXIgMTI=?=")


async def where(shop: Shop, q: str, who: str = "ada") -> dict[str, Any]:
    async with shop.door(who) as door:
        answer = await door.get("/api/v1/mail-whereabouts", params={"q": q})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def fates(found: dict[str, Any]) -> list[str]:
    return [one["state"] for one in found["came"]]


async def test_a_mail_on_a_timeline_is_found_by_name_address_and_words(shop: Shop) -> None:
    await shop.opens()
    entry = await shop.hears(ANA, "Hello\n", subject="The harbour jacket", message_id="<Way.1@home.example>")
    for q in ("<Way.1@home.example>", "Way.1@home.example", "ana@home.example", "harbour jacket"):
        [one] = (await where(shop, q))["came"]
        assert (one["state"], one["entry_id"], one["person"]) == ("stored", entry.id, "Ana Okafor"), q
        assert one["conversation_id"] == entry.conversation_id
    await shop.closes()


async def test_what_stands_nowhere_is_found_in_its_sealed_original(shop: Shop) -> None:
    await shop.opens()
    await shop.gets(FORGED)
    for q in ("forged@x.example", "<FORGED@X.EXAMPLE>", "Rechnung über"):
        found = await where(shop, q)
        assert fates(found) == ["quarantined"], q
        assert found["came"][0]["subject"] == "Rechnung über 12"
    assert fates(await where(shop, "nobody@ever.example")) == []
    await shop.closes()


async def test_our_answer_is_found_with_how_far_it_got(shop: Shop) -> None:
    await shop.opens()
    heard = await shop.hears(ANA)
    answer = await shop.replies("alice", heard.conversation_id)
    for q in (await shop.answer_id(answer), "ana@home.example"):
        [one] = (await where(shop, q))["went"]
        assert (one["entry_id"], one["to"]) == (answer.id, ["ana@home.example"])
    await shop.closes()


async def test_nobody_sees_the_mail_of_an_inbox_that_is_not_theirs(shop: Shop) -> None:
    await shop.opens()
    await shop.hires("lee", team.Role.lead, inboxes=(shop.sales.id,))
    await shop.hears(ANA, message_id="<help@home.example>")
    await shop.gets(FORGED)
    assert fates(await where(shop, "help@home.example")) == ["stored"]
    assert fates(await where(shop, "help@home.example", "lee")) == []
    assert fates(await where(shop, "forged@x.example", "lee")) == []
    async with shop.door("alice") as door:
        assert (await door.get("/api/v1/mail-whereabouts", params={"q": "help@home.example"})).status_code == 403
    await shop.closes()


async def test_after_a_fix_all_of_quarantine_is_read_in_one_go(shop: Shop) -> None:
    await shop.opens()
    for n in range(30):
        await shop.gets(mail(sender=f"Us <{HELP}>", message_id=f"<{n}@x.example>", body=f"{n}\n"))
    async with shop.door("ada") as door:
        [reason] = (await door.get("/api/v1/quarantine/reasons")).json()["items"]
        assert reason["count"] == 30
        assert "nothing proves it" in reason["reason"]
        first = await replay(door, reason["reason"], None)
        assert (first["tried"], first["still"], first["taken"]) == (25, 25, 0)
        # Mended: the address is no longer ours.
        box = {"address": "other@garden.example"}
        assert (await door.patch(f"/api/v1/inboxes/{shop.help.id}", json=box)).status_code == 200
        taken, after = 0, None
        while True:
            slice_ = await replay(door, None, after)
            taken, after = taken + slice_["taken"], slice_["next"]
            if after is None:
                break
        assert taken == 30
        assert (await door.get("/api/v1/quarantine/reasons")).json()["items"] == []
    await shop.closes()


async def replay(door: httpx.AsyncClient, reason: str | None, after: str | None) -> dict[str, Any]:
    answer = await door.post("/api/v1/quarantine/replay-many", json={"reason": reason, "after": after})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def test_letting_go_needs_a_reason_and_counts_as_ignored(shop: Shop) -> None:
    await shop.opens()
    kept = await shop.gets(FORGED)
    async with shop.door("ada") as door:
        path = f"/api/v1/quarantine/{kept.arrival_id}/discard"
        assert (await door.post(path, json={"why": " "})).status_code == 422
        assert (await door.post(path, json={"why": "A known\nfraud"})).status_code == 204
        assert (await door.post(path, json={"why": "again"})).status_code == 404
        [one] = (await where(shop, "forged@x.example"))["came"]
        assert (one["state"], one["reason"]) == ("ignored", "Let go by Ada: A known fraud")
        count = (await door.get("/api/v1/mail-count", params={"period": "day"})).json()["items"]
        assert sum(one["ignored"] for one in count) == 1
    await shop.closes()


async def test_an_original_is_shown_as_text_and_nothing_else(shop: Shop) -> None:
    await shop.opens()
    body = b"<script>\x1b[31m\xe2\x80\xae evil</script>\n" * 10_000
    kept = await shop.gets(FORGED.replace(b"\n\n", b"\nX-Long: " + b"a" * 9_000 + b"\n\n", 1) + body)
    async with shop.door("ada") as door:
        look = (await door.get(f"/api/v1/quarantine/{kept.arrival_id}/look")).json()
        assert look["cut"]
        assert len(look["text"]) <= 64_000
        assert "\x1b" not in look["text"]
        assert "\u202e" not in look["text"]
        assert max(len(header["value"]) for header in look["headers"]) <= 2_000
    async with shop.door("alice") as door:
        assert (await door.get(f"/api/v1/quarantine/{kept.arrival_id}/look")).status_code == 403
    shop.clock.advance(200 * DAY)
    await shop.works()
    assert SALES
    await shop.closes()
