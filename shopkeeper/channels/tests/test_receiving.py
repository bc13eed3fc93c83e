"""What came is kept, counted, and taken in once."""

from typing import Any

import msgspec
import pytest

from shopkeeper import channels, conversations
from shopkeeper.channels import ArrivalState, Outcome, arrivals, quarantine, taking
from shopkeeper.channels.adapters.email.tests.letters import mail
from shopkeeper.channels.counting import counts
from shopkeeper.channels.model import MessageArrived, Post, Who
from shopkeeper.channels.sdk import Thing
from shopkeeper.channels.testing import Pretend
from shopkeeper.channels.tests.conftest import Shop
from shopkeeper.channels.tests.test_sending import with_file
from shopkeeper.kit.clock import DAY, MINUTE
from shopkeeper.kit.files import FileGone

ANA = "Ana Okafor <ana@home.example>"


class Riddle(msgspec.Struct):
    """Something nobody here has ever heard of."""


class Clumsy(Pretend):
    """A channel that hands over what our own rooms stumble over, until it is mended."""

    kind = "clumsy"
    broken = True

    def parse(self, post: Post) -> list[Any]:  # type: ignore[override]
        found = MessageArrived(external_id=post.body.decode(), sender=Who(kind="messenger", value="eve"), text="Boo")
        return [Riddle()] if self.broken else [found]


async def test_the_count_adds_up(shop: Shop) -> None:
    await shop.opens()
    for body in (mail(), mail(), b"X-Again: 1\r\n" + mail(), b"\r\n", mail(message_id="<2@x>", body="Two\n")):
        await shop.gets(body)
    help_ = next(one for one in await shop.reads(counts) if one.inbox_id == shop.help.id)
    assert help_.server == help_.stored + help_.duplicate + help_.ignored + help_.quarantined
    assert (help_.server, help_.stored, help_.duplicate, help_.ignored) == (5, 2, 2, 1)
    await shop.closes()


async def test_the_same_bytes_keep_the_arrival_they_had(shop: Shop) -> None:
    await shop.opens()
    first, again = await shop.gets(mail()), await shop.gets(mail())
    assert first.arrival_id == again.arrival_id
    assert len(await shop.said_in(first.conversation_id)) == 1
    await shop.closes()


async def test_an_attachment_arrives_whole(shop: Shop) -> None:
    await shop.opens()
    outcome = await shop.gets(with_file(b"%PDF receipt"))
    [file] = (await shop.entry(str(outcome.entry_id))).body["attachments"]
    assert (file["name"], file["content_type"], file["size"]) == ("receipt.pdf", "application/pdf", 12)
    key = await shop.reads(conversations.file_key, file["id"])
    assert await shop.ctx.files.read(key) == b"%PDF receipt"
    await shop.closes()


async def test_what_cannot_be_taken_in_waits_with_the_reason_and_can_be_tried_again(shop: Shop) -> None:
    clumsy = Clumsy()
    channels.join(clumsy)
    await shop.opens()
    wish = channels.InboxWish(kind="clumsy", name="Clumsy", brand_id=shop.brand.id, secrets={"secret": "s3cret"})
    box = await shop.does(channels.connect, None, wish)
    outcome = await shop.told(box, b"payload")
    assert outcome.state is ArrivalState.quarantined
    [waiting] = await shop.reads(quarantine.listed)
    assert (waiting.id, waiting.inbox_id, waiting.size) == (outcome.arrival_id, box.id, 7)
    assert "Something went wrong" in waiting.reason
    clumsy.broken = False
    async with shop.door("ada") as ada:
        done = await ada.post(f"/api/v1/quarantine/{waiting.id}/replay")
        assert done.json()["state"] == "stored"
        assert (await ada.get("/api/v1/quarantine")).json()["items"] == []
        assert (await ada.post(f"/api/v1/quarantine/{waiting.id}/replay")).status_code == 404
    channels.leave("clumsy")
    await shop.closes()


async def test_junk_from_a_far_side_is_kept_and_reported(shop: Shop) -> None:
    await shop.opens()
    box = await shop.messengers()
    outcome = await shop.told(box, b"{]")
    assert outcome.state is ArrivalState.quarantined
    async with shop.door("ada") as ada:
        raw = await ada.get(f"/api/v1/quarantine/{outcome.arrival_id}/raw")
        assert raw.content == b"{]"
        assert raw.headers["content-disposition"].startswith("attachment")


async def test_what_no_database_keeps_is_left_out_and_the_words_stay(shop: Shop) -> None:
    await shop.opens()
    nul, long = "\x00", "x" * 5_000
    body = mail(
        message_id=f"<a{nul}{long}@home.example>",
        body=f"Hel{nul}lo\n",
        References=f"<b{nul}{long}@x>",
        Cc=f"{long}@home.example",
    )
    outcome = await shop.gets(body)
    assert outcome.state is ArrivalState.stored, outcome.reason
    assert (await shop.entry(str(outcome.entry_id))).body["text"].startswith("Hel")
    box = await shop.messengers()
    payload = {"type": "message", "id": long, "from": "ben", "text": f"a{nul}b"}
    told = await shop.told(box, msgspec.json.encode(payload))
    assert (await shop.entry(str(told.entry_id))).body["text"] == "ab"
    await shop.closes()


async def test_a_kill_between_keeping_and_reading_loses_nothing(shop: Shop) -> None:
    await shop.opens()
    sealed = await arrivals.sealed(shop.ctx.files, Thing(body=mail()))
    [arrival_id] = await shop.does(arrivals.keep, shop.help.id, [sealed])
    await taking.sweep(shop.ctx)
    assert (await shop.reads(arrivals.load, arrival_id)).state is ArrivalState.new
    shop.clock.advance(2 * MINUTE)
    await taking.sweep(shop.ctx)
    assert (await shop.reads(arrivals.load, arrival_id)).state is ArrivalState.stored
    await shop.closes()


@pytest.mark.parametrize("size", [100, 200_000])
async def test_originals_are_sealed_kept_for_a_while_and_then_forgotten(shop: Shop, size: int) -> None:
    import os

    await shop.opens()
    body = mail(body=os.urandom(size).hex() + "\n")
    outcome = await shop.gets(body)
    kept = await shop.reads(arrivals.load, outcome.arrival_id)
    assert (kept.file_key is not None) == (size > 100)
    sealed = kept.sealed if kept.sealed is not None else await shop.ctx.files.read(str(kept.file_key))
    assert b"home.example" not in sealed
    assert (await arrivals.opened(shop.ctx.files, kept, shop.help, {})).body == body
    shop.clock.advance(31 * DAY)
    await arrivals.prune(shop.ctx)
    with pytest.raises(FileGone):
        await arrivals.opened(shop.ctx.files, await shop.reads(arrivals.load, outcome.arrival_id), shop.help, {})
    assert (await shop.gets(body)).arrival_id == outcome.arrival_id
    await shop.closes()


async def test_our_own_mail_that_comes_back_is_no_news(shop: Shop) -> None:
    await shop.opens()
    first = await shop.hears(ANA)
    answer = await shop.replies("alice", first.conversation_id)
    back = mail(sender="help@garden.example", to="ana@home.example", message_id=await shop.answer_id(answer))
    assert (await shop.gets(back)).state is ArrivalState.ignored
    assert len(await shop.said_in(first.conversation_id)) == 2
    await shop.closes()


async def test_what_we_wrote_elsewhere_is_our_word_on_her_timeline_once_that_is_proven(shop: Shop) -> None:
    await shop.opens(trusted_hosts=["mx.garden.example"])
    first = await shop.hears(ANA)
    shop.clock.advance(MINUTE)
    ours = mail(sender="Shop <help@garden.example>", to=ANA, message_id="<phone@garden.example>", date="")
    doubtful = await shop.gets(ours)
    assert doubtful.state is ArrivalState.quarantined
    assert "trusted hosts" in str(doubtful.reason)
    proof = b"Authentication-Results: mx.garden.example; dmarc=pass header.from=garden.example\r\n"
    outcome = await shop.gets(proof + ours)
    entry = await shop.entry(str(outcome.entry_id))
    assert entry.direction == "out"
    assert entry.conversation_id == first.conversation_id
    await shop.closes()


async def test_a_vacation_answer_wakes_nobody(shop: Shop) -> None:
    await shop.opens()
    first = await shop.hears(ANA)
    await shop.replies("alice", first.conversation_id)
    await shop.does(conversations.close, shop.agents["alice"], str(first.conversation_id))
    shop.clock.advance(MINUTE)
    word = await shop.hears(ANA, "I am away\n", Auto_Submitted="auto-replied")
    assert word.body["automatic"]
    assert (await shop.talk(first.conversation_id)).state.value == "closed"
    await shop.closes()


async def test_an_unsigned_post_is_refused_and_a_signed_one_kept(shop: Shop) -> None:
    from shopkeeper.channels.testing import signature

    await shop.opens()
    box = await shop.messengers()
    body = b'{"type": "message", "id": "m1", "from": "ben", "text": "Hi"}'
    async with shop.door(None) as door:
        good = {"x-signature": signature("s3cret", body)}
        assert (await door.post(f"/hooks/{box.public_key}", content=body)).status_code == 403
        assert (await door.post(f"/hooks/{box.public_key}", content=body, headers=good)).json() == {"state": "stored"}
        assert (await door.post(f"/hooks/{box.public_key}", content=body, headers=good)).json() == {
            "state": "duplicate"
        }
        assert (await door.post("/hooks/nobody", content=body, headers=good)).status_code == 404


async def test_a_colleague_was_faster(shop: Shop) -> None:
    await shop.opens()
    first = await shop.hears(ANA)
    async with shop.door("alice") as alice, shop.door("bob") as bob:
        path = f"/api/v1/conversations/{first.conversation_id}/replies"
        done = await bob.post(path, json={"text": "Bob here", "after": first.id})
        assert done.status_code == 201
        late = await alice.post(path, json={"text": "Alice here", "after": first.id})
        assert late.status_code == 409
        assert late.json()["extra"]["entry"]["id"] == done.json()["id"]
        taken_back = await bob.delete(f"/api/v1/entries/{done.json()['id']}/delivery")
        assert taken_back.json()["draft"]["text"] == "Bob here"
        raw = await alice.get(f"/api/v1/entries/{first.id}/raw")
        assert b"ana@home.example" in raw.content
    await shop.closes()


async def test_rights(shop: Shop) -> None:
    from shopkeeper import team

    await shop.opens()
    first = await shop.hears(ANA)
    await shop.hires("mallory", team.Role.agent, inboxes=(shop.sales.id,))
    path = f"/api/v1/conversations/{first.conversation_id}/replies"
    async with shop.door("mallory") as mallory, shop.door(None) as nobody:
        assert (await mallory.post(path, json={"text": "x"})).status_code == 403
        assert (await mallory.get(f"/api/v1/entries/{first.id}/raw")).status_code == 403
        for path in ("/api/v1/inboxes", "/api/v1/mail-count", "/api/v1/quarantine"):
            assert (await mallory.get(path)).status_code == 403
            assert (await nobody.get(path)).status_code == 401
    await shop.closes()


async def test_settings_are_checked_and_secrets_never_shown(shop: Shop) -> None:
    await shop.opens()
    async with shop.door("ada") as ada:
        wish = {
            "kind": "email",
            "name": "",
            "brand_id": shop.brand.id,
            "address": "no address",
            "settings": {"receive": "imap"},
        }
        refused = await ada.post("/api/v1/inboxes", json=wish)
        assert refused.status_code == 422
        assert set(refused.json()["fields"]) == {"address", "imap_host"}
        wish |= {"address": "New@Garden.example", "settings": {"receive": "none"}, "secrets": {"password": "hunter2"}}
        made = (await ada.post("/api/v1/inboxes", json=wish)).json()
        assert (made["address"], made["name"]) == ("new@garden.example", "New@Garden.example")
        assert made["secrets_set"] == ["password"]
        assert "hunter2" not in (await ada.get("/api/v1/inboxes")).text
        assert (await ada.post("/api/v1/inboxes", json=wish)).status_code == 422
        trial = (await ada.post(f"/api/v1/inboxes/{made['id']}/test")).json()
        assert not trial["ok"]
        assert trial["steps"][-1]["advice"]
        assert (await ada.delete(f"/api/v1/inboxes/{made['id']}")).status_code == 204
        assert (await ada.post(f"/api/v1/inboxes/{made['id']}/test")).status_code == 404


async def test_erasing_reaches_originals(shop: Shop) -> None:
    await shop.opens()
    first = await shop.hears(ANA)
    outcome: Outcome = await shop.gets(mail(message_id="<more@x>", body="More\n"))
    await shop.replies("alice", first.conversation_id)
    assert (await shop.reads(channels.export_person, first.person_id))["deliveries"]
    await channels.erase_person(shop.ctx, first.person_id)
    kept = await shop.reads(arrivals.load, outcome.arrival_id)
    assert kept.sealed is None
    found = await shop.reads(channels.export_person, first.person_id)
    assert (found["arrivals"], found["deliveries"]) == ([], [])
    await shop.closes()


async def test_who_really_wrote_a_forwarded_mail_becomes_the_customer(shop: Shop) -> None:
    await shop.opens()
    words = "Can you take this?\n\n---------- Forwarded message ---------\nFrom: Dora Lind <dora@else.example>\n"
    words += "Date: Thu, Mar 12, 2026 at 6:00 AM\nSubject: The red chair\nTo: Bob <bob@home.example>\n\nIs the red chair there?\n"
    passed = await shop.hears("Bob <bob@home.example>", words, subject="Fwd: The red chair")
    assert passed.body["forwarded"]["email"] == "dora@else.example"
    async with shop.door("alice") as alice:
        made = (await alice.post(f"/api/v1/entries/{passed.id}/customer")).json()
        again = (await alice.post(f"/api/v1/entries/{passed.id}/customer")).json()
        assert (await alice.post(f"/api/v1/entries/{made['id']}/customer")).status_code == 422
    assert made["id"] == again["id"]
    dora = await shop.known("dora@else.example")
    assert made["person_id"] == dora.id
    assert made["body"]["text"] == "Is the red chair there?", "Bob's own words stay with Bob"
    assert "Can you take this?" in passed.body["text"]
    talk = await shop.talk(made["conversation_id"])
    assert (talk.subject, talk.state.value) == ("The red chair", "new")
    assert (await shop.talk(passed.conversation_id)).state.value == "closed"
    answer = await shop.replies("alice", talk.id)
    assert answer.body["to"][0]["value"] == "dora@else.example"
    await shop.closes()
