"""Running the desk, and doing a command's work beside a running one or without."""

import asyncio
import contextlib
import gc
import signal
import socket
from typing import Any

import click

from shopkeeper.kit import errors, handover, house, http, logs, signing, watching
from shopkeeper.kit.house import House
from shopkeeper.kit.jobs import Ctx
from shopkeeper.kit.settings import Settings


class PortTaken(errors.Unavailable):
    """Something else listens on this port already. Choose another with --port."""


def run(work: Any) -> Any:
    """One coroutine, on uvloop where there is one."""
    try:
        import uvloop
    except ImportError:
        return asyncio.run(work)
    return uvloop.run(work)


def serve(desk: House, settings: Settings, *, after: Any = None) -> None:
    """Until somebody stops it. `after(ctx)` is awaited when the desk answers."""
    logs.set_up(settings.log_level, settings.log_format)
    run(_serve(desk, settings, after))


async def _serve(desk: House, settings: Settings, after: Any) -> None:
    listener = _listen(settings)
    async with house.opened(desk, settings) as ctx, house.working(desk, ctx), handover.listening(ctx, desk.commands):
        opened = asyncio.Event()

        async def told() -> None:
            opened.set()

        server = _server(watching.watched(http.heads(desk.app(ctx, on_startup=[told]))), settings)
        _stop_on_signals(server)
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        waiting = asyncio.create_task(opened.wait())
        await asyncio.wait({serving, waiting}, return_when=asyncio.FIRST_COMPLETED)
        if opened.is_set():
            asyncio.get_running_loop().call_later(1.0, _keep_what_is_loaded)
            await (after or _say_welcome(desk))(ctx)
        await serving


def _keep_what_is_loaded() -> None:
    """What start-up made stays for good. Left among the rest, the collector would look through all of it again and again, and
    everybody would wait for 40 to 90 ms each time."""
    # What the first word would else wait for (30 ms): the library that seals what comes in.
    signing.seal(b"")
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def _say_welcome(desk: House) -> Any:
    async def say(ctx: Ctx) -> None:
        click.echo(await desk.welcome(ctx) if desk.welcome else f"Shopkeeper is open at {ctx.settings.url}", err=True)

    return say


def _listen(settings: Settings) -> socket.socket:
    # Bound before the house is opened: a taken port is said at once, with the data folder untouched.
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
    except OSError as error:
        listener.close()
        raise PortTaken(
            f"{settings.host}:{settings.port} cannot be used ({error.strerror}). Choose another --port."
        ) from None
    listener.listen(2048)
    return listener


def _server(app: Any, settings: Settings) -> Any:
    import uvicorn

    config = uvicorn.Config(
        app,
        ws="websockets-sansio",
        ws_max_size=1_000_000,
        log_level="warning",
        access_log=False,
        ws_per_message_deflate=False,
        proxy_headers=True,
        forwarded_allow_ips=settings.trusted_proxies,
        server_header=False,
        timeout_graceful_shutdown=5,
    )
    server = uvicorn.Server(config)
    # uvicorn raises the signal again when it has stopped, which would kill us before the house is closed.
    server.capture_signals = contextlib.nullcontext  # type: ignore[method-assign,assignment]
    return server


def _stop_on_signals(server: Any) -> None:
    def stop() -> None:
        server.force_exit = server.should_exit
        server.should_exit = True

    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop)


def work(desk: House, settings: Settings) -> None:
    """Only jobs, no pages: for PostgreSQL, where any number of processes share the rows."""
    if not settings.database_url.startswith("postgres"):
        raise errors.Conflict(
            "On SQLite one process does everything: `shopkeeper serve` works in the background too. "
            "Set SHOPKEEPER_DATABASE_URL to a postgresql:// address to run workers of their own."
        )
    logs.set_up(settings.log_level, settings.log_format)
    run(_work(desk, settings))


async def _work(desk: House, settings: Settings) -> None:
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    async with house.opened(desk, settings) as ctx, house.working(desk, ctx):
        click.echo("Shopkeeper's worker is at work", err=True)
        await stopped.wait()


def do(desk: House, settings: Settings, command: str, args: dict[str, Any], say: handover.Say | None = None) -> Any:
    """Have the running desk do it, or do it here when none runs."""
    logs.set_up("warning" if settings.log_level == "info" else settings.log_level, settings.log_format)
    return run(_do(desk, settings, command, args, say or _quiet))


async def _do(desk: House, settings: Settings, command: str, args: dict[str, Any], say: handover.Say) -> Any:
    try:
        return await handover.ask(settings, command, args, say)
    except handover.NobodyThere:
        async with house.opened(desk, settings) as ctx:
            return await desk.commands[command](ctx, say, **args)


def _quiet(_: dict[str, Any]) -> None: ...
