"""A real desk for tests: `shopkeeper serve` as its own process on a free port, used through its doors.

async with desk(tmp_path) as shop:
    shop.command("agent", "add", "alice@example.org", "--role", "admin")
    async with shop.signed_in("alice@example.org") as alice: await alice.get("/api/v1/me")
"""

import asyncio
import os
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import httpx

from tests import warm
from tests.servers import free_port

SHOPKEEPER = Path(sys.executable).with_name("shopkeeper")
PATIENCE = 30.0


class NotOpen(RuntimeError):
    """The desk did not open; its log is the message."""


@dataclass
class Desk:
    """`url` has no slash at its end; `environ` is what every command of this desk runs with, `program` the module that serves it."""

    url: str
    data: Path
    environ: Mapping[str, str]
    process: "warm.Started | subprocess.Popen[bytes] | None" = None
    log: Path = field(default=Path("desk.log"))
    program: str = warm.PROGRAM

    def command(self, *words: str, ok: bool = True) -> str:
        """Run `shopkeeper …` on this desk's folder and answer what it printed."""
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
            status = warm.start([*words, "--data", self.data], self.environ, out, errors).wait(120)
            said, complaint = (_read(file) for file in (out, errors))
        assert not ok or status == 0, complaint or said
        return said

    def token(self, email: str) -> str:
        return self.command("token", "create", "--agent", email).strip().splitlines()[-1]

    @asynccontextmanager
    async def signed_in(self, email: str) -> AsyncIterator[httpx.AsyncClient]:
        """The API as this agent, through a bearer token."""
        headers = {"Authorization": f"Bearer {self.token(email)}"}
        async with httpx.AsyncClient(base_url=self.url, headers=headers, timeout=20, trust_env=False) as client:
            yield client

    async def open(self) -> None:
        with self.log.open("ab") as log:
            self.process = self._started(["serve", "--data", self.data], log)
        async with httpx.AsyncClient(trust_env=False) as client:
            for _ in range(int(PATIENCE / 0.05)):
                if self.process.poll() is not None:
                    raise NotOpen(self.log.read_text())
                try:
                    if (await client.get(f"{self.url}/readyz")).status_code == 200:
                        return
                except httpx.TransportError:
                    pass
                await asyncio.sleep(0.05)
        raise NotOpen(self.log.read_text())

    def _started(self, words: Sequence[str | Path], log: IO[bytes]) -> "warm.Started | subprocess.Popen[bytes]":
        # What a loader puts before a program has to be there when it begins.
        if "LD_PRELOAD" in self.environ:
            return subprocess.Popen([SHOPKEEPER, *words], env=self.environ, stdout=log, stderr=log)
        return warm.start(words, self.environ, log, log, program=self.program)

    def kill(self) -> None:
        """Pull the plug."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def close(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()


def _read(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode(errors="replace")


def prepared(folder: Path, *, program: str = warm.PROGRAM, **settings: Any) -> Desk:
    """A desk that is not open yet. Settings as in `database_url="postgresql://…"`."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    given = {"port": port, "public_url": url, "allow_private_networks": "127.0.0.0/8", **settings}
    environ = {name: value for name, value in os.environ.items() if not name.startswith("SHOPKEEPER_")}
    environ |= {f"SHOPKEEPER_{name.upper()}": str(value) for name, value in given.items()}
    return Desk(url, folder / "data", environ, log=folder / "desk.log", program=program)


@asynccontextmanager
async def desk(folder: Path, **settings: Any) -> AsyncIterator[Desk]:
    """An open desk, closed at the end; what it logged is shown when a test fails inside."""
    made = prepared(folder, **settings)
    try:
        await made.open()
        yield made
    except BaseException:
        if made.log.exists():
            sys.stderr.write(made.log.read_text())
        raise
    finally:
        made.close()
