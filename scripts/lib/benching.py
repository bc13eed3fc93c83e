"""`scripts/bench`: each program in bench/ prints what it measured, against a floor in the same run."""

import sys

import setup
from environment import FOR_TESTING
from house import PYTHON, ROOT, show

BENCH = ROOT / "bench"


def names() -> list[str]:
    return sorted(path.stem for path in BENCH.glob("*.py") if not path.stem.startswith("_"))


def measure(name: str, *words: str) -> int:
    print(f"== {name}", flush=True)
    return show(PYTHON, BENCH / f"{name}.py", *words, env={"PYTHONPATH": str(ROOT)})


def main() -> int:
    name, *words = sys.argv[1:] or [""]
    if name and name not in names():
        print(f"There is no bench/{name}.py. There are: {', '.join(names()) or 'none yet'}")
        return 2
    setup.take(setup.python_packages(*FOR_TESTING))
    return max([measure(each, *words) for each in ([name] if name else names())], default=0)


if __name__ == "__main__":
    sys.exit(main())
