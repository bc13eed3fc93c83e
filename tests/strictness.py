"""In CI nothing that needs a browser or a server may be skipped: a skip there is a failure."""

import os
from collections.abc import Iterator

import pytest

IN_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
MUST_RUN = ("browser", "servers")


def skipped_too_easily(item: pytest.Item, report: pytest.TestReport) -> bool:
    marked = any(item.get_closest_marker(name) for name in MUST_RUN) or "postgresql" in item.name
    return report.skipped and marked and not hasattr(report, "wasxfail")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    if IN_CI and skipped_too_easily(item, report):
        report.outcome = "failed"
        report.longrepr = f"skipped, which is not allowed in CI: {report.longrepr}"
    return report
