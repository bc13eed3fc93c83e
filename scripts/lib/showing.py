"""`scripts/demo`: set up what the demo needs, then become it. With --dev the front ends are rebuilt on change."""

import signal
import subprocess
import sys

import frontend
import setup
from environment import FOR_RUNNING
from house import BIN, become


def in_development(words: list[str]) -> int:
    watchers = [frontend.watch(part) for part in frontend.PARTS if frontend.exists(part)]
    demo = subprocess.Popen([BIN / "shopkeeper", "demo", *words])
    try:
        return demo.wait()
    except KeyboardInterrupt:
        demo.send_signal(signal.SIGINT)
        return demo.wait()
    finally:
        for watcher in watchers:
            frontend.stop(watcher)


def main() -> int:
    words = sys.argv[1:]
    setup.take([setup.python_packages(*FOR_RUNNING)])
    setup.take(setup.front_ends())
    if "--dev" in words:
        return in_development([word for word in words if word != "--dev"])
    become([BIN / "shopkeeper", "demo", *words])
    return 0


if __name__ == "__main__":
    sys.exit(main())
