"""Keeping up with a mailbox: take in what we do not know yet, then wait for more.

What is missing is the difference between the server's numbers and ours, so a mail is never skipped because somebody read
it, because a newer one came first, or because we were killed in the middle. Big mailboxes come in slices, the newest
days first, each slice durable before the next is asked for.
"""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import structlog

from shopkeeper.channels.adapters.email import store, wire
from shopkeeper.channels.adapters.email.imap import Fetched, Opened, Session
from shopkeeper.channels.adapters.email.mailbox import Mailbox, mailbox
from shopkeeper.channels.errors import Unreadable
from shopkeeper.channels.sdk import CUT, Line, Thing
from shopkeeper.kit import clock, watching
from shopkeeper.kit.db import Tx

log = structlog.get_logger("mail")
T = TypeVar("T")

SLICE_MAILS = 50
SLICE_BYTES = 8_000_000
LONGEST = 64_000_000
"""Bytes of the biggest mail that is taken whole; of a bigger one the head, so that it is counted and somebody can be told."""
LOOK_AGAIN = 10 * clock.MINUTE
"""How often the whole list of numbers is compared, also where the server tells us what is new."""
LONGEST_TURN = 20.0
LONGEST_IDLE = 9 * 60.0
"""RFC 2177 asks for less than 29 minutes; many routers forget a silent line after ten."""


_SENT = re.compile(r"\b(sent|gesendet|envoy|enviad|inviat|verzonden|skickat)", re.IGNORECASE)


class Fetcher:
    """One mailbox. `run` ends only by an error or by being cancelled."""

    def __init__(self, line: Line) -> None:
        self.line, self.box = line, mailbox(line.inbox.settings)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=f"imap-{line.inbox.id[-6:]}")
        self._session: Session | None = None
        self._looked: dict[str, int] = {}
        self._behind = False

    async def run(self) -> None:
        try:
            await self._sign_in()
            await self.line.fine()
            while True:
                await self.look()
                if not self._behind:
                    await self._wait()
        finally:
            if self._session is not None:
                self._session.close()
            self._thread.shutdown(wait=False)

    async def look(self) -> int:
        """Take in everything that is new in every folder; answers how many mails."""
        if self._session is None:
            await self._sign_in()
        self._behind = False
        return sum([await self._folder(name) for name in self._folders()])

    async def _sign_in(self) -> None:
        secrets = await self.line.renewed()
        address = await wire.address(self.box, "imap", self.line.outside)
        user = self.box.user or self.line.inbox.address
        self._session = await self._on_thread(Session, self.box, address, user, secrets)

    def _folders(self) -> tuple[str, ...]:
        # The one we wait in comes last, so that it is the open one.
        return (*self.box.folders[1:], self.box.folders[0])

    async def _folder(self, name: str) -> int:
        opened = await self._ask(Session.open, name)
        await self._enter(name, opened)
        missing = await self._new_in(name) if self._lately(name) else await self._missing_in(name)
        await self._take_in(name, await self._newest_first(missing))
        return len(missing)

    async def _take_in(self, name: str, uids: Sequence[int]) -> None:
        """In slices, and not for longer than a while: then we look again, so that today's mail need not wait for a
        hundred thousand old ones."""
        until = time.monotonic() + LONGEST_TURN
        async for _ in self._in_slices(name, uids):
            if time.monotonic() > until:
                self._behind = True
                self._looked.pop(name, None)
                return

    def _lately(self, name: str) -> bool:
        # A clock that was set back must not make us trust the server's word for longer.
        return 0 <= self.line.db.clock() - self._looked.get(name, -LOOK_AGAIN) < LOOK_AGAIN

    async def _new_in(self, name: str) -> list[int]:
        """Only what came behind the last one: what every push of the server asks for."""
        highest = await self.line.db.read(store.highest, self.line.inbox.id, name)
        fresh = await self._ask(Session.uids, self._since(), highest)
        await self.line.db.write_background(store.checked, self.line.inbox.id, name, more=len(fresh))
        return fresh

    async def _missing_in(self, name: str) -> list[int]:
        """Both lists compared: what we lack, and what is no longer there."""
        known = await self.line.db.read(store.known, self.line.inbox.id, name)
        on_server = await self._ask(Session.uids, self._since())
        self._looked[name] = self.line.db.clock()
        await self._forget_gone(name, known - set(on_server))
        await self.line.db.write_background(store.checked, self.line.inbox.id, name, total=len(on_server))
        return [uid for uid in on_server if uid not in known]

    async def _enter(self, name: str, opened: Opened) -> None:
        inbox_id = self.line.inbox.id
        if await self.line.db.read(store.renumbered, inbox_id, name, opened.validity):
            log.info("the server renumbered a folder", inbox=self.line.inbox.name, folder=name)
            self._looked.pop(name, None)
            # The new validity is noted last: killed in between, we would take old numbers for new mails and skip those.
            while await self.line.db.write_background(store.forget, inbox_id, name):
                pass
        await self.line.db.write_background(store.entered, inbox_id, name, opened.validity)

    async def _forget_gone(self, name: str, uids: set[int]) -> None:
        for some in _parts(sorted(uids), 500):
            await self.line.db.write_background(store.gone, self.line.inbox.id, name, some)

    async def _newest_first(self, missing: list[int]) -> list[int]:
        """The last days in their order, then the rest from the newest slice back to the oldest."""
        if len(missing) <= SLICE_MAILS or not self.box.newest_days:
            return missing
        day = (datetime.fromtimestamp(self.line.db.clock() / 1000, UTC) - timedelta(days=self.box.newest_days)).date()
        recent = set(await self._ask(Session.uids, day))
        older = [uid for uid in missing if uid not in recent]
        backwards = [uid for part in reversed(list(_parts(older, SLICE_MAILS))) for uid in part]
        return [uid for uid in missing if uid in recent] + backwards

    async def _in_slices(self, name: str, uids: Sequence[int]) -> Any:
        for many in _parts(uids, 500):
            sizes = await self._ask(Session.sizes, many)
            for some in _by_bytes([uid for uid in many if sizes.get(uid, LONGEST + 1) <= LONGEST], sizes):
                yield await self._slice(name, some)
            for uid in [uid for uid in many if sizes.get(uid, 0) > LONGEST]:
                yield await self._slice(name, [uid], {CUT: sizes[uid]})

    async def _slice(self, name: str, uids: Sequence[int], more: Mapping[str, int] = {}) -> int:
        with watching.span("fetch mails", inbox_id=self.line.inbox.id, mails=len(uids)):
            return await self._taken_in(name, uids, more)

    async def _taken_in(self, name: str, uids: Sequence[int], more: Mapping[str, int]) -> int:
        mails: list[Fetched] = await self._ask(Session.heads if CUT in more else Session.fetch, uids)
        context = {"folder": name, "sent": name == self.box.sent_folder or bool(_SENT.search(name)), **more}
        things = [Thing(body=m.body, context=context, received_at=m.at) for m in mails]
        numbers = [m.uid for m in mails]
        inbox_id = self.line.inbox.id

        def noted(tx: Tx, arrivals: Sequence[str]) -> None:
            store.locate(tx, inbox_id, name, numbers, arrivals)

        for arrival_id in await self.line.keep(things, noted):
            await self.line.take(arrival_id)
        return len(mails)

    def _since(self) -> Any:
        if self.box.since_days is None:
            return None
        now = datetime.fromtimestamp(self.line.db.clock() / 1000, UTC)
        return (now - timedelta(days=self.box.since_days)).date()

    async def _wait(self) -> None:
        assert self._session is not None
        if not await self._on_thread(lambda: self._session and self._session.idles):
            await asyncio.sleep(self.box.poll_seconds)
            return
        # Only one folder can tell us by itself; the others are looked at as often as where there is no IDLE.
        longest = LONGEST_IDLE if len(self.box.folders) == 1 else min(LONGEST_IDLE, self.box.poll_seconds)
        await self._ask(Session.wait, longest)

    async def _ask(self, method: Callable[..., T], *args: Any) -> T:
        assert self._session is not None
        return await self._on_thread(method, self._session, *args)

    async def _on_thread(self, act: Callable[..., T], *args: Any) -> T:
        waiting: Awaitable[T] = asyncio.get_running_loop().run_in_executor(self._thread, act, *args)
        return await waiting


async def was_taken(box: Mailbox, address: str, user: str, secrets: Any, message_id: str) -> bool | None:
    """Whether the Sent folder holds a mail of ours. None where there is no such folder: nobody can say."""

    def look() -> bool | None:
        session = Session(box, address, user, secrets)
        try:
            sent = session.sent_folder()
            if sent is None:
                return None
            session.open(sent)
            # Absence proves nothing: only some providers file what goes out.
            return True if session.holds(message_id) else None
        finally:
            session.close()

    return await asyncio.to_thread(look)


async def copy_to_sent(box: Mailbox, address: str, user: str, secrets: Any, mail: bytes) -> None:
    """File a mail we sent where the owner's other programs show sent mail. Raises Unreadable where there is no folder."""

    def put() -> None:
        session = Session(box, address, user, secrets)
        try:
            sent = session.sent_folder()
            if sent is None:
                raise Unreadable("There is no folder for sent mail.")
            session.append(sent, mail)
        finally:
            session.close()

    await asyncio.to_thread(put)


def _parts(items: Sequence[int], size: int) -> Iterator[list[int]]:
    for start in range(0, len(items), size):
        yield list(items[start : start + size])


def _by_bytes(uids: Sequence[int], sizes: dict[int, int]) -> Iterator[list[int]]:
    part: list[int] = []
    weight = 0
    for uid in uids:
        if part and (weight + sizes[uid] > SLICE_BYTES or len(part) >= SLICE_MAILS):
            yield part
            part, weight = [], 0
        part.append(uid)
        weight += sizes[uid]
    if part:
        yield part
