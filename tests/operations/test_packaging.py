"""What stands in packaging/ is sound, as far as a machine without systemd running and without a container engine can tell."""

import json
import re
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import yaml

from tests.desks import SHOPKEEPER, Desk, prepared
from tests.servers import free_port

PACKAGING = Path(__file__).parents[2] / "packaging"
UNITS = ["shopkeeper.service", "shopkeeper-worker@.service", "shopkeeper-backup.service", "shopkeeper-backup.timer"]
needs_systemd = pytest.mark.skipif(
    not shutil.which("systemd-analyze"), reason="no systemd-analyze (apt-get install systemd)"
)


def analyze(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["systemd-analyze", *words], capture_output=True, text=True, check=False)


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """The units, with the program where it is here: systemd looks whether it exists."""
    for name in UNITS:
        text = (PACKAGING / name).read_text()
        (tmp_path / name).write_text(text.replace("/opt/shopkeeper/bin/shopkeeper", str(SHOPKEEPER)))
    return tmp_path


@needs_systemd
@pytest.mark.parametrize("name", UNITS)
def test_systemd_understands_the_units(units: Path, name: str) -> None:
    if "@" in name:
        (units / name.replace("@", "@1")).write_text((units / name).read_text())
        name = name.replace("@", "@1")
    done = analyze("verify", "--man=no", units / name)
    assert (done.returncode, done.stderr) == (0, "")


@needs_systemd
@pytest.mark.parametrize("name", ["shopkeeper.service", "shopkeeper-worker@.service"])
def test_the_services_are_shut_in(units: Path, name: str) -> None:
    """systemd's own scale: 0 is a cell, 10 is the open field; most services of a distribution have 9."""
    done = analyze("security", "--offline=yes", "--threshold=20", units / name)
    assert done.returncode == 0, done.stdout


def instructions() -> dict[str, list[str]]:
    """Of the last stage of the Containerfile, by name."""
    text = re.sub(r"\\\n\s*", " ", (PACKAGING / "Containerfile").read_text()).rpartition("\nFROM ")[2]
    found: dict[str, list[str]] = {}
    for word, rest in re.findall(r"(?m)^([A-Z]+) (.*)$", text):
        found.setdefault(word, []).append(rest)
    return found


@asynccontextmanager
async def opened(folder: Path, host: str, port: int) -> AsyncIterator[Desk]:
    shop = prepared(folder, host=host, port=port)
    shop.url = f"http://127.0.0.1:{port}"
    try:
        await shop.open()
        yield shop
    finally:
        shop.close()


async def test_the_container_starts_a_desk_and_knows_its_health(tmp_path: Path) -> None:
    said = instructions()
    environ = dict(pair.split("=", 1) for pair in said["ENV"][0].split())
    assert {name for name in environ if name.startswith("SHOPKEEPER_")} == {
        "SHOPKEEPER_DATA", "SHOPKEEPER_HOST", "SHOPKEEPER_PORT",
    }  # fmt: skip
    assert [SHOPKEEPER.name, "serve"] == [*json.loads(said["ENTRYPOINT"][0]), *json.loads(said["CMD"][0])]
    check = json.loads(said["HEALTHCHECK"][0].partition("CMD ")[2])
    port = free_port()
    check = [word.replace(environ["SHOPKEEPER_PORT"], str(port)) for word in check]
    check[0] = str(SHOPKEEPER.with_name("python"))
    async with opened(tmp_path, environ["SHOPKEEPER_HOST"], port) as shop:
        assert shop.process is not None
        assert subprocess.run(check, capture_output=True, check=False).returncode == 0
        shop.close()
        assert shop.process.returncode == 0
        assert subprocess.run(check, capture_output=True, check=False).returncode != 0


def test_nobody_is_root_in_the_container() -> None:
    assert instructions()["USER"] == ["10001:10001"]


def test_the_compose_file_gives_the_desk_no_more_than_it_needs() -> None:
    services = yaml.safe_load((PACKAGING / "compose.yaml").read_text())["services"]
    for name in ("desk", "worker"):
        one = services[name]
        assert (one["read_only"], one["cap_drop"]) == (True, ["ALL"])
        assert {key.removesuffix("_FILE") for key in one["environment"]} <= _settings()
    assert services["desk"]["ports"] == ["127.0.0.1:8080:8080"]


def _settings() -> set[str]:
    from shopkeeper.kit.settings import Settings

    return {f"SHOPKEEPER_{name.upper()}" for name in Settings.__struct_fields__}
