"""`scripts/shops`: tests/shops against real shops, installed and started here, and a line that says what was shown.

The first run installs Vendure by npm into .cache/vendure: some two minutes and half a gigabyte.
"""

import sys
import xml.etree.ElementTree as ET

import setup
from environment import FOR_TESTING
from house import CACHE, PYTHON, show

REPORT = CACHE / "shops.xml"


def shown() -> list[str]:
    """What the tests say was shown, from their report."""
    if not REPORT.exists():
        return []
    return [each.get("value", "") for each in ET.parse(REPORT).iter("property") if each.get("name") == "shown"]


def main() -> int:
    setup.take([setup.python_packages(*FOR_TESTING), setup.server_programs()])
    setup.take(setup.front_ends())
    REPORT.unlink(missing_ok=True)
    paths = sys.argv[1:] or ["tests/shops"]
    status = show(PYTHON, "-m", "tests.servers", PYTHON, "-m", "pytest", "-q", f"--junitxml={REPORT}", *paths)
    found = shown()
    print(*found or ["nothing was shown"], sep="\n")
    # Where a shop or a browser is missing, tests are skipped: that shows nothing.
    return status or int(not found and not sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
