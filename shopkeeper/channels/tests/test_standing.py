"""What the health page says of inboxes and answers; above all never that all is in order when it is not."""

from shopkeeper.channels import inboxes, reaching, standing
from shopkeeper.channels.adapters.email.tests.letters import mail
from shopkeeper.channels.lines import TROUBLE_AFTER, Lines
from shopkeeper.channels.model import InboxState
from shopkeeper.channels.store import fetching
from shopkeeper.channels.tests.conftest import HELP, Shop
from shopkeeper.kit.clock import HOUR, MINUTE
from shopkeeper.kit.health import BAD, GOOD, NOTE, Finding


async def of(shop: Shop, name: str) -> Finding:
    found = await standing.check(shop.ctx)
    return next(one for one in found if one.values.get("name") == name)


async def kinds(shop: Shop) -> dict[str, Finding]:
    return {one.kind: one for one in await standing.check(shop.ctx)}


async def fetched(shop: Shop) -> str:
    """A mailbox at a port where nobody listens."""
    box = await shop.mailbox(
        "imap@garden.example", receive="imap", imap_host="127.0.0.1", imap_port=1, imap_security="none"
    )
    return box.id


async def test_a_mailbox_that_cannot_be_reached_is_never_in_order(shop: Shop) -> None:
    await shop.opens()
    inbox_id = await fetched(shop)
    lines = Lines(shop.ctx)
    await lines.look_round()
    seen = [await of(shop, "imap@garden.example")]
    for _ in range(TROUBLE_AFTER):
        why = await lines._fetch(inbox_id)
        await lines._note(inbox_id, why)
        seen.append(await of(shop, "imap@garden.example"))
    await lines.stop()
    assert all(one.state is not GOOD for one in seen), seen
    assert seen[-1].kind == "inbox_unreachable"
    assert seen[-1].state is BAD
    assert "does not answer" in seen[-1].words
    assert seen[-1].link == f"/settings/inboxes/{inbox_id}"


async def test_it_is_well_again_once_it_lets_us_in(shop: Shop) -> None:
    await shop.opens()
    inbox_id = await fetched(shop)
    await shop.does(_held, inbox_id)
    assert (await of(shop, "imap@garden.example")).kind == "inbox_trying"
    await shop.does(reaching.failed, inbox_id, "No route")
    assert (await of(shop, "imap@garden.example")).kind == "inbox_wavering"
    await shop.does(reaching.reached, inbox_id)
    assert (await of(shop, "imap@garden.example")).state is GOOD
    shop.clock.advance(HOUR)
    assert (await of(shop, "imap@garden.example")).kind == "inbox_unattended"
    await shop.does(reaching.forget, inbox_id)
    assert (await of(shop, "imap@garden.example")).kind == "inbox_trying"


def _held(tx, inbox_id: str) -> None:  # type: ignore[no-untyped-def]
    tx.run(fetching.insert().values(inbox_id=inbox_id, owner="somebody", until=tx.now + MINUTE))


async def test_what_the_owner_must_do_is_said_as_the_server_said_it(shop: Shop) -> None:
    await shop.opens()
    await shop.does(inboxes.tell_owner, shop.help.id, InboxState.needs_owner, "The password was refused.")
    found = await of(shop, HELP)
    assert (found.state, found.words) == (BAD, f"{HELP}: stands still. The password was refused.")


async def test_unread_unsent_and_unknown_are_told(shop: Shop) -> None:
    await shop.opens(smtp_port=1)
    assert set(await kinds(shop)) == {"inbox_fine", "answers_fine"}
    await shop.gets(mail(sender=f"Us <{HELP}>", message_id="<q@x>"))
    heard = await shop.hears("ana@home.example")
    await shop.replies("alice", heard.conversation_id)
    await shop.works(later=MINUTE)
    shop.clock.advance(HOUR)
    found = await kinds(shop)
    assert found["quarantine_waits"].values["count"] == 1
    assert found["quarantine_waits"].state is NOTE
    assert found["answers_late"].values["count"] == 1
    assert found["answers_late"].state is BAD
    await shop.closes()
