"""Work handed from a command to the running desk, over a socket in the data folder that only its owner may open.

One line of JSON asks (`{"command": …, "args": {…}}`); lines come back: `{"say": …}` while it runs, then `{"done": …}` or
`{"failed": …}`.
"""

import asyncio
import contextlib
import os
import tempfile
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import structlog

from shopkeeper.kit import errors
from shopkeeper.kit.jobs import Ctx
from shopkeeper.kit.settings import Settings
from shopkeeper.kit.text import from_json, to_json

log = structlog.get_logger("handover")

Say = Callable[[dict[str, Any]], None]
LONGEST_LINE = 16 * 1024 * 1024


class NobodyThere(errors.Unavailable):
    """No desk is running on this data folder."""


def path(settings: Settings) -> Path:
    # A socket's name may have 107 bytes, so a deep data folder gets one in the temporary folder instead.
    near = settings.folder / "shopkeeper.sock"
    if len(str(near)) < 100:
        return near
    name = f"shopkeeper-{os.getuid()}-{sha256(str(settings.folder).encode()).hexdigest()[:16]}.sock"
    return Path(tempfile.gettempdir()) / name


@asynccontextmanager
async def listening(ctx: Ctx, commands: Mapping[str, Any]) -> AsyncIterator[None]:
    """Do what commands ask, as long as the desk is open."""
    where = path(ctx.settings)
    # On PostgreSQL with a given secret nothing else has made the folder.
    where.parent.mkdir(parents=True, exist_ok=True)
    where.unlink(missing_ok=True)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            await _answer(ctx, commands, reader, writer)
        writer.close()

    old = os.umask(0o177)
    try:
        server = await asyncio.start_unix_server(serve, where, limit=LONGEST_LINE)
    finally:
        os.umask(old)
    try:
        yield
    finally:
        server.close()
        where.unlink(missing_ok=True)


async def _answer(
    ctx: Ctx, commands: Mapping[str, Any], reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    def say(line: dict[str, Any]) -> None:
        writer.write(to_json(line).encode() + b"\n")

    asked = from_json(await reader.readline())
    try:
        result = await commands[asked["command"]](ctx, lambda words: say({"say": words}), **asked["args"])
        say({"done": result})
    except errors.Failure as failure:
        say({"failed": failure.detail})
    except Exception as error:
        log.error("a command failed", command=asked.get("command"), exc_info=error)
        say({"failed": f"It broke inside the running desk ({type(error).__name__}); its log says more."})
    await writer.drain()


async def ask(settings: Settings, command: str, args: dict[str, Any], say: Say) -> Any:
    """Let the running desk do it. Raises NobodyThere, or the desk's own refusal as Invalid."""
    try:
        reader, writer = await asyncio.open_unix_connection(path(settings), limit=LONGEST_LINE)
    except OSError:
        raise NobodyThere from None
    writer.write(to_json({"command": command, "args": args}).encode() + b"\n")
    try:
        while line := await reader.readline():
            message = from_json(line)
            if "say" in message:
                say(message["say"])
            elif "failed" in message:
                raise errors.Invalid(message["failed"])
            else:
                return message["done"]
    finally:
        writer.close()
    raise errors.Unavailable(
        "The running desk stopped in the middle. What it answered for is kept; run the command again."
    )
