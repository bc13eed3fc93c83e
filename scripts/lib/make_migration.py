"""Write the next revision from what the rooms' tables say: `.venv/bin/python scripts/lib/make_migration.py "why"`.

Nothing is written where nothing differs. `--first` begins the line anew (only before a first release). `--check` fails
when the tables and the revisions differ, or when shopkeeper/kit/schema_revision.txt is not the last revision.
"""

import argparse
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from house import ROOT, run

from shopkeeper import main as house_tables
from shopkeeper.kit import db, migrating

NONE_YET = "0000"
VERSIONS = ROOT / "migrations" / "versions"


def last() -> str | None:
    return ScriptDirectory.from_config(migrating.config()).get_current_head()


def migrated(folder: str) -> sa.Engine:
    """A new SQLite database, made by the revisions there are."""
    engine = sa.create_engine(f"sqlite:///{folder}/migrated.db")
    if last():
        migrating.run(engine, "head")
    return engine


def of_fulltext(name: str) -> bool:
    """FTS5 keeps its index in tables beside the named one: <name>_data, <name>_idx…"""
    return any(name == fulltext.name or name.startswith(f"{fulltext.name}_") for fulltext in db.fulltexts)


def ours(name: str | None, kind: str, _parents: object) -> bool:
    return not (kind == "table" and name and of_fulltext(name))


def missing_fulltexts(engine: sa.Engine) -> list[db.FullText]:
    names = set(sa.inspect(engine).get_table_names())
    return [fulltext for fulltext in db.fulltexts if fulltext.name not in names]


def differences(engine: sa.Engine) -> list[Any]:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": ours, "compare_type": True})
        return [*compare_metadata(context, db.metadata), *missing_fulltexts(engine)]


def statements(fulltext: db.FullText) -> str:
    """The dialects describe full text differently, so the revision carries both."""
    branches = []
    for word, dialect in (("if", "sqlite"), ("elif", "postgresql")):
        lines = "".join(f"        op.execute({statement!r})\n" for statement in fulltext.ddl(dialect))
        branches.append(f'    {word} op.get_bind().dialect.name == "{dialect}":\n{lines}')
    return "".join(branches)


def write(engine: sa.Engine, why: str) -> Path:
    number = f"{int(last() or NONE_YET) + 1:04d}"
    with engine.connect() as connection:
        settings = migrating.config()
        settings.attributes["connection"] = connection
        settings.attributes["include_name"] = ours
        script = command.revision(settings, why, autogenerate=True, rev_id=number)
    path = Path(script.path)
    add_fulltexts(path, missing_fulltexts(engine))
    run(sys.executable, "-m", "ruff", "check", "--fix", "--quiet", path)
    run(sys.executable, "-m", "ruff", "format", "--quiet", path)
    return path


def add_fulltexts(path: Path, fulltexts: list[db.FullText]) -> None:
    text = path.read_text()
    added = "".join(statements(fulltext) for fulltext in fulltexts)
    text = text.replace("    pass\n", "", 1) if added and "op.create_table" not in text else text
    path.write_text(re.sub(r"\n+def downgrade", lambda found: f"\n{added}{found.group()}", text, count=1))


def begin_anew() -> None:
    for path in VERSIONS.glob("*.py"):
        path.unlink()


def make(why: str) -> int:
    with tempfile.TemporaryDirectory() as folder:
        engine = migrated(folder)
        if differences(engine):
            print(f"wrote {write(engine, why).relative_to(ROOT)}; read it before you commit it")
        else:
            print("nothing to migrate")
    migrating.REVISION_FILE.write_text(f"{last() or NONE_YET}\n")
    return 0


def check() -> int:
    with tempfile.TemporaryDirectory() as folder:
        found = [str(difference) for difference in differences(migrated(folder))]
    if migrating.head() != (last() or NONE_YET):
        found.append(f"{migrating.REVISION_FILE.name} says {migrating.head()}, the last revision is {last()}")
    if found:
        print("\n".join([*found, 'Run: .venv/bin/python scripts/lib/make_migration.py "why"']))
        return 1
    print(f"at {last()}")
    return 0


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("why", nargs="?", default="change the tables")
    arguments.add_argument("--first", action="store_true")
    arguments.add_argument("--check", action="store_true")
    wanted = arguments.parse_args()
    house_tables.tables()
    if wanted.check:
        return check()
    if wanted.first:
        begin_anew()
    return make("the first tables" if wanted.first else wanted.why)


if __name__ == "__main__":
    sys.exit(main())
