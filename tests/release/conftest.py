"""The wheel under test, and an environment of its own with nothing but it and what it needs."""

import os
import subprocess
import sys
import tarfile
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DIST = "SHOPKEEPER_TEST_DIST"


def hatch(target: str, where: Path, into: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", into]
    done = subprocess.run(command, cwd=where, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return next(into.glob("*.tar.gz" if target == "sdist" else "*.whl"))


@pytest.fixture(scope="session")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if known := os.environ.get(DIST):
        return next(Path(known).glob("*.tar.gz"))
    if not (ROOT / "shopkeeper" / "assets" / "workspace" / "index.html").exists():
        pytest.skip("the front ends are not built: scripts/test builds them")
    return hatch("sdist", ROOT, tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="session")
def wheel(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from the unpacked source package, as those do who build it themselves."""
    if known := os.environ.get(DIST):
        return next(Path(known).glob("*.whl"))
    with tarfile.open(sdist) as archive:
        archive.extractall(folder := tmp_path_factory.mktemp("unpacked"), filter="data")
    return hatch("wheel", next(folder.iterdir()), tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` of a fresh environment with the wheel in it, installed with no Node in reach."""
    folder = tmp_path_factory.mktemp("fresh") / "venv"
    venv.create(folder, with_pip=True, symlinks=True)
    pins = ROOT / "requirements" / "runtime.txt"
    command = [folder / "bin" / "python", "-m", "pip", "install", "-q", "--no-compile", "-c", pins, wheel]
    done = subprocess.run(command, env=without_node(), cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder / "bin"


def without_node() -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("SHOPKEEPER_", "PYTHON", "VIRTUAL"))
    }
    # Nor any other program: a wheel needs none.
    return {**kept, "PATH": "/nonexistent"}
