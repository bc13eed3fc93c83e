"""The counts add up: whatever comes, in whatever order, killed at whatever moment, tried again or let go."""

import random

import pytest

from shopkeeper.channels import arrivals, quarantine, replaying, taking
from shopkeeper.channels.adapters.email.tests.letters import mail
from shopkeeper.channels.counting import Period, counts
from shopkeeper.channels.model import MailCount
from shopkeeper.channels.sdk import Thing
from shopkeeper.channels.tests.conftest import HELP, Shop
from shopkeeper.kit.clock import DAY, HOUR, MINUTE


def letters(dice: random.Random) -> bytes:
    """A mail of any fate: new, known by its name, of no use, or not proven to be ours."""
    n = dice.randrange(12)
    return dice.choice(
        [
            mail(message_id=f"<{n}@home.example>", body=f"Words {dice.random()}\n"),
            mail(message_id=f"<{n}@home.example>"),
            b"\r\n",
            mail(sender=f"Us <{HELP}>", message_id=f"<ours{n}@x.example>"),
            f"not a mail at all {n}".encode(),
        ]
    )


async def keeps(shop: Shop, body: bytes) -> str:
    """Acknowledged to the sender; what happens next may be a kill."""
    sealed = await arrivals.sealed(shop.ctx.files, Thing(body=body, received_at=shop.clock()))
    return str((await shop.db.write(arrivals.keep, shop.help.id, [sealed]))[0])


async def count(shop: Shop, period: Period) -> MailCount:
    all_ = await shop.reads(counts, None, period)
    return next(one for one in all_ if one.inbox_id == shop.help.id)


def parts(one: MailCount) -> int:
    return one.stored + one.duplicate + one.ignored + one.quarantined + one.waiting


@pytest.mark.parametrize("seed", range(4))
async def test_the_parts_add_up_to_what_senders_were_told(shop: Shop, seed: int) -> None:
    await shop.opens()
    dice, told, recent = random.Random(seed), 0, 0
    for _ in range(40):
        act = dice.random()
        if act < 0.7:
            arrival_id = await keeps(shop, letters(dice))
            told, recent = told + 1, recent + 1
            if dice.random() < 0.7:  # else: killed between keeping and reading
                await taking.take_kept(shop.ctx, arrival_id)
        elif act < 0.8:
            shop.clock.advance(2 * MINUTE)
            await taking.sweep(shop.ctx)
        elif act < 0.88:
            await replaying.replay_some(shop.ctx, shop.agents["ada"], None, None)
        elif act < 0.95:
            some = await shop.reads(quarantine.listed, 1)
            if some:
                await shop.does(replaying.discard, shop.agents["ada"], some[0].id, "It is spam")
        else:
            shop.clock.advance(DAY + HOUR)
            recent = 0
        whole, day = await count(shop, Period.all), await count(shop, Period.day)
        assert (whole.server, parts(whole)) == (told, told)
        assert (day.server, parts(day)) == (recent, recent)
    shop.clock.advance(2 * MINUTE)
    await taking.sweep(shop.ctx)
    assert (await count(shop, Period.all)).waiting == 0
    await shop.closes()


async def test_a_week_knows_more_than_a_day(shop: Shop) -> None:
    await shop.opens()
    await shop.gets(mail(message_id="<1@x>"))
    shop.clock.advance(2 * DAY)
    await shop.gets(mail(message_id="<2@x>", body="Two\n"))
    seen = [(await count(shop, period)).stored for period in (Period.day, Period.week, Period.all)]
    assert seen == [1, 2, 2]
    await shop.closes()
