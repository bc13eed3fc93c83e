"""The command line, as an owner uses it: beside a running desk and without one."""

import json
import os
import stat
import subprocess
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from shopkeeper import demo
from shopkeeper.cli import command_line
from shopkeeper.main import HOUSE
from tests.desks import SHOPKEEPER, Desk, NotOpen, desk, prepared

LETTER = """From: Ana Ribeiro <ana@posteo.example>
To: hello@larkandloom.example
Subject: Harbour jacket
Message-ID: <{n}@posteo.example>
Date: Mon, 02 Mar 2026 16:20:00 +0000

Hello, is the jacket number {n} still there?
"""


def letters(folder: Path, numbers: range) -> Path:
    folder.mkdir(exist_ok=True)
    for n in numbers:
        (folder / f"{n}.eml").write_text(LETTER.format(n=n))
    return folder


def counts(printed: str) -> dict[str, int]:
    found: dict[str, int] = json.loads(printed.strip().splitlines()[-1])
    assert found["read"] == sum(found[part] for part in ("stored", "duplicate", "ignored", "quarantined"))
    return found


@pytest.mark.parametrize("words", [[], ["serve"], ["demo"], ["worker"], ["migrate"], ["doctor"], ["import-mail"], ["agent", "add"],
                                   ["token", "create"], ["backup"], ["restore"]])  # fmt: skip
def test_every_command_explains_itself(words: list[str]) -> None:
    done = CliRunner().invoke(command_line(HOUSE, demo), [*words, "--help"])
    assert done.exit_code == 0
    assert "Usage: " in done.output


async def test_mail_is_imported_beside_a_running_desk_and_without_one_and_never_twice(tmp_path: Path) -> None:
    first, second = letters(tmp_path / "first", range(5)), letters(tmp_path / "second", range(3, 9))
    async with desk(tmp_path) as shop:
        shop.command("agent", "add", "alice@example.org", "--role", "admin")
        assert counts(shop.command("import-mail", str(first))) == {
            "read": 5, "stored": 5, "duplicate": 0, "ignored": 0, "quarantined": 0,
        }  # fmt: skip
        async with shop.signed_in("alice@example.org") as alice:
            people = (await alice.get("/api/v1/people", params={"handle": "ana@posteo.example"})).json()["items"]
            timeline = (await alice.get(f"/api/v1/people/{people[0]['id']}/timeline")).json()["items"]
            assert len([entry for entry in timeline if entry["kind"] == "message"]) == 5
    assert counts(shop.command("import-mail", str(second))) == {
        "read": 6, "stored": 4, "duplicate": 2, "ignored": 0, "quarantined": 0,
    }  # fmt: skip


async def test_a_colleague_and_a_key_can_be_made_before_the_first_start(tmp_path: Path) -> None:
    shop = prepared(tmp_path)
    assert "/join/" in shop.command("agent", "add", "bob@example.org", "--role", "lead")
    token = shop.token("bob@example.org")
    await shop.open()
    try:
        async with shop.signed_in("bob@example.org") as bob:
            me = (await bob.get("/api/v1/me")).json()
            assert (me["agent"]["email"], me["agent"]["role"]) == ("bob@example.org", "lead")
        assert token.startswith("sk_")
    finally:
        shop.close()


async def test_a_second_server_on_the_same_folder_is_refused_in_words(tmp_path: Path) -> None:
    async with desk(tmp_path) as shop:
        twin = prepared(tmp_path)
        twin.log = tmp_path / "twin.log"
        with pytest.raises(NotOpen, match="Another Shopkeeper process"):
            await twin.open()
        assert shop.process is not None
        assert shop.process.poll() is None


async def test_a_backup_holds_everything_and_restores_into_a_new_folder(tmp_path: Path) -> None:
    async with desk(tmp_path) as shop:
        shop.command("agent", "add", "alice@example.org", "--role", "admin")
        shop.command("import-mail", str(letters(tmp_path / "mail", range(4))))
        async with shop.signed_in("alice@example.org") as alice:
            file = (await alice.post("/api/v1/attachments", params={"name": "a.txt"}, content=b"kept words")).json()
            before = (await alice.get("/api/v1/conversations", params={"view": "all"})).json()
        shop.command("backup", str(tmp_path / "copy.tar.gz"))
    assert stat.S_IMODE((tmp_path / "copy.tar.gz").stat().st_mode) == 0o600
    (tmp_path / "elsewhere").mkdir()
    other = prepared(tmp_path / "elsewhere")
    other.command("restore", str(tmp_path / "copy.tar.gz"))
    assert "desk in this data folder already" in error_of(other, "restore", str(tmp_path / "copy.tar.gz"))
    await other.open()
    try:
        async with other.signed_in("alice@example.org") as alice:
            assert (await alice.get("/api/v1/conversations", params={"view": "all"})).json() == before
            assert (await alice.get(f"/api/v1/attachments/{file['id']}")).content == b"kept words"
    finally:
        other.close()


def error_of(shop: Desk, *words: str) -> str:
    done = subprocess.run(
        [SHOPKEEPER, *words, "--data", shop.data], env=shop.environ, capture_output=True, text=True, check=False
    )
    assert done.returncode
    return done.stderr


def test_a_damaged_backup_is_refused(tmp_path: Path) -> None:
    (tmp_path / "no.tar.gz").write_bytes(b"not a backup")
    assert "cannot be read as a backup" in error_of(prepared(tmp_path), "restore", str(tmp_path / "no.tar.gz"))


def test_every_bad_setting_is_named_together(tmp_path: Path) -> None:
    shop = prepared(tmp_path)
    shop.environ = {**shop.environ, "SHOPKEEPER_PORT": "many", "SHOPKEEPER_LOG_FORMAT": "loud", "SHOPKEEPER_TYPO": "1"}
    said = error_of(shop, "serve")
    assert "SHOPKEEPER_PORT" in said
    assert "SHOPKEEPER_TYPO" in said


def test_not_everybody_can_be_a_trusted_proxy(tmp_path: Path) -> None:
    shop = prepared(tmp_path, trusted_proxies="10.0.0.0/8, *")
    assert "'*' is no address and no network" in error_of(shop, "serve")


def test_workers_are_refused_on_sqlite_with_the_reason(tmp_path: Path) -> None:
    assert "On SQLite one process does everything" in error_of(prepared(tmp_path), "worker")


async def test_the_doctor_finds_what_is_wrong(tmp_path: Path) -> None:
    async with desk(tmp_path) as shop:
        assert "desk: open at" in shop.command("doctor")
        async with httpx.AsyncClient(trust_env=False) as watcher:
            seen = await watcher.head(f"{shop.url}/readyz")
            assert (seen.status_code, seen.content) == (200, b"")
    os.chmod(shop.data / "secret.key", 0o644)  # noqa: PTH101
    said = shop.command("doctor", ok=False)
    assert "FIX   secret key" in said
    assert "chmod 600" in said


def test_the_database_can_be_brought_to_this_release(tmp_path: Path) -> None:
    shop = prepared(tmp_path)
    shop.command("migrate")
    assert "up to date" in shop.command("migrate")
