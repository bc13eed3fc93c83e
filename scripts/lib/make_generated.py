"""Write everything that is made from the code and kept: the API's description, both clients' files.

Each part may be made alone; the schema's revisions have a program of their own, since they want to be read.
"""

import subprocess
import sys
from pathlib import Path

PARTS = ("make_openapi.py", "make_schema.py", "make_client.py")


def main() -> int:
    for part in PARTS:
        print(f"{part}: ", end="", flush=True)
        if ended := subprocess.run(
            [sys.executable, Path(__file__).with_name(part), *sys.argv[1:]], check=False
        ).returncode:
            return ended
    return 0


if __name__ == "__main__":
    sys.exit(main())
