"""`shopkeeper …` without its two seconds of imports: one process per run has imported everything, and forks for each start.

What is started is a process of its own, our child, with the folder, the environment, the output and the end it would have had:
it is killed, asked and waited for like any other. Tests of how the program itself starts call the program.
"""

import ctypes
import gc
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import IO

PR_SET_CHILD_SUBREAPER = 36
libc = ctypes.CDLL(None)
PROGRAM = "shopkeeper"
LONGEST = 200_000
"""Bytes of one request: the words and the environment."""
_one_at_a_time = threading.Lock()


class Started:
    """What `subprocess.Popen` tells of a process, for one that was forked for us."""

    def __init__(self, pid: int) -> None:
        self.pid, self.returncode = pid, None
        self._ended = os.pidfd_open(pid)

    returncode: int | None

    def poll(self) -> int | None:
        return self._look(0)

    def wait(self, timeout: float | None = None) -> int:
        """Raises subprocess.TimeoutExpired."""
        found = self._look(timeout)
        if found is None:
            raise subprocess.TimeoutExpired("shopkeeper", timeout or 0)
        return found

    def send_signal(self, how: int) -> None:
        if self.poll() is None:
            signal.pidfd_send_signal(self._ended, how)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def _look(self, timeout: float | None) -> int | None:
        if self.returncode is None and select.select([self._ended], [], [], timeout)[0]:
            self.returncode = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
            os.close(self._ended)
        return self.returncode


def start(
    words: Sequence[str | Path], env: Mapping[str, str], out: IO[bytes], errors: IO[bytes], *, program: str = PROGRAM
) -> Started:
    """Run `shopkeeper` with these words, or another module that fills a shop and then is `shopkeeper`."""
    asked = {"words": [str(word) for word in words], "env": dict(env), "cwd": str(Path.cwd()), "program": program}
    request = json.dumps(asked)
    with _one_at_a_time:
        line = _warm()
        # Whose parent has ended falls to the nearest one who takes orphans in: this one is ours, and no other.
        libc.prctl(PR_SET_CHILD_SUBREAPER, 1)
        try:
            socket.send_fds(line, [request.encode()], [out.fileno(), errors.fileno()])
            return Started(int(line.recv(64)))
        finally:
            libc.prctl(PR_SET_CHILD_SUBREAPER, 0)


@cache
def _warm() -> socket.socket:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    for end in (ours, theirs):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2 * LONGEST)
    command = [sys.executable, "-m", "tests.warm", str(theirs.fileno())]
    subprocess.Popen(command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, cwd=Path(__file__).parents[1])
    theirs.close()
    return ours


def _forks(line: socket.socket) -> str:
    """Until nobody asks any more; returns in each process that was asked for, as that process, with its program."""
    while True:
        request, given, _, _ = socket.recv_fds(line, LONGEST, 2)
        if not request:
            os._exit(0)
        told, tell = os.pipe()
        if not (between := os.fork()):
            pid = os.fork()
            if not pid:
                line.close()
                asked = json.loads(request)
                _furnish(asked, *given)
                return str(asked["program"])
            os.write(tell, str(pid).encode())
            os._exit(0)
        os.waitpid(between, 0)
        line.send(os.read(told, 64))
        for number in (*given, told, tell):
            os.close(number)


def _furnish(request: Mapping[str, object], out: int, errors: int) -> None:
    os.dup2(out, 1)
    os.dup2(errors, 2)
    os.closerange(3, max(out, errors, 64) + 1)
    os.environ.clear()
    os.environ.update(request["env"])  # type: ignore[call-overload]
    os.chdir(str(request["cwd"]))
    time.tzset()
    sys.argv = ["shopkeeper", *request["words"]]  # type: ignore[misc]


def main() -> None:
    from shopkeeper.main import main as shopkeeper

    gc.freeze()
    program = _forks(socket.socket(fileno=int(sys.argv[1])))
    if program == PROGRAM:
        shopkeeper()
    else:
        runpy.run_module(program, run_name="__main__")


if __name__ == "__main__":
    main()
