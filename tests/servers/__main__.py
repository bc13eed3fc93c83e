"""`python -m tests.servers COMMAND…`: a command beside a PostgreSQL, where one is installed."""

import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack

from tests.servers.databases import POSTGRES_VARIABLE, postgres
from tests.servers.running import Missing


def main(command: Sequence[str]) -> int:
    with ExitStack() as stack:
        surroundings = dict(os.environ)
        try:
            surroundings[POSTGRES_VARIABLE] = stack.enter_context(postgres()).url
        except Missing as missing:
            print(f"{missing}: only SQLite is tested", file=sys.stderr)
        return subprocess.run(command, env=surroundings, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
