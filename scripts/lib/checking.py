"""`scripts/check`: the static part of `scripts/test`."""

import sys

import checks
import setup
from environment import FOR_TESTING
from steps import take_all


def main() -> int:
    setup.take([setup.python_packages(*FOR_TESTING)])
    failed = setup.take(setup.front_ends(), beside=checks.PYTHON_SOURCE)
    failed += take_all([*checks.FRONT_END_SOURCE, *checks.GENERATED, *checks.PRODUCTS])
    print(f"failed: {', '.join(failed)}" if failed else "all checks passed")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
