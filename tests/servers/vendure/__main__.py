"""`python -m tests.servers.vendure [FILE]`: a shop for whoever develops against one; its doors as one line of JSON, also in FILE."""

import json
import signal
import sys
from pathlib import Path

from tests.servers.vendure import vendure


def main() -> None:
    # Told to stop, it closes the shop on its way out.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with vendure() as shop:
        doors = {"url": shop.url, "user": shop.user, "password": shop.password, "wish": str(shop.wish)}
        line = json.dumps(doors)
        print(line, flush=True)
        for path in sys.argv[1:]:
            Path(path).write_text(line)
        signal.pause()


if __name__ == "__main__":
    main()
