"""`python -m tests.upgrades.keeping VERSION [--code FOLDER]`: keep a release's own databases, to be upgraded for ever.

A demo desk of that release is filled, lived on, looked at and closed; its database goes into releases/VERSION/ as text,
once from SQLite and once from PostgreSQL, with its files and with all that an agent saw. `--code` is the checkout of the
release where it is not this one.
"""

import argparse
import asyncio
import gzip
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from tests.desks import Desk, prepared
from tests.servers import free_port, postgres
from tests.upgrades import dumps, living, looking

RELEASES = Path(__file__).parent / "releases"
SECRET = "kept for upgrades, secret to nobody"
ROOT = Path(__file__).parents[2]
RUN = "import sys; sys.argv[0] = 'shopkeeper'; from shopkeeper.main import main; main()"


class Demo(Desk):
    """A desk of some release's code, opened as its demo."""

    code: Path = ROOT

    def command(self, *words: str, ok: bool = True) -> str:
        command = [sys.executable, "-c", RUN, *words, "--data", str(self.data)]
        done = subprocess.run(
            command, env=self.environ, cwd=self.code, capture_output=True, text=True, timeout=120, check=False
        )
        assert not ok or done.returncode == 0, done.stderr or done.stdout
        return done.stdout

    async def open(self) -> None:
        command = [sys.executable, "-c", RUN, "demo", "--quiet", "--data", str(self.data)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, env=self.environ, cwd=self.code, stdout=log, stderr=log)
        for _ in range(1200):
            if self.process.poll() is not None:
                raise RuntimeError(self.log.read_text())
            if "Ctrl+C closes it" in self.log.read_text():
                return
            await asyncio.sleep(0.05)
        raise RuntimeError(self.log.read_text())


def demo(folder: Path, code: Path, **settings: str) -> Demo:
    made = prepared(folder, secret=SECRET, lmtp_port=free_port(), **settings)
    # Release 0.1.0 did not make it on PostgreSQL.
    made.data.mkdir()
    found = Demo(made.url, made.data, {**made.environ, "PYTHONPATH": str(code)}, log=made.log)
    found.code = code
    return found


async def keep(desk: Demo, into: Path, name: str) -> None:
    await desk.open()
    try:
        await living.live(desk, desk.log.parent / "mail")
        async with desk.signed_in(living.ALICE) as alice:
            seen = await looking.whole(alice)
    finally:
        desk.close()
    text = json.dumps(seen, indent=1, sort_keys=True, ensure_ascii=False)
    (into / f"{name}.json.gz").write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    with tarfile.open(into / f"{name}.files.tar.gz", "w:gz") as archive:
        archive.add(desk.data / "files", "files")


async def keep_sqlite(code: Path, into: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = demo(Path(folder), code)
        await keep(desk, into, "sqlite")
        dumps.write_sqlite(desk.data / "shopkeeper.db", into / "sqlite.sql.gz")


async def keep_postgres(code: Path, into: Path) -> None:
    with tempfile.TemporaryDirectory() as folder, postgres() as server:
        url = server.create_database("template0")
        try:
            await keep(demo(Path(folder), code, database_url=url), into, "postgresql")
            dumps.write_postgres(url, into / "postgresql.sql.gz")
        finally:
            server.drop_database(url)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("version")
    arguments.add_argument("--code", type=Path, default=ROOT)
    wanted = arguments.parse_args()
    into = RELEASES / wanted.version
    into.mkdir(parents=True, exist_ok=True)
    asyncio.run(keep_sqlite(wanted.code, into))
    asyncio.run(keep_postgres(wanted.code, into))
    print("\n".join(f"{path.name:<26} {path.stat().st_size / 1000:8.1f} kB" for path in sorted(into.iterdir())))


if __name__ == "__main__":
    main()
