"""`scripts/release VERSION`: what it writes into a checkout before it builds anything."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.release.conftest import ROOT

KEPT = ("scripts/lib", "migrations", "shopkeeper/__init__.py", "client/pyproject.toml", "CHANGELOG.md")
NAME_IT = "import releasing as r; r.close_chapter('9.1.0'); r.name_it('9.1.0'); r.freeze()"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for name in KEPT:
        there = tmp_path / name
        there.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(ROOT / name, there) if (ROOT / name).is_dir() else shutil.copy(ROOT / name, there)
    return tmp_path


def naming(checkout: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", NAME_IT]
    return subprocess.run(command, cwd=checkout / "scripts" / "lib", capture_output=True, text=True, check=False)


def test_a_release_is_named_in_all_places_and_its_revisions_are_frozen(checkout: Path) -> None:
    assert naming(checkout).returncode == 0
    assert '__version__ = "9.1.0"' in (checkout / "shopkeeper" / "__init__.py").read_text()
    assert 'version = "9.1.0"' in (checkout / "client" / "pyproject.toml").read_text()
    changes = (checkout / "CHANGELOG.md").read_text()
    unreleased, _, chapter = changes.partition("## 9.1.0 - ")
    assert unreleased.endswith("## Unreleased\n\n")
    assert "### Added" in chapter
    numbers = sorted(path.name[:4] for path in (checkout / "migrations" / "versions").glob("[0-9]*.py"))
    frozen = json.loads((checkout / "migrations" / "released.json").read_text())
    assert sorted(frozen) == numbers
    before = json.loads((ROOT / "migrations" / "released.json").read_text())
    assert before.items() <= frozen.items()


def test_a_release_without_news_is_refused(checkout: Path) -> None:
    changes = checkout / "CHANGELOG.md"
    changes.write_text(changes.read_text().partition("## Unreleased")[0] + "## Unreleased\n\n## 0.1.0 - 2026-11-22\n")
    done = naming(checkout)
    assert "says nothing" in done.stderr
    assert '"9.1.0"' not in (checkout / "shopkeeper" / "__init__.py").read_text()
