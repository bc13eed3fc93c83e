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
from house import CACHE, PYTHON, ROOT, Failed, NotThereYet, become, run, show
from steps import Step, take_all

WITH_SERVERS = (PYTHON, "-m", "tests.servers")
PYTEST = (*WITH_SERVERS, PYTHON, "-m", "pytest")
PYTEST_REPORT = CACHE / "pytest.xml"
APART = ("release", "shops", "screens")
"""Minutes that no change of a line needs: `scripts/release` tries the packages it builds, `scripts/shops` real shops, and
`scripts/test tests/screens` walks every screen of the shop."""


WORKERS = 3
"""One more than two processors: much of what is tested is waiting, for a mail, a browser, a lease that runs out."""


def pytest() -> None:
    """The files in the order of pytest's `testpaths`: what takes longest, whole desks and browsers, comes first."""
    PYTEST_REPORT.unlink(missing_ok=True)
    apart = (f"--ignore=tests/{name}" for name in APART)
    spread = ("-n", str(WORKERS), "--dist", "loadfile", "--no-loadscope-reorder")
    options = ("-q", *spread, *apart, f"--junitxml={PYTEST_REPORT}")
    if show(*PYTEST, *options):
        raise Failed("see above; one of them again: scripts/test PATH")


def vitest_report(part: str) -> Path:
    return CACHE / f"vitest-{part}.json"


def vitest(part: str) -> None:
    if not frontend.exists(part):
        raise NotThereYet(f"{part}/package.json")
    command = ("node_modules/vitest/vitest.mjs", "run", "--reporter=default", "--reporter=json")
    run(frontend.node(), *command, f"--outputFile.json={vitest_report(part)}", cwd=ROOT / part)


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
    setup.take([setup.python_packages(*FOR_TESTING), setup.server_programs()])
    failed = setup.take(setup.front_ends(), beside=checks.PYTHON_SOURCE)
    for part in frontend.PARTS:
        vitest_report(part).unlink(missing_ok=True)
    in_node = [Step(f"vitest: {part}", partial(vitest, part)) for part in frontend.PARTS]
    failed += take_all([*in_node, *checks.FRONT_END_SOURCE, *checks.GENERATED, *checks.PRODUCTS])
    failed += take_all([Step("pytest", pytest, loud=True)])
    print(closing_line(failed))
    return bool(failed)


def only(paths: list[str]) -> None:
    setup.take([setup.python_packages(*FOR_TESTING)])
    become([*PYTEST, *paths])


def main() -> int:
    if sys.argv[1:]:
        only(sys.argv[1:])
    return everything()


if __name__ == "__main__":
    sys.exit(main())
