"""Where things are, and how a program is run. Standard library only: used before anything is installed."""

import os
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".cache"
VENV = ROOT / ".venv"
BIN = VENV / "bin"
PYTHON = BIN / "python"
IN_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
_apt = threading.Lock()


class Failed(Exception):
    """A step did not succeed; the text says what was seen and what to do next."""


class NotThereYet(Exception):
    """The step has no subject in this checkout."""


def run(*command: str | Path, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> str:
    """Run a program quietly and return what it wrote. Raises Failed with its output."""
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise Failed(done.stdout.strip() or f"{command[0]} ended with {done.returncode} and no word")
    return done.stdout


def apt_install(*packages: str) -> None:
    """Install Debian packages, one caller after the other: apt does not wait for its own lock."""
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    with _apt:
        run("apt-get", "update", env=quiet)
        run("apt-get", "install", "-y", "--no-install-recommends", *packages, env=quiet)


def show(*command: str | Path, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> int:
    """Run a program in full view and return how it ended."""
    sys.stdout.flush()
    words = [str(word) for word in command]
    return subprocess.run(words, cwd=cwd, env={**os.environ, **(env or {})}, check=False).returncode


def become(command: Sequence[str | Path], env: Mapping[str, str] | None = None) -> None:
    """Turn into another program."""
    sys.stdout.flush()
    words = [str(word) for word in command]
    os.execvpe(words[0], words, {**os.environ, **(env or {})})
