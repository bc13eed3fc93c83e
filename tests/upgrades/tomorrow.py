"""Tomorrow's release, made of today's code and one revision more: for what must hold of every upgrade there will be."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from shopkeeper.kit import migrating
from tests.desks import Desk

ROOT = Path(__file__).parents[2]
RUN = "import sys; sys.argv[0] = 'shopkeeper'; from shopkeeper.main import main; main()"
REVISION = '''"""tomorrow: a table more, and every person's name in capitals; halts in the middle while a file stands there"""

import time
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "{number}"
down_revision = "{before}"
HALT = Path({halt!r})


def upgrade() -> None:
    bind = op.get_bind()
    if bind.dialect.name == "postgresql":
        # A big desk takes longer than any verb may.
        assert bind.exec_driver_sql("SHOW statement_timeout").scalar() == "0"
    op.create_table("tomorrow", sa.Column("id", sa.Text(), primary_key=True))
    op.execute("UPDATE person SET name = upper(name)")
    if HALT.exists():
        HALT.with_suffix(".reached").touch()
        time.sleep(60)
    op.execute("INSERT INTO tomorrow (id) SELECT id FROM person")
'''


@dataclass(frozen=True)
class Tomorrow:
    """`halt` makes its migration stop in the middle; `reached` says that it did."""

    code: Path
    number: str

    @property
    def halt(self) -> Path:
        return self.code / "halt"

    @property
    def reached(self) -> Path:
        return self.halt.with_suffix(".reached")

    def start(self, desk: Desk, *words: str) -> "subprocess.Popen[str]":
        command = [sys.executable, "-c", RUN, *words, "--data", desk.data]
        environ = {**os.environ, **desk.environ, "PYTHONPATH": str(self.code)}
        pipe = subprocess.PIPE
        return subprocess.Popen(command, env=environ, cwd=self.code, stdout=pipe, stderr=pipe, text=True)


def made(folder: Path) -> Tomorrow:
    number = f"{int(migrating.head()) + 1:04d}"
    leave = shutil.ignore_patterns("assets", "tests", "__pycache__")
    shutil.copytree(ROOT / "shopkeeper", folder / "shopkeeper", ignore=leave)
    shutil.copytree(ROOT / "migrations", folder / "migrations", ignore=shutil.ignore_patterns("__pycache__"))
    text = REVISION.format(number=number, before=migrating.head(), halt=str(folder / "halt"))
    (folder / "migrations" / "versions" / f"{number}_tomorrow.py").write_text(text)
    (folder / "shopkeeper" / "kit" / "schema_revision.txt").write_text(f"{number}\n")
    return Tomorrow(folder, number)
