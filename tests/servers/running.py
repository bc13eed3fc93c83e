"""Starting a server program on a free port and making sure that it ends."""

import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 20.0
PR_SET_PDEATHSIG = 1
AS_ROOT = os.geteuid() == 0
libc = ctypes.CDLL(None)


class Missing(Exception):
    """A server program is not installed; the text says what to install."""


class DidNotStart(Exception):
    """A server ended or stayed silent; the text is its log."""


def program(name: str, package: str, *folders: str) -> str:
    """The path of a program, looked for beside this Python, on the path and in the given folders."""
    places = [str(Path(sys.executable).parent), os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin", *folders]
    if found := shutil.which(name, path=os.pathsep.join(places)):
        return found
    raise Missing(f"{name} is not installed (apt-get install {package})")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def home(owner: pwd.struct_passwd | None = None) -> Iterator[Path]:
    """A short-named folder that other users may enter: a socket's path must stay under 108 bytes."""
    folder = Path(tempfile.mkdtemp(prefix="sk-"))
    folder.chmod(0o755)
    if owner:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def first_user(*names: str) -> pwd.struct_passwd | None:
    known = {user.pw_name: user for user in pwd.getpwall()}
    return next((known[name] for name in names if name in known), None)


def dies_with_us(how: signal.Signals) -> Callable[[], None]:
    return lambda: libc.prctl(PR_SET_PDEATHSIG, how)


class Running:
    """A server program that was started. `stop` and `start` again: the same command, the same ports."""

    def __init__(
        self,
        command: Sequence[str | Path],
        ports: Sequence[int],
        log: Path,
        user: pwd.struct_passwd | None,
        how: signal.Signals,
        patience: float = PATIENCE,
    ) -> None:
        self.command, self.ports, self.log, self.user, self.how = command, ports, log, user, how
        self.patience = patience
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Returns when its ports answer. Raises DidNotStart with its log."""
        as_user = {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []} if self.user else {}
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                [str(word) for word in self.command],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                cwd=self.log.parent,
                start_new_session=True,
                preexec_fn=dies_with_us(self.how),
                **as_user,  # type: ignore[call-overload]
            )
        for port in self.ports:
            wait_for(port, self.process, self.log, self.patience)

    def stop(self) -> None:
        if self.process is not None:
            end(self.process, self.how)
        self.process = None

    def kill(self) -> None:
        """Pull its plug, with all of its children."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.process = None


@contextmanager
def running(
    command: Sequence[str | Path],
    *,
    ports: Sequence[int],
    log: Path,
    user: pwd.struct_passwd | None = None,
    stop: signal.Signals = signal.SIGTERM,
    patience: float = PATIENCE,
) -> Iterator[Running]:
    """Run a server until the block ends; wait first until its ports answer. Raises DidNotStart with its log."""
    server = Running(command, ports, log, user, stop, patience)
    try:
        server.start()
        yield server
    finally:
        server.stop()


def wait_for(port: int, process: "subprocess.Popen[bytes]", log: Path, patience: float) -> None:
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise DidNotStart(f"nothing answers on port {port}\n{log.read_text(errors='replace')[-4000:]}")


def end(process: "subprocess.Popen[bytes]", how: signal.Signals) -> None:
    process.send_signal(how)
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
