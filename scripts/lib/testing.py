"""`scripts/test`: set up, check, test, and count. With paths: only pytest on these paths."""

import json
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from functools import partial
from pathlib import Path

import checks
import frontend
import setup
from environment import FOR_TESTING
from house import CACHE, PYTHON, ROOT, Failed, NotThereYet, become, show
from steps import Step, take_all

WITH_SERVERS = (PYTHON, "-m", "tests.servers")
PYTEST = (*WITH_SERVERS, PYTHON, "-m", "pytest")
PYTEST_REPORT = CACHE / "pytest.xml"
APART = ("release", "shops", "screens")
"""Minutes that no change of a line needs: `scripts/release` tries the packages it builds, `scripts/shops` real shops, and
`scripts/test tests/screens` walks every screen of the shop."""


def pytest() -> None:
    PYTEST_REPORT.unlink(missing_ok=True)
    apart = (f"--ignore=tests/{name}" for name in APART)
    options = ("-q", "-n", "2", "--dist", "loadfile", *apart, f"--junitxml={PYTEST_REPORT}")
    if show(*PYTEST, *options):
        raise Failed("see above; one of them again: scripts/test PATH")


def vitest_report(part: str) -> Path:
    return CACHE / f"vitest-{part}.json"


def vitest(part: str) -> None:
    if not frontend.exists(part):
        raise NotThereYet(f"{part}/package.json")
    command = ("node_modules/vitest/vitest.mjs", "run", "--reporter=default", "--reporter=json")
    if show(frontend.node(), *command, f"--outputFile.json={vitest_report(part)}", cwd=ROOT / part):
        raise Failed("see above")


def counted_in_pytest() -> Counter[str]:
    if not PYTEST_REPORT.exists():
        return Counter(failed=1)
    suite = ET.parse(PYTEST_REPORT).getroot().find("testsuite")
    counts = {name: int(suite.get(name, 0)) for name in ("tests", "failures", "errors", "skipped")}
    failed = counts["failures"] + counts["errors"]
    return Counter(passed=counts["tests"] - failed - counts["skipped"], failed=failed, skipped=counts["skipped"])


def counted_in_vitest(part: str) -> Counter[str]:
    report = vitest_report(part)
    if not report.exists():
        return Counter()
    counts = json.loads(report.read_text())
    return Counter(passed=counts["numPassedTests"], failed=counts["numFailedTests"], skipped=counts["numPendingTests"])


def closing_line(failed_steps: list[str]) -> str:
    counts = sum((counted_in_vitest(part) for part in frontend.PARTS), counted_in_pytest())
    if failed_steps:
        print("failed steps:", ", ".join(failed_steps))
        counts["failed"] = max(counts["failed"], len(failed_steps))
    return f"{counts['passed']} passed, {counts['failed']} failed, {counts['skipped']} skipped"


def everything() -> int:
    setup.take(setup.python_packages(*FOR_TESTING), setup.server_programs(), *setup.front_ends())
    for part in frontend.PARTS:
        vitest_report(part).unlink(missing_ok=True)
    tests = [
        Step("pytest", pytest, loud=True),
        *(Step(f"vitest: {p}", partial(vitest, p), loud=True) for p in frontend.PARTS),
    ]
    failed = take_all([*checks.SOURCE, *checks.GENERATED, *tests, *checks.PRODUCTS])
    print(closing_line(failed))
    return bool(failed)


def only(paths: list[str]) -> None:
    setup.take(setup.python_packages(*FOR_TESTING))
    become([*PYTEST, *paths])


def main() -> int:
    if sys.argv[1:]:
        only(sys.argv[1:])
    return everything()


if __name__ == "__main__":
    sys.exit(main())
