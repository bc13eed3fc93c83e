"""A desk with its doors: the real application, on both databases, and people who knock."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from argon2 import PasswordHasher

from shopkeeper import team
from shopkeeper.kit import testing
from shopkeeper.kit.clock import SettableClock
from shopkeeper.kit.jobs import Ctx, Worker
from shopkeeper.team import devices, passwords
from shopkeeper.team.http import routes

# A hundred wrong guesses in a test need not cost three seconds of processor.
passwords.install(PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))

HOME = "http://desk.example.org"
PASSWORD = "the quiet bell rings twice"


class Somebody(httpx.AsyncClient):
    """A browser (or a program) with cookies of its own, speaking from an address of its own."""

    def __init__(self, app: Any, *, network: str = "203.0.113.7", **headers: str) -> None:
        transport = httpx.ASGITransport(app=app, client=(network, 40_000))
        super().__init__(transport=transport, base_url=HOME, headers={"X-CSRF": "1", "Origin": HOME, **headers})

    async def signs_in(self, email: str, password: str = PASSWORD, **more: str) -> httpx.Response:
        return await self.post("/api/v1/session", json={"email": email, "password": password, **more})

    async def is_in(self) -> bool:
        return (await self.get("/api/v1/me/sessions")).status_code == 200


class Desk:
    """The application, and agents with their browsers signed in."""

    def __init__(self, ctx: Ctx, clock: SettableClock) -> None:
        self.ctx, self.db, self.clock = ctx, ctx.db, clock
        self.app = testing.application(routes, ctx, identify=team.identifier(ctx.db, ctx.settings), allows=team.allows)
        self.post: list[team.Letter] = []

    def somebody(self, **options: Any) -> Somebody:
        return Somebody(self.app, **options)

    async def hires(self, name: str, role: team.Role = team.Role.agent, **more: Any) -> team.Agent:
        password_hash = await team.hash_password(PASSWORD)
        new = team.NewAgent(f"{name}@example.org", name.capitalize(), role, **more)
        return await self.db.write(team.add_agent, new, password_hash=password_hash)

    async def signed_in(self, name: str, role: team.Role = team.Role.agent, **more: Any) -> Somebody:
        agent = await self.hires(name, role, **more)
        browser = self.somebody()
        browser.cookies.set(devices.COOKIE, devices.marked("", agent.id))
        assert (await browser.signs_in(agent.email)).status_code == 201
        return browser

    async def works(self) -> None:
        """Do every job that is due; letters land in `post`."""

        async def send(_: Ctx, letter: team.Letter) -> None:
            self.post.append(letter)

        await Worker(self.ctx, team.handlers(send)).drain()


async def boss(desk: Desk) -> Somebody:
    """Alice, who may do everything."""
    return await desk.signed_in("alice", team.Role.admin)


@pytest.fixture
def desk(ctx: Ctx, clock: SettableClock) -> Desk:
    return Desk(ctx, clock)


@pytest.fixture
def link_in() -> Callable[[team.Letter], str]:
    def secret(letter: team.Letter) -> str:
        return next(line for line in letter.text.splitlines() if line.startswith(HOME)).rpartition("/")[2]

    return secret
