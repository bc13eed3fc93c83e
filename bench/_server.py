"""A server as a process of its own, and what it costs: processor seconds and memory, read from /proc."""

import asyncio
import os
import resource
import subprocess
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.servers import free_port

PATIENCE = 60.0
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Server:
    port: int
    pid: int
    started_in: float
    """Seconds from starting the process to its first answer."""

    def cpu(self) -> float:
        """Seconds of processor time so far, with those of its children."""
        return sum(_cpu(pid) for pid in family(self.pid))

    def memory(self) -> float:
        """MB held now (resident set), children included."""
        return sum(_memory(pid) for pid in family(self.pid)) / 1_000


@asynccontextmanager
async def serving(
    command: Sequence[str], log: Path, *, path: str = "/", environ: Mapping[str, str] | None = None, port: int = 0
) -> AsyncIterator[Server]:
    """Start it (its last word is a free port, unless one is given), wait for its first answer, stop it at the end."""
    more_files()
    words = list(command) if port else [*command, str(port := free_port())]
    began = time.perf_counter()
    with log.open("ab") as out:
        process = subprocess.Popen(  # noqa: ASYNC220 - a fork costs what it costs
            words, stdout=out, stderr=out, env=environ
        )
    try:
        await first_answer(port, path, process, log)
        yield Server(port, process.pid, time.perf_counter() - began)
    finally:
        process.terminate()
        try:
            await asyncio.to_thread(process.wait, 20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


async def first_answer(port: int, path: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Ask every 5 ms until a status of 200. Raises RuntimeError with the log."""
    until = time.perf_counter() + PATIENCE
    while time.perf_counter() < until and process.poll() is None:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n".encode())
            line = await reader.readline()
            writer.close()
            if b" 200" in line:
                return
        except OSError:
            pass
        await asyncio.sleep(0.005)
    raise RuntimeError(f"nothing answers at port {port}\n{log.read_text(errors='replace')[-4000:]}")


def more_files() -> None:
    """Thousands of sockets need as many files; children inherit the limit."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def family(pid: int) -> list[int]:
    """A process and all that it started."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        children = []
    return [pid, *(one for child in children for one in family(int(child)))]


def _cpu(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS


def _memory(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS")), 0)
