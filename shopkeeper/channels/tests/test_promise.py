"""The promise: a new channel is one folder and one line; files edited elsewhere: 0."""

import os
import re
import subprocess
import sys
from pathlib import Path

import shopkeeper

HOUSE = Path(shopkeeper.__file__).parent

PIGEON = '''
"""A channel by air."""

from shopkeeper.channels.testing import Pretend


class Pigeon(Pretend):
    kind = "pigeon"
    label = "Carrier pigeon"


channel = Pigeon()
'''

ASKED = """
from shopkeeper import channels
assert channels.channel("pigeon").label == "Carrier pigeon"
assert {"email", "chat"} <= set(channels.channels())
"""


def test_a_folder_and_a_line_are_enough(tmp_path: Path) -> None:
    (tmp_path / "pigeon").mkdir()
    (tmp_path / "pigeon" / "__init__.py").write_text(PIGEON)
    named = tmp_path / "pigeon-1.0.dist-info"
    named.mkdir()
    (named / "METADATA").write_text("Metadata-Version: 2.1\nName: pigeon\nVersion: 1.0\n")
    (named / "entry_points.txt").write_text("[shopkeeper.channels]\npigeon = pigeon\n")
    paths = os.pathsep.join([str(tmp_path), str(HOUSE.parent)])
    done = subprocess.run(
        [sys.executable, "-c", ASKED], env={**os.environ, "PYTHONPATH": paths}, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()


def test_a_broken_add_on_does_not_close_the_shop(tmp_path: Path) -> None:
    (tmp_path / "pigeon").mkdir()
    (tmp_path / "pigeon" / "__init__.py").write_text("import nothing_of_this_name\n")
    named = tmp_path / "pigeon-1.0.dist-info"
    named.mkdir()
    (named / "METADATA").write_text("Metadata-Version: 2.1\nName: pigeon\nVersion: 1.0\n")
    (named / "entry_points.txt").write_text("[shopkeeper.channels]\npigeon = pigeon\n")
    asked = "from shopkeeper import channels\nassert 'pigeon' not in channels.channels()\nassert 'email' in channels.channels()"
    paths = os.pathsep.join([str(tmp_path), str(HOUSE.parent)])
    done = subprocess.run(
        [sys.executable, "-c", asked], env={**os.environ, "PYTHONPATH": paths}, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()


def test_nobody_asks_a_channel_for_its_name() -> None:
    asks = re.compile(r"""(kind|channel)\s*(==|!=|in)\s*\(?\s*["'](email|chat|pretend)["']""")
    # The demo plays its scripts on named channels; everybody else asks what a channel can do.
    others = {"adapters", "tests", "demo"}
    files = [file for file in HOUSE.rglob("*.py") if not others & set(file.parts)]
    found = [
        f"{file.relative_to(HOUSE)}: {line}"
        for file in files
        for line in file.read_text().splitlines()
        if asks.search(line)
    ]
    assert found == []
