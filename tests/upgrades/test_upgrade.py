"""A database of every release there was becomes one of this release, whole, and is served.

`scripts/release` adds each release's own database; nothing here is ever taken away.
"""

import asyncio
import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory

from shopkeeper.kit import migrating
from tests.desks import NotOpen, prepared
from tests.machinery.shapes import shape
from tests.upgrades import looking
from tests.upgrades.conftest import VERSIONS, Old, engine
from tests.upgrades.living import ALICE
from tests.upgrades.rows import all_rows, lost
from tests.upgrades.tomorrow import Tomorrow

ROOT = Path(__file__).parents[2]
RELEASED = json.loads((ROOT / "migrations" / "released.json").read_text())


@pytest.mark.parametrize("number", sorted(RELEASED))
def test_a_released_revision_never_changes(number: str) -> None:
    path = next((ROOT / "migrations" / "versions").glob(f"{number}_*.py"))
    same = hashlib.sha256(path.read_bytes()).hexdigest() == RELEASED[number]
    assert same, f"{path.name} was released and has run on people's desks: undo, and write a new revision"


def test_every_release_is_kept() -> None:
    told = re.findall(r"(?m)^## (\d+\.\d+\.\d+) - ", (ROOT / "CHANGELOG.md").read_text())
    assert sorted(told) == VERSIONS


async def test_an_earlier_desk_is_brought_here_whole_and_served(old: Old, new: str) -> None:
    before = all_rows(old.engine())
    assert len(before["person"]) > 30
    old.desk.command("migrate")
    after = all_rows(old.engine())
    assert lost(before, after) == []
    _same_shape(old, new)
    _full_text_is_sound(old)
    await old.desk.open()
    async with old.desk.signed_in(ALICE) as alice:
        assert looking.missing(old.seen, await looking.whole(alice)) == []


async def test_step_by_step_comes_to_the_same(old: Old, new: str) -> None:
    """Owners upgrade from release to release: every revision between is a place to stand on."""
    before = all_rows(old.engine())
    scripts = ScriptDirectory.from_config(migrating.config())
    with old.engine().connect() as connection:
        at = migrating.revision(connection)
    for script in reversed(list(scripts.iterate_revisions("head", at))):
        migrating.run(old.engine(), script.revision)
        assert lost(before, all_rows(old.engine())) == []
    _same_shape(old, new)


@pytest.mark.parametrize(("number", "words"), [("0000", "shopkeeper migrate"), ("9999", "later version")])
async def test_a_desk_of_another_schema_is_not_served_and_the_way_out_is_said(
    old: Old, number: str, words: str
) -> None:
    with old.engine().begin() as connection:
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{number}'")
    with pytest.raises(NotOpen, match=words):
        await old.desk.open()


async def test_a_migration_killed_in_the_middle_leaves_all_as_it_was_and_runs_again(
    old: Old, next_release: Tomorrow
) -> None:
    old.desk.command("migrate")
    before = all_rows(old.engine())
    next_release.halt.touch()
    killed = next_release.start(old.desk, "migrate")
    await _until(next_release.reached, killed)
    killed.kill()
    killed.communicate()
    assert all_rows(old.engine()) == before
    next_release.halt.unlink()
    said, problem = next_release.start(old.desk, "migrate").communicate(timeout=60)
    assert f"at {next_release.number}" in said, problem
    after = all_rows(old.engine())
    assert len(after["tomorrow"]) == len(before["person"])
    assert "ANA" in " ".join(row["name"] for row in after["person"])


async def test_the_copy_kept_before_a_migration_brings_the_old_desk_back(
    old: Old, new: str, next_release: Tomorrow, tmp_path: Path
) -> None:
    old.desk.command("migrate")
    before = all_rows(old.engine())
    said, problem = next_release.start(old.desk, "migrate").communicate(timeout=60)
    assert f"at {next_release.number}" in said, problem
    copy = max((old.desk.data / "backups").glob("*.tar.gz"))
    (tmp_path / "back").mkdir()
    settings = {} if old.kind == "sqlite" else {"database_url": new}
    back = prepared(tmp_path / "back", **settings)
    back.command("restore", str(copy))
    assert all_rows(engine(new if settings else f"sqlite:///{back.data}/shopkeeper.db")) == before


async def _until(reached: Path, process: "subprocess.Popen[str]") -> None:
    for _ in range(1200):
        if reached.exists():
            return
        assert process.poll() is None, process.communicate()[1]
        await asyncio.sleep(0.05)
    raise AssertionError("the migration never began")


def _same_shape(old: Old, new: str) -> None:
    command = [
        sys.executable,
        "-m",
        "tests.machinery.creating",
        str(engine(new).url.render_as_string(hide_password=False)),
    ]
    subprocess.run(command, cwd=ROOT, check=True)
    with old.engine().connect() as one, engine(new).connect() as two:
        assert shape(one) == shape(two)
        assert migrating.standing(one) is migrating.Standing.current


def _full_text_is_sound(old: Old) -> None:
    if old.kind == "sqlite":
        with old.engine().connect() as connection:
            for name in ("entry_search", "person_search"):
                connection.exec_driver_sql(f"INSERT INTO {name}({name}) VALUES ('integrity-check')")
