"""Kill us at any instant, lose any answer, let two agents ask at once: nobody is ever paid back twice.

The shop here is the worst one: it does not know our key, looks at no version, and may do late what it was asked for. Only our own
looking before repeating keeps it right.
"""

import asyncio
import contextlib
import itertools
import tempfile
from pathlib import Path
from typing import Any, ClassVar

import msgspec
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from shopkeeper import commerce
from shopkeeper.commerce import Actor, Wish
from shopkeeper.commerce.adapters.shelf import ShelfStore, close_shelf, open_shelf
from shopkeeper.commerce.errors import StoreUnsure
from shopkeeper.commerce.model import Abilities, Action, Done, Link, RefundOrder, Target
from shopkeeper.commerce.money import Money
from shopkeeper.commerce.tests.conftest import Desk
from shopkeeper.kit import db as databases
from shopkeeper.kit import files, ids
from shopkeeper.kit.clock import HOUR, MINUTE, SettableClock
from shopkeeper.kit.errors import Failure
from shopkeeper.kit.jobs import Ctx
from shopkeeper.kit.live import Hub
from shopkeeper.kit.settings import Settings
from shopkeeper.kit.testing import leave_applications

ACTORS = [Actor(kind="agent", role="admin", id=name, name=name) for name in ("bob", "lea")]


class Killed(BaseException):
    """The process is gone. Nothing that follows in it happens."""


class Forgetful(ShelfStore):
    """A shop that does whatever it is asked, as often as it is asked."""

    kind: ClassVar[str] = "forgetful"
    abilities: ClassVar[Abilities] = msgspec.structs.replace(ShelfStore.abilities, keyed=False)
    done: ClassVar[dict[str, list[Done]]] = {}
    late: ClassVar[list[tuple[int, Any]]] = []
    numbers = itertools.count()

    async def perform(self, link: Link, target: Target, action: Action, key: str) -> Done:
        shelf = open_shelf(str(link.store.settings["shelf"]))
        trouble = shelf.troubles.popleft() if shelf.troubles else ""
        if trouble == "killed before":
            raise Killed
        if trouble == "dropped":
            raise StoreUnsure("No answer.")
        if trouble in ("busy", "dead", "failing", "revoked"):
            shelf.troubles.appendleft(trouble)
            return await super().perform(link, target, action, key)
        if trouble == "late":
            self.late.append((shelf.clock() + 25_000, lambda: self._does(shelf, target, action, key)))
            raise StoreUnsure("No answer.")
        done = self._does(shelf, target, action, key)
        if trouble == "killed after":
            raise Killed
        if trouble == "lost":
            raise StoreUnsure("No answer.")
        return done

    async def performed(self, link: Link, target: Target, action: Action, key: str) -> Done | None:
        shelf = open_shelf(str(link.store.settings["shelf"]))
        for at, does in list(self.late):
            if at <= shelf.clock():
                self.late.remove((at, does))
                does()
        if shelf.troubles and shelf.troubles[0] in ("busy", "dead"):
            await super().order(link, "1")
        found = self.done.get(key)
        return found[0] if found else None

    def _does(self, shelf: Any, target: Target, action: Action, key: str) -> Done:
        done: Done = shelf.act(msgspec.structs.replace(target, version=""), action, f"{key}-{next(self.numbers)}")
        self.done.setdefault(key, []).append(done)
        return done


class Fragile:
    """A database whose process is killed before or after the n-th write from now."""

    def __init__(self, inner: databases.Db) -> None:
        self.inner, self.left = inner, -1
        self.after = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    async def write(self, verb: Any, *args: Any, **kwargs: Any) -> Any:
        return await self._run(self.inner.write, verb, args, kwargs)

    async def write_background(self, verb: Any, *args: Any, **kwargs: Any) -> Any:
        return await self._run(self.inner.write_background, verb, args, kwargs)

    async def _run(self, write: Any, verb: Any, args: Any, kwargs: Any) -> Any:
        if self.left == 0 and not self.after:
            self.left = -1
            raise Killed
        found = await write(verb, *args, **kwargs)
        if self.left == 0:
            self.left = -1
            raise Killed
        self.left -= self.left > 0
        return found


TROUBLES = st.sampled_from([None, "lost", "dropped", "late", "busy", "dead", "killed before", "killed after"])
KILLS = st.one_of(st.none(), st.tuples(st.integers(0, 9), st.booleans()))
LATER = st.lists(st.sampled_from([0, 1_000, 5_000, 21_000, 62_000]), max_size=4)


class NeverTwice(RuleBasedStateMachine):
    @initialize()
    def opens(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.loop = asyncio.new_event_loop()
        self.clock = SettableClock(1_773_300_000_000)
        path = Path(self.folder.name)
        real = databases.open(path / "shopkeeper.db", clock=self.clock)
        self.fragile: Any = Fragile(real)
        given = Settings(data=str(path), secret="a secret for tests only", public_url="http://desk.example.org")
        self.ctx = Ctx(self.fragile, files.open(given), given, Hub(real))
        commerce.join(Forgetful())
        Forgetful.done.clear()
        Forgetful.late.clear()
        self.keys: list[str] = []
        self.does(self._open(real))

    async def _open(self, real: databases.Db) -> None:
        from shopkeeper import conversations

        conversations.BODIES.update(commerce.ENTRIES)
        await real.create()
        self.desk = Desk(self.ctx, self.clock, "forgetful")
        await self.desk.opens()
        await self.desk.connects()
        order = self.desk.sells((self.desk.shirt.id, 30))
        await self.desk.works()
        self.order = await self.desk.order(order)

    def does(self, work: Any) -> Any:
        """Run it; a kill ends everything that runs with it."""
        try:
            return self.loop.run_until_complete(work)
        except Killed:
            for task in asyncio.all_tasks(self.loop):
                task.cancel()
                with contextlib.suppress(BaseException):
                    self.loop.run_until_complete(task)
            return None

    @rule(actor=st.sampled_from(ACTORS), amount=st.integers(1, 300), trouble=TROUBLES, kill=KILLS, later=LATER)
    def asks(
        self, actor: Actor, amount: int, trouble: str | None, kill: tuple[int, bool] | None, later: list[int]
    ) -> None:
        """Somebody asks; the shop or we ourselves fail in the middle; and the work goes on at these times."""
        held = self.does(self.desk.order(self.order.order)).order
        wish = Wish(
            store_id=self.desk.store.id, order_id=self.order.id, version=held.version, key=ids.new(), why="x",
            action=RefundOrder(amount=Money(amount, "EUR"), reason="x"),
        )  # fmt: skip
        if trouble:
            self.desk.shelf.troubles.append(trouble)
        if kill:
            self.fragile.left, self.fragile.after = kill
        self.keys.append(wish.key)
        with contextlib.suppress(Failure):
            self.does(commerce.act(self.ctx, actor, wish))
        for at in later:
            self.does(self.desk.works(later=at))

    @rule(later=st.sampled_from([0, 21_000, HOUR]), webhooks=st.booleans())
    def goes_on(self, later: int, webhooks: bool) -> None:
        if webhooks:
            self.does(self.desk.carries())
        self.does(self.ctx.db.write(commerce.begin, self.desk.store.id))
        self.does(self.desk.works(later=later))

    @invariant()
    def nobody_is_paid_back_twice(self) -> None:
        if hasattr(self, "keys"):
            assert all(len(times) == 1 for times in Forgetful.done.values())

    def teardown(self) -> None:
        if not hasattr(self, "desk"):
            return
        self.fragile.left = -1
        self.desk.shelf.troubles.clear()
        for _ in range(12):
            self.does(self.desk.works(later=2 * MINUTE))
        self.does(self.desk.carries())
        for _ in range(6):
            self.does(self.desk.works(later=10 * MINUTE))
        try:
            self.does(self._ended_well())
        finally:
            self.loop.run_until_complete(self.fragile.inner.close())
            self.loop.close()
            leave_applications()
            commerce.leave("forgetful")
            close_shelf(self.desk.shelf.name)
            self.folder.cleanup()

    async def _ended_well(self) -> None:
        told = [entry.body.get("intent_id") for entry in await self.desk.timeline(verbs_only=False)]
        refunded = 0
        for key in self.keys:
            try:
                one = await self.ctx.db.read(commerce.intent, key)
            except Failure:
                assert key not in Forgetful.done
                continue
            times = len(Forgetful.done.get(key, ()))
            assert times <= 1
            assert (one.state == "done") == (times == 1), (one.state, times)
            assert one.state in ("done", "refused", "given_up"), one
            assert told.count(key) == times or one.state != "done"
            assert told.count(key) <= 1
            refunded += one.amount.minor if times and one.amount else 0
        assert self.desk.shelf.orders[self.order.order.external_id].refunded.minor == refunded
        held = (await self.desk.order(self.order.order)).order
        assert held == self.desk.shelf.orders[self.order.order.external_id]


TestNeverTwice = NeverTwice.TestCase
TestNeverTwice.settings = settings(
    max_examples=40, stateful_step_count=10, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
