"""What has to stand before anything can be checked, tested or shown."""

import fcntl

import environment
import frontend
import programs
from house import CACHE, Failed, NotThereYet
from steps import Step, take_or_stop


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


def take(*steps: Step) -> None:
    """Take these steps, or stop. One run at a time in a checkout: two builds into one folder spoil each other."""
    CACHE.mkdir(exist_ok=True)
    with (CACHE / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        take_or_stop(steps)
