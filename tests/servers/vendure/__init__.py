"""Vendure 3, a real shop with a few things in it, and our plugin for it loaded as an owner would load it.

    with vendure() as shop: shop.admin_api, shop.user, shop.password …
    shop.posts_to(url, secret)        # put a webhook into its configuration and start it again

It is installed by npm into .cache/vendure (two minutes, once) and filled there once; every shop is a copy of that.
`python -m tests.servers.vendure` opens one and leaves it open until it is told to stop.
"""

import fcntl
import hashlib
import json
import secrets
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.servers.running import DidNotStart, Missing, Running, free_port, home, program, running

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
sys.path.insert(0, str(ROOT / "scripts" / "lib"))

import frontend  # noqa: E402

INSTALLED = ".cache/vendure"
PACKAGES = ("package.json", "package-lock.json", ".npmrc")
FILLED_FROM = ("package-lock.json", "config.js", "fill.js", "products.csv")
PATIENCE = 90.0
"""Seconds until it answers: five on an idle machine."""


@dataclass(frozen=True)
class Vendure:
    """An open shop. `user` and `password` are its superadmin's; `url` has no slash at its end."""

    url: str
    user: str
    password: str
    wish: Path
    server: Running

    @property
    def admin_api(self) -> str:
        return f"{self.url}/admin-api"

    @property
    def shop_api(self) -> str:
        return f"{self.url}/shop-api"

    def verification_of(self, email: str) -> str:
        """What the link carries that this shop would mail to whoever registers: it has no mail server."""
        query = "SELECT verificationToken FROM authentication_method WHERE identifier = ?"
        with closing(sqlite3.connect(self.wish.with_name("shop.sqlite"))) as database:
            return str(database.execute(query, (email,)).fetchone()[0])

    def posts_to(self, url: str, secret: str, **more: str) -> None:
        """Configure our plugin with this hook as well, and start the shop again, as its owner would."""
        wish = json.loads(self.wish.read_text())
        wish["hooks"].append({"url": url, "secret": secret, **more})
        self.wish.write_text(json.dumps(wish))
        self.again()

    def again(self) -> None:
        self.server.stop()
        self.server.start()


@contextmanager
def vendure(hooks: Sequence[Mapping[str, str]] = ()) -> Iterator[Vendure]:
    """A shop of its own with nobody's orders, on a free port. Raises Missing, or DidNotStart with its log."""
    filled, port = prepared(), free_port()
    with home() as folder:
        shutil.copyfile(filled, folder / "shop.sqlite")
        # A superadmin who is not there yet is made at the start: so each shop has a password of its own.
        user, password = f"owner-{secrets.token_hex(3)}", secrets.token_urlsafe(12)
        wish = written(folder, port=port, user=user, password=password, hooks=list(hooks))
        with running(node("serve.js", wish), ports=[port], log=folder / "log", patience=PATIENCE) as server:
            yield Vendure(f"http://127.0.0.1:{port}", user, password, wish, server)


def prepared() -> Path:
    """The filled database every shop is a copy of. Installs and fills where that was not done yet."""
    folder = ROOT / INSTALLED
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        install(folder)
        filled = folder / f"{fingerprint()}.sqlite"
        if not filled.exists():
            fill(filled)
        return filled


def install(folder: Path) -> None:
    for name in PACKAGES:
        shutil.copyfile(HERE / name, folder / name)
    try:
        frontend.install(INSTALLED)
    except frontend.BuildFailed as failure:
        raise Missing(f"Vendure cannot be installed here: {failure}") from failure


def fill(filled: Path) -> None:
    with home() as folder:
        wish = written(folder, port=free_port(), user="filler", password=secrets.token_urlsafe(12), hooks=[])
        done = subprocess.run(node("fill.js", wish), cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            raise DidNotStart(done.stdout + done.stderr)
        shutil.copyfile(folder / "shop.sqlite", filled.with_suffix(".new"))
    filled.with_suffix(".new").replace(filled)


def fingerprint() -> str:
    found = hashlib.sha256()
    for name in FILLED_FROM:
        found.update((HERE / name).read_bytes())
    return found.hexdigest()[:16]


def node(script: str, wish: Path) -> list[str | Path]:
    """Its packages lie elsewhere than these scripts and our plugin."""
    packages = ROOT / INSTALLED / "node_modules"
    return [program("env", "coreutils"), f"NODE_PATH={packages}", frontend.node(), HERE / script, wish]


def written(folder: Path, **wish: Any) -> Path:
    path = folder / "wish.json"
    path.write_text(json.dumps({"database": str(folder / "shop.sqlite"), **wish}))
    return path
