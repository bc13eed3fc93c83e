"""`scripts/check`: the static part of `scripts/test`."""

import sys

import checks
import setup
from environment import FOR_TESTING
from steps import take_all


def main() -> int:
    setup.take(setup.python_packages(*FOR_TESTING), *setup.front_ends())
    failed = take_all([*checks.SOURCE, *checks.GENERATED, *checks.PRODUCTS])
    print(f"failed: {', '.join(failed)}" if failed else "all checks passed")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
