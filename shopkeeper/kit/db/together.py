"""What many ask for in the same moment, written together: one place in the queue, one savepoint, one answer for all of them.

A verb of one statement costs less than what stands around it: that was more than half of what keeping a webhook took the loop. Who asks
while those before wait for their turn goes with them, so nobody waits longer than alone. And nobody pays for a neighbour: where
one of them fails nothing of theirs counts, and each runs again alone.
"""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

from shopkeeper.kit.db.tx import Tx

MOST = 50
"""Together they take some 2 ms, and people wait behind them."""


class Ask(NamedTuple):
    args: Any
    kwargs: Any
    future: "asyncio.Future[Any]"


class Batch(NamedTuple):
    """Those of one loop who go together."""

    loop: asyncio.AbstractEventLoop
    asks: list[Ask]

    def has_room(self, loop: asyncio.AbstractEventLoop) -> bool:
        return self.loop is loop and len(self.asks) < MOST


class Together:
    """One verb and those who wait for it. `func` is what numbers and logs call it by; `write` is the database's."""

    def __init__(self, write: Callable[..., Awaitable[Any]], func: Callable[..., Any]) -> None:
        self._write, self.func = write, func
        # On PostgreSQL a batch begins on another thread, while others still join.
        self._lock = threading.Lock()
        self._gathering: Batch | None = None
        self._tasks = set[asyncio.Task[None]]()

    def ask(self, args: Any, kwargs: Any) -> "asyncio.Future[Any]":
        """Settled when it is on disk, or with the error of this one."""
        loop = asyncio.get_running_loop()
        ask = Ask(args, kwargs, loop.create_future())
        with self._lock:
            batch = self._gathering
            if batch is None or not batch.has_room(loop):
                batch = self._gathering = self._begun(loop)
            batch.asks.append(ask)
        return ask.future

    def _begun(self, loop: asyncio.AbstractEventLoop) -> Batch:
        batch = Batch(loop, [])
        task = loop.create_task(self._written(batch))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return batch

    def __call__(self, tx: Tx, batch: Batch) -> list[Any]:
        """The verb that is written: all of theirs, in the order they came."""
        self._close(batch)
        return [self.func(tx, *ask.args, **ask.kwargs) for ask in batch.asks]

    def _close(self, batch: Batch) -> None:
        """Who asks from now on goes with the next."""
        with self._lock:
            if self._gathering is batch:
                self._gathering = None

    async def _written(self, batch: Batch) -> None:
        try:
            results = await self._through(batch)
        except Exception as error:  # noqa: BLE001 - handed to whoever it belongs to
            await self._failed(batch.asks, error)
        else:
            for ask, result in zip(batch.asks, results, strict=True):
                settle(ask.future, result, None)

    async def _through(self, batch: Batch) -> list[Any]:
        try:
            return await self._write(self, batch)  # type: ignore[no-any-return]
        finally:
            # One that never began must not take in more.
            self._close(batch)

    async def _failed(self, asks: list[Ask], error: Exception) -> None:
        if len(asks) == 1:
            settle(asks[0].future, None, error)
        else:
            await asyncio.gather(*map(self._alone, asks))

    async def _alone(self, ask: Ask) -> None:
        try:
            settle(ask.future, await self._write(self.func, *ask.args, **ask.kwargs), None)
        except Exception as error:  # noqa: BLE001 - as above
            settle(ask.future, None, error)


def settle(future: "asyncio.Future[Any]", result: Any, error: BaseException | None) -> None:
    """Answer a waiting caller who may have gone meanwhile."""
    if future.done():
        return
    if error is not None:
        future.set_exception(error)
    else:
        future.set_result(result)
