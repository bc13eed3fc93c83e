"""A skipped browser test is a failure in CI and a skip elsewhere."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SKIPPING = """
import pytest

@pytest.mark.{mark}
def test_something():
    pytest.skip("no browser here")
"""


def outcome(folder: Path, mark: str, ci: str) -> int:
    file = folder / "test_skipping.py"
    file.write_text(SKIPPING.format(mark=mark))
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "tests.strictness",
        "-c",
        str(ROOT / "pyproject.toml"),
        str(file),
    ]
    surroundings = {**os.environ, "CI": ci, "PYTHONPATH": str(ROOT)}
    options = ["-o", "markers=browser\nother", "--rootdir", str(folder)]
    return subprocess.run(
        [*command, *options], env=surroundings, cwd=folder, capture_output=True, check=False
    ).returncode


@pytest.mark.parametrize(("mark", "ci", "ended"), [("browser", "true", 1), ("browser", "", 0), ("other", "true", 0)])
def test_a_skip_counts_where_nothing_may_be_missing(tmp_path: Path, mark: str, ci: str, ended: int) -> None:
    assert outcome(tmp_path, mark, ci) == ended
