"""What each process knows alone, told to the others in passing: every one repeats its own, and asks once when it comes."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

from shopkeeper.kit.live.hub import Hub, Whisper


async def gossip(
    hub: Hub, process: str, topic: str, ask: str, hear: Callable[[Whisper], None], repeat: Callable[[], Awaitable[None]]
) -> None:
    """Asks the other processes (`ask`), hears what they say and ask, and repeats what is ours, until cancelled.

    Every payload bears its "process"; what `process` itself whispered is not heard.
    """
    repeating = asyncio.ensure_future(repeat())
    try:
        with hub.subscribe(topic, ask) as whispers:
            hub.whisper(ask, {"process": process})
            async for whisper in whispers:
                if isinstance(whisper, Whisper) and whisper.payload.get("process") != process:
                    hear(whisper)
    finally:
        repeating.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await repeating
