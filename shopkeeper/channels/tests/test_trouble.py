"""Answers, while the database comes and goes and the clock jumps."""

from typing import Any

from shopkeeper import channels, conversations
from shopkeeper.channels.tests.conftest import Postbox, Shop
from shopkeeper.kit.clock import DAY, SECOND
from shopkeeper.kit.errors import Unavailable
from shopkeeper.kit.jobs import Ctx, Worker

UNDO = 11 * SECOND


class Absent:
    """The desk's database, gone whenever this verb is asked for, so many times."""

    def __init__(self, db: Any, verb: str, times: int) -> None:
        self._db, self._verb, self.times = db, verb, times

    def __getattr__(self, name: str) -> Any:
        return getattr(self._db, name)

    async def write_background(self, verb: Any, *args: Any, **more: Any) -> Any:
        if verb.__name__ == self._verb and self.times:
            self.times -= 1
            raise Unavailable("The database does not answer.")
        return await self._db.write_background(verb, *args, **more)


def state(entry: conversations.Entry) -> str:
    return str(entry.body["delivery"]["state"])


async def test_a_database_gone_for_a_moment_makes_no_doubt_of_what_was_sent(shop: Shop) -> None:
    async with Postbox() as post:
        await shop.opens(post.port)
        answer = await shop.replies("alice", (await shop.hears("ana@home.example")).conversation_id)
        shop.clock.advance(UNDO)
        absent: Any = Absent(shop.db, "_sent", 2)
        ctx: Ctx = beside(shop.ctx, absent)
        await Worker(ctx, {**channels.handlers, **conversations.handlers}).drain()
        assert absent.times == 0
        assert state(await shop.entry(answer.id)) == "sent"
        assert len(post.taken) == 1
    await shop.closes()


def beside(ctx: Ctx, db: Any) -> Ctx:
    return Ctx(db, ctx.files, ctx.settings, ctx.hub)


async def test_a_clock_that_jumps_a_day_gives_up_on_no_answer(shop: Shop) -> None:
    async with Postbox() as post:
        await shop.opens(post.port)
        answer = await shop.replies("alice", (await shop.hears("ana@home.example")).conversation_id)
        post.fail_next("mail", "421 4.3.0 Closing", "421 4.3.0 Closing")
        await shop.works(UNDO)
        await shop.works(2 * DAY)
        assert state(await shop.entry(answer.id)) == "queued"
        await shop.works(DAY)
        assert state(await shop.entry(answer.id)) == "sent"
    await shop.closes()
