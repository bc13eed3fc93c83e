"""The wheel alone, in a fresh environment with no Node: what an owner has after `pip install shopkeeper-….whl`."""

import re
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.release.conftest import ROOT, without_node
from tests.servers import free_port

sys.path.insert(0, str(ROOT / "scripts" / "lib"))

import packages

LOADED = re.compile(r'(?:src|href)="/([^"]+\.(?:js|css|svg))"')


@contextmanager
def running(program: Path, verb: str, folder: Path, *words: str) -> Iterator[str]:
    """The desk's address, once it answers; the process is told to stop at the end and must do so."""
    port, log = free_port(), folder / "log"
    folder.mkdir()
    command = [program, verb, "--data", folder / "data", "--port", str(port), *words]
    with log.open("wb") as out:
        process = subprocess.Popen(command, env=without_node(), cwd=folder, stdout=out, stderr=out)
    try:
        _wait(f"http://127.0.0.1:{port}/readyz", process, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        assert process.wait(20) == 0, log.read_text()


def _wait(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(400):
        assert process.poll() is None, log.read_text()
        try:
            if httpx.get(url, trust_env=False).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    raise AssertionError(log.read_text())


def test_the_wheel_holds_what_it_must_and_nothing_else(wheel: Path) -> None:
    assert packages.faults(wheel) == []
    with zipfile.ZipFile(wheel) as opened:
        for part in ("workspace", "widget"):
            licences = opened.read(f"shopkeeper/assets/{part}/licences.txt").decode()
            assert ("react " if part == "workspace" else "preact ") in licences
            assert "Permission is hereby granted" in licences
            assert "SIL OPEN FONT LICENSE" in licences.upper()


def test_a_wheel_with_something_wrong_is_found_out(wheel: Path, tmp_path: Path) -> None:
    spoiled = tmp_path / wheel.name
    shutil.copy(wheel, spoiled)
    with zipfile.ZipFile(spoiled, "a") as opened:
        opened.writestr("shopkeeper/kit/tests/test_db.py", "")
    assert packages.faults(spoiled) == ["shopkeeper/kit/tests/test_db.py does not belong in it"]


def test_an_empty_folder_becomes_a_desk_with_its_pages(installed: Path, tmp_path: Path) -> None:
    assert shutil.which("node", path=without_node()["PATH"]) is None
    with running(installed / "shopkeeper", "serve", tmp_path / "shop") as url, httpx.Client(trust_env=False) as browser:
        page = browser.get(f"{url}/")
        wanted = LOADED.findall(page.text)
        assert len(wanted) > 2
        for name in ["widget.js", "widget/licences.txt", "api/openapi.json", *wanted]:
            assert browser.get(f"{url}/{name}").status_code == 200, name
        loader = browser.get(f"{url}/widget.js").text
        app = re.search(r"app-[\w-]+\.js", loader)
        assert app is not None
        assert browser.get(f"{url}/widget/{app.group()}").status_code == 200


def test_the_demo_comes_along(installed: Path, tmp_path: Path) -> None:
    with running(installed / "shopkeeper", "demo", tmp_path / "demo", "--quiet") as url:
        for _ in range(200):
            if "Ctrl+C closes it" in (tmp_path / "demo" / "log").read_text():
                break
            time.sleep(0.05)
        given = {"email": "alice@larkandloom.example", "password": "counter-morning-tea"}
        with httpx.Client(base_url=url, trust_env=False) as alice:
            assert alice.post("/api/v1/session", json=given, headers={"X-CSRF": "1"}).is_success
            assert len(alice.get("/api/v1/conversations", params={"view": "all"}).json()["items"]) > 5
            assert alice.get("/demo-shop/").status_code == 200


def test_channels_are_found_and_revisions_come_along(installed: Path, tmp_path: Path) -> None:
    words = "from importlib.metadata import entry_points as e; print(*sorted(e(group='shopkeeper.channels').names))"
    done = subprocess.run(
        [installed / "python", "-c", words], env=without_node(), cwd=tmp_path, capture_output=True, text=True
    )
    assert {"chat", "email"} <= set(done.stdout.split())
    command = [installed / "shopkeeper", "migrate", "--data", tmp_path / "data"]
    assert subprocess.run(command, env=without_node(), cwd=tmp_path, check=False).returncode == 0


def test_the_version_stands_in_one_place(installed: Path) -> None:
    from shopkeeper import __version__

    said = subprocess.run([installed / "shopkeeper", "--version"], capture_output=True, text=True, check=True).stdout
    assert said.strip().endswith(__version__)
    assert f'version = "{__version__}"' in (ROOT / "client" / "pyproject.toml").read_text()


@pytest.mark.parametrize(
    "name", ["CHANGELOG.md", "hatch_build.py", "workspace/package-lock.json", "packaging/shopkeeper.service"]
)
def test_the_source_package_can_be_built_from(sdist: Path, name: str) -> None:
    import tarfile

    with tarfile.open(sdist) as archive:
        names = archive.getnames()
    assert f"{names[0].partition('/')[0]}/{name}" in names
    assert not [each for each in names if "node_modules" in each]
