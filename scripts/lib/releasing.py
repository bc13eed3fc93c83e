"""`scripts/release`: build the packages and try them. `scripts/release 0.2.0`: first make this checkout that release.

A release is: the version in shopkeeper/__init__.py and the client, its chapter in CHANGELOG.md, every revision's
fingerprint in migrations/released.json, the packages in dist/, and its databases under tests/upgrades/releases/, from
which every later release is upgraded in the tests. What remains to be done by hand is printed at the end.
"""

import hashlib
import json
import re
import shutil
import sys
import tarfile
import tempfile
import time
from functools import partial
from pathlib import Path

import packages
import setup
from environment import FOR_TESTING
from house import PYTHON, ROOT, Failed, run
from steps import Step, take_or_stop

DIST = ROOT / "dist"
CHANGELOG = ROOT / "CHANGELOG.md"
RELEASED = ROOT / "migrations" / "released.json"
VERSION = re.compile(r'(?m)^(__version__ = |version = )"[^"]+"$')
BEARERS = (ROOT / "shopkeeper" / "__init__.py", ROOT / "client" / "pyproject.toml")
UNRELEASED = "## Unreleased\n"


def current() -> str:
    return re.search(r'__version__ = "(.+)"', BEARERS[0].read_text()).group(1)


def name_it(version: str) -> None:
    for path in BEARERS:
        path.write_text(VERSION.sub(rf'\g<1>"{version}"', path.read_text(), count=1))


def close_chapter(version: str) -> None:
    """What was unreleased is this release's chapter; a new, empty one begins."""
    text = CHANGELOG.read_text()
    if f"## {version} " in text:
        return
    words = text.partition(UNRELEASED)[2].partition("\n## ")[0].strip()
    if not words:
        raise Failed(f'CHANGELOG.md says nothing under "{UNRELEASED.strip()}": write what {version} brings.')
    today = time.strftime("%Y-%m-%d", time.gmtime())
    CHANGELOG.write_text(text.replace(UNRELEASED, f"{UNRELEASED}\n## {version} - {today}\n", 1))


def freeze() -> str:
    """From now on these revisions may never change: desks have run them."""
    known = json.loads(RELEASED.read_text())
    for path in sorted((ROOT / "migrations" / "versions").glob("[0-9]*.py")):
        known.setdefault(path.name[:4], hashlib.sha256(path.read_bytes()).hexdigest())
    RELEASED.write_text(json.dumps(known, indent=2) + "\n")
    return f"up to {max(known)}"


def describe() -> None:
    run(PYTHON, ROOT / "scripts" / "lib" / "make_generated.py")


def hatch(target: str, where: Path) -> None:
    run(PYTHON, "-m", "hatchling", "build", "-t", target, "-d", DIST, cwd=where)


def build() -> str:
    """The source package from this checkout, the wheel from the unpacked source package: so both are known to work."""
    shutil.rmtree(DIST, ignore_errors=True)
    hatch("sdist", ROOT)
    source = next(DIST.glob("*.tar.gz"))
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(source) as archive:
            archive.extractall(folder, filter="data")
        hatch("wheel", next(Path(folder).iterdir()))
    return ", ".join(f"{path.name} {path.stat().st_size / 1e6:.1f} MB" for path in sorted(DIST.iterdir()))


def examine() -> str:
    wheel = next(DIST.glob("*.whl"))
    if found := packages.faults(wheel):
        raise Failed("\n".join(found))
    return packages.told(wheel)


def try_it() -> None:
    """In a fresh environment, without Node, on an empty folder."""
    run(PYTHON, "-m", "pytest", "-q", "-x", "tests/release", env={"SHOPKEEPER_TEST_DIST": str(DIST)})


def keep_databases(version: str) -> None:
    run(PYTHON, "-m", "tests.servers", PYTHON, "-m", "tests.upgrades.keeping", version, env={"PYTHONPATH": str(ROOT)})


def upgrade() -> None:
    run(PYTHON, "-m", "tests.servers", PYTHON, "-m", "pytest", "-q", "-x", "tests/upgrades")


def naming(version: str) -> list[Step]:
    return [
        Step("its chapter in CHANGELOG.md", partial(close_chapter, version)),
        Step("its name", partial(name_it, version)),
        Step("its revisions are frozen", freeze),
        Step("generated files", describe),
    ]


def main() -> int:
    version = sys.argv[1] if sys.argv[1:] else ""
    if version and not re.fullmatch(r"\d+\.\d+\.\d+", version):
        print(f"{version} is no version: three numbers, as in 0.2.0")
        return 2
    setup.take([setup.python_packages(*FOR_TESTING)])
    setup.take(setup.front_ends())
    take_or_stop(naming(version) if version else [])
    take_or_stop([Step("packages", build), Step("what is in the wheel", examine), Step("the wheel on its own", try_it)])
    if version:
        keeping = Step("databases to upgrade for ever", partial(keep_databases, version))
        take_or_stop([keeping, Step("upgrades to it", upgrade)])
        print(
            f"Now: scripts/test, commit, git tag v{version}, give dist/ away; then the next name, {version} plus one and"
        )
        print('".dev0", into shopkeeper/__init__.py, and the generated files again.')
    else:
        print(f"dist/ holds {current()}. To make it a release: scripts/release VERSION")
    return 0


if __name__ == "__main__":
    sys.exit(main())
