"""What has to stand before anything can be checked, tested or shown."""

import fcntl
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import environment
import frontend
import programs
from house import CACHE, Failed, NotThereYet
from steps import Step, take_all


def building(part: str) -> Step:
    def act() -> str:
        if not frontend.exists(part):
            raise NotThereYet(f"{part}/package.json")
        try:
            return frontend.build(part)
        except frontend.BuildFailed as failure:
            raise Failed(str(failure)) from failure

    return Step(f"build the {part}", act)


def front_ends() -> list[Step]:
    return [building(part) for part in frontend.PARTS]


def python_packages(*names: str) -> Step:
    return Step("Python packages", lambda: environment.prepare(*names))


def server_programs() -> Step:
    return Step("browser and servers", programs.prepare)


@contextmanager
def alone() -> Iterator[None]:
    """One run at a time in a checkout: two builds into one folder spoil each other."""
    CACHE.mkdir(exist_ok=True)
    with (CACHE / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def take(steps: Sequence[Step], beside: Sequence[Step] = ()) -> list[str]:
    """Take these steps, or stop. What is taken `beside` them may fail: the names of such are returned."""
    with alone():
        failed = take_all([*steps, *beside])
    if any(step.name in failed for step in steps):
        sys.exit(1)
    return failed
